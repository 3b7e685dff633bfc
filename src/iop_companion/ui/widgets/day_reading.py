"""One day of a chart in words, wherever a chart is read by pointer, by key or as a table."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from iop_companion.domain.chart_series import ChartEvent, ChartSeries
from iop_companion.domain.value_text import as_told
from iop_companion.foundation.dates import long_day
from iop_companion.foundation.i18n import _


def day_words(
    series: tuple[ChartSeries, ...], index: int, events: Iterable[ChartEvent] = ()
) -> str:
    """Return one day in words: "Thursday 5 March: Mood 5, Sleep 5.5 h. Added later."."""
    day = series[0].days[index]
    values = ", ".join(
        _("{measure} {value}").format(measure=one.label, value=cell_words(one, index))
        for one in series
    )
    words = _("{day}: {values}.").format(day=long_day(day, series[0].days[-1]), values=values)
    if any(one.late[index] for one in series):
        words = f"{words} " + _("Added later.")
    if any(one.imported[index] for one in series):
        words = f"{words} " + _("Imported.")
    if any(one.paper[index] for one in series):
        words = f"{words} " + _("From paper.")
    if names := events_on(events, day):
        words = f"{words} " + _("Marked: {events}.").format(events=names)
    return words


def events_on(events: Iterable[ChartEvent], day: date) -> str:
    """Return the names of what is marked on ``day``, or ""."""
    return ", ".join(event.label for event in events if event.day == day)


def cell_words(series: ChartSeries, index: int) -> str:
    """Return a value with its short unit, or "no entry", or that it was not tracked yet."""
    value = series.values[index]
    if value is None:
        is_before = series.began is not None and series.days[index] < series.began
        return _("not tracked yet") if is_before else _("no entry")
    number = f"{as_told(value):.2f}".rstrip("0").rstrip(".").replace("-", "\N{MINUS SIGN}")
    return series.value_pattern.format(number=number)
