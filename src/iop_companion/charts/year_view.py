"""A year at a glance: weeks as columns, Monday on top, one cell a day."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from iop_companion.charts.panel import Box, Panel
from iop_companion.charts.raster import PlotArea
from iop_companion.charts.style import TEXT_PT, text_width
from iop_companion.domain.chart_series import ChartSeries
from iop_companion.foundation.day_words import day_words, month_short, weekday_short
from iop_companion.foundation.i18n import _

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from iop_companion.catalog.themes import Palette

_LEFT, _TOP, _LEGEND, _GAP_SHARE = 38.0, 24.0, 28.0, 0.14
_WEEKS = 53
_LARGEST_CELL = 20.0
_MOST = 4


@dataclass(frozen=True, slots=True)
class YearOfDays:
    """Counts of up to a year that end on the series' last day.

    ``began`` is the day of the first entry ever: days before it were not tracked and are not
    drawn. None means nothing was tracked yet.
    """

    series: ChartSeries
    began: date | None


def draw_year_view(
    figure: Figure, data: YearOfDays, palette: Palette, scale: float
) -> tuple[PlotArea, ...]:
    """Draw a cell a day: five steps from 0 to 4 or more, an outline with a dash for no entry.

    The legend says it in words; the last day has an outline. Each weekday is a plot area of its
    own, seven days from one column to the next.
    """
    grid = _Grid.of(figure, data, scale)
    if grid is None:
        return ()
    tracked = [
        (day, value)
        for day, value in zip(data.series.days, data.series.values, strict=True)
        if data.began is not None and day >= data.began and day >= grid.first
    ]
    for step in range(_MOST + 1):
        cells = [day for day, value in tracked if value is not None and _step(value) == step]
        if cells:
            grid.fill(cells, facecolor=palette.heat[step], linewidth=0, gid=f"step {step}")
    empty = [day for day, value in tracked if value is None]
    if empty:
        edge, ground = palette["border"], palette["surface"]
        grid.fill(empty, facecolor=ground, edgecolor=edge, linewidth=0.9, gid="no entry")
        grid.dash(empty, palette["control"])
    grid.outline(data.series.days[-1], palette["text"])
    _draw_names(grid, data.series.days[-1], palette, scale)
    _draw_legend(grid, palette, scale)
    _draw_beginning(grid, data, palette, scale)
    return tuple(grid.row(weekday) for weekday in range(7))


def year_view_height(width: int, scale: float) -> int:
    """Return the px of height that the weeks fill at ``width`` px, so that nothing stays empty."""
    cell = min((width - _LEFT * scale - 4) / _WEEKS, _LARGEST_CELL * scale)
    return math.ceil((_TOP + _LEGEND) * scale + 4 + 7 * max(cell, 1.0))


def _step(value: float) -> int:
    return min(max(round(value), 0), _MOST)


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where each day's cell lies: ``panel`` counts columns across and rows up."""

    panel: Panel
    first: date
    cell: float

    @classmethod
    def of(cls, figure: Figure, data: YearOfDays, scale: float) -> _Grid | None:
        """Fit 53 weeks into the figure; None where there is no day."""
        if not data.series.days:
            return None
        width, height = figure.get_size_inches() * 96.0
        left, top = _LEFT * scale, (_TOP + _LEGEND) * scale
        cell = min((width - left - 4) / _WEEKS, (height - top - 4) / 7, _LARGEST_CELL * scale)
        last = data.series.days[-1]
        monday = last - timedelta(days=last.weekday())
        first = monday - timedelta(weeks=_WEEKS - 1)
        box = Box(left, top, cell * _WEEKS, cell * 7)
        return cls(Panel(figure, box, (0.0, _WEEKS), (0.0, 7.0)), first, cell)

    def row(self, weekday: int) -> PlotArea:
        """Return where the days of ``weekday`` (Monday is 0) lie."""
        box, first = self.panel.box, self.first.toordinal() + weekday - 3.5
        top = box.top + weekday * self.cell
        last = first + 7.0 * _WEEKS
        return PlotArea(box.left, top, self.cell * _WEEKS, self.cell, first, last, step=7)

    def place(self, day: date) -> tuple[int, int]:
        """Return column and row (Monday is row 6, rows count up) of a day."""
        return (day - self.first).days // 7, 6 - day.weekday()

    def fill(self, days: list[date], **look: Any) -> None:
        """Draw the cells of ``days``."""
        self.panel.boxes(np.array(list(self._corners(days, _GAP_SHARE / 2))), zorder=2, **look)

    def outline(self, day: date, colour: str) -> None:
        """Draw the outline of today's cell."""
        corners = np.array(list(self._corners([day], 0.03)))
        look: dict[str, Any] = {"facecolor": "none", "edgecolor": colour, "linewidth": 1.4}
        self.panel.boxes(corners, zorder=4, gid="today", **look)

    def dash(self, days: list[date], colour: str) -> None:
        """Draw the short dash of days without an entry."""
        places = np.array([self.place(day) for day in days], dtype=np.float64)
        look: dict[str, Any] = {"ls": "", "marker": "_", "ms": self.cell * 0.2, "mew": 0.9}
        self.panel.curve(places[:, 0] + 0.5, places[:, 1] + 0.5, color=colour, zorder=3, **look)

    def _corners(self, days: list[date], gap: float) -> Iterator[list[tuple[float, float]]]:
        for day in days:
            column, row = self.place(day)
            left, right, low, high = column + gap, column + 1 - gap, row + gap, row + 1 - gap
            yield [(left, low), (left, high), (right, high), (right, low)]


