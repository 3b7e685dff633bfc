"""The nights of a week as bars: the outline is in bed, the filled part asleep."""

from __future__ import annotations

from datetime import time

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from iop_companion.domain.sleep_night import Night
from iop_companion.foundation.dates import clock_time, short_day
from iop_companion.foundation.i18n import _
from iop_companion.services.sleep_diary import NightView, WeekNight
from iop_companion.ui.today.sleep.words import length
from iop_companion.ui.toolkit.theme import current

_ROW, _AXIS, _LABEL, _SIZE = 29, 26, 62, 14
_BAR = 14
_LEAST_H = 8


class WeekBars(QWidget):
    """One row a night, oldest on top; times run from left to right on one axis."""

    def __init__(self) -> None:
        """Build it without nights."""
        super().__init__()
        self._view: NightView | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        current().changed.connect(self.updateGeometry)

    def show_view(self, view: NightView | None) -> None:
        """Show the nights of ``view``; None forgets them."""
        self._view = view
        self.setAccessibleName("" if view is None else self._spoken(view))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """As high as its rows."""
        rows = len(self._view.week) if self._view is not None else 7
        return QSize(current().px(300), current().px(rows * _ROW + _AXIS))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Any width will do."""
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        """Paint axis, outlines and filled parts."""
        del event
        if self._view is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(current().font(_SIZE))
        spans = [_span(night) for night in self._view.week]
        first, last = _ends([span for span in spans if span is not None])
        self._paint_axis(painter, first, last)
        for row, (night, span) in enumerate(zip(self._view.week, spans, strict=True)):
            self._paint_night(painter, row, night, span, (first, last))
        painter.end()

    def _paint_axis(self, painter: QPainter, first: float, last: float) -> None:
        theme = current()
        bottom = theme.px(_ROW) * len(self._view.week) if self._view is not None else 0
        every = 2 if last - first <= 12 else 4
        hour = -(-int(first) // every) * every
        while hour <= last:
            x = self._x(hour, first, last)
            painter.setPen(theme.colour("grid"))
            painter.drawLine(round(x), 0, round(x), bottom)
            painter.setPen(theme.colour("axis"))
            words = clock_time(time(hour % 24))
            room = QRectF(x - theme.px(40), bottom + theme.px(4), theme.px(80), theme.px(20))
            painter.drawText(room, int(Qt.AlignmentFlag.AlignHCenter), words.replace(":00", ""))
            hour += every
        painter.setPen(theme.colour("axis"))
        painter.drawLine(theme.px(_LABEL), bottom, self.width(), bottom)

    def _paint_night(
        self,
        painter: QPainter,
        row: int,
        night: WeekNight,
        span: tuple[float, float] | None,
        ends: tuple[float, float],
    ) -> None:
        theme = current()
        top = theme.px(_ROW) * row
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.setPen(theme.colour("axis"))
        label = QRectF(0, top, theme.px(_LABEL - 6), theme.px(_ROW))
        painter.drawText(label, middle | int(Qt.AlignmentFlag.AlignRight), short_day(night.day))
        where = QRectF(theme.px(_LABEL + 8), top, self.width(), theme.px(_ROW))
        if night.night is None or span is None:
            said = _("no entry") if night.hours is None else length(night.hours * 60)
            words = painter.boundingRect(where, middle, said)
            painter.fillRect(words.adjusted(-2, 0, 2, 0), theme.colour("surface"))
            painter.drawText(where, middle, said)
            return
        y = top + (theme.px(_ROW) - theme.px(_BAR)) / 2
        bar, worked = theme.px(_BAR), night.night
        painter.setPen(QPen(theme.colour("control"), 1))
        painter.setBrush(theme.colour("surface"))
        left, right = (self._x(at, *ends) for at in span)
        painter.drawRect(QRectF(left, y, right - left, bar))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("primary"))
        for start, end in _asleep(worked, span):
            x = self._x(start, *ends)
            painter.drawRect(QRectF(x, y, self._x(end, *ends) - x, bar))

    def _x(self, hour: float, first: float, last: float) -> float:
        theme = current()
        left, right = theme.px(_LABEL), self.width() - theme.px(24)
        return left + (hour - first) / max(last - first, 1) * (right - left)

    def _spoken(self, view: NightView) -> str:
        lines = []
        for one in view.week:
            if one.night is not None:
                said = _("{asleep} asleep of {in_bed} in bed").format(
                    asleep=length(one.night.asleep_min), in_bed=length(one.night.in_bed_min)
                )
            else:
                said = _("no entry") if one.hours is None else length(one.hours * 60)
            lines.append(f"{short_day(one.day)}: {said}")
        return _("Chart: the nights of the week. {nights}").format(nights="; ".join(lines))


def _span(night: WeekNight) -> tuple[float, float] | None:
    """Return bed and getting up in hours, those of the evening below 0 counted from midnight."""
    if night.night is None or night.times is None:
        return None
    out = night.times.out.hour + night.times.out.minute / 60
    return out - night.night.in_bed_min / 60, out


def _asleep(night: Night, span: tuple[float, float]) -> list[tuple[float, float]]:
    """Return the stretches asleep; lying awake is drawn as one gap in their middle."""
    end = span[1] - night.lying_min / 60
    start = end - (night.asleep_min + night.awake_min) / 60
    if not night.awake_min:
        return [(start, end)]
    half, gap = night.asleep_min / 120, night.awake_min / 60
    return [(start, start + half), (start + half + gap, end)]


def _ends(spans: list[tuple[float, float]]) -> tuple[float, float]:
    if not spans:
        return -2.0, float(_LEAST_H)
    first = min(span[0] for span in spans)
    last = max(span[1] for span in spans)
    return first - 0.5, max(last, first + _LEAST_H) + 0.5
