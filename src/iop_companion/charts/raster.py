"""From a chart function to pixels for the screen or to SVG for paper; no Qt, no files."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from iop_companion.charts.style import drawing

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from iop_companion.catalog.themes import Palette


PX_PER_INCH = 96.0


@dataclass(frozen=True, slots=True)
class PlotArea:
    """Where one panel of a chart lies, in px from the top left, and which days it spans.

    ``first`` and ``last`` are the days (``date.toordinal``, with fractions) at its left and right
    edge: a canvas finds the day under the pointer with them. ``step`` is the number of days from
    one column to the next: 7 in a row of the same weekday.
    """

    left: float
    top: float
    width: float
    height: float
    first: float
    last: float
    step: int = 1

    def x_of(self, day: int) -> float:
        """Return the px of the middle of ``day`` (``date.toordinal``)."""
        return self.left + (day - self.first) / (self.last - self.first) * self.width

    def day_at(self, x: float) -> int:
        """Return the day nearest to ``x`` px, within the days shown."""
        day = self.first + (x - self.left) / self.width * (self.last - self.first)
        half = self.step / 2
        within = min(max(day, self.first + half), self.last - half)
        if self.step == 1:
            return round(within)
        columns = round((within - self.first - half) / self.step)
        return round(self.first + half + columns * self.step)

    def holds(self, day: int) -> bool:
        """Return whether ``day`` (``date.toordinal``) has a place here."""
        inside = self.first <= day <= self.last
        return inside and (self.step == 1 or (day - self.first - self.step / 2) % self.step == 0)


class DrawChart(Protocol):
    """A chart function with its data bound: ``partial(draw_trend_stack, data=stack)``."""

    def __call__(self, figure: Figure, *, palette: Palette, scale: float) -> tuple[PlotArea, ...]:
        """Draw onto the empty ``figure``, text times ``scale``; return where the panels lie."""


@dataclass(frozen=True, slots=True)
class ChartSize:
    """Width and height in px at 96 to the inch; ``scale`` is the text scale (1.0 to 2.0).

    ``pixel_ratio`` is the screen's device pixels for each px, so that a chart stays sharp.
    """

    width: int
    height: int
    scale: float = 1.0
    pixel_ratio: float = 1.0


@dataclass(frozen=True, slots=True)
class Raster:
    """A drawn chart: ``data`` is RGBA, 8 bits each, opaque, row by row without padding.

    ``width`` and ``height`` are device pixels; ``areas`` are in px of the asked size.
    """

    width: int
    height: int
    data: bytes
    areas: tuple[PlotArea, ...] = ()


def to_rgba(draw: DrawChart, size: ChartSize, palette: Palette) -> Raster:
    """Return the chart as pixels. May run on any thread; drawings take turns."""
    with drawing(palette, size.scale):
        from matplotlib.backends.backend_agg import FigureCanvasAgg

        figure = _figure(size, PX_PER_INCH * size.pixel_ratio)
        canvas = FigureCanvasAgg(figure)
        areas = draw(figure, palette=palette, scale=size.scale)
        canvas.draw()  # type: ignore[no-untyped-call]
        width, height = canvas.get_width_height()
        pixels = bytes(canvas.buffer_rgba())  # type: ignore[no-untyped-call]
        return Raster(width, height, pixels, areas)


def to_svg(draw: DrawChart, size: ChartSize, palette: Palette) -> bytes:
    """Return the chart as SVG without date and creator: the same chart gives the same bytes."""
    with drawing(palette, size.scale):
        from matplotlib.backends.backend_svg import FigureCanvasSVG

        figure = _figure(size, PX_PER_INCH)
        draw(figure, palette=palette, scale=size.scale)
        buffer = io.BytesIO()
        nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        canvas = FigureCanvasSVG(figure)
        canvas.print_svg(buffer, metadata=nothing)  # type: ignore[no-untyped-call]
        return buffer.getvalue()


def warm_up(palette: Palette) -> None:
    """Import matplotlib and read the fonts by drawing a word, so that the first chart is quick."""

    def draw(figure: Figure, *, palette: Palette, scale: float) -> tuple[PlotArea, ...]:
        from iop_companion.charts.plain_text import PlainText

        look = {"color": palette["text"], "fontsize": 10 * scale}
        figure.add_artist(PlainText(1, 1, "9 Mar", **look))
        figure.add_artist(PlainText(1, 1, "Mood", bold=True, **look))
        return ()

    to_rgba(draw, ChartSize(24, 12), palette)


def _figure(size: ChartSize, dpi: float) -> Figure:
    from matplotlib.figure import Figure

    width, height = max(size.width, 1), max(size.height, 1)
    return Figure(figsize=(width / PX_PER_INCH, height / PX_PER_INCH), dpi=dpi)
