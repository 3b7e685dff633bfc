"""The only canvas: shows a chart drawn elsewhere, and lets days be read by pointer or key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget
from shiboken6 import isValid

from iop_companion.catalog.themes import Palette
from iop_companion.charts.raster import ChartSize, DrawChart, PlotArea, to_rgba
from iop_companion.ui.toolkit.announce import announce
from iop_companion.ui.toolkit.drawing import Drawings
from iop_companion.ui.toolkit.theme import current

HeightForWidth = Callable[[int, float], int]
"""Height in px of the screen for a width in px of the screen and a text scale."""


@dataclass(frozen=True, slots=True)
class ChartOnCanvas:
    """A chart function with its data bound, its name and its one sentence, and its days."""

    draw: DrawChart
    name: str
    sentence: str
    days: tuple[date, ...] = ()


class ChartCanvas(QWidget):
    """Shows one chart. The old picture stays until the new one is ready.

    One focus stop. Left and Right move by a day, Home and End to the ends, Esc lets go;
    ``day_read`` tells the day under the pointer or the keys, or None.
    """

    day_read = Signal(object)

    _day: date | None = None
    """Of the class, too: a canvas that is being taken apart still loses its focus."""

    def __init__(self, drawings: Drawings, height: int, *, is_stop: bool = True) -> None:
        """Be ``height`` px tall at 100 % text and as wide as the layout gives.

        A small chart whose words stand beside it is no stop for the keyboard.
        """
        super().__init__()
        self._drawings = drawings
        self._height: int | HeightForWidth = height
        self._chart: ChartOnCanvas | None = None
        self._number = 0
        self.n_drawn = 0
        self._picture = QImage()
        self._areas: tuple[PlotArea, ...] = ()
        self._drawn_for: tuple[object, ...] = ()
        self._settle = QTimer(self, singleShot=True, interval=drawings.settle_ms)
        self._settle.timeout.connect(self._ask)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMouseTracking(True)
        stop, no_stop = Qt.FocusPolicy.StrongFocus, Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(stop if is_stop else no_stop)
        self._follow_theme()
        current().changed.connect(self._follow_theme)

    @property
    def is_drawn(self) -> bool:
        """Whether the picture shown is of the present chart, size and theme."""
        return self._chart is not None and self._drawn_for == self._wish()

    @property
    def day(self) -> date | None:
        """The day being read, or None."""
        return self._day

    def show_chart(self, chart: ChartOnCanvas) -> None:
        """Show ``chart`` as soon as it is drawn; its words are there at once."""
        self._chart = chart
        self._number += 1
        self.setAccessibleName(chart.name)
        self.setAccessibleDescription(chart.sentence)
        self._read(None)
        self._ask()

    def forget(self) -> None:
        """Hold nothing any more: picture, words, day (on lock)."""
        self._chart = None
        self._number += 1
        self._picture = QImage()
        self._areas = ()
        self._drawings.drop(id(self))
        self.setAccessibleDescription("")
        self._read(None)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """As tall as asked for, at the present text size."""
        return QSize(480, self.heightForWidth(480))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Any width will do, at the height of the width there is."""
        return QSize(1, self.heightForWidth(max(1, self.width())))

    def hasHeightForWidth(self) -> bool:  # noqa: N802 -- Qt's name
        """Say that the height may follow the width."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 -- Qt's name
        """Return the height asked for, at ``width`` px."""
        theme = current()
        if callable(self._height):
            return self._height(width, theme.scale)
        return theme.px(self._height)

    def _wish(self) -> tuple[object, ...]:
        theme = current()
        return (
            self._number,
            self.width(),
            self.height(),
            theme.palette.name,
            theme.scale,
            self.devicePixelRatioF(),
        )

    def _ask(self) -> None:
        chart = self._chart
        if chart is None or self.width() < 2 or not self.isVisible():
            return
        theme, wish = current(), self._wish()
        size = ChartSize(self.width(), self.height(), theme.scale, self.devicePixelRatioF())
        palette = theme.palette
        self._drawings.draw(
            id(self),
            lambda: _drawn(chart.draw, size, palette),
            lambda drawn: self._take(drawn, wish),
        )

    def _take(self, drawn: tuple[QImage, tuple[PlotArea, ...]], wish: tuple[object, ...]) -> None:
        if not isValid(self) or wish[0] != self._number:
            return  # the page was dropped, or forgot its values, while this was being drawn
        self._picture, self._areas = drawn
        self._drawn_for = wish
        self.n_drawn += 1
        self.update()

    def _follow_theme(self) -> None:
        self.updateGeometry()
        self._ask()

    def set_height(self, height: int | HeightForWidth) -> None:
        """Be ``height`` px tall at 100 % text from now on, or as tall as it says for a width."""
        if height != self._height:
            self._height = height
            self.updateGeometry()

    # --- reading days

    def _read(self, day: date | None) -> None:
        if day == self._day:
            return
        before, self._day = self._day, day
        self.day_read.emit(day)
        for changed in (before, day):
            if changed is not None:
                for mark in self._marks(changed):
                    self.update(mark.adjusted(-2, -2, 2, 2).toAlignedRect())

    def _marks(self, day: date) -> list[QRectF]:
        """Where ``day`` is marked: a line through each panel, or around its cell."""
        marks = []
        for area in self._areas:
            if not area.holds(day.toordinal()):
                continue
            half = area.width * area.step / (area.last - area.first) / 2 if area.step > 1 else 0
            left = area.x_of(day.toordinal()) - half
            marks.append(QRectF(left, area.top, 2 * half, area.height))
        return marks

    def _area_at(self, at: QPointF) -> PlotArea | None:
        """The panel above or below the pointer, or the very row of cells it is in."""
        for area in self._areas:
            in_row = area.step == 1 or area.top <= at.y() < area.top + area.height
            if in_row and area.left <= at.x() <= area.left + area.width:
                return area
        return None

    def say(self, words: str) -> None:
        """Have a screen reader say the values of the day being read."""
        announce(self, words)

    def _step_to(self, index: int) -> None:
        assert self._chart is not None
        days = self._chart.days
        self._read(days[min(max(index, 0), len(days) - 1)])

    # --- events of Qt

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        """Paint the picture and the line of the day being read."""
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), current().colour("surface"))
        if not self._picture.isNull():
            painter.drawImage(0, 0, self._picture)
        if self._day is not None:
            painter.setPen(QPen(current().colour("text2"), 1))
            for mark in self._marks(self._day):
                if mark.width():
                    painter.drawRect(mark)
                else:
                    painter.drawLine(mark.topLeft(), mark.bottomLeft())
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Draw anew at the new size once it stands still."""
        super().resizeEvent(event)
        if self._picture.isNull():
            self._ask()
        else:
            self._settle.start()

    def event(self, event: QEvent) -> bool:
        """Draw when shown for the first time or after a change while hidden."""
        done = super().event(event)
        if event.type() == QEvent.Type.Show and not self.is_drawn:
            self._ask()
        return done

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 -- Qt's name
        """Read the day under the pointer."""
        days = self._chart.days if self._chart is not None else ()
        area = self._area_at(event.position())
        day = None
        if area is not None and days:
            day = date.fromordinal(area.day_at(event.position().x()))
        self._read(day if day is not None and days[0] <= day <= days[-1] else None)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 -- Qt's name
        """Read no day, unless the keys do."""
        super().leaveEvent(event)
        if not self.hasFocus():
            self._read(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 -- Qt's name
        """Let go of the day."""
        super().focusOutEvent(event)
        self._read(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Move the day being read."""
        days = self._chart.days if self._chart else ()
        if not days or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()
            return
        last = len(days) - 1
        here = last + 1 if self._day is None else (self._day - days[0]).days
        moves: dict[int, Callable[[], None]] = {
            Qt.Key.Key_Left: lambda: self._step_to(here - 1),
            Qt.Key.Key_Right: lambda: self._step_to(here + 1),
            Qt.Key.Key_Home: lambda: self._step_to(0),
            Qt.Key.Key_End: lambda: self._step_to(last),
            Qt.Key.Key_Escape: lambda: self._read(None),
        }
        move = moves.get(event.key())
        if move is None or (event.key() == Qt.Key.Key_Escape and self._day is None):
            event.ignore()
        else:
            move()


def _drawn(
    draw: DrawChart, size: ChartSize, palette: Palette
) -> tuple[QImage, tuple[PlotArea, ...]]:
    """Draw on the drawing thread, down to the format that is painted without further work."""
    raster = to_rgba(draw, size, palette)
    row, rgba = raster.width * 4, QImage.Format.Format_RGBA8888
    picture = QImage(raster.data, raster.width, raster.height, row, rgba)
    picture = picture.convertToFormat(QImage.Format.Format_RGB32)
    picture.setDevicePixelRatio(size.pixel_ratio)
    return picture, raster.areas
