"""The sleep diary: what the clock said of a night, and what can be worked out of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta, tzinfo
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from iop_companion.domain.change import Change, ChangeSet
from iop_companion.domain.diary_entries import Rested, SleepNight
from iop_companion.domain.ids import MeasureId, RecordId, new_id
from iop_companion.domain.observation import TYPED
from iop_companion.domain.ports import Clock, Journal
from iop_companion.domain.sleep_night import (
    Night,
    NightFault,
    NightMeans,
    NightTimes,
    UnfitNight,
    means,
    work_out,
)
from iop_companion.foundation.errors import KnownProblem
from iop_companion.services.day_drafts import keep_night, night_part
from iop_companion.services.day_values import put_day_value
from iop_companion.services.history import History
from iop_companion.services.measures import MeasureList

if TYPE_CHECKING:
    from iop_companion.services.session import VaultSession

DURATION = MeasureId("sleep_duration")
QUALITY = MeasureId("sleep_quality")

WEEK = 7
USUAL_DAYS = 28
"""How far back the usual of the nights before is looked for."""

USUAL_LEAST = 5
"""Fewer whole nights make no usual."""


@dataclass(frozen=True, slots=True)
class NightDraft:
    """What the form holds. ``hours`` is for a night without its times; None leaves a value be."""

    day: date
    bed: time | None = None
    try_to_sleep: time | None = None
    final_wake: time | None = None
    out: time | None = None
    latency_min: int | None = None
    awake_min: int | None = None
    awakenings: int | None = None
    rested: Rested | None = None
    day_before: tuple[str, ...] = field(default=(), repr=False)
    hours: float | None = None
    quality: float | None = None
    note: str = field(default="", repr=False)
    private: bool = False

    @property
    def times(self) -> NightTimes | None:
        """The times if all four clocks are known, else None; minutes not given count as 0."""
        if None in (self.bed, self.try_to_sleep, self.final_wake, self.out):
            return None
        assert self.bed is not None
        assert self.try_to_sleep is not None
        assert self.final_wake is not None
        assert self.out is not None
        return NightTimes(
            bed=self.bed,
            try_to_sleep=self.try_to_sleep,
            final_wake=self.final_wake,
            out=self.out,
            latency_min=self.latency_min or 0,
            awake_min=self.awake_min or 0,
        )


@dataclass(frozen=True, slots=True)
class WeekNight:
    """One night of the week: its times worked out, or hours alone, or nothing."""

    day: date
    night: Night | None = None
    times: NightTimes | None = None
    hours: float | None = None


@dataclass(frozen=True, slots=True)
class NightView:
    """One night with the week that it ends, and what the nights before it were like."""

    draft: NightDraft
    today: date
    zone: tzinfo
    is_recorded: bool = False
    week: tuple[WeekNight, ...] = ()
    usual: NightMeans | None = None
    typed: dict[str, Any] = field(default_factory=dict, repr=False)
    """What was typed and not saved yet, as plain JSON, from the day's draft."""


