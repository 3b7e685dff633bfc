"""Medicines as the person records them: the list and its changes, doses, side effects.

Never advice: what was taken is counted, what to take is for the prescriber to say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from iop_companion.analytics.series import DailySeries
from iop_companion.domain.change import Change, ChangeSet
from iop_companion.domain.chart_series import ChartEvent, EventKind
from iop_companion.domain.diary_entries import (
    DiaryEntry,
    Dose,
    DoseOutcome,
    Helped,
    Medicine,
    Regimen,
    SideEffect,
)
from iop_companion.domain.ids import RecordId, new_id
from iop_companion.domain.observation import TYPED
from iop_companion.domain.ports import Clock, Journal
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _
from iop_companion.services.form_drafts import FormName, forget_draft
from iop_companion.services.history import History

if TYPE_CHECKING:
    from iop_companion.services.session import VaultSession

COURSE_DAYS = 14
"""Days of the strip beside a medicine."""

LONG_DAYS = 30
MOST_CHARACTERS = 120
MOST_MEDICINES = 60
_USUAL_SIDE_EFFECT_DAYS = 60
"""A side effect recorded within so many days is asked about by name."""

_LAST_WITHIN_DAYS = 365
"""The last dose as needed is looked for so far back: nobody asks when it was years ago."""

_Noted = TypeVar("_Noted", bound=DiaryEntry)
_COUNTED = (DoseOutcome.TAKEN, DoseOutcome.LATE, DoseOutcome.MISSED)


@dataclass(frozen=True, slots=True)
class DueDose:
    """One time at which a medicine is due on a day, and what became of it, if that is recorded."""

    medicine: Medicine
    regimen: Regimen
    due: str
    dose: Dose | None = None


@dataclass(frozen=True, slots=True)
class Adherence:
    """Of ``n`` recorded doses that count, how many were taken, and how many of those late.

    Skipped on advice is counted apart: it is neither taken nor missed.
    """

    n_taken: int
    n: int
    n_late: int = 0
    n_skipped: int = 0
    n_unrecorded: int = 0


@dataclass(frozen=True, slots=True)
class Course:
    """The doses of one medicine over :data:`COURSE_DAYS` days, and adherence over 14 and 30.

    ``days`` holds, for each day, the doses due with what became of them; a day without a dose due
    is empty.
    """

    first: date
    days: tuple[tuple[DueDose, ...], ...]
    short: Adherence
    long: Adherence


@dataclass(frozen=True, slots=True)
class MedicinesView:
    """Everything about medicines on a day.

    ``taken`` are the doses as needed of that day, in the order of their times; ``side_effects`` are
    those noticed of late, None where the day says nothing of them.
    """

    day: date
    today: date
    due: tuple[DueDose, ...] = ()
    courses: Mapping[RecordId, Course] | None = None
    as_needed: tuple[tuple[Medicine, Dose | None], ...] = ()
    taken: tuple[Dose, ...] = ()
    side_effects: tuple[tuple[str, SideEffect | None], ...] = ()
    medicines: tuple[Medicine, ...] = ()


class Medicines:
    """Keeps medicines, doses and side effects. Each write can be undone."""

    def __init__(self, session: VaultSession, clock: Clock, history: History) -> None:
        """Work on the vault that ``session`` has open; writes can be undone through ``history``."""
        self._session = session
        self._clock = clock
        self._history = history

    def view(self, day: date | None = None) -> MedicinesView:
        """Return what the page shows of a day (default: today)."""
        today = self._clock.today()
        shown = day or today
        with self._session.vault.read() as journal:
            medicines = _in_order(journal.all(Medicine))
            doses = journal.entries(Dose, shown - timedelta(days=LONG_DAYS - 1), shown)
            needed = [one for one in medicines if one.is_as_needed_on(shown)]
            year = shown - timedelta(days=_LAST_WITHIN_DAYS)
            past = journal.entries(Dose, year, shown) if needed else doses
            effects = journal.entries(
                SideEffect, shown - timedelta(days=_USUAL_SIDE_EFFECT_DAYS - 1), shown
            )
        by_place = {dose.place: dose for dose in doses}
        return MedicinesView(
            day=shown,
            today=today,
            due=_due(medicines, shown, by_place),
            courses={
                one.id: _course(one, shown, by_place)
                for one in medicines
                if one.due_on(shown) or any(dose.medicine == one.id and dose.due for dose in doses)
            },
            as_needed=tuple((one, _last(past, one)) for one in needed),
            taken=_taken(doses, medicines, shown),
            side_effects=_effects(effects, shown),
            medicines=medicines,
        )

    def due(self, day: date) -> tuple[DueDose, ...]:
        """Return what is due on a day, with what became of it."""
        with self._session.vault.read() as journal:
            medicines = _in_order(journal.all(Medicine))
            doses = journal.entries(Dose, day, day) if medicines else []
        return _due(medicines, day, {dose.place: dose for dose in doses})

    def record(
        self, medicine_id: RecordId, day: date, due: str, outcome: DoseOutcome | None
    ) -> ChangeSet:
        """Say what became of a dose; None takes that back.

        Raises ``KnownProblem``: ``future_day``, ``unknown_medicine``.
        """
        self._require_past(day)
        with self._session.vault.write() as journal:
            known = {one.id: one for one in journal.all(Medicine)}
            if medicine_id not in known:
                raise KnownProblem("unknown_medicine")
            place = (medicine_id, day, due)
            doses = journal.entries(Dose, day, day)
            before = next((dose for dose in doses if dose.place == place), None)
            change = Change(before, None) if before else None
            if outcome is None and before is not None:
                journal.remove(before)
            elif outcome is not None:
                after = replace(
                    before
                    or Dose(medicine=medicine_id, due=due, outcome=outcome, **self._head(day)),
                    outcome=outcome,
                    recorded_at=self._clock.now(),
                )
                journal.put(after)
                change = Change(before, after)
        changes = (change,) if change else ()
        return self._history.remember(ChangeSet("dose_recorded", changes))

    def take(  # noqa: PLR0913 -- the whole of a dose, by keyword only
        self,
        medicine_id: RecordId,
        *,
        day: date,
        at: time | None = None,
        amount: str = "",
        reason: str = "",
        helped: Helped | None = None,
        note: str = "",
        private: bool = False,
    ) -> ChangeSet:
        """Record a dose taken as needed. Raises as :meth:`record`."""
        self._require_past(day)
        with self._session.vault.write() as journal:
            if medicine_id not in {one.id for one in journal.all(Medicine)}:
                raise KnownProblem("unknown_medicine")
            dose = Dose(
                medicine=medicine_id,
                outcome=DoseOutcome.TAKEN,
                amount=amount.strip(),
                reason=reason.strip(),
                helped=helped,
                note=note.strip(),
                private=private,
                **self._head(day, at),
            )
            journal.put(dose)
            forget_draft(journal, FormName.AS_NEEDED, day, self._clock)
        return self._history.remember(ChangeSet("dose_recorded", (Change(None, dose),)))

    def amend_dose(  # noqa: PLR0913 -- the whole of a dose, by keyword only
        self,
        dose: Dose,
        *,
        at: time | None,
        amount: str,
        reason: str,
        helped: Helped | None,
        note: str,
        private: bool,
    ) -> ChangeSet:
        """Keep what a dose taken as needed should have said; raises ``dose_gone``."""
        with self._session.vault.write() as journal:
            before = _found(journal, dose)
            if before is None:
                raise KnownProblem("dose_gone")
            after = replace(
                before,
                moment=at,
                amount=amount.strip(),
                reason=reason.strip(),
                helped=helped,
                note=note.strip(),
                private=private,
            )
            forget_draft(journal, FormName.AS_NEEDED, dose.day, self._clock)
            if after == before:
                return ChangeSet("dose_changed")
            after = replace(after, recorded_at=self._clock.now(), source=TYPED)
            journal.put(after)
        return self._history.remember(ChangeSet("dose_changed", (Change(before, after),)))

    def remove_dose(self, dose: Dose) -> ChangeSet:
        """Move a dose taken as needed to the trash."""
        with self._session.vault.write() as journal:
            journal.remove(dose)
        return self._history.remember(ChangeSet("dose_removed", (Change(dose, None),)))

    def annotate(self, entry: Dose | SideEffect, note: str, *, private: bool) -> ChangeSet:
        """Keep a note and the private mark beside a dose or a side effect.

        One that is gone stays gone.
        """
        label = "dose_noted" if isinstance(entry, Dose) else "side_effect_noted"
        with self._session.vault.write() as journal:
            before: Dose | SideEffect | None = _found(journal, entry)
            forget_draft(journal, FormName.DOSE_NOTES, entry.day, self._clock)
            if before is None:
                return ChangeSet(label)
            after = replace(before, note=note.strip(), private=private)
            if after == before:
                return ChangeSet(label)
            journal.put(after)
        return self._history.remember(ChangeSet(label, (Change(before, after),)))

    def side_effect(self, words: str, day: date, strength: int | None) -> ChangeSet:
        """Say how strong something was on a day, 0 to 3; None takes that back.

        Raises ``KnownProblem``: ``future_day``, ``side_effect_unnamed``.
        """
        self._require_past(day)
        named = " ".join(words.split())[:MOST_CHARACTERS]
        if not named:
            raise KnownProblem("side_effect_unnamed")
        with self._session.vault.write() as journal:
            found = journal.entries(SideEffect, day, day)
            before = next((one for one in found if one.words == named), None)
            change = Change(before, None) if before else None
            if strength is None and before is not None:
                journal.remove(before)
            elif strength is not None:
                after = replace(
                    before or SideEffect(words=named, strength=strength, **self._head(day)),
                    strength=strength,
                    recorded_at=self._clock.now(),
                )
                journal.put(after)
                change = Change(before, after)
        changes = (change,) if change else ()
        return self._history.remember(ChangeSet("side_effect_recorded", changes))

    def add(
        self,
        name: str,
        regimen: Regimen,
        *,
        for_what: str = "",
        note: str = "",
        private: bool = False,
    ) -> ChangeSet:
        """Put a medicine on the list.

        Raises ``KnownProblem``: ``medicine_unnamed``, ``medicine_there``, ``too_many_medicines``.
        """
        named = " ".join(name.split())[:MOST_CHARACTERS]
        if not named:
            raise KnownProblem("medicine_unnamed")
        with self._session.vault.write() as journal:
            there = journal.all(Medicine)
            if len(there) >= MOST_MEDICINES:
                raise KnownProblem("too_many_medicines", most=MOST_MEDICINES)
            if any(one.name.casefold() == named.casefold() for one in there):
                raise KnownProblem("medicine_there", name=named)
            medicine = Medicine(
                name=named,
                for_what=for_what.strip(),
                position=max((one.position for one in there), default=-1) + 1,
                regimens=(regimen,),
                note=note.strip(),
                private=private,
                **self._head(regimen.from_day),
            )
            journal.put(medicine)
            forget_draft(journal, FormName.MEDICINE, None, self._clock)
        return self._history.remember(ChangeSet("medicine_added", (Change(None, medicine),)))

    def change(self, medicine: Medicine, regimen: Regimen) -> ChangeSet:
        """Keep how it is taken from ``regimen.from_day`` on; a change of the same day replaces."""
        regimens = _with_change(medicine, regimen)
        return self._replace("medicine_changed", medicine, replace(medicine, regimens=regimens))

    def amend(
        self, medicine: Medicine, name: str, regimen: Regimen, *, note: str, private: bool
    ) -> ChangeSet:
        """Keep another name, note or mark, and ``regimen`` if it differs from how it is taken now.

        Raises ``KnownProblem`` ``medicine_unnamed``.
        """
        named = " ".join(name.split())[:MOST_CHARACTERS]
        if not named:
            raise KnownProblem("medicine_unnamed")
        now = medicine.regimens[-1]
        is_same = replace(regimen, from_day=now.from_day, why=now.why) == now
        regimens = medicine.regimens if is_same else _with_change(medicine, regimen)
        after = replace(medicine, name=named, note=note.strip(), private=private, regimens=regimens)
        return self._replace("medicine_changed", medicine, after)

    def remove(self, medicine: Medicine) -> ChangeSet:
        """Move a medicine to the trash; its doses stay and are shown no more."""
        with self._session.vault.write() as journal:
            journal.remove(medicine)
            forget_draft(journal, FormName.MEDICINE, None, self._clock)
        return self._history.remember(ChangeSet("medicine_removed", (Change(medicine, None),)))

    def period(self, first: date, last: date) -> list[tuple[Medicine, Adherence]]:
        """Return each medicine with the doses of a period, both days included; private ones out."""
        with self._session.vault.read() as journal:
            medicines = _in_order(journal.all(Medicine))
            doses = journal.entries(Dose, first, last) if medicines else []
        by_place = {dose.place: dose for dose in doses if not dose.private}
        days = [first + timedelta(days=at) for at in range((last - first).days + 1)]
        return [
            (one, _adherence([_due([one], day, by_place) for day in days])) for one in medicines
        ]

    def events(self) -> tuple[ChartEvent, ...]:
        """Return every dated change as a mark for the charts, oldest first, by name in a day."""
        today = self._clock.today()
        with self._session.vault.read() as journal:
            medicines = journal.all(Medicine)
        found = [
            ChartEvent(now.from_day, change_words(one.name, before, now), EventKind.MEDICINE)
            for one in medicines
            for before, now in one.changes()
            if now.from_day <= today and not one.private
        ]
        return tuple(sorted(found, key=lambda event: (event.day, event.label)))

    def over(self, series: DailySeries) -> DailySeries:
        """Lay the share of doses taken, 0 to 1, over the days of ``series`` that have doses."""
        with self._session.vault.read() as journal:
            counts = [one for one in journal.dose_counts() if one[1] in _COUNTED]
        if not counts:
            return series
        days, outcomes, numbers = zip(*counts, strict=True)
        first, last = date.fromordinal(days[0]), date.fromordinal(days[-1])
        if series.n_days:
            first, last = min(first, series.first), max(last, series.last)
        whole = series.window(first, last)
        at = np.array(days) - first.toordinal()
        n_doses = np.array(numbers, dtype=np.float64)
        n_taken = np.where(np.array(outcomes) == DoseOutcome.MISSED, 0.0, n_doses)
        taken, doses = (np.bincount(at, n, whole.n_days) for n in (n_taken, n_doses))
        has_doses = doses > 0
        values = np.array(whole.values)
        values[has_doses] = taken[has_doses] / doses[has_doses]
        return replace(whole, values=values)

    def _head(self, day: date, at: time | None = None) -> dict[str, Any]:
        return {
            "id": RecordId(new_id()),
            "day": day,
            "moment": at,
            "recorded_at": self._clock.now(),
            "zone": self._clock.zone_name(),
        }

    def _require_past(self, day: date) -> None:
        if day > self._clock.today():
            raise KnownProblem("future_day", day=day.isoformat())

    def _replace(self, label: str, was: DiaryEntry, after: DiaryEntry) -> ChangeSet:
        with self._session.vault.write() as journal:
            forget_draft(journal, FormName.MEDICINE, None, self._clock)
            if after == was:
                return ChangeSet(label)
            before = journal.put(after)
        return self._history.remember(ChangeSet(label, (Change(before, after),)))


def change_words(name: str, before: Regimen | None, now: Regimen) -> str:
    """Return a change in words: "Sertraline 50 mg to 100 mg", "Naltrexone stopped"."""
    if now.stopped:
        return _("{medicine} stopped").format(medicine=name)
    if before is None or before.stopped:
        words = _("{medicine} {amount} begun") if now.amount else _("{medicine} begun")
        return words.format(medicine=name, amount=now.amount)
    if before.amount != now.amount and before.amount and now.amount:
        return _("{medicine} {before} to {now}").format(
            medicine=name, before=before.amount, now=now.amount
        )
    return _("{medicine} changed").format(medicine=name)


def _with_change(medicine: Medicine, regimen: Regimen) -> tuple[Regimen, ...]:
    kept = [one for one in medicine.regimens if one.from_day != regimen.from_day]
    return tuple(sorted((*kept, regimen), key=lambda one: one.from_day))


def _in_order(medicines: Sequence[Medicine]) -> tuple[Medicine, ...]:
    return tuple(sorted(medicines, key=lambda one: (one.position, one.recorded_at)))


def _due(
    medicines: Sequence[Medicine], day: date, by_place: Mapping[tuple[Any, ...], Dose]
) -> tuple[DueDose, ...]:
    found = []
    for one in medicines:
        regimen = one.regimen_on(day)
        for due in one.due_on(day):
            assert regimen is not None  # without one nothing is due
            found.append(DueDose(one, regimen, due, by_place.get((one.id, day, due))))
    return tuple(found)


def _course(medicine: Medicine, last: date, by_place: Mapping[tuple[Any, ...], Dose]) -> Course:
    days = [
        _due([medicine], last - timedelta(days=back), by_place)
        for back in range(LONG_DAYS - 1, -1, -1)
    ]
    short = tuple(days[-COURSE_DAYS:])
    return Course(
        first=last - timedelta(days=COURSE_DAYS - 1),
        days=short,
        short=_adherence(short),
        long=_adherence(days),
    )


def _adherence(days: Sequence[Sequence[DueDose]]) -> Adherence:
    doses = [one.dose for day in days for one in day]
    outcomes = [dose.outcome for dose in doses if dose is not None]
    counted = [one for one in outcomes if one in _COUNTED]
    return Adherence(
        n_taken=len(counted) - counted.count(DoseOutcome.MISSED),
        n=len(counted),
        n_late=counted.count(DoseOutcome.LATE),
        n_skipped=outcomes.count(DoseOutcome.SKIPPED_ON_ADVICE),
        n_unrecorded=doses.count(None),
    )


def _last(doses: Sequence[Dose], medicine: Medicine) -> Dose | None:
    return next((dose for dose in reversed(doses) if dose.medicine == medicine.id), None)


def _taken(doses: Sequence[Dose], medicines: Sequence[Medicine], day: date) -> tuple[Dose, ...]:
    """Return the doses as needed of ``day``, of medicines that are on the list."""
    known = {one.id for one in medicines}
    found = [one for one in doses if one.day == day and not one.due and one.medicine in known]
    return tuple(sorted(found, key=lambda one: (str(one.moment or ""), one.recorded_at)))


def _found(journal: Journal, entry: _Noted) -> _Noted | None:
    there = journal.entries(type(entry), entry.day, entry.day)
    return next((one for one in there if one.id == entry.id), None)


def _effects(found: Sequence[SideEffect], day: date) -> tuple[tuple[str, SideEffect | None], ...]:
    """Return those of late by name, the most recent first, with what ``day`` says of them."""
    on_day = {one.words: one for one in found if one.day == day}
    named = dict.fromkeys(one.words for one in reversed(found))
    return tuple((words, on_day.get(words)) for words in named)
