"""The days behind a summary: what was entered in the period, without anything marked private."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from iop_companion.analytics.series import DailySeries
from iop_companion.domain.day_values import day_value, standing_parts
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import Kind, Measure, Value
from iop_companion.domain.observation import Observation
from iop_companion.services.series_reading import SKILLS, SKILLS_USED, with_days_replaced

ByMeasure = Mapping[MeasureId, Mapping[date, Sequence[Observation]]]


@dataclass(frozen=True, slots=True)
class Period:
    """The days a summary speaks of, both included."""

    first: date
    last: date

    @property
    def n_days(self) -> int:
        """Days of the period."""
        return (self.last - self.first).days + 1

    @property
    def before(self) -> Period:
        """The period of the same length right before this one."""
        return Period(self.first - timedelta(days=self.n_days), self.first - timedelta(days=1))

    def holds(self, day: date) -> bool:
        """Whether ``day`` is one of the period's."""
        return self.first <= day <= self.last

    def days(self) -> list[date]:
        """Return every day of the period."""
        return [self.first + timedelta(days=n) for n in range(self.n_days)]


@dataclass(frozen=True, slots=True, eq=False)
class SummaryDays:
    """What may be told: the measures of the included sections, and their days without private ones.

    ``measures`` are those the panel watches, ``series`` their days; ``told`` holds what was entered
    of everything (tags, choices, notes too) by measure and day. ``n_late`` and ``n_imported`` count
    days of the period.
    """

    period: Period
    measures: tuple[Measure, ...]
    series: Mapping[MeasureId, DailySeries]
    told: ByMeasure = field(repr=False)
    n_values: int
    n_private: int
    n_late: int
    n_imported: int
    entry_days: frozenset[date]

    def words(self, measure: Measure, day: date) -> Value | None:
        """Return the day's answer of a choice or tags measure, or None."""
        found = day_value(measure, self.told.get(measure.id, {}).get(day, ()))
        return None if found is None else found.value


def summary_days(
    period: Period,
    measures: Sequence[Measure],
    series: Mapping[MeasureId, DailySeries],
    observations: Iterable[Observation],
) -> SummaryDays:
    """Leave out what is marked private, value by value.

    A day whose moments are partly private is joined from the others. ``observations`` are those of
    every day that will be shown, the period before and the weeks of the charts included.
    """
    entered = list(observations)
    shown = [one for one in entered if not one.private]
    hidden = _by_measure(one for one in entered if one.private)
    told = _by_measure(shown)
    cleared = {
        measure.id: with_days_replaced(series[measure.id], _replaced(measure, told, hidden))
        for measure in measures
        if measure.id in series
    }
    inside = [one for one in shown if period.holds(one.day)]
    return SummaryDays(
        period=period,
        measures=tuple(measure for measure in measures if measure.id in cleared),
        series=cleared,
        told=told,
        n_values=len(inside),
        n_private=sum(one.private and period.holds(one.day) for one in entered),
        n_late=len({one.day for one in inside if one.is_late}),
        n_imported=len({one.day for one in inside if one.is_imported}),
        entry_days=frozenset(one.day for one in inside),
    )


def _by_measure(
    observations: Iterable[Observation],
) -> dict[MeasureId, dict[date, list[Observation]]]:
    found: dict[MeasureId, dict[date, list[Observation]]] = defaultdict(lambda: defaultdict(list))
    for one in observations:
        found[one.measure_id][one.day].append(one)
    return found


def _replaced(measure: Measure, told: ByMeasure, hidden: ByMeasure) -> dict[date, float | None]:
    days = set(hidden.get(measure.id, ()))
    if measure.id == SKILLS_USED:
        days |= set(hidden.get(SKILLS, ()))
    return {day: _number(measure, day, told) for day in days}


def _number(measure: Measure, day: date, told: ByMeasure) -> float | None:
    if measure.id == SKILLS_USED and (ticked := told.get(SKILLS, {}).get(day)):
        lists = [one.value for one in standing_parts(ticked) if isinstance(one.value, tuple)]
        return float(len({tag for tags in lists for tag in tags}))
    found = day_value(measure, told.get(measure.id, {}).get(day, ()))
    if found is None or measure.kind in {Kind.TAGS, Kind.CHOICE, Kind.TEXT}:
        return None
    return found.value if isinstance(found.value, int | float) else None
