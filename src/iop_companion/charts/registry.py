"""Every chart there is: the conformance tests draw each of them with every kind of data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from iop_companion.charts.paper_chart import PaperChart, draw_paper_chart
from iop_companion.charts.raster import DrawChart
from iop_companion.charts.small_multiple import draw_small_multiple
from iop_companion.charts.trend_stack import TrendStack, draw_trend_stack
from iop_companion.charts.two_weeks import draw_two_weeks
from iop_companion.charts.warning_strip import draw_warning_strip
from iop_companion.charts.year_view import YearOfDays, draw_year_view
from iop_companion.domain.chart_series import ChartSeries


@dataclass(frozen=True, slots=True)
class ChartKind:
    """A chart's name, how to draw it from one series, and its size in px at 100 % text."""

    name: str
    of: Callable[[ChartSeries], DrawChart]
    width: int
    height: int


CHARTS = (
    ChartKind(
        "trend_stack",
        lambda series: partial(draw_trend_stack, data=TrendStack((series, series))),
        704,
        424,
    ),
    ChartKind(
        "poles",
        lambda series: partial(
            draw_trend_stack,
            data=TrendStack((replace(series, low=-series.high, opposite=series, usual=None),)),
        ),
        704,
        250,
    ),
    ChartKind("warning_strip", lambda series: partial(draw_warning_strip, data=series), 604, 290),
    ChartKind("small_multiple", lambda series: partial(draw_small_multiple, data=series), 124, 40),
    ChartKind("two_weeks", lambda series: partial(draw_two_weeks, data=series), 602, 196),
    ChartKind(
        "year_view",
        lambda series: partial(
            draw_year_view, data=YearOfDays(series, series.days[0] if series.days else None)
        ),
        704,
        150,
    ),
    ChartKind(
        "paper_chart",
        lambda series: partial(draw_paper_chart, data=PaperChart(series)),
        330,
        104,
    ),
)
"""In the order of the pages that show them."""
