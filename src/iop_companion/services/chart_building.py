"""From a daily series to what a chart draws and says: average, axis, direct label, one sentence."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

import numpy as np

from iop_companion.analytics.series import DailySeries, Floats
from iop_companion.domain.chart_series import ChartSeries
from iop_companion.domain.early_warning import Usual
from iop_companion.domain.measure import Kind, Measure
from iop_companion.domain.value_text import as_told
from iop_companion.foundation.day_words import day_short, day_words, period_words
from iop_companion.foundation.i18n import _, ngettext

AVERAGE_DAYS = 7
ENOUGH_ENTRIES = 4
"""A mean of seven days is said or drawn only over at least this many entries."""

_SLEEP_AXIS = (3.5, 9.5)
_MINUTES_AXIS_HIGH = 70.0
_COUNT_AXIS_HIGH = 6.0
_AMOUNTS = frozenset({Kind.MINUTES, Kind.COUNT, Kind.AMOUNT})
"""Sums of a day, drawn as bars from 0."""
_VARIES_A_LOT = 1.5
"""The usual range in multiples of the usual mean beyond which a sentence says it varies a lot."""


def chart_series(
    measure: Measure, series: DailySeries, first: date, last: date, usual: Usual | None
) -> ChartSeries:
    """Return ``measure`` from ``first`` to ``last``, both included, ready to be drawn and read out.

    The label of the last value names its day; :func:`told_as_of` says "today" where that is true.
    """
    window = series.window(first, last)
    chart = ChartSeries(
        measure_id=measure.id,
        label=measure.label,
        unit=_unit_since(measure, series),
        days=days_from(first, window.n_days),
        values=_with_none(window.values),
        late=tuple(window.late.tolist()),
        paper=tuple(window.paper.tolist()),
        imported=tuple(window.imported.tolist()),
        average=_with_none(seven_day_average(series, first, last)),
        low=0.0,
        high=1.0,
        as_bars=measure.kind in _AMOUNTS,
        usual=usual,
        sentence="",
        usual_label=_usual_label(measure, usual),
        value_pattern=with_unit(measure, "{number}"),
        began=series.redefined_on or (series.first if series.n_days else None),
        pole=measure.pole,
    )
    low, high = _axis(measure, window.values, usual)
    return told_as_of(replace(chart, low=low, high=high), measure, None)


def told_as_of(
    chart: ChartSeries, measure: Measure, today: date | None, since: date | None = None
) -> ChartSeries:
    """Return ``chart`` with its label and sentence told on ``today``.

    ``since`` is the estimated day a change began; the mean from it on joins the sentence when at
    least four of its days have an entry.
    """
    told = replace(chart, since=since, last_label=_last_label(chart, measure, today))
    return replace(told, sentence=_sentence(told, measure, today))


def seven_day_average(series: DailySeries, first: date, last: date) -> Floats:
    """Return the mean of each day and the six before it, from ``first`` to ``last``.

    NaN on days without an entry, and where fewer than four of the seven have one. Days before
    ``first`` count, so that a chart's first week is not cut off.
    """
    values = series.window(first - timedelta(days=AVERAGE_DAYS - 1), last).values
    entered = ~np.isnan(values)
    sums = np.cumsum(np.concatenate([[0.0], np.where(entered, values, 0.0)]))
    counts = np.cumsum(np.concatenate([[0], entered]))
    total = sums[AVERAGE_DAYS:] - sums[:-AVERAGE_DAYS]
    n_entries = counts[AVERAGE_DAYS:] - counts[:-AVERAGE_DAYS]
    drawn = entered[AVERAGE_DAYS - 1 :] & (n_entries >= ENOUGH_ENTRIES)
    return np.where(drawn, total / np.maximum(n_entries, 1), np.nan)


def mean_between(series: DailySeries, first: date, last: date) -> float | None:
    """Return the mean of the entered days from ``first`` to ``last``, or None without any."""
    values = series.window(first, last).values
    values = values[~np.isnan(values)]
    return float(values.mean()) if values.size else None


def mean_text(measure: Measure, value: float) -> str:
    """Return a mean as every page writes it: one decimal, whole minutes."""
    text = f"{value:.0f}" if measure.kind is Kind.MINUTES else f"{value:.1f}"
    if not float(text):
        text = text.lstrip("-")
    return text.replace("-", "\N{MINUS SIGN}")


def value_text(measure: Measure, value: float) -> str:
    """Return one day's value: "5", "5.5", at most two decimals; hours with at least one."""
    text = f"{as_told(value):.2f}".rstrip("0").rstrip(".")
    if measure.kind is Kind.HOURS and "." not in text:
        text += ".0"
    return text.replace("-", "\N{MINUS SIGN}")


