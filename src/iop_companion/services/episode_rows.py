"""One line of History for each warning: as it was shown, and what is known of it since."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from iop_companion.domain.diary_entries import Helped
from iop_companion.domain.early_warning import Level
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.ports import Journal
from iop_companion.domain.records import (
    Answer,
    EpisodeOutcome,
    PanelAnswer,
    PlanStep,
    PlanUsed,
    PlanZone,
    SetAside,
    ShownEpisode,
    ShownLevel,
    StepDone,
)
from iop_companion.domain.setting_values import or_default
from iop_companion.foundation.day_words import day_words
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.services.episode_log import DONE_WITHIN_DAYS, SAME_EPISODE_DAYS, all_lines
from iop_companion.services.set_asides import reason_choices

BROUGHT_SETTING = "summary_warnings"
"""Key of the setting that holds which warnings the person brings to the Summary."""

_NONE: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EpisodeRow:
    """One line of History: the warning as it was shown, and what is known of it since.

    ``done``, ``helped`` and ``answer`` are words, "" where nothing was said. ``is_open`` says that
    the person has said nothing yet, ``is_brought`` that they bring it to the Summary.
    """

    id: str
    spoke_on: date
    since: date | None
    level: Level
    what: str = field(repr=False)
    sentence: str = field(repr=False)
    done: str = field(default="", repr=False)
    helped: str = ""
    answer: str = ""
    is_open: bool = True
    is_brought: bool = False
    measures: tuple[MeasureId, ...] = ()
    by_numbers: bool = True
    given: Answer | None = None
    outcome: EpisodeOutcome | None = None


@dataclass(frozen=True, slots=True)
class KeptWarnings:
    """What the vault holds about all warnings, oldest first."""

    lines: tuple[ShownEpisode, ...]
    levels: tuple[ShownLevel, ...]
    answers: tuple[PanelAnswer, ...]
    outcomes: dict[date, EpisodeOutcome]
    asides: tuple[SetAside, ...]
    done: tuple[StepDone, ...]
    n_steps: dict[PlanZone, int]
    brought: frozenset[str] = frozenset()

    @property
    def all_lines(self) -> list[ShownEpisode]:
        """Every warning that was shown, oldest first."""
        return all_lines(self.lines, self.levels)


def read_kept(journal: Journal) -> KeptWarnings:
    """Return all that the vault holds about warnings."""
    steps = journal.all(PlanStep)
    return KeptWarnings(
        lines=tuple(journal.all(ShownEpisode)),
        levels=tuple(journal.all(ShownLevel)),
        answers=tuple(journal.all(PanelAnswer)),
        outcomes={one.spoke_on: one for one in journal.all(EpisodeOutcome)},
        asides=tuple(journal.all(SetAside)),
        done=tuple(journal.all(StepDone)),
        n_steps={zone: sum(step.zone is zone for step in steps) for zone in PlanZone},
        brought=frozenset(or_default(_read_ids, journal.setting(BROUGHT_SETTING), _NONE)),
    )


def row_of(
    line: ShownEpisode, kept: KeptWarnings, until: date, labels: Sequence[str]
) -> EpisodeRow:
    """Return the line of a warning; a step ticked before ``until`` was done for it."""
    outcome = kept.outcomes.get(line.spoke_on)
    answer = answer_of(kept.answers, line)
    aside = aside_of(kept.asides, line.spoke_on)
    false = outcome is not None and outcome.is_false_alarm
    row = EpisodeRow(
        id=line.id,
        spoke_on=line.spoke_on,
        since=line.since,
        level=Level(line.level) if line.level in set(Level) else Level.WATCH,
        what=_("; ").join(line.what or labels) or _("Several small changes"),
        sentence=line.sentence,
        is_brought=line.id in kept.brought,
        measures=line.measures,
        by_numbers=line.numbers_spoke_on is not None,
        given=answer.answer if answer else None,
        outcome=outcome,
        helped=helped_words(outcome.helped) if outcome and outcome.helped else "",
        answer=_("False alarm") if false else said_words(answer.answer) if answer else "",
    )
    done = _done_words(line, kept, min(until, line.spoke_on + timedelta(days=DONE_WITHIN_DAYS)))
    if aside is not None:
        done = _("Set aside: {reason}").format(reason=dict(reason_choices())[aside.reason])
    elif not done and outcome is not None and outcome.used_plan is not None:
        done = used_words(outcome.used_plan)
    return replace(row, done=done, is_open=aside is None and not _says_something(row))


def paper_sentence(row: EpisodeRow, *, names_it: bool = True) -> str:
    """Return a warning and what came of it as one line of the Summary.

    Without ``names_it`` it does not say what the warning was about.
    """
    what = row.what if names_it else _("Something tracked")
    day = day_words(row.spoke_on, with_year=True)
    said = [_("{day}, {level}: {what}.").format(day=day, level=_level_words(row.level), what=what)]
    for words, told in (
        (_("Done: {done}."), row.done),
        (_("Did it help? {helped}."), row.helped),
        (_("My answer: {answer}."), row.answer),
    ):
        said += [words.format(done=told, helped=told, answer=told)] if told else []
    return " ".join(said)


def _level_words(level: Level) -> str:
    return _("Act") if level is Level.ACT else _("Watch")


def _read_ids(text: str) -> tuple[str, ...]:
    return tuple(str(one) for one in json.loads(text))


def _says_something(row: EpisodeRow) -> bool:
    return row.given is not None or (row.outcome is not None and row.outcome.says_something)


def _done_words(line: ShownEpisode, kept: KeptWarnings, until: date) -> str:
    zone = PlanZone.ACT if line.level == Level.ACT.value else PlanZone.WATCH
    ticked = [one for one in kept.done if one.zone is zone and line.spoke_on <= one.day < until]
    n_done = len({one.step_id for one in ticked})
    if n_done == 1 and kept.n_steps[zone] <= 1:
        return ticked[0].text
    total = max(n_done, kept.n_steps[zone])
    if not n_done:
        return ""
    return ngettext("{n} of {total} step", "{n} of {total} steps", total).format(
        n=n_done, total=total
    )


def answer_of(answers: Iterable[PanelAnswer], line: ShownEpisode) -> PanelAnswer | None:
    """The answer to the warning of a line, whose day may have been recomputed since."""
    wanted = line.numbers_spoke_on or line.spoke_on
    near = [one for one in answers if abs((one.spoke_on - wanted).days) <= SAME_EPISODE_DAYS]
    return min(near, key=lambda one: abs((one.spoke_on - wanted).days), default=None)


def aside_of(asides: Iterable[SetAside], spoke_on: date) -> SetAside | None:
    """Return how the warning that spoke on a day was set aside, or None."""
    near = [one for one in asides if abs((one.spoke_on - spoke_on).days) <= SAME_EPISODE_DAYS]
    return near[-1] if near else None


def said_words(answer: Answer) -> str:
    """Return an answer in the words of History."""
    words = {
        Answer.PASSING: _("It was passing"),
        Answer.BAD_SPELL: _("A bad spell"),
        Answer.NEW_NORMAL: _("My new normal"),
    }
    return words[answer]


def used_words(used: PlanUsed) -> str:
    """Return how far the plan was used."""
    words = {
        PlanUsed.YES: _("Used my plan"),
        PlanUsed.PARTLY: _("Used part of it"),
        PlanUsed.NO: _("Did not use it"),
    }
    return words[used]


def helped_words(helped: Helped) -> str:
    """Return whether it helped."""
    words = {
        Helped.YES: _("Helped"),
        Helped.A_LITTLE: _("A little"),
        Helped.NO: _("Not much"),
    }
    return words[helped]