class SleepDiary:
    """Reads and keeps nights; the hours and the quality are values of the day they end on."""

    def __init__(
        self,
        session: VaultSession,
        clock: Clock,
        measures: MeasureList,
        history: History | None = None,
    ) -> None:
        """Work on the vault that ``session`` has open."""
        self._session = session
        self._clock = clock
        self._measures = measures
        self._history = history or History()

    def night(self, day: date | None = None) -> NightView:
        """Return the night that ended on ``day`` (default: today)."""
        today = self._clock.today()
        shown = day or today
        first = shown - timedelta(days=USUAL_DAYS)
        with self._session.vault.read() as journal:
            nights = {one.day: one for one in journal.entries(SleepNight, first, shown)}
            values = journal.observations(
                shown - timedelta(days=WEEK - 1), shown, measures=[DURATION, QUALITY]
            )
            typed = night_part(journal.draft(shown))
        hours = {one.day: one.value for one in values if one.measure_id == DURATION}
        quality = {one.day: one.value for one in values if one.measure_id == QUALITY}
        there = nights.get(shown)
        draft = replace(
            _draft_of(there) if there is not None else NightDraft(shown),
            hours=_number(hours.get(shown)),
            quality=_number(quality.get(shown)),
        )
        week = tuple(
            self._week_night(
                shown - timedelta(days=back), nights, hours.get(shown - timedelta(days=back))
            )
            for back in reversed(range(WEEK))
        )
        before = [self._worked_out(one) for day, one in nights.items() if day < shown]
        whole = [night for night in before if night is not None]
        return NightView(
            draft=draft,
            today=today,
            zone=self._clock.zone(),
            is_recorded=there is not None or shown in hours,
            week=week,
            usual=means(whole) if len(whole) >= USUAL_LEAST else None,
            typed=typed,
        )

    def save(self, draft: NightDraft) -> ChangeSet:
        """Keep a night, its hours and its quality as one step.

        With all four clocks the hours are worked out. Raises ``KnownProblem``: ``future_day``,
        ``empty_night``, ``night_unfit`` (its fact ``fault`` is a :class:`NightFault`).
        """
        if draft.day > self._clock.today():
            raise KnownProblem("future_day", day=draft.day.isoformat())
        hours = draft.hours
        if (times := draft.times) is not None:
            try:
                hours = work_out(draft.day, times, self._clock.zone()).hours
            except UnfitNight as unfit:
                raise KnownProblem("night_unfit", fault=unfit.fault.value) from unfit
        fields = _fields(draft)
        if _is_empty(fields) and hours is None and draft.quality is None:
            raise KnownProblem("empty_night")

        def save(journal: Journal) -> tuple[Change, ...]:
            changes = [self._kept_night(journal, draft, fields)]
            for measure_id, value in ((DURATION, hours), (QUALITY, draft.quality)):
                if value is not None:
                    measure = self._measures.get(measure_id)
                    changes.append(put_day_value(journal, measure, value, draft.day, self._clock))
            keep_night(journal, draft.day, None, self._clock.now())
            return tuple(change for change in changes if change is not None)

        return self._history.remember(ChangeSet("night_saved", self._session.saved(save)))

    def keep_typed(self, day: date, typed: dict[str, Any] | None) -> None:
        """Keep what was typed and is not saved, in the draft of its day; None forgets it."""
        now = self._clock.now()
        self._session.saved(lambda journal: keep_night(journal, day, typed, now))

    def _kept_night(
        self, journal: Journal, draft: NightDraft, fields: dict[str, Any]
    ) -> Change | None:
        there = next(iter(journal.entries(SleepNight, draft.day, draft.day)), None)
        if _is_empty(fields):
            if there is None:
                return None
            journal.remove(there)
            return Change(there, None)
        if there is not None and _fields(_draft_of(there)) == fields:
            return None
        now = self._clock.now()
        base = there or SleepNight(id=RecordId(new_id()), day=draft.day, recorded_at=now)
        fresh = replace(base, recorded_at=now, zone=self._clock.zone_name(), source=TYPED, **fields)
        journal.put(fresh)
        return Change(there, fresh)

    def _week_night(self, day: date, nights: dict[date, SleepNight], hours: object) -> WeekNight:
        there = nights.get(day)
        times = _draft_of(there).times if there is not None else None
        worked_out = self._worked_out(there) if there is not None else None
        return WeekNight(day, worked_out, times, _number(hours))

    def _worked_out(self, night: SleepNight) -> Night | None:
        times = _draft_of(night).times
        if times is None:
            return None
        try:
            return work_out(night.day, times, _zone_of(night, self._clock.zone()))
        except UnfitNight:
            return None


def fault_of(draft: NightDraft, zone: tzinfo) -> NightFault | None:
    """Return why no night can be worked out of ``draft``, None if one can or times are missing."""
    if (times := draft.times) is None:
        return None
    try:
        work_out(draft.day, times, zone)
    except UnfitNight as unfit:
        return unfit.fault
    return None


_FIELDS = (
    "bed",
    "try_to_sleep",
    "final_wake",
    "out",
    "latency_min",
    "awake_min",
    "awakenings",
    "rested",
    "day_before",
    "note",
    "private",
)


def _fields(draft: NightDraft) -> dict[str, Any]:
    return {name: getattr(draft, name) for name in _FIELDS}


def _is_empty(fields: dict[str, Any]) -> bool:
    return all(value in (None, (), "", False) for value in fields.values())


def _draft_of(night: SleepNight) -> NightDraft:
    return NightDraft(night.day, **{name: getattr(night, name) for name in _FIELDS})


def _zone_of(night: SleepNight, here: tzinfo) -> tzinfo:
    """Return the zone in which the night was slept, as far as it is known."""
    try:
        return ZoneInfo(night.zone) if night.zone else here
    except (ZoneInfoNotFoundError, ValueError):
        return here


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None
