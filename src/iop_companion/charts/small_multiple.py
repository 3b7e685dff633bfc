"""One measure at the size of a word line: the last weeks, the usual range, where it turned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iop_companion.charts import marks
from iop_companion.charts.marks import DotLook
from iop_companion.charts.panel import Box, Panel
from iop_companion.charts.style import series_colour
from iop_companion.domain.chart_series import ChartSeries

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from iop_companion.catalog.themes import Palette
    from iop_companion.charts.raster import PlotArea

_EDGE_PX = 4.0


def draw_small_multiple(
    figure: Figure, data: ChartSeries, palette: Palette, scale: float
) -> tuple[PlotArea, ...]:
    """Draw days joined by a line over the usual range, without axes or words.

    The words stand beside it; nothing is said by colour alone. Gaps stay gaps.
    """
    if not data.days:
        return ()
    width, height = figure.get_size_inches() * 96.0
    edge = _EDGE_PX * scale
    box = Box(edge / 2, edge, max(width - edge, 8.0), max(height - 2 * edge, 8.0))
    span = marks.span_of_days(data.days[0], data.days[-1])
    panel = Panel(figure, box, span, (data.low, data.high))
    shown, colour = marks.points(data), series_colour(data.measure_id, palette)
    if data.usual is not None:
        low, high = max(data.low, data.usual.low), min(data.high, data.usual.high)
        if low < high:
            panel.shade(low, high, palette["band"], zorder=0.5, gid="usual")
    marks.draw_line(panel, shown.x, shown.values, colour, 1.4)
    if not shown.weekly:
        marks.draw_dots(panel, shown, DotLook(colour, palette["surface"], 3.0))
    if data.since is not None and data.days[0] <= data.since <= data.days[-1]:
        look = {"color": palette["event"], "lw": 1, "ls": marks.DOTTED, "gid": "since"}
        panel.upright(data.since.toordinal() - 0.5, zorder=1, **look)
    return (panel.area,)
