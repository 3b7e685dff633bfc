"""The grid of a summary: a row a measure, a cell a day, or a cell a week when there are many."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial

from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import Kind, Measure
from iop_companion.domain.summary import WeekRow
from iop_companion.foundation.i18n import _
from iop_companion.services.chart_building import mean_between, mean_text, value_text
from iop_companion.services.summary_days import Period, SummaryDays

MOST_CELLS = 14

_NUMBERS = ("mood", "anxiety", "urge", "sleep_duration", "movement_minutes")
_WORDS = ("medicine_taken", "skills", "urge_set_off_by")


def grid_days(period: Period) -> tuple[tuple[date, ...], int]:
    """Return the first day of each cell and how many days a cell spans.

    Up to fourteen days stand one by one; longer periods in whole weeks that end on the last day,
    the first of them perhaps shorter.
    """
    if period.n_days <= MOST_CELLS:
        return tuple(period.days()), 1
    step = 7 * -(-period.n_days // (7 * MOST_CELLS))
    ends = range(period.n_days, 0, -step)
    starts = sorted(max(0, end - step) for end in ends)
    return tuple(period.first + timedelta(days=start) for start in starts), step


def grid(days: SummaryDays, told: Sequence[Measure]) -> tuple[WeekRow, ...]:
    """Return the rows that hold anything: numbers, then the words of ``told`` in their order.

    A cell of one day holds its value. A cell of weeks holds the mean; of tags, on how many days
    there were any; of a choice, on how many of the days with an answer it was the first option.
    """
    starts, step = grid_days(days.period)
    cells = [_cell(start, step, days.period) for start in starts]
    by_id: dict[str, Measure] = {measure.id: measure for measure in (*days.measures, *told)}
    numbers = [by_id[name] for name in map(MeasureId, _NUMBERS) if name in by_id]
    words = [measure for measure in told if measure.id in _WORDS]
    if step == 1:
        rows = [_row(measure, cells, partial(_number, days)) for measure in numbers]
        rows += [_row(measure, cells, partial(_answer, days)) for measure in words]
    else:
        rows = [_row(measure, cells, partial(_mean, days)) for measure in numbers]
        rows += [_counted_row(measure, cells, days) for measure in words]
    return tuple(row for row in rows if any(row.cells))


def has_entry(days: SummaryDays, start: date, step: int) -> bool:
    """Return whether any of the days of a cell has an entry, in the grid's columns or not."""
    return not days.entry_days.isdisjoint(_cell(start, step, days.period).days())


def _cell(start: date, step: int, period: Period) -> Period:
    """The days of one cell; the first cell of weeks ends where the next whole one begins."""
    n_days = (period.last - start).days + 1
    length = n_days % step or step
    return Period(start, start + timedelta(days=length - 1))


def _row(
    measure: Measure, cells: Sequence[Period], text: Callable[[Measure, Period], str]
) -> WeekRow:
    label = measure.label
    if measure.unit:
        label = _("{label} {unit}").format(label=label, unit=measure.unit)
    return WeekRow(label, tuple(text(measure, cell) for cell in cells))


def _number(days: SummaryDays, measure: Measure, cell: Period) -> str:
    value = days.series[measure.id].on(cell.first)
    return "" if value is None else value_text(measure, value)


def _mean(days: SummaryDays, measure: Measure, cell: Period) -> str:
    mean = mean_between(days.series[measure.id], cell.first, cell.last)
    return "" if mean is None else mean_text(measure, mean)


def _answer(days: SummaryDays, measure: Measure, cell: Period) -> str:
    names = {option.id: option.label for option in measure.options}
    value = days.words(measure, cell.first)
    ticked = value if isinstance(value, tuple) else (value,)
    return ", ".join(names[tag] for tag in ticked if isinstance(tag, str) and tag in names)


def _counted_row(measure: Measure, cells: Sequence[Period], days: SummaryDays) -> WeekRow:
    if measure.kind is Kind.CHOICE:
        label = _("{label}: {option}").format(
            label=measure.label, option=measure.options[0].label.lower()
        )
        return WeekRow(label, tuple(_n_chosen(days, measure, cell) for cell in cells))
    label = _("{label}, days").format(label=measure.label)
    return WeekRow(label, tuple(_n_answered(days, measure, cell) for cell in cells))


def _n_chosen(days: SummaryDays, measure: Measure, cell: Period) -> str:
    found = [days.words(measure, day) for day in cell.days()]
    answers = [value for value in found if value is not None]
    if not answers:
        return ""
    n = sum(value == measure.options[0].id for value in answers)
    return _("{n} of {days}").format(n=n, days=len(answers))


def _n_answered(days: SummaryDays, measure: Measure, cell: Period) -> str:
    n = sum(days.words(measure, day) is not None for day in cell.days())
    return str(n) if n else ""
