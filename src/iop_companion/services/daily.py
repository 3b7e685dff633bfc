"""Daily series of the whole history, read in bulk and kept until the next write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from iop_companion.analytics.detectors.questionnaire_change import ERROR_OF
from iop_companion.analytics.series import DailySeries, Flags, Floats
from iop_companion.domain.day_values import standing_parts
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import DayRule, Measure, asks_the_same
from iop_companion.domain.observation import IMPORT_PREFIX, PAPER
from iop_companion.domain.ports import NumberColumns, NumberMark, TagRow

if TYPE_CHECKING:
    from iop_companion.domain.ports import Journal, OpenVault
    from iop_companion.services.medicines import Medicines
    from iop_companion.services.questionnaires import Questionnaires
    from iop_companion.services.session import VaultSession

SKILLS = MeasureId("skills")
SKILLS_USED = MeasureId("skills_used")
MEDICINE_TAKEN = MeasureId("medicine_taken")

_NO_DAYS_FIRST = date(2000, 1, 1)
"""Where a series of no days formally begins; nothing is ever drawn from it."""

_SERIES_MARKS = (NumberMark.LATE, NumberMark.PAPER, NumberMark.IMPORTED)
"""In the order of the rows of marks."""

Ints = NDArray[np.int64]


class DailyReader:
    """Gives each number measure day by day, over everything the vault holds.

    Charts, panel and summary ask for the same days again and again, so what was read is kept until
    ``vault.generation`` moves; totals of questionnaires, which no check-in changes, until anything
    else is written. Used on the store thread only.
    """

    def __init__(
        self,
        session: VaultSession,
        questionnaires: Questionnaires | None = None,
        medicines: Medicines | None = None,
    ) -> None:
        """Read from the vault that ``session`` holds open.

        Totals of ``questionnaires`` and the doses of ``medicines`` become series, too.
        """
        self._session = session
        self._questionnaires = questionnaires
        self._medicines = medicines
        self._kept: dict[MeasureId, DailySeries] = {}
        self._asked_as: dict[MeasureId, int] = {}
        self._kept_entry_days: frozenset[date] | None = None
        self._kept_totals: list[tuple[Measure, DailySeries]] | None = None
        self._kept_of: tuple[OpenVault, int] | None = None
        self._totals_of: tuple[OpenVault, int] | None = None

    def series(self, measures: Iterable[Measure]) -> dict[MeasureId, DailySeries]:
        """Return the series of every number measure among ``measures``, in their order.

        The days run from a measure's first entry to its last; a measure without any entry has a
        series of no days. ``skills_used`` is the number of distinct skills of that day, those given
        for the whole day standing over its moments; a number stored under that name counts on days
        without ticked skills. Raises ``KnownProblem("locked")`` when no vault is open.
        """
        whole = self.whole_series(measures)
        return {
            one.id: found if found.versions is None else found.by_version(self._asked_as[one.id])
            for one, found in whole
        }

    def whole_series(self, measures: Iterable[Measure]) -> list[tuple[Measure, DailySeries]]:
        """Return each number measure with all its values, also those by earlier definitions.

        Only for who keeps the definitions apart by the ``versions`` of the series: the panel.
        """
        wanted = [measure for measure in measures if measure.kind.is_number]
        vault = self._current_vault()
        scores = [one for one in wanted if one.id in ERROR_OF and not one.own]
        totals = {one.id: series for one, series in self._totals()} if scores else {}
        found = {one.id: totals[one.id] for one in scores if one.id in totals}
        missing = [one for one in wanted if one.id not in found and one.id not in self._kept]
        if missing:
            read, asked_as = _read(vault, missing)
            self._kept.update(read)
            self._asked_as.update(asked_as)
        known = self._kept | found
        return [(measure, known[measure.id]) for measure in wanted]

    def questionnaires(self) -> tuple[Measure, ...]:
        """Return the questionnaires with a total, as measures that :meth:`series` knows."""
        self._current_vault()
        return tuple(measure for measure, _series in self._totals())

    def _totals(self) -> list[tuple[Measure, DailySeries]]:
        vault = self._session.vault
        stamp = (vault, vault.generation_beside_values)
        if self._kept_totals is None or self._totals_of != stamp:
            known = self._questionnaires
            self._kept_totals = known.measures() if known is not None else []
            self._totals_of = stamp
        return self._kept_totals

    def amounts(
        self, choices: Iterable[Measure], amount_of: Mapping[str, float]
    ) -> dict[MeasureId, DailySeries]:
        """Return the series of choices whose options stand for amounts: a medicine, 0 to 1.

        Answers without an amount are no entries. On days with doses those say how much was taken.
        Otherwise as :meth:`series`.
        """
        wanted = list(choices)
        vault = self._current_vault()
        missing = [measure for measure in wanted if measure.id not in self._kept]
        if missing:
            read = _read_amounts(vault, missing, amount_of)
            if self._medicines is not None and MEDICINE_TAKEN in read:
                read[MEDICINE_TAKEN] = self._medicines.over(read[MEDICINE_TAKEN])
            self._kept.update(read)
        return {measure.id: self._kept[measure.id] for measure in wanted}

    def entry_days(self) -> frozenset[date]:
        """Return the days that hold anything at all, a lone note included."""
        vault = self._current_vault()
        if self._kept_entry_days is None:
            with vault.read() as journal:
                self._kept_entry_days = frozenset(journal.days_with_entries())
        return self._kept_entry_days

    def forget(self) -> None:
        """Drop what was read; what a person entered stays in memory no longer than needed."""
        self._forget_values()
        self._kept_totals = self._totals_of = None

    def _forget_values(self) -> None:
        self._kept, self._kept_entry_days, self._kept_of = {}, None, None
        self._asked_as = {}

    def _current_vault(self) -> OpenVault:
        """Return the open vault, having dropped what was read before its last write."""
        vault = self._session.vault
        kept = self._kept_of
        if kept is None or kept[0] is not vault or kept[1] != vault.generation:
            self._forget_values()
            self._kept_of = (vault, vault.generation)
        return vault


def _read(
    vault: OpenVault, measures: Sequence[Measure]
) -> tuple[dict[MeasureId, DailySeries], dict[MeasureId, int]]:
    """The series of each measure, and by which of their versions the measure asks now."""
    ids = [measure.id for measure in measures]
    with vault.read() as journal:
        redefined = [measure.id for measure in measures if measure.version > 1]
        numbers = journal.number_columns(ids, redefined)
        tags = journal.tag_rows([SKILLS]) if SKILLS_USED in ids else []
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


def _read_amounts(
    vault: OpenVault, measures: Sequence[Measure], amount_of: Mapping[str, float]
) -> dict[MeasureId, DailySeries]:
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
