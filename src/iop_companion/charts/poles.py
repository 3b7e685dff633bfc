"""Days with two sides: high above even, low below it, each as a bar of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from iop_companion.charts import marks
from iop_companion.charts.marks import Points

if TYPE_CHECKING:
    from iop_companion.catalog.themes import Palette
    from iop_companion.charts.panel import Panel
    from iop_companion.domain.chart_series import ChartSeries


def draw_poles(
    panel: Panel, series: ChartSeries, palette: Palette, colour: str, scale: float
) -> None:
    """Draw ``series``, which has an ``opposite``: two marks of a day stand apart and never join.

    An even day is a dash on the line of even, a day without an entry a tick below.
    """
    assert series.opposite is not None
    high, low = marks.points(series), marks.points(series.opposite)
    marks.draw_value_axis(panel, (series.low, 0.0, series.high), palette, scale)
    panel.across(0.0, color=palette["control"], lw=1, zorder=2.5, gid="even line")
    for side, sign in ((high, 1.0), (low, -1.0)):
        values = np.where(side.values > 0, side.values * sign, np.nan)
        marks.draw_bars(panel, replace(side, values=values), colour, palette["surface"])
    even = (high.values == 0) & ~(low.values > 0)
    if even.any():
        dash: dict[str, Any] = {"ls": "", "marker": "_", "ms": 3.5, "mew": 1.8}
        panel.curve(
            high.x[even], np.zeros(int(even.sum())), color=colour, zorder=4, gid="zero", **dash
        )
    marks.draw_missing(panel, _either(high, low), palette)


def _either(high: Points, low: Points) -> Points:
    """A day is missing only where neither side has an entry."""
    return replace(high, values=np.where(np.isnan(high.values), low.values, high.values))
