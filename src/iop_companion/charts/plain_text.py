"""One line of text set from its base line: a third of the time of matplotlib's own text.

Charts here need no rotation, boxes, mathematics or several lines, and a small chart is mostly text,
so the general layout would be most of the drawing. Imports matplotlib: import it while drawing.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from matplotlib.colors import to_rgba
from matplotlib.font_manager import FontProperties
from matplotlib.text import Text

from iop_companion.charts.style import font, text_width

if TYPE_CHECKING:
    from matplotlib.backend_bases import RendererBase

_SHARE_LEFT_OF_PLACE = {"left": 0.0, "center": 0.5, "right": 1.0}


@lru_cache(maxsize=64)
def _properties(size_pt: float, bold: bool) -> FontProperties:  # noqa: FBT001 -- a cache's key
    return FontProperties(family=font(bold=bold), size=size_pt)


class PlainText(Text):
    """A :class:`~matplotlib.text.Text` of one unrotated line with its place on the base line."""

    def __init__(self, x: float, y: float, text: str, **look: Any) -> None:
        """``look`` may hold ``fontsize`` (pt), ``bold``, ``ha`` and what any artist takes."""
        self._size_pt = float(look.pop("fontsize"))
        self._bold = bool(look.pop("bold", False))
        properties = _properties(self._size_pt, self._bold)
        super().__init__(x, y, text.replace("\n", " "), fontproperties=properties, **look)

    def draw(self, renderer: RendererBase) -> None:
        """Draw at once, without the general layout."""
        text = self.get_text()
        if not text or not self.get_visible():
            return
        x, y = self.get_transform().transform(self.get_position())
        figure = self.get_figure(root=True)
        assert figure is not None  # an artist is drawn as part of a figure
        px = figure.dpi / 96
        x -= (
            text_width(text, self._size_pt, bold=self._bold)
            * px
            * _SHARE_LEFT_OF_PLACE[self.get_horizontalalignment()]
        )
        if renderer.flipy():
            y = renderer.get_canvas_width_height()[1] - y
        properties = _properties(self._size_pt, self._bold)
        renderer.open_group("text", self.get_gid())
        context = renderer.new_gc()
        context.set_foreground(to_rgba(self.get_color()), isRGBA=True)
        renderer.draw_text(context, x, y, text, properties, 0.0, mtext=self)
        context.restore()
        renderer.close_group("text")
        self.stale = False
