"""Single uses within a day: when, how much, a note. The day's amount is their sum.

Nobody has to write them: the row of Today takes the day's amount by one key. Once there are single
uses, the row follows them, and what stood on it before is kept as a use of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import TYPE_CHECKING

from iop_companion.domain.change import Change, ChangeSet
from iop_companion.domain.day_values import day_value, standing_parts
from iop_companion.domain.diary_entries import UseAmount
from iop_companion.domain.ids import RecordId, new_id
from iop_companion.domain.measure import Measure, UnfitValue
from iop_companion.domain.observation import TYPED
from iop_companion.domain.ports import Clock, Journal
from iop_companion.foundation.errors import KnownProblem
from iop_companion.services.day_values import day_observation, put_day_value
from iop_companion.services.form_drafts import FormName, forget_draft
from iop_companion.services.history import History
from iop_companion.services.measures import MeasureList

if TYPE_CHECKING:
    from iop_companion.services.session import VaultSession

STANDARD_DRINK = "standard_drink"
"""The unit of an amount of alcohol; how much one holds stands beside it."""

AMOUNT_PLACES = 6
"""Sums are rounded to so many places: tenths are no exact numbers."""


@dataclass(frozen=True, slots=True)
class UseDraft:
    """What the form holds; ``id`` names the use that it changes, or is "".

    ``substance`` is the row that it belongs to. ``amount`` None: they would rather not say.
    """

    substance: str = field(repr=False)
    amount: float | None = field(default=None, repr=False)
    at: time | None = None
    note: str = field(default="", repr=False)
    private: bool = False
    id: str = ""


@dataclass(frozen=True, slots=True)
class UsedRow:
    """What the single uses of one row come to on the day, and what the row of Today says.

    ``n_uncounted`` of them have no amount, or one in a unit that the row does not count in.
    """

    measure: Measure
    uses: tuple[UseAmount, ...]
    total: float | None = field(repr=False)
    row: float | None = field(repr=False)
    n_uncounted: int = 0


@dataclass(frozen=True, slots=True)
class UsesView:
    """The single uses of a day in the order of their times, and the rows that follow them."""

    day: date
    today: date
    uses: tuple[UseAmount, ...]
    rows: tuple[UsedRow, ...]


class SingleUses:
    """Reads and keeps single uses; the amount of a day is the sum of them."""

    def __init__(
        self, session: VaultSession, clock: Clock, measures: MeasureList, history: History
    ) -> None:
        """Work on the vault that ``session`` has open; writes can be undone through ``history``."""
        self._session = session
        self._clock = clock
        self._measures = measures
        self._history = history

    def day(self, day: date | None = None) -> UsesView:
        """Return the single uses of ``day`` (default: today)."""
        today = self._clock.today()
        shown = day or today
        measures = [one for one in self._measures.heads() if one.goal is not None]
        with self._session.vault.read() as journal:
            uses = _in_order(journal.entries(UseAmount, shown, shown))
            rows = tuple(self._row(journal, one, uses, shown) for one in measures)
        return UsesView(shown, today, uses, rows)

    def keep(self, day: date, draft: UseDraft) -> ChangeSet:
        """Add a use, or change one; an amount that stood on the row alone becomes a use first.

        Raises ``KnownProblem``: ``future_day``, ``use_needs_what``, ``use_bad_amount``.
        """
        if day > self._clock.today():
            raise KnownProblem("future_day", day=day.isoformat())
        if not draft.substance:
            raise KnownProblem("use_needs_what")
        measure = self._measure_of(draft.substance)
        _require_amount(draft.amount, measure)

        def save(journal: Journal) -> tuple[Change, ...]:
            there = journal.entries(UseAmount, day, day)
            before = next((use for use in there if use.id == draft.id), None)
            is_first = measure is not None and not uses_of(measure, there)
            changes = self._of_the_row(journal, measure, day) if measure and is_first else []
            fresh = self._filled(before, draft, measure, day)
            if before is None or replace(fresh, recorded_at=before.recorded_at) != before:
                journal.put(fresh)
                changes.append(Change(before, fresh))
            forget_draft(journal, FormName.SINGLE_USE, day, self._clock)
            return (*changes, *self.follow(journal, fresh, before or fresh))

        return self._history.remember(ChangeSet("use_kept", self._session.saved(save)))

    def remove(self, use: UseAmount) -> ChangeSet:
        """Move a use to the trash; the amount of the day is that of the others."""

        def save(journal: Journal) -> tuple[Change, ...]:
            journal.remove(use)
            return (Change(use, None), *self.follow(journal, use))

        return self._history.remember(ChangeSet("use_removed", self._session.saved(save)))

    def _filled(
        self, before: UseAmount | None, draft: UseDraft, measure: Measure | None, day: date
    ) -> UseAmount:
        now = self._clock.now()
        base = before or UseAmount(
            id=RecordId(new_id()), day=day, recorded_at=now, substance=draft.substance
        )
        if measure is not None:
            base = _counted_as(base, measure)
        return replace(
            base,
            recorded_at=now,
            zone=self._clock.zone_name(),
            source=TYPED,
            substance=draft.substance,
            amount=draft.amount,
            moment=draft.at,
            note=draft.note,
            private=draft.private,
        )

    def _measure_of(self, substance: str) -> Measure | None:
        found = [one for one in self._measures.all() if one.goal is not None]
        return next((one for one in found if _is_of(substance, one)), None)

    def _row(
        self, journal: Journal, measure: Measure, uses: Sequence[UseAmount], day: date
    ) -> UsedRow:
        mine = uses_of(measure, uses)
        parts = journal.observations(day, day, measures=[measure.id])
        there = day_value(measure, parts)
        value = there.value if there is not None else None
        counted = [amount_in(use, measure) for use in mine]
        return UsedRow(
            measure,
            tuple(mine),
            total_of(mine, measure),
            float(value) if isinstance(value, int | float) else None,
            counted.count(None),
        )

    def _of_the_row(self, journal: Journal, measure: Measure, day: date) -> list[Change]:
        """Make uses of what the row of Today says, so that a further one adds to it."""
        found = journal.observations(day, day, measures=[measure.id])
        changes = []
        for one in standing_parts(found):
            asked = self._measures.asked_as(measure, one.measure_version)
            if asked is not None or not isinstance(one.value, int | float) or one.value <= 0:
                continue
            use = UseAmount(
                id=RecordId(new_id()),
                day=day,
                recorded_at=one.recorded_at,
                zone=one.zone,
                source=one.source,
                private=one.private,
                moment=one.moment,
                substance=str(measure.id),
                amount=float(one.value),
            )
            use = _counted_as(use, measure)
            journal.put(use)
            changes.append(Change(None, use))
        return changes

    def follow(self, journal: Journal, *states: UseAmount) -> list[Change]:
        """Make the rows of a use say what the uses of its day come to, within a write.

        ``states`` are what it is and what it was.
        """
        day = states[0].day
        found = [self._measure_of(state.substance) for state in states]
        uses = journal.entries(UseAmount, day, day)
        changes: list[Change] = []
        for measure in {one.id: one for one in found if one is not None}.values():
            mine = uses_of(measure, uses)
            total = total_of(mine, measure)
            was_counted = any(amount_in(one, measure) is not None for one in states)
            if total is None and (mine or not was_counted):
                continue  # nothing is known of how much: the row keeps what the person put there
            changes += self._put(journal, measure, total, day)
        return changes

    def _put(
        self, journal: Journal, measure: Measure, total: float | None, day: date
    ) -> list[Change]:
        there = day_observation(journal, measure, day)
        changes = []
        if there and self._measures.asked_as(measure, there.measure_version) is not None:
            journal.remove(there)  # it answered another question
            changes.append(Change(there, None))
        try:
            changed = put_day_value(journal, measure, total, day, self._clock)
        except UnfitValue:
            raise _bad_amount(measure) from None
        return [*changes, changed] if changed is not None else changes


def uses_of(measure: Measure, uses: Sequence[UseAmount]) -> list[UseAmount]:
    """Return those of ``uses`` that belong to a row, by its id or, from other places, its name."""
    return [use for use in uses if _is_of(use.substance, measure)]


def amount_in(use: UseAmount, measure: Measure) -> float | None:
    """Return the amount of a use as its row counts; drinks of another size are worked over."""
    if use.amount is None:
        return None
    if measure.grams:
        return use.amount * use.grams / measure.grams if use.grams else None
    return use.amount if not use.grams and use.unit in {measure.unit, ""} else None


def total_of(uses: Sequence[UseAmount], measure: Measure) -> float | None:
    """Return what the uses of a row come to; None where no amount is known."""
    counted = [amount for use in uses if (amount := amount_in(use, measure)) is not None]
    return round(sum(counted), AMOUNT_PLACES) if counted else None


def as_draft(use: UseAmount) -> UseDraft:
    """Return the form of a use that is there."""
    return UseDraft(use.substance, use.amount, use.moment, use.note, use.private, str(use.id))


def _is_of(substance: str, measure: Measure) -> bool:
    return substance == measure.id or substance.casefold() == measure.label.casefold()


def _counted_as(use: UseAmount, measure: Measure) -> UseAmount:
    """Return ``use`` in the unit of its row."""
    if measure.grams:
        return replace(use, unit=STANDARD_DRINK, grams=measure.grams)
    return replace(use, unit=measure.unit, grams=None)


def _require_amount(amount: float | None, measure: Measure | None) -> None:
    if amount is None:
        return
    if not amount > 0:
        raise _bad_amount(measure)
    if measure is not None:
        try:
            measure.fitted(amount)
        except UnfitValue:
            raise _bad_amount(measure) from None


def _bad_amount(measure: Measure | None) -> KnownProblem:
    high = measure.scale.high if measure is not None and measure.scale is not None else 9999
    return KnownProblem("use_bad_amount", most=f"{high:g}")


def _in_order(uses: Sequence[UseAmount]) -> tuple[UseAmount, ...]:
    """By their times; those without one last, as they were written."""
    return tuple(
        sorted(uses, key=lambda one: (one.moment is None, str(one.moment or ""), one.recorded_at))
    )
