"""One plot area on a figure: days across, values up, and the marks drawn onto it.

matplotlib's own axes build some thirty objects a tick, most of the time of a small chart. A panel
is two straight scales and a list of artists, so a chart of three panels is drawn in a fraction.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from iop_companion.charts.raster import PX_PER_INCH, PlotArea
from iop_companion.charts.style import TEXT_PT

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a figure in px (96 to the inch), from its top left corner."""

    left: float
    top: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        """Px from the top of the figure to the lower edge."""
        return self.top + self.height


class Panel:
    """Draws in data units inside a box of a figure. ``x`` are days as ``date.toordinal``."""

    def __init__(
        self, figure: Figure, box: Box, x: tuple[float, float], y: tuple[float, float]
    ) -> None:
        """Span ``x`` and ``y`` (low, high; low < high) over ``box``."""
        from matplotlib.transforms import Affine2D, Bbox, TransformedBbox

        self.figure, self.box, self.x, self.y = figure, box, x, y
        self._figure_height = float(figure.get_figheight()) * PX_PER_INCH
        across = box.width / (x[1] - x[0]) / PX_PER_INCH
        up = box.height / (y[1] - y[0]) / PX_PER_INCH
        left = box.left / PX_PER_INCH
        base = (self._figure_height - box.bottom) / PX_PER_INCH
        inches = figure.dpi_scale_trans
        self._data = (
            Affine2D().translate(-x[0], -y[0]).scale(across, up).translate(left, base) + inches
        )
        self._px = Affine2D().scale(1 / PX_PER_INCH) + inches
        corners = [
            [left, base],
            [left + box.width / PX_PER_INCH, base + box.height / PX_PER_INCH],
        ]
        self._clip = TransformedBbox(Bbox(corners), inches)

    @property
    def area(self) -> PlotArea:
        """The panel's place and days, for the canvas."""
        box = self.box
        return PlotArea(box.left, box.top, box.width, box.height, *self.x)

    def lift(self, px: float) -> float:
        """Return the value ``px`` above the base line."""
        return self.y[0] + px / self.box.height * (self.y[1] - self.y[0])

    def curve(self, x: ArrayLike, y: ArrayLike, *, clipped: bool = False, **look: Any) -> None:
        """Add a line or markers in data units; NaN breaks a line."""
        from matplotlib.lines import Line2D

        line = Line2D(np.asarray(x), np.asarray(y), transform=self._data, **look)
        self._add(line, clipped=clipped)

    def across(self, value: float, **look: Any) -> None:
        """Add a level line over the whole width."""
        self.curve(self.x, (value, value), **look)

    def upright(self, day: float, **look: Any) -> None:
        """Add a vertical line over the whole height."""
        self.curve((day, day), self.y, **look)

    def shade(self, low: float, high: float, colour: str, **look: Any) -> None:
        """Fill between two values over the whole width."""
        left, right = self.x
        corners = np.array([[(left, low), (left, high), (right, high), (right, low)]])
        self.boxes(corners, facecolor=colour, **look)

    def boxes(self, corners: NDArray[np.float64], *, clipped: bool = True, **look: Any) -> None:
        """Fill boxes given as an array (n, 4, 2) of corners, all as one path."""
        from matplotlib.patches import PathPatch
        from matplotlib.path import Path

        n_boxes = len(corners)
        closed = np.concatenate([corners, corners[:, :1]], axis=1).reshape(-1, 2)
        codes = np.tile([Path.MOVETO, *[Path.LINETO] * 3, Path.CLOSEPOLY], n_boxes)
        patch = PathPatch(Path(closed, codes), transform=self._data, **look)
        self._add(patch, clipped=clipped)

    def words(self, x: float, y: float, text: str, **look: Any) -> None:
        """Write ``text`` at ``x`` px right of the panel's left and its base ``y`` px below the top.

        ``look``: ``color``, ``fontsize`` in pt, ``bold``, ``ha``.
        """
        from iop_companion.charts.plain_text import PlainText

        look.setdefault("fontsize", TEXT_PT)
        left, base = self.box.left + x, self._figure_height - self.box.top - y
        self._add(PlainText(left, base, text, transform=self._px, **look), clipped=False)

    def y_px(self, value: float) -> float:
        """Return how many px below the panel's top ``value`` lies."""
        return (self.y[1] - value) / (self.y[1] - self.y[0]) * self.box.height

    def x_px(self, day: float) -> float:
        """Return how many px right of the panel's left edge ``day`` lies."""
        return (day - self.x[0]) / (self.x[1] - self.x[0]) * self.box.width

    def _add(self, artist: Artist, *, clipped: bool) -> None:
        self.figure.add_artist(artist)
        if clipped:
            artist.set_clip_box(self._clip)
