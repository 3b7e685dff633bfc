"""What happened next: warnings as shown, what came of each, which signs earned their place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from iop_companion.domain.change import Change, ChangeSet
from iop_companion.domain.diary_entries import Helped
from iop_companion.domain.early_warning import Level
from iop_companion.domain.ids import RecordId, new_id
from iop_companion.domain.ports import Journal
from iop_companion.domain.records import (
    Answer,
    EpisodeOutcome,
    OwnSign,
    PanelAnswer,
    PlanStep,
    PlanUsed,
    PlanZone,
    SetAside,
    ShownEpisode,
    ShownLevel,
    StepDone,
)
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.services.episode_log import DONE_WITHIN_DAYS, SAME_EPISODE_DAYS
from iop_companion.services.set_asides import reason_choices

if TYPE_CHECKING:
    from iop_companion.domain.ports import Clock
    from iop_companion.services.daily import DailyReader
    from iop_companion.services.early_warnings import EarlyWarnings
    from iop_companion.services.history import History
    from iop_companion.services.measures import MeasureList
    from iop_companion.services.own_signs import OwnSigns
    from iop_companion.services.session import VaultSession

ASK_AFTER_DAYS, ASK_UNTIL_DAYS = 7, 60
"""What came of it is asked a week later, and of nothing that lies longer back than two months."""

STANDING_DAYS = 21
"""While the warning itself still stands it is not asked for so long: it can be answered there."""

BEFORE_HARD_DAYS = 14
"""A sign showed before a hard time when that began within so many days."""

FEW, RESTING_DAYS = 2, 60
EARNED_SHARE = 1 / 3
HALF_YEAR_DAYS = 182


class Verdict(StrEnum):
    """What the counts of a sign suggest; the person decides."""

    KEEP = "keep"
    CHANGE = "change"
    REST = "rest"
    TOO_FEW = "too_few"


@dataclass(frozen=True, slots=True)
class EpisodeRow:
    """One line of History: the warning as it was shown, and what is known of it since.

    ``done``, ``helped`` and ``answer`` are words, "" where nothing was said. ``is_open`` says that
    the person has said nothing yet.
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
    by_numbers: bool = True
    given: Answer | None = None
    outcome: EpisodeOutcome | None = None


