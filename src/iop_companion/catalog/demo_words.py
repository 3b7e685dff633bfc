"""The words of the invented person whose diary fills the demonstration vault."""

from __future__ import annotations

from dataclasses import dataclass

from iop_companion.catalog.table import read_table


@dataclass(frozen=True, slots=True)
class DemoWords:
    """Notes by stretch of the story, plan steps by level, talk points, signs, names of events.

    ``events`` are three: the program begins, steps down, ends. ``signs_watch`` and ``signs_act``
    are own signs; ``how_i_know`` tells Calm, Watch and Act, ``to_say`` is for Act.
    ``people`` are (name, number, remark): the first is the program, then a relative, then a friend.
    """

    notes_before: tuple[str, ...]
    notes_program: tuple[str, ...]
    notes_after: tuple[str, ...]
    notes_hard: tuple[str, ...]
    private_note: str
    plan_watch: tuple[str, ...]
    plan_act: tuple[str, ...]
    talk_points: tuple[str, ...]
    signs_watch: tuple[str, ...]
    signs_act: tuple[str, ...]
    how_i_know: tuple[str, ...]
    to_say: str
    people: tuple[tuple[str, str, str], ...]
    events: tuple[str, ...]


def demo_words() -> DemoWords:
    """Read the words, in the person's language."""
    table = read_table("demo/words.toml")
    plan, signs = table.table("plan"), table.table("signs")
    words = DemoWords(
        notes_before=table.table("notes_before").all_words("words"),
        notes_program=table.table("notes_program").all_words("words"),
        notes_after=table.table("notes_after").all_words("words"),
        notes_hard=table.table("notes_hard").all_words("words"),
        private_note=table.words("private_note"),
        plan_watch=plan.all_words("watch"),
        plan_act=plan.all_words("act"),
        talk_points=table.table("talk").all_words("words"),
        signs_watch=signs.all_words("watch"),
        signs_act=signs.all_words("act"),
        how_i_know=table.table("how_i_know").all_words("words"),
        to_say=table.words("to_say"),
        people=tuple(
            (one.words("name"), one.text("number"), one.words("remark"))
            for one in table.tables("person")
        ),
        events=table.table("events").all_words("words"),
    )
    table.finish()
    return words
