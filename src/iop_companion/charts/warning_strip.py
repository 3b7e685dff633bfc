"""One measure on the warning page: its days, and below them how far from usual they are.

The panel compares ranks, so its line has no place on the measure's own axis: it stands in a strip
of its own, at 1, where the panel speaks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from iop_companion.charts import marks
from iop_companion.charts.marks import DotLook, Points, SideLabel
from iop_companion.charts.panel import Box, Panel
from iop_companion.charts.style import TEXT_PT, series_colour, text_width
from iop_companion.domain.chart_series import ChartSeries
from iop_companion.foundation.day_words import weekday_day_short
from iop_companion.foundation.i18n import _

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from iop_companion.catalog.themes import Palette
    from iop_companion.charts.raster import PlotArea

SPEAKS_AT = 1.0
_LEAST_TOP = 1.3
_LEFT, _RIGHT, _BOTTOM = 30.0, 118.0, 30.0
_TOP, _BETWEEN, _STRIP_SHARE = 22.0, 46.0, 0.27


def draw_warning_strip(
    figure: Figure, data: ChartSeries, palette: Palette, scale: float
) -> tuple[PlotArea, ...]:
    """Draw the days with their usual range, and the strip "How far from usual" under them.

    The page's card carries the title. Days past the line are diamonds. Without ``distance`` the
    strip is left out. Nothing is filled, and no colour says good or bad.
    """
    if not data.days:
        return ()
    labels = _labels(data, palette)
    right = marks.side_margin([*labels, _line_label(palette)], scale, _RIGHT * scale)
    boxes = _boxes(figure, scale, right, with_strip=bool(data.distance))
    panels = [_draw_days(figure, boxes[0], data, palette, scale)]
    marks.draw_side_labels(panels[0], labels, scale)
    if data.distance:
        panels.append(_draw_strip(figure, boxes[1], data, palette, scale))
    for panel in panels:
        _draw_since(panel, data, palette)
    if data.since is not None and data.days[0] <= data.since <= data.days[-1]:
        _draw_since_label(panels[0], data, palette, scale)
    marks.draw_date_axis(panels[-1], data.days, palette, scale)
    return tuple(panel.area for panel in panels)


def _boxes(figure: Figure, scale: float, right: float, *, with_strip: bool) -> list[Box]:
    width, height = figure.get_size_inches() * 96.0
    left, top = _LEFT * scale, _TOP * scale
    wide = max(width - left - min(right, width * 0.4), 20.0)
    room = max(height - top - _BOTTOM * scale, 24.0)
    if not with_strip:
        return [Box(left, top, wide, room)]
    room = max(room - _BETWEEN * scale, 24.0)
    days, strip = room * (1 - _STRIP_SHARE), room * _STRIP_SHARE
    return [
        Box(left, top, wide, days),
        Box(left, top + days + _BETWEEN * scale, wide, strip),
    ]


def _draw_days(
    figure: Figure, box: Box, data: ChartSeries, palette: Palette, scale: float
) -> Panel:
    span = marks.span_of_days(data.days[0], data.days[-1])
    panel = Panel(figure, box, span, (data.low, data.high))
    shown, colour = marks.points(data), series_colour(data.measure_id, palette)
    marks.draw_value_axis(panel, marks.round_ticks(data), palette, scale)
    marks.draw_usual(panel, data, palette)
    if data.usual is not None:
        panel.across(data.usual.mean, color=palette["band_edge"], lw=1, zorder=1, gid="usual mean")
    alpha = 0.85 if palette.is_dark else 0.6
    marks.draw_dots(panel, shown, DotLook(colour, palette["surface"], 3.4, alpha))
    marks.draw_line(panel, shown.x, _line(shown), colour, 2.4)
    marks.draw_missing(panel, shown, palette)
    return panel


def _line(shown: Points) -> marks.Floats:
    return shown.values if shown.weekly else shown.average


def _labels(data: ChartSeries, palette: Palette) -> list[SideLabel]:
    labels = []
    if data.usual is not None and data.usual_label:
        labels.append(SideLabel(data.usual.mean, data.usual_label, palette["text2"]))
    newest = marks.newest(np.array(data.average, dtype=np.float64))
    if newest is not None:
        colour = series_colour(data.measure_id, palette)
        labels.append(marks.series_label(newest, _("7-day average"), colour, palette))
    return labels


def _line_label(palette: Palette) -> SideLabel:
    return SideLabel(SPEAKS_AT, _("Speaks from here"), palette["watch"])


def _draw_strip(
    figure: Figure, box: Box, data: ChartSeries, palette: Palette, scale: float
) -> Panel:
    distance = np.array(data.distance, dtype=np.float64)
    x = np.arange(distance.size, dtype=np.float64) + data.days[0].toordinal()
    top = max(_LEAST_TOP, float(np.nanmax(distance, initial=0.0)) * 1.12)
    span = marks.span_of_days(data.days[0], data.days[-1])
    panel = Panel(figure, box, span, (0.0, top))
    marks.draw_value_axis(panel, [0.0], palette, scale)
    panel.across(
        SPEAKS_AT, color=palette["watch_edge"], lw=1.6, ls=marks.DASHED, zorder=2, gid="speaks"
    )
    marks.draw_line(panel, x, distance, palette["text2"], 2.0)
    past = distance > SPEAKS_AT
    if past.any():
        panel.curve(
            x[past],
            distance[past],
            ls="",
            marker="D",
            ms=6,
            mew=0.7,
            mfc=palette["watch_edge"],
            mec=palette["surface"],
            zorder=5,
            gid="past",
        )
    title = _("How far from usual, all entries weighed together")
    if data.distance_of_all:
        title = _("How far from usual, all that you track taken together")
    look: dict[str, Any] = {"color": palette["text2"], "fontsize": TEXT_PT * scale, "gid": "title"}
    panel.words(0, -13 * scale, title, **look)
    marks.draw_side_labels(panel, [_line_label(palette)], scale)
    return panel


def _draw_since(panel: Panel, data: ChartSeries, palette: Palette) -> None:
    if data.since is None or not data.days[0] <= data.since <= data.days[-1]:
        return
    look = {"color": palette["event"], "lw": 1, "ls": marks.DOTTED, "gid": "since"}
    panel.upright(data.since.toordinal() - 0.5, zorder=1, **look)


def _draw_since_label(panel: Panel, data: ChartSeries, palette: Palette, scale: float) -> None:
    assert data.since is not None  # the caller looked
    text = _("Change since {day}").format(day=weekday_day_short(data.since))
    width, size = text_width(text, TEXT_PT * scale), TEXT_PT * scale
    middle = panel.x_px(data.since.toordinal() - 0.5)
    left = min(max(middle - width / 2, 0.0), panel.box.width - width)
    panel.words(left, -6 * scale, text, color=palette["text"], fontsize=size, gid="since label")
