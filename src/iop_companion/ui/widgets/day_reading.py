"""One day of a chart in words, wherever a chart is read by pointer, by key or as a table."""

from __future__ import annotations

from iop_companion.domain.chart_series import ChartSeries
from iop_companion.foundation.dates import long_day
from iop_companion.foundation.i18n import _


def day_words(series: tuple[ChartSeries, ...], index: int) -> str:
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
    return words


def cell_words(series: ChartSeries, index: int) -> str:
    """Return a value with its short unit, or "no entry"."""
    value = series.values[index]
    if value is None:
        return _("no entry")
    number = f"{value:.2f}".rstrip("0").rstrip(".").replace("-", "\N{MINUS SIGN}")
    return series.value_pattern.format(number=number)
