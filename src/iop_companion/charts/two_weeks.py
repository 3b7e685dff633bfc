"""A short time of one measure, every day as a dot: what Today shows after a check-in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from iop_companion.charts import marks
from iop_companion.charts.marks import DotLook
from iop_companion.charts.panel import Box, Panel
from iop_companion.charts.poles import draw_poles
from iop_companion.charts.style import series_colour
from iop_companion.domain.chart_series import ChartSeries

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from iop_companion.catalog.themes import Palette
    from iop_companion.charts.raster import PlotArea

_LEFT, _RIGHT, _TOP, _BOTTOM = 34.0, 14.0, 10.0, 30.0


def draw_two_weeks(
    figure: Figure, data: ChartSeries, palette: Palette, scale: float
) -> tuple[PlotArea, ...]:
    """Draw days joined by a line over the usual range, with both axes; the newest day is a ring.

    Days without an entry are ticks on the base line and gaps in the line; days added late are
    hollow. Of a measure with two sides each day has its bars, and nothing joins them.
    """
    if not data.days:
        return ()
    width, height = figure.get_size_inches() * 96.0
    box = Box(
        _LEFT * scale,
        _TOP * scale,
        max(width - (_LEFT + _RIGHT) * scale, 20.0),
        max(height - (_TOP + _BOTTOM) * scale, 12.0),
    )
    span = marks.span_of_days(data.days[0], data.days[-1])
    panel = Panel(figure, box, span, (data.low, data.high))
    shown, colour = marks.points(data), series_colour(data.measure_id, palette)
    if data.opposite is not None:
        draw_poles(panel, data, palette, colour, scale)
        marks.draw_date_axis(panel, data.days, palette, scale)
        return (panel.area,)
    marks.draw_value_axis(panel, marks.round_ticks(data), palette, scale)
    marks.draw_usual(panel, data, palette)
    marks.draw_line(panel, shown.x, shown.values, colour, 2.0)
    if not shown.weekly:
        marks.draw_dots(panel, shown, DotLook(colour, palette["surface"], 4.4))
        if not np.isnan(shown.values[-1]):
            panel.curve(
                shown.x[-1:], shown.values[-1:], ls="", marker="o", ms=8.5, color=colour,
                mfc=palette["surface"], mew=2.2, zorder=6, gid="newest",
            )  # fmt: skip
    marks.draw_missing(panel, shown, palette)
    marks.draw_date_axis(panel, data.days, palette, scale)
    return (panel.area,)
