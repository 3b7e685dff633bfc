"""What happened next: warnings as shown, what came of each, which signs earned their place."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from iop_companion.domain.change import Change, ChangeSet
from iop_companion.domain.diary_entries import Helped
from iop_companion.domain.ids import MeasureId, RecordId, new_id
from iop_companion.domain.ports import Journal
from iop_companion.domain.records import (
    Answer,
    EpisodeOutcome,
    PanelAnswer,
    ParticipantSetting,
    PlanUsed,
    PlanZone,
    ShownEpisode,
)
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.services.episode_log import SAME_EPISODE_DAYS
from iop_companion.services.episode_rows import (
    BROUGHT_SETTING,
    EpisodeRow,
    KeptWarnings,
    answer_of,
    aside_of,
    paper_sentence,
    read_kept,
    row_of,
)
from iop_companion.services.sign_counts import (
    SignCounts,
    is_hard,
    measures_counted,
    sign_counted,
)

if TYPE_CHECKING:
    from iop_companion.domain.ports import Clock
    from iop_companion.services.daily import DailyReader
    from iop_companion.services.early_warnings import EarlyWarnings
    from iop_companion.services.history import History
    from iop_companion.services.measures import MeasureList
    from iop_companion.services.own_signs import OwnSigns
    from iop_companion.services.session import VaultSession

_WEEK = 7
HALF_YEAR_DAYS = 182

ASK_AFTER_DAYS, ASK_UNTIL_DAYS = 7, 60
"""What came of it is asked a week later, and of nothing that lies longer back than two months."""

STANDING_DAYS = 21
"""While the warning itself still stands it is not asked for so long: it can be answered there."""


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
            kept = read_kept(journal)
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
            kept = read_kept(journal)
        for row in reversed(self._rows(kept)):
            age = (today - row.spoke_on).days
            stands = now is not None and abs((now - row.spoke_on).days) <= SAME_EPISODE_DAYS
            least = STANDING_DAYS if stands else ASK_AFTER_DAYS
            if not least <= age <= ASK_UNTIL_DAYS or aside_of(kept.asides, row.spoke_on):
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
            kept = read_kept(journal)
            line = next((one for one in kept.all_lines if one.id == episode_id), None)
            if line is None:
                raise KnownProblem("no_warning_to_answer")
            changes = [_put_outcome(journal, kept.outcomes.get(line.spoke_on), line, told, today)]
            if told.answer is not None:
                changes.append(_put_answer(journal, kept.answers, line, told.answer, today))
        changes = [change for change in changes if change.before != change.after]
        return self._history.remember(ChangeSet("outcome_told", tuple(changes)))

    # --- the Summary

    def bring(self, episode_id: str, *, is_brought: bool) -> ChangeSet:
        """Put a warning, with what came of it, into the Summary, or take it out again.

        Raises ``KnownProblem("no_warning_to_answer")`` for one that is not in the log.
        """
        with self._session.vault.write() as journal:
            kept = read_kept(journal)
            known = [line.id for line in kept.all_lines]
            if episode_id not in known:
                raise KnownProblem("no_warning_to_answer")
            wanted = kept.brought | {episode_id} if is_brought else kept.brought - {episode_id}
            setting = ParticipantSetting(
                BROUGHT_SETTING, json.dumps([one for one in known if one in wanted])
            )
            before = journal.put(setting)
        changes = (Change(before, setting),) if before != setting else ()
        return self._history.remember(ChangeSet("warning_brought", changes))

    def brought(self, is_included: Callable[[MeasureId], bool]) -> tuple[str, ...]:
        """Return a line for each warning that the person brings, oldest first.

        One about a measure that is not included does not say what it was about.
        """
        with self._session.vault.read() as journal:
            rows = self._rows(read_kept(journal))
        return tuple(
            paper_sentence(row, names_it=all(is_included(one) for one in row.measures))
            for row in rows
            if row.is_brought
        )

    # --- parts

    def _rows(self, kept: KeptWarnings) -> list[EpisodeRow]:
        labels = {measure.id: measure.label for measure in self._measures.all()}
        lines = kept.all_lines
        following = [*(line.spoke_on for line in lines[1:]), date.max][: len(lines)]
        return [
            row_of(line, kept, until, [labels.get(name, name) for name in line.measures])
            for line, until in zip(lines, following, strict=True)
        ]

    def _chance(self, rows: Sequence[EpisodeRow], first: date | None, today: date) -> str:
        if first is None or first > today:
            return ""
        n_days = (today - first).days + 1
        entered = sum(first <= day <= today for day in self._daily.entry_days())
        if not entered and not rows:
            return ""  # nothing to reckon with yet
        weeks = ngettext("{n} week", "{n} weeks", n_days // _WEEK).format(n=n_days // _WEEK)
        days = ngettext("{n} day with an entry", "{n} days with an entry", entered)
        days = days.format(n=entered)
        said = (
            _("{weeks}, {days}.").format(weeks=weeks, days=days) if n_days >= _WEEK else f"{days}."
        )
        rate = self._warnings.evaluate().chance_per_6_months
        expected = rate * n_days / HALF_YEAR_DAYS
        spoke = [row for row in rows if row.by_numbers]
        false = sum(bool(row.outcome and row.outcome.is_false_alarm) for row in spoke)
        return " ".join(part for part in (said, _expected(expected), _false(false, spoke)) if part)

    def _signs_counted(self, rows: Sequence[EpisodeRow], today: date) -> tuple[SignCounts, ...]:
        first = min([row.spoke_on for row in rows], default=today) - timedelta(days=HALF_YEAR_DAYS)
        hard = [row.spoke_on for row in rows if is_hard(row)]
        own = [
            sign_counted(sign, days, hard, today)
            for sign, days in self._signs.days_shown(first, today)
            if not sign.is_resting and sign.zone is not PlanZone.CALM
        ]
        return (*own, *measures_counted(rows))


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
    before = answer_of(answers, line)
    after = PanelAnswer(
        before.id if before else RecordId(new_id()),
        before.spoke_on if before else line.numbers_spoke_on or line.spoke_on,
        answer,
        before.answered_on if before and before.answer is answer else today,
    )
    journal.put(after)
    return Change(before, after)


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