def _draw_names(grid: _Grid, last: date, palette: Palette, scale: float) -> None:
    """Write months over the first Monday of each, and three weekdays at the left."""
    look: dict[str, Any] = {"color": palette["axis"], "fontsize": TEXT_PT * scale}
    free = 0.0
    for column in range(_WEEKS):
        monday = grid.first + timedelta(weeks=column)
        left = column * grid.cell
        name = month_short(monday)
        fits = left >= free and left + text_width(name, TEXT_PT * scale) <= grid.panel.box.width
        if monday.day <= 7 and monday <= last and fits:
            grid.panel.words(left, -6 * scale, name, gid="month", **look)
            free = left + text_width(name, TEXT_PT * scale) + 6 * scale
    for weekday in (0, 2, 4):
        middle = (weekday + 0.5) * grid.cell + 4.5 * scale
        name = weekday_short(grid.first + timedelta(days=weekday))
        grid.panel.words(-_LEFT * scale, middle, name, gid="weekday", **look)


def _draw_legend(grid: _Grid, palette: Palette, scale: float) -> None:
    """Say the steps in words at the top right: fewer, five cells, 4 or more, no entry."""
    size, gap = TEXT_PT * scale, 6 * scale
    look: dict[str, Any] = {"color": palette["text2"], "fontsize": size, "gid": "legend"}
    words = (_("Fewer"), _("4 or more"), _("no entry"))
    widths = [text_width(word, size) for word in words]
    cell, base = 12.0 * scale, -(_TOP + 11.0) * scale
    length = sum(widths) + 6 * (cell + gap) + 3 * gap
    x = grid.panel.box.width - length
    grid.panel.words(x, base, words[0], **look)
    x += widths[0] + gap
    for colour in palette.heat:
        _legend_cell(grid, (x, base, cell), facecolor=colour, linewidth=0)
        x += cell + gap
    grid.panel.words(x, base, words[1], **look)
    x += widths[1] + 2 * gap
    edge = palette["border"]
    _legend_cell(grid, (x, base, cell), facecolor=palette["surface"], edgecolor=edge, linewidth=0.9)
    dash: dict[str, Any] = {"color": palette["control"], "lw": 0.9, "gid": "legend dash"}
    across = [(x + cell * share) / grid.cell for share in (0.3, 0.7)]
    grid.panel.curve(across, [7.0 - (base - cell * 0.4) / grid.cell] * 2, zorder=3, **dash)
    x += cell + gap
    grid.panel.words(x, base, words[2], **look)


def _legend_cell(grid: _Grid, place: tuple[float, float, float], **look: Any) -> None:
    x, base, size = (px / grid.cell for px in place)
    low = 7.0 - base - size * 0.1
    corners = [(x, low), (x, low + size), (x + size, low + size), (x + size, low)]
    grid.panel.boxes(np.array([corners]), clipped=False, zorder=2, gid="legend cell", **look)


def _draw_beginning(grid: _Grid, data: YearOfDays, palette: Palette, scale: float) -> None:
    """Say when tracking began, in the room of the days before it."""
    size = TEXT_PT * scale
    if data.began is None:
        text = _("Nothing is tracked yet.")
        room = grid.panel.box.width
    else:
        text = _("Tracking began {day}").format(day=day_words(data.began))
        room = max(grid.place(data.began)[0], 0) * grid.cell
    width = text_width(text, size)
    if width <= room:
        look = {"color": palette["axis"], "fontsize": size, "gid": "began"}
        grid.panel.words((room - width) / 2, 3.5 * grid.cell + 4.5 * scale, text, **look)
