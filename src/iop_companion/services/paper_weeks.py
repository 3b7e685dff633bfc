"""A week typed back in from a paper card: seven days at once, days already saved untouched."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from iop_companion.catalog.value_words import refusal
from iop_companion.domain.change import Change, ChangeSet
from iop_companion.domain.day_values import day_value
from iop_companion.domain.measure import Kind, Measure, UnfitValue, Value
from iop_companion.domain.observation import PAPER, observe
from iop_companion.domain.records import ParticipantSetting
from iop_companion.domain.setting_values import WRITTEN_LATER, written_later
from iop_companion.foundation.errors import KnownProblem
from iop_companion.services.day_drafts import keep_paper, paper_part

if TYPE_CHECKING:
    from iop_companion.domain.ids import MeasureId
    from iop_companion.domain.ports import Clock, Journal
    from iop_companion.services.history import History
    from iop_companion.services.measures import MeasureList
    from iop_companion.services.session import VaultSession

DAYS = 7


@dataclass(frozen=True, slots=True)
class PaperDay:
    """One column: what is saved for the day, else what was typed of its card and kept.

    ``draft`` is the JSON object last given to :meth:`PaperWeeks.keep_draft`, {} for none.
    """

    day: date
    is_saved: bool
    values: Mapping[MeasureId, Value] = field(default_factory=dict, repr=False)
    is_later: bool = False
    saved_at: datetime | None = None
    draft: Mapping[str, Any] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class PaperWeek:
    """Seven days that end on ``days[-1]``, and the rows a card has; notes are not on the card."""

    today: date
    rows: tuple[Measure, ...]
    days: tuple[PaperDay, ...]


@dataclass(frozen=True, slots=True)
class PaperEntry:
    """What one day's card says, and whether it was filled in on another day."""

    day: date
    values: Mapping[MeasureId, Value] = field(repr=False)
    is_later: bool = False


class PaperWeeks:
    """Reads and saves weeks from paper. What is saved has the source ``paper``."""

    def __init__(
        self, session: VaultSession, clock: Clock, history: History, measures: MeasureList
    ) -> None:
        """Work on the vault that ``session`` has open."""
        self._session = session
        self._clock = clock
        self._history = history
        self._measures = measures

    def week(self, last: date | None = None) -> PaperWeek:
        """Return the seven days that end on ``last`` (default and at most: today)."""
        today = self._clock.today()
        end = min(last or today, today)
        with self._session.vault.read() as journal:
            later = written_later(journal.setting(WRITTEN_LATER))
            days = tuple(
                self._day(journal, end - timedelta(days=back), later)
                for back in range(DAYS - 1, -1, -1)
            )
        rows = tuple(
            row
            for row in self._measures.rows()
            if row.kind is not Kind.TEXT and row.derived_from is None
        )
        return PaperWeek(today, rows, days)

    def save(self, entries: list[PaperEntry]) -> ChangeSet:
        """Save the cards of several days in one transaction, and drop what was kept of them.

        A day that holds anything by now is left as it is. Raises ``KnownProblem``
        (``empty_check_in``, ``future_day``, ``values_refused``); then nothing is saved.
        """
        told = [entry for entry in entries if entry.values]
        if not told:
            raise KnownProblem("empty_check_in")
        now, today = self._clock.now(), self._clock.today()
        for entry in told:
            if entry.day > today:
                raise KnownProblem("future_day", day=entry.day.isoformat())

        def save(journal: Journal) -> list[Change]:
            changes: list[Change] = []
            fresh = [entry for entry in told if not journal.observations(entry.day, entry.day)]
            for entry in fresh:
                changes += [self._change(entry, name, now) for name in entry.values]
                keep_paper(journal, entry.day, None, now)
            changes += _marked_later(journal, fresh)
            for change in changes:
                journal.put(change.record)
            return changes

        changes = self._session.saved(save)
        return self._history.remember(ChangeSet("paper_week_saved", tuple(changes)))

    def keep_draft(self, parts: Mapping[date, dict[str, Any] | None]) -> datetime:
        """Keep what was typed of each day's card (None: nothing any more); returns when."""
        now = self._clock.now()

        def keep(journal: Journal) -> None:
            for day, part in parts.items():
                keep_paper(journal, day, part, now)

        self._session.saved(keep)
        return now

    def _day(self, journal: Journal, day: date, later: frozenset[date]) -> PaperDay:
        found = journal.observations(day, day)
        if not found:
            return PaperDay(day, is_saved=False, draft=paper_part(journal.draft(day)))
        values = {}
        for measure in self._measures.all():
            parts = [part for part in found if part.measure_id == measure.id]
            if (value := day_value(measure, parts)) is not None:
                values[measure.id] = value.value
        return PaperDay(
            day,
            is_saved=True,
            values=values,
            is_later=day in later,
            saved_at=max(part.recorded_at for part in found),
        )

    def _change(self, entry: PaperEntry, name: MeasureId, now: datetime) -> Change:
        try:
            return Change(
                None,
                observe(
                    self._measures.get(name),
                    entry.values[name],
                    day=entry.day,
                    recorded_at=now,
                    source=PAPER,
                    zone=self._clock.zone_name(),
                ),
            )
        except UnfitValue as unfit:
            raise KnownProblem("values_refused", list=refusal(unfit)) from None


def _marked_later(journal: Journal, entries: list[PaperEntry]) -> list[Change]:
    text = journal.setting(WRITTEN_LATER)
    kept = written_later(text)
    days = {entry.day for entry in entries}
    wanted = (kept - days) | {entry.day for entry in entries if entry.is_later}
    if wanted == kept:
        return []
    before = None if text is None else ParticipantSetting(WRITTEN_LATER, text)
    listed = json.dumps(sorted(day.isoformat() for day in wanted))
    return [Change(before, ParticipantSetting(WRITTEN_LATER, listed))]
