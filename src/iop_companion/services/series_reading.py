"""Rows of the vault made into daily series: moments joined, gaps kept as gaps, marks beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from iop_companion.analytics.series import DailySeries, Flags, Floats
from iop_companion.domain.day_values import standing_parts
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import DayRule, Measure, asks_the_same
from iop_companion.domain.observation import IMPORT_PREFIX, PAPER
from iop_companion.domain.ports import NumberColumns, NumberMark, TagRow

if TYPE_CHECKING:
    from iop_companion.domain.ports import Journal, OpenVault

SKILLS = MeasureId("skills")
SKILLS_USED = MeasureId("skills_used")

_NO_DAYS_FIRST = date(2000, 1, 1)
"""Where a series of no days formally begins; nothing is ever drawn from it."""

_SERIES_MARKS = (NumberMark.LATE, NumberMark.PAPER, NumberMark.IMPORTED)
"""In the order of the rows of marks."""

Ints = NDArray[np.int64]


def read_series(
    vault: OpenVault, measures: Sequence[Measure], day: date | None = None
) -> tuple[dict[MeasureId, DailySeries], dict[MeasureId, int]]:
    """Return the series of each measure, and by which of their versions the measure asks now.

    ``day`` reads that day alone.
    """
    ids = [measure.id for measure in measures]
    with vault.read() as journal:
        redefined = [measure.id for measure in measures if measure.version > 1]
        numbers = journal.number_columns(ids, redefined, day)
        tags = journal.tag_rows([SKILLS], day) if SKILLS_USED in ids else []
        defined = {one.id: _definitions(journal, one) for one in measures if one.version > 1}
    numbers = [_by_definition(one, defined.get(one.measure_id)) for one in numbers]
    by_measure = {columns.measure_id: columns for columns in numbers}
    read = {measure.id: number_series(measure, by_measure.get(measure.id)) for measure in measures}
    if tags:
        read[SKILLS_USED] = _counted_over(read[SKILLS_USED], tags)
    return read, {one.id: defined.get(one.id, {}).get(one.version, 1) for one in measures}


def _definitions(journal: Journal, measure: Measure) -> dict[int, int]:
    """For each known version of a measure the first one that asked the same.

    Only what is answered counts: kind, range, unit, which way is worse. Other words for it, its
    place or a hint make no other measure of it. A version that is not known stands for itself.
    """
    known = {one.version: one for one in journal.all(Measure) if one.id == measure.id}
    known[measure.version] = measure
    found: dict[int, int] = {}
    for version in sorted(known):
        before = known.get(version - 1)
        same = before is not None and asks_the_same(before, known[version])
        found[version] = found[version - 1] if same else version
    return found


def _by_definition(columns: NumberColumns, first_of: Mapping[int, int] | None) -> NumberColumns:
    """The numbers with each version replaced by the first one that asked the same."""
    if not first_of or not columns.versions:
        return columns
    versions = tuple(first_of.get(version, version) for version in columns.versions)
    return columns._replace(versions=versions)


def read_amounts(
    vault: OpenVault, measures: Sequence[Measure], amount_of: Mapping[str, float]
) -> dict[MeasureId, DailySeries]:
    """Return the series of choices whose options stand for amounts."""
    with vault.read() as journal:
        rows = journal.tag_rows([measure.id for measure in measures])
    known = [row for row in rows if row.tags and row.tags[0] in amount_of]
    return {
        measure.id: number_series(
            measure, _as_numbers([row for row in known if row.measure_id == measure.id], amount_of)
        )
        for measure in measures
    }


def _as_numbers(rows: Sequence[TagRow], amount_of: Mapping[str, float]) -> NumberColumns | None:
    """The rows of one choice as numbers, in the same order; None for no row."""
    if not rows:
        return None
    marks = [
        (NumberMark.LATE if row.is_late else 0)
        | (NumberMark.OF_MOMENT if row.moment else 0)
        | _source_mark(row.source)
        for row in rows
    ]
    return NumberColumns(
        rows[0].measure_id,
        tuple(row.day for row in rows),
        tuple(amount_of[row.tags[0]] for row in rows),
        tuple(int(mark) for mark in marks),
    )


def number_series(measure: Measure, columns: NumberColumns | None) -> DailySeries:
    """Return the days of ``measure`` from its numbers; None stands for no number at all."""
    if columns is None or not columns.days:
        return DailySeries(measure.id, _NO_DAYS_FIRST, np.zeros(0))
    days = np.array(columns.days, dtype=np.int64)
    values = np.array(columns.numbers, dtype=np.float64)
    known = np.array(columns.marks, dtype=np.int64)
    marks = np.stack([(known & mark) != 0 for mark in _SERIES_MARKS])
    versions = np.array(columns.versions, dtype=np.int64) if columns.versions else None
    if (np.diff(days) <= 0).any():
        whole = (known & NumberMark.OF_MOMENT) == 0
        used = whole | ~np.isin(days, days[whole])
        if versions is not None:
            used &= versions == _newest_of_day(days, np.where(used, versions, -1))
            versions = _newest_of_day(days, np.where(used, versions, -1))
            versions = versions[np.flatnonzero(np.diff(days, prepend=days[0] - 1))]
        days, values, marks = _joined(measure.day_rule, days[used], values[used], marks[:, used])
    series = _spread(measure.id, days, values, marks)
    if versions is None:
        return series
    spread = np.zeros(series.n_days, dtype=np.int64)
    spread[days - days[0]] = versions
    return replace(series, versions=spread)


def _newest_of_day(days: Ints, versions: Ints) -> Ints:
    """For each value the newest version of its day: a mean over two scales would mean nothing."""
    starts = np.flatnonzero(np.diff(days, prepend=days[0] - 1))
    newest = np.maximum.reduceat(versions, starts)
    return np.repeat(newest, np.diff(np.append(starts, days.size)))


def _source_mark(source: str) -> int:
    if source.startswith(IMPORT_PREFIX):
        return NumberMark.IMPORTED
    return NumberMark.PAPER if source == PAPER else 0


def _joined(rule: DayRule, days: Ints, values: Floats, marks: Flags) -> tuple[Ints, Floats, Flags]:
    """Make one value of the moments of each day, as ``domain.day_values`` does for one day."""
    starts = np.flatnonzero(np.diff(days, prepend=days[0] - 1))
    ends = np.append(starts[1:], days.size)
    if rule is DayRule.MEAN:
        joined = np.add.reduceat(values, starts) / (ends - starts)
    elif rule is DayRule.HIGHEST:
        joined = np.maximum.reduceat(values, starts)
    elif rule is DayRule.SUM:
        joined = np.add.reduceat(values, starts)
    else:
        joined = values[ends - 1]
    return days[starts], joined, np.logical_or.reduceat(marks, starts, axis=1)


def _spread(measure_id: MeasureId, days: Ints, values: Floats, marks: Flags) -> DailySeries:
    """Lay entered days out over consecutive ones, leaving the others as gaps."""
    n_days = int(days[-1] - days[0]) + 1
    places = days - days[0]
    spread = np.full(n_days, np.nan)
    spread[places] = values
    spread_marks = np.zeros((3, n_days), dtype=np.bool_)
    spread_marks[:, places] = marks
    late, paper, imported = spread_marks
    first = date.fromordinal(int(days[0]))
    return DailySeries(measure_id, first, spread, late, paper, imported)


def _counted_over(stored: DailySeries, rows: Sequence[TagRow]) -> DailySeries:
    """Count distinct skills a day; days without ticked skills keep the stored number."""
    days, counts, marks = _counted(rows)
    counted = _spread(stored.measure_id, days, counts, marks)
    if not stored.n_days:
        return counted
    first, last = min(stored.first, counted.first), max(stored.last, counted.last)
    below, above = stored.window(first, last), counted.window(first, last)
    ticked = above.entered
    return DailySeries(
        stored.measure_id,
        first,
        np.where(ticked, above.values, below.values),
        np.where(ticked, above.late, below.late),
        np.where(ticked, above.paper, below.paper),
        np.where(ticked, above.imported, below.imported),
    )


def _counted(rows: Sequence[TagRow]) -> tuple[Ints, Floats, Flags]:
    """Count the distinct tags of each day; ``rows`` are in the order (day, moment)."""
    days, counts, marks = [], [], []
    for day, of_day in groupby(rows, attrgetter("day")):
        used = standing_parts(list(of_day))
        sources = {_source_mark(row.source) for row in used}
        late = any(row.is_late for row in used)
        days.append(day)
        counts.append(float(len({tag for row in used for tag in row.tags})))
        marks.append((late, NumberMark.PAPER in sources, NumberMark.IMPORTED in sources))
    return np.array(days, dtype=np.int64), np.array(counts), np.array(marks, dtype=np.bool_).T


def spliced(series: DailySeries, day: date, of_day: DailySeries) -> DailySeries:
    """Return ``series`` with ``day`` as ``of_day`` has it, from its first entry to its last again.

    Neither knows versions.
    """
    if not series.n_days:
        return of_day
    if of_day.n_days:
        whole = series.window(min(series.first, day), max(series.last, day))
    else:
        whole = series
    at = (day - whole.first).days
    if not 0 <= at < whole.n_days:
        return series
    values = np.array(whole.values)
    late, paper, imported = (np.array(one) for one in (whole.late, whole.paper, whole.imported))
    values[at] = of_day.values[0] if of_day.n_days else np.nan
    late[at], paper[at], imported[at] = (
        bool(marks.any()) for marks in (of_day.late, of_day.paper, of_day.imported)
    )
    entered = np.flatnonzero(~np.isnan(values))
    if not entered.size:
        return DailySeries(series.measure_id, _NO_DAYS_FIRST, np.zeros(0))
    kept = slice(int(entered[0]), int(entered[-1]) + 1)
    first = whole.first + timedelta(days=int(entered[0]))
    return DailySeries(
        series.measure_id, first, values[kept], late[kept], paper[kept], imported[kept]
    )


def with_days_replaced(series: DailySeries, replaced: Mapping[date, float | None]) -> DailySeries:
    """Return ``series`` with the values of some days replaced; None makes the day a gap.

    A summary uses it to leave values marked private out, day by day.
    """
    values = series.values.copy()
    for day, value in replaced.items():
        index = (day - series.first).days
        if 0 <= index < series.n_days:
            # a gap stays one: the day may hold a value by an earlier definition
            values[index] = np.nan if value is None or np.isnan(values[index]) else value
    kept = ~np.isnan(values)
    return DailySeries(
        series.measure_id,
        series.first,
        values,
        series.late & kept,
        series.paper & kept,
        series.imported & kept,
        series.versions,
        series.redefined_on,
    )