def unit_words(measure: Measure) -> str:
    """Return what stands after a chart's title: "0 to 10", "hours a night"; "" for counts."""
    if measure.kind is Kind.HOURS:
        return _("hours a night") if is_night(measure) else _("hours a day")
    if measure.kind is Kind.MINUTES:
        return _("minutes a day")
    if measure.kind in {Kind.COUNT, Kind.AMOUNT}:
        return _amount_unit(measure)
    if measure.kind is Kind.YES_NO:
        return _("yes is 1, no is 0")
    low, high = _scale(measure)
    reach = _("{low} to {high}").format(low=_whole(low), high=_whole(high))
    return f"{reach} {measure.unit}".strip()


def _amount_unit(measure: Measure) -> str:
    if not measure.grams:
        return measure.unit
    return _("standard drinks of {grams} g a day").format(grams=_whole(measure.grams))


def _unit_since(measure: Measure, series: DailySeries) -> str:
    """The unit; of a redefined measure with the day before which the values were others."""
    unit, day = unit_words(measure), series.redefined_on
    if day is None:
        return unit
    if not unit:
        return _("another scale before {day}").format(day=day_words(day))
    return _("{unit}, another scale before {day}").format(unit=unit, day=day_words(day))


def is_night(measure: Measure) -> bool:
    """Whether a value speaks of the night that ends on its day."""
    return measure.id.startswith("sleep")


def with_unit(measure: Measure, text: str) -> str:
    """Return a number with its short unit: "5.5 h", "20 min", or as it is for a scale."""
    if measure.kind is Kind.HOURS:
        return _("{number} h").format(number=text)
    if measure.kind is Kind.MINUTES:
        return _("{number} min").format(number=text)
    if measure.kind is Kind.AMOUNT and measure.unit:
        return _("{number} {unit}").format(number=text, unit=measure.unit)
    return text


def varies_a_lot(measure: Measure, usual: Usual | None) -> bool:
    """Whether the usual range is so wide that one low day says little (amounts, not scales)."""
    if usual is None or measure.kind not in _AMOUNTS:
        return False
    return usual.high - usual.low > _VARIES_A_LOT * usual.mean


def _scale(measure: Measure) -> tuple[float, float]:
    assert measure.scale is not None  # a number measure has one
    return measure.scale.low, measure.scale.high


def _whole(number: float) -> str:
    return f"{number:g}".replace("-", "\N{MINUS SIGN}")


@lru_cache(maxsize=8)
def days_from(first: date, n_days: int) -> tuple[date, ...]:
    """Return the days of a chart, shared by the charts of a page: ten years are many."""
    start = first.toordinal()
    return tuple(map(date.fromordinal, range(start, start + n_days)))


def _with_none(values: Floats) -> tuple[float | None, ...]:
    shown = values.astype(object)
    shown[np.isnan(values)] = None
    return tuple(shown.tolist())


def _axis(measure: Measure, values: Floats, usual: Usual | None) -> tuple[float, float]:
    """Limits in the measure's unit: whole scales, bars from 0, nights from 3.5 or less."""
    if measure.kind in {Kind.SCALE, Kind.YES_NO}:
        return _scale(measure)
    entered = values[~np.isnan(values)].tolist() + ([usual.low, usual.high] if usual else [])
    highest, lowest = max(entered, default=0.0), min(entered, default=math.inf)
    if measure.kind is Kind.HOURS and is_night(measure):
        low = _SLEEP_AXIS[0] if lowest >= _SLEEP_AXIS[0] else max(0.0, math.floor(lowest) - 0.5)
        return low, max(_SLEEP_AXIS[1], math.ceil(highest) + 0.5)
    if measure.kind is Kind.MINUTES:
        return 0.0, _bar_top(highest, _MINUTES_AXIS_HIGH)
    return 0.0, _bar_top(highest, _COUNT_AXIS_HIGH)


def _bar_top(highest: float, least: float) -> float:
    """The usual top of the axis, or a twentieth above the highest bar."""
    return least if highest <= least else float(math.ceil(highest * 1.05))


def _usual_label(measure: Measure, usual: Usual | None) -> str:
    if usual is None:
        return ""
    mean = with_unit(measure, mean_text(measure, usual.mean))
    return _("My usual {mean}").format(mean=mean)


