"""The shapes of the five levels; with the word they carry the level, never colour alone."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from iop_companion.catalog.themes import Palette
from iop_companion.domain.early_warning import Level
from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit.theme import current

RAIL, CARD, PANEL = 16, 26, 38
"""The three sizes, in px at 100 % text."""

_GRID = 20.0  # the shapes are drawn on a square of 20 units


def level_word(level: Level) -> str:
    """Return the word that stands beside the shape."""
    words = {
        Level.LEARNING: _("Learning"),
        Level.NOT_ENOUGH_ENTRIES: _("Not enough entries"),
        Level.CALM: _("Calm"),
        Level.WATCH: _("Watch"),
        Level.ACT: _("Act"),
    }
    return words[level]


class LevelShape(QWidget):
    """One level as a shape, ``size`` px at 100 % text; follows theme and text scale."""

    def __init__(self, level: Level, size: int = CARD, parent: QWidget | None = None) -> None:
        """Show ``level``; the word beside it is the caller's."""
        super().__init__(parent)
        self._level = level
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme = current()
        theme.changed.connect(self._follow)
        self._follow()

    @property
    def level(self) -> Level:
        """The level shown now."""
        return self._level

    def show_level(self, level: Level) -> None:
        """Show another level."""
        self._level = level
        self.setAccessibleName(level_word(level))
        self.update()

    def _follow(self) -> None:
        px = current().px(self._size)
        self.setFixedSize(px, px)
        self.setAccessibleName(level_word(self._level))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt override
        """A square."""
        px = current().px(self._size)
        return QSize(px, px)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 -- Qt override
        """Draw the shape."""
        painter = QPainter(self)
        paint_level(painter, QRectF(self.rect()), self._level, current().palette)
        painter.end()


def level_pixmap(
    level: Level, px: int, palette: Palette, ratio: float = 1.0, *, room: int = 0
) -> QPixmap:
    """Return the shape as a picture of ``px`` by ``px`` logical pixels.

    ``room`` px stay empty at its right: the style puts a button's words right beside its icon.
    """
    drawn = QPixmap(QSize(px + room, px) * ratio)
    drawn.setDevicePixelRatio(ratio)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    paint_level(painter, QRectF(0, 0, px, px), level, palette)
    painter.end()
    return drawn


def paint_level(painter: QPainter, rect: QRectF, level: Level, palette: Palette) -> None:
    """Draw ``level`` into ``rect`` (a square) in the colours of ``palette``."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / _GRID, rect.height() / _GRID)
    draw = {
        Level.CALM: _calm,
        Level.WATCH: _watch,
        Level.ACT: _act,
        Level.LEARNING: _learning,
        Level.NOT_ENOUGH_ENTRIES: _not_enough,
    }
    draw[level](painter, palette)
    painter.restore()


def _pen(colour: str, width: float) -> QPen:
    return QPen(
        QColor(colour),
        width,
        Qt.PenStyle.SolidLine,
        Qt.PenCapStyle.RoundCap,
        Qt.PenJoinStyle.RoundJoin,
    )


def _calm(painter: QPainter, palette: Palette) -> None:
    painter.setPen(_pen(palette["calm_edge"], 2.6))
    painter.drawEllipse(QPointF(10, 10), 6.8, 6.8)


def _watch(painter: QPainter, palette: Palette) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(palette["watch_edge"]))
    corners = [QPointF(10, 1.8), QPointF(18.2, 10), QPointF(10, 18.2), QPointF(1.8, 10)]
    painter.drawPolygon(QPolygonF(corners))
    painter.setPen(_pen(palette["watch_soft"], 1.9))
    painter.drawLine(QPointF(10, 6.6), QPointF(10, 10.8))
    painter.drawPoint(QPointF(10, 13.4))


def _act(painter: QPainter, palette: Palette) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(palette["act_edge"]))
    painter.drawRoundedRect(QRectF(2, 2, 16, 16), 2.5, 2.5)
    painter.setPen(_pen(palette["act_soft"], 1.9))
    painter.drawPolyline(QPolygonF([QPointF(6, 10), QPointF(13.5, 10)]))
    painter.drawPolyline(QPolygonF([QPointF(10.5, 6.5), QPointF(14, 10), QPointF(10.5, 13.5)]))


def _learning(painter: QPainter, palette: Palette) -> None:
    pen = _pen(palette["control"], 2.4)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([2.2 / 2.4, 3.298 / 2.4])  # eight dots round the circle
    painter.setPen(pen)
    painter.drawEllipse(QPointF(10, 10), 7, 7)


def _not_enough(painter: QPainter, palette: Palette) -> None:
    painter.setPen(_pen(palette["control"], 2))
    painter.drawEllipse(QPointF(10, 10), 7, 7)
    painter.drawLine(QPointF(6.8, 10), QPointF(13.2, 10))
