"""The charts of the printed summary: black on white, read as well in grey, text of 8 pt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from iop_companion.catalog.themes import Palette
from iop_companion.charts import marks
from iop_companion.charts.marks import DotLook
from iop_companion.charts.panel import Box, Panel
from iop_companion.charts.poles import draw_poles
from iop_companion.domain.chart_series import ChartSeries

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from iop_companion.charts.raster import PlotArea

PAPER_SCALE = 0.8
"""Text scale that makes chart text 8 pt when a px of the chart is printed as 1/96 inch."""

_BAR = "#3B4845"
_LEFT, _RIGHT, _TOP, _BOTTOM = 24.0, 4.0, 7.0, 22.0

PAPER = Palette(
    name="paper",
    colours={
        "surface": "#FFFFFF",
        "text": "#18221F",
        "text2": "#3B4845",
        "axis": "#3B4845",
        "control": "#6F7B77",
        "grid": "#D5DBD9",
        "band": "#E4EAEA",
        "band_edge": "#9AA5A2",
        "event": "#6F7B77",
    },
    series=("#18221F",) * 4,
    heat=(),
)
"""Inks of the summary: greys that stay apart on a grey-scale printer."""


@dataclass(frozen=True, slots=True)
class PaperChart:
    """One measure for paper; ``marked`` is the first day of the summary's own period, or None."""

    series: ChartSeries
    marked: date | None = None


def draw_paper_chart(
    figure: Figure, data: PaperChart, palette: Palette, scale: float
) -> tuple[PlotArea, ...]:
    """Draw daily dots and the 7-day average over the usual range, or bars.

    The title is typeset around it.
    """
    series = data.series
    if not series.days:
        return ()
    width, height = figure.get_size_inches() * 96.0
    wide, tall = width - _LEFT - _RIGHT, height - _TOP - _BOTTOM
    box = Box(_LEFT, _TOP, max(wide, 8.0), max(tall, 8.0))
    span = marks.span_of_days(series.days[0], series.days[-1])
    panel = Panel(figure, box, span, (series.low, series.high))
    if series.opposite is not None:
        draw_poles(panel, series, palette, _BAR, scale)
    else:
        _draw_days(panel, series, palette, scale)
    if data.marked is not None and series.days[0] < data.marked <= series.days[-1]:
        look = {"color": palette["event"], "lw": 0.9, "ls": marks.DOTTED, "gid": "marked"}
        panel.upright(data.marked.toordinal() - 0.5, zorder=1, **look)
    marks.draw_date_axis(panel, series.days, palette, scale)
    return (panel.area,)


def _draw_days(panel: Panel, series: ChartSeries, palette: Palette, scale: float) -> None:
    shown = marks.points(series)
    marks.draw_value_axis(panel, marks.round_ticks(series), palette, scale)
    if series.as_bars:
        marks.draw_bars(panel, shown, _BAR, palette["surface"])
    else:
        marks.draw_usual(panel, series, palette)
        line = shown.values if shown.weekly else shown.average
        marks.draw_line(panel, shown.x, line, palette["text"], 1.7)
        if not shown.weekly:
            marks.draw_dots(panel, shown, DotLook(palette["axis"], palette["surface"], 2.6))
    marks.draw_missing(panel, shown, palette)