def _last_entry(chart: ChartSeries) -> tuple[date, float] | None:
    for day, value in zip(reversed(chart.days), reversed(chart.values), strict=True):
        if value is not None:
            return day, value
    return None


def _last_label(chart: ChartSeries, measure: Measure, today: date | None) -> str:
    """Say 5.5 h last night, or 20 min today, only if it is so; else with its day."""
    entry = _last_entry(chart)
    if entry is None:
        return ""
    day, value = entry
    amount = with_unit(measure, value_text(measure, value))
    return _on_its_day(amount, measure, day, today)


def _on_its_day(amount: str, measure: Measure, day: date, today: date | None) -> str:
    if day != today:
        return _("{amount} on {day}").format(amount=amount, day=day_short(day))
    if is_night(measure):
        return _("{amount} last night").format(amount=amount)
    return _("{amount} today").format(amount=amount)


def _sentence(chart: ChartSeries, measure: Measure, today: date | None) -> str:
    """Say measure, period, where it was, where it is, since when, gaps."""
    if not chart.days:
        return _("{label}: no days to show.").format(label=chart.label)
    told_from = _("{label} from {period}, {unit}")
    if not chart.unit:
        told_from = _("{label} from {period}")
    elif measure.kind in {Kind.HOURS, Kind.MINUTES}:
        told_from = _("{label} in {unit}, {period}")
    years = chart.days[0].year != chart.days[-1].year and len(chart.days) > 12 * 7
    head = told_from.format(
        label=chart.label,
        unit=chart.unit,
        period=period_words(chart.days[0], chart.days[-1], with_year=years),
    )
    return f"{head}: {'; '.join(_clauses(chart, measure, today))}."


def _clauses(chart: ChartSeries, measure: Measure, today: date | None) -> list[str]:
    clauses = [_usual_clause(chart, measure), _now_clause(chart, measure, today)]
    if varies_a_lot(measure, chart.usual):
        clauses.append(_("this measure varies a lot"))
    clauses.append(_gap_clause(chart, measure))
    return [clause for clause in clauses if clause]


def _usual_clause(chart: ChartSeries, measure: Measure) -> str:
    if chart.usual is None:
        return ""
    if measure.kind is Kind.SCALE:
        return _("usual range {low} to {high}").format(
            low=mean_text(measure, chart.usual.low), high=mean_text(measure, chart.usual.high)
        )
    return _("usually {mean}").format(mean=mean_text(measure, chart.usual.mean))


def _now_clause(chart: ChartSeries, measure: Measure, today: date | None) -> str:
    if not chart.n_entries:
        return ""
    since = chart.since
    if since is not None and len(changed := _entered_since(chart, since)) >= ENOUGH_ENTRIES:
        parts = [
            _("since {day} {mean}").format(
                day=day_words(since), mean=mean_text(measure, sum(changed) / len(changed))
            )
        ]
        if entry := _last_entry(chart):
            amount = value_text(measure, entry[1])
            parts.append(_on_its_day(amount, measure, entry[0], today))
        return ", ".join(parts)
    week = [value for value in chart.values[-AVERAGE_DAYS:] if value is not None]
    if len(week) >= ENOUGH_ENTRIES:
        return _("the last 7 days average {mean}").format(
            mean=mean_text(measure, sum(week) / len(week))
        )
    return _("too few entries in the last 7 days to compare")


def _entered_since(chart: ChartSeries, since: date) -> Sequence[float]:
    start = max(0, (since - chart.days[0]).days)
    return [value for value in chart.values[start:] if value is not None]


def _gap_clause(chart: ChartSeries, measure: Measure) -> str:
    """Count the days without an entry, beginning with the first one ever entered."""
    n_days = len(chart.days) - chart.n_before
    missing = n_days - chart.n_entries
    if not chart.n_entries:
        return _("no entry")
    began = _("the first entry is of {day}").format(day=day_words(chart.days[chart.n_before]))
    clauses = [began] if chart.n_before else []
    if missing:
        clauses.append(_missing_words(measure, missing, n_days))
    else:
        clauses.append(
            _("every day since has an entry") if began in clauses else _("every day has an entry")
        )
    return "; ".join(clauses)


def _missing_words(measure: Measure, missing: int, n_days: int) -> str:
    if is_night(measure) and measure.kind is Kind.HOURS:
        words = ngettext(
            "{missing} of {n} nights has no entry", "{missing} of {n} nights have no entry", missing
        )
    else:
        words = ngettext(
            "{missing} of {n} days has no entry", "{missing} of {n} days have no entry", missing
        )
    return words.format(missing=missing, n=n_days)
