"""The words of the invented person whose diary fills the demonstration vault."""

from __future__ import annotations

from dataclasses import dataclass

from iop_companion.catalog.table import read_table


@dataclass(frozen=True, slots=True)
class DemoWords:
    """Notes by stretch of the story, plan steps by level, talk points, and names of events.

    ``events`` are three: the program begins, steps down, ends.
    """

    notes_before: tuple[str, ...]
    notes_program: tuple[str, ...]
    notes_after: tuple[str, ...]
    notes_hard: tuple[str, ...]
    private_note: str
    plan_watch: tuple[str, ...]
    plan_act: tuple[str, ...]
    talk_points: tuple[str, ...]
    events: tuple[str, ...]


def demo_words() -> DemoWords:
    """Read the words, in the person's language."""
    table = read_table("demo/words.toml")
    plan = table.table("plan")
    words = DemoWords(
        notes_before=table.table("notes_before").all_words("words"),
        notes_program=table.table("notes_program").all_words("words"),
        notes_after=table.table("notes_after").all_words("words"),
        notes_hard=table.table("notes_hard").all_words("words"),
        private_note=table.words("private_note"),
        plan_watch=plan.all_words("watch"),
        plan_act=plan.all_words("act"),
        talk_points=table.table("talk").all_words("words"),
        events=table.table("events").all_words("words"),
    )
    table.finish()
    return words