@dataclass(frozen=True, slots=True)
class SignCounts:
    """One sign and what the person's own answers say of it; ``sign_id`` "" is a measure."""

    sign_id: str
    label: str = field(repr=False)
    level: Level
    counts: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class HistoryView:
    """Everything History shows; ``first`` is the first day on which a level was shown."""

    first: date | None
    rows: tuple[EpisodeRow, ...] = ()
    chance: str = ""
    signs: tuple[SignCounts, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """All that the person says came of a warning; each part may be left out.

    ``answer`` None leaves the answer that was given before.
    """

    used_plan: PlanUsed | None = None
    helped: Helped | None = None
    answer: Answer | None = None
    is_false_alarm: bool = False


@dataclass(frozen=True, slots=True)
class _Kept:
    """What the vault holds about all warnings, oldest first."""

    lines: tuple[ShownEpisode, ...]
    levels: tuple[ShownLevel, ...]
    answers: tuple[PanelAnswer, ...]
    outcomes: dict[date, EpisodeOutcome]
    asides: tuple[SetAside, ...]
    done: tuple[StepDone, ...]
    n_steps: dict[PlanZone, int]


class WhatHappened:
    """Reads the log, asks once, keeps what the person says. The log itself is written elsewhere."""

    def __init__(  # noqa: PLR0913, PLR0917 -- the parts it stands between
        self,
        session: VaultSession,
        warnings: EarlyWarnings,
        signs: OwnSigns,
        measures: MeasureList,
        daily: DailyReader,
        clock: Clock,
        history: History,
    ) -> None:
        """Work on the vault of ``session``; what is written can be undone through ``history``."""
        self._session = session
        self._warnings = warnings
        self._signs = signs
        self._measures = measures
        self._daily = daily
        self._clock = clock
        self._history = history

    def view(self) -> HistoryView:
        """Return every warning as it was shown, newest first, and what came of it."""
        today = self._clock.today()
        with self._session.vault.read() as journal:
            kept = _read(journal)
        rows = self._rows(kept)
        shown_on = [one.as_of for one in kept.levels if one.as_of <= today]
        first = min([*shown_on, *(one.spoke_on for one in kept.lines)], default=None)
        return HistoryView(
            first=first,
            rows=tuple(reversed(rows)),
            chance=self._chance(rows, first, today),
            signs=self._signs_counted(rows, today),
        )

    def to_ask(self) -> EpisodeRow | None:
        """Return the warning of which it is time to ask what came of it, or None.

        It is asked on one day alone: that it was asked is kept with the first call. Nothing is
        asked of a warning that was set aside, or while the vault can only be read.
        """
        today, vault = self._clock.today(), self._session.vault
        now = self._warnings.evaluate().spoke_on
        with vault.read() as journal:
            kept = _read(journal)
        for row in reversed(self._rows(kept)):
            age = (today - row.spoke_on).days
            stands = now is not None and abs((now - row.spoke_on).days) <= SAME_EPISODE_DAYS
            least = STANDING_DAYS if stands else ASK_AFTER_DAYS
            if not least <= age <= ASK_UNTIL_DAYS or _aside_of(kept.asides, row.spoke_on):
                continue
            if row.outcome is None and not vault.is_read_only:
                asked = EpisodeOutcome(RecordId(new_id()), row.spoke_on, today)
                with vault.write() as journal:
                    journal.put(asked)
                return replace(row, outcome=asked)
            said = row.outcome
            asked_today = said is not None and said.told_on == today and not said.says_something
            return row if asked_today else None
        return None

    def tell(self, episode_id: str, told: Told) -> ChangeSet:
        """Keep what came of a warning.

        Raises ``KnownProblem("no_warning_to_answer")`` for one that is not in the log.
        """
        today = self._clock.today()
        with self._session.vault.write() as journal:
            kept = _read(journal)
            line = next((one for one in _all_lines(kept) if one.id == episode_id), None)
            if line is None:
                raise KnownProblem("no_warning_to_answer")
            changes = [_put_outcome(journal, kept.outcomes.get(line.spoke_on), line, told, today)]
            if told.answer is not None:
                changes.append(_put_answer(journal, kept.answers, line, told.answer, today))
        changes = [change for change in changes if change.before != change.after]
        return self._history.remember(ChangeSet("outcome_told", tuple(changes)))

    # --- parts

    def _rows(self, kept: _Kept) -> list[EpisodeRow]:
        labels = {measure.id: measure.label for measure in self._measures.all()}
        lines = _all_lines(kept)
        following = [*(line.spoke_on for line in lines[1:]), date.max][: len(lines)]
        return [
            _row(line, kept, until, [labels.get(name, name) for name in line.measures])
            for line, until in zip(lines, following, strict=True)
        ]

    def _chance(self, rows: Sequence[EpisodeRow], first: date | None, today: date) -> str:
        if first is None or first > today:
            return ""
        n_days = (today - first).days + 1
        entered = sum(first <= day <= today for day in self._daily.entry_days())
        weeks = ngettext("{n} week", "{n} weeks", n_days // 7).format(n=n_days // 7)
        days = ngettext("{n} day with an entry", "{n} days with an entry", entered)
        said = _("{weeks}, {days}.").format(weeks=weeks, days=days.format(n=entered))
        rate = self._warnings.evaluate().chance_per_6_months
        expected = rate * n_days / HALF_YEAR_DAYS
        spoke = [row for row in rows if row.by_numbers]
        false = sum(bool(row.outcome and row.outcome.is_false_alarm) for row in spoke)
        return " ".join(part for part in (said, _expected(expected), _false(false, spoke)) if part)

    def _signs_counted(self, rows: Sequence[EpisodeRow], today: date) -> tuple[SignCounts, ...]:
        first = min([row.spoke_on for row in rows], default=today) - timedelta(days=HALF_YEAR_DAYS)
        hard = [row.spoke_on for row in rows if _is_hard(row)]
        own = [
            _counted(sign, days, hard, today)
            for sign, days in self._signs.days_shown(first, today)
            if not sign.is_resting and sign.zone is not PlanZone.CALM
        ]
        return (*own, *_measures_counted(rows))


def _read(journal: Journal) -> _Kept:
    steps = journal.all(PlanStep)
    return _Kept(
        lines=tuple(journal.all(ShownEpisode)),
        levels=tuple(journal.all(ShownLevel)),
        answers=tuple(journal.all(PanelAnswer)),
        outcomes={one.spoke_on: one for one in journal.all(EpisodeOutcome)},
        asides=tuple(journal.all(SetAside)),
        done=tuple(journal.all(StepDone)),
        n_steps={zone: sum(step.zone is zone for step in steps) for zone in PlanZone},
    )


def _all_lines(kept: _Kept) -> list[ShownEpisode]:
    """The log, and what the older log of levels alone knows of times before there was one."""
    lines = sorted(kept.lines, key=lambda line: (line.spoke_on, line.shown_at))
    begun = lines[0].spoke_on if lines else date.max
    older: list[ShownEpisode] = []
    for one in sorted(kept.levels, key=lambda one: one.as_of):
        speaks = one.level in {Level.WATCH.value, Level.ACT.value}
        is_new = not older or (one.as_of - older[-1].spoke_on).days > SAME_EPISODE_DAYS
        before_the_log = (begun - one.as_of).days > SAME_EPISODE_DAYS
        if speaks and is_new and before_the_log:
            older.append(
                ShownEpisode(
                    one.id,
                    one.shown_at,
                    one.as_of,
                    one.level,
                    since=one.since,
                    measures=one.measures,
                    numbers_spoke_on=one.as_of,
                )
            )
    return [*older, *lines]


def _row(line: ShownEpisode, kept: _Kept, until: date, labels: Sequence[str]) -> EpisodeRow:
    outcome = kept.outcomes.get(line.spoke_on)
    answer = _answer_of(kept.answers, line)
    aside = _aside_of(kept.asides, line.spoke_on)
    false = outcome is not None and outcome.is_false_alarm
    row = EpisodeRow(
        id=line.id,
        spoke_on=line.spoke_on,
        since=line.since,
        level=Level(line.level) if line.level in set(Level) else Level.WATCH,
        what=_("; ").join(line.what or labels) or _("Several small changes"),
        sentence=line.sentence,
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


def _says_something(row: EpisodeRow) -> bool:
    return row.given is not None or (row.outcome is not None and row.outcome.says_something)


def _done_words(line: ShownEpisode, kept: _Kept, until: date) -> str:
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


def _answer_of(answers: Iterable[PanelAnswer], line: ShownEpisode) -> PanelAnswer | None:
    """The answer to the warning of a line, whose day may have been recomputed since."""
    wanted = line.numbers_spoke_on or line.spoke_on
    near = [one for one in answers if abs((one.spoke_on - wanted).days) <= SAME_EPISODE_DAYS]
    return min(near, key=lambda one: abs((one.spoke_on - wanted).days), default=None)


def _aside_of(asides: Iterable[SetAside], spoke_on: date) -> SetAside | None:
    near = [one for one in asides if abs((one.spoke_on - spoke_on).days) <= SAME_EPISODE_DAYS]
    return near[-1] if near else None


def _put_outcome(
    journal: Journal,
    before: EpisodeOutcome | None,
    line: ShownEpisode,
    told: Told,
    today: date,
) -> Change:
    held = before or EpisodeOutcome(RecordId(new_id()), line.spoke_on, today)
    after = replace(
        held,
        told_on=today,
        used_plan=told.used_plan,
        helped=told.helped,
        is_false_alarm=told.is_false_alarm,
    )
    journal.put(after)
    return Change(before, after)


def _put_answer(
    journal: Journal,
    answers: Sequence[PanelAnswer],
    line: ShownEpisode,
    answer: Answer,
    today: date,
) -> Change:
    before = _answer_of(answers, line)
    after = PanelAnswer(
        before.id if before else RecordId(new_id()),
        before.spoke_on if before else line.numbers_spoke_on or line.spoke_on,
        answer,
        before.answered_on if before and before.answer is answer else today,
    )
    journal.put(after)
    return Change(before, after)


def _is_hard(row: EpisodeRow) -> bool:
    """A time the person calls a bad spell, or Act that was no false alarm."""
    false = row.outcome is not None and row.outcome.is_false_alarm
    return not false and (row.given is Answer.BAD_SPELL or row.level is Level.ACT)


def _counted(sign: OwnSign, days: Sequence[date], hard: Sequence[date], today: date) -> SignCounts:
    before = sum(any(0 <= (one - day).days <= BEFORE_HARD_DAYS for one in hard) for day in days)
    n = len(days)
    if not n:
        counts = _("not seen yet")
    elif sign.rule is None:
        counts = ngettext("{n} tick, {before} before a hard time",
                          "{n} ticks, {before} before a hard time", n)  # fmt: skip
    else:
        counts = ngettext("shown on {n} day, {before} before a hard time",
                          "shown on {n} days, {before} before a hard time", n)  # fmt: skip
    newest = max(days, default=sign.since)
    is_old = (today - newest).days > RESTING_DAYS
    verdict = Verdict.REST if is_old and not before else Verdict.TOO_FEW
    if n > FEW and hard and verdict is not Verdict.REST:
        verdict = Verdict.KEEP if before >= EARNED_SHARE * n else Verdict.CHANGE
    return SignCounts(
        sign_id=sign.id,
        label=sign.words,
        level=Level.ACT if sign.zone is PlanZone.ACT else Level.WATCH,
        counts=counts.format(n=n, before=before),
        verdict=verdict,
    )


def _measures_counted(rows: Sequence[EpisodeRow]) -> list[SignCounts]:
    """What the numbers spoke of, each with how often the person called it a false alarm."""
    by_what: dict[str, list[EpisodeRow]] = {}
    for row in rows:
        if row.by_numbers:
            by_what.setdefault(row.what, []).append(row)
    counted = []
    for what, spoke in by_what.items():
        false = sum(bool(row.outcome and row.outcome.is_false_alarm) for row in spoke)
        said = ngettext("{n} time, {false}", "{n} times, {false}", len(spoke))
        alarms = ngettext("{n} false alarm", "{n} false alarms", false).format(n=false)
        counted.append(
            SignCounts(
                sign_id="",
                label=_("{what}, from the numbers").format(what=what),
                level=Level.WATCH,
                counts=said.format(n=len(spoke), false=alarms),
                verdict=Verdict.TOO_FEW if len(spoke) <= FEW else Verdict.KEEP,
            )
        )
    return counted


def _expected(expected: float) -> str:
    """How many messages chance alone would explain, in whole ones."""
    if expected < 0.5:
        return _(
            "With logging like yours, chance alone would hardly explain one message in that time."
        )
    return ngettext(
        "With logging like yours, about {n} message by chance alone in that time would be no "
        "surprise.",
        "With logging like yours, about {n} messages by chance alone in that time would be no "
        "surprise.",
        round(expected),
    ).format(n=round(expected))


def _false(n_false: int, spoke: Sequence[EpisodeRow]) -> str:
    if not spoke:
        return ""
    return ngettext(
        "You called {false} of {n} message from the numbers a false alarm.",
        "You called {false} of {n} messages from the numbers a false alarm.",
        len(spoke),
    ).format(false=n_false, n=len(spoke))


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
