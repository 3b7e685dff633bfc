"""The few words of the Trends page that several of its files share."""

from __future__ import annotations

from iop_companion.domain.chart_series import ChartSeries
from iop_companion.foundation.dates import long_day
from iop_companion.foundation.i18n import _
from iop_companion.services.views import TrendRange


def range_choices() -> list[tuple[str, str]]:
    """Return key and words of every range, in the order of the switch."""
    return [
        (TrendRange.SINCE_SESSION, _("My last session")),
        (TrendRange.FOUR_WEEKS, _("4 weeks")),
        (TrendRange.TWELVE_WEEKS, _("12 weeks")),
        (TrendRange.YEAR, _("Year")),
        (TrendRange.ALL, _("All")),
    ]


def day_words(series: tuple[ChartSeries, ...], index: int) -> str:
    """Return one day in words: "Thursday 5 March: Mood 5, Sleep 5.5. Added later."""
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
    return words


def cell_words(series: ChartSeries, index: int) -> str:
    """Return a value as the table shows it, or "no entry"."""
    value = series.values[index]
    if value is None:
        return _("no entry")
    return f"{value:.1f}".rstrip("0").rstrip(".")
