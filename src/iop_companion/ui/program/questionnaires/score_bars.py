"""Scores over time, each as a bar over the days that it asks about; ranges by their own names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from iop_companion.domain.instrument import Instrument
from iop_companion.foundation.day_words import day_short
from iop_companion.foundation.i18n import _
from iop_companion.services.questionnaires import Scored
from iop_companion.ui.toolkit.theme import current

MOST_BARS = 26
_HEIGHT, _TOP, _BOTTOM, _BAR = 300, 22, 34, 6
_LEAST_DAYS = 28


class ScoreBars(QWidget):
    """Drawn by hand: a handful of bars. The sentence beside it is its alternative text."""

    def __init__(self, shown: Instrument, totals: Sequence[Scored], sentence: str) -> None:
        """Show the newest of ``totals``, oldest first."""
        super().__init__()
        self.instrument = shown
        self.totals = tuple(totals)[-MOST_BARS:]
        self.setAccessibleName(_("Scores over time"))
        self.setAccessibleDescription(sentence)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        current().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """As wide as there is room."""
        return QSize(current().px(320), current().px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Narrow windows squeeze the bars, not the page."""
        return QSize(current().px(200), current().px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        """Draw axis, ranges, bars and days."""
        if not self.totals:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = painter.font()
        font.setPixelSize(current().px(14))
        painter.setFont(font)
        plot = self._plot(QFontMetricsF(font))
        self._draw_ranges(painter, plot)
        self._draw_bars(painter, plot)
        painter.end()

    def _plot(self, metrics: QFontMetricsF) -> QRectF:
        theme = current()
        rule = self.instrument.scores[0]
        left = metrics.horizontalAdvance(str(rule.high)) + theme.px(12)
        names = [
            self._range_name(band.low, band.high, band.label) for band in self.instrument.bands
        ]
        right = max(map(metrics.horizontalAdvance, names), default=0) + theme.px(16)
        if right > self.width() / 2:
            right = theme.px(16)
        height = self.height() - theme.px(_TOP) - theme.px(_BOTTOM)
        return QRectF(left, theme.px(_TOP), self.width() - left - right, height)

    def _draw_ranges(self, painter: QPainter, plot: QRectF) -> None:
        theme, rule = current(), self.instrument.scores[0]
        metrics = QFontMetricsF(painter.font())
        ends = sorted({rule.low, rule.high, *(band.low for band in self.instrument.bands)})
        for value in ends:
            y = self._y(plot, value)
            painter.setPen(QPen(theme.colour("axis" if value == rule.low else "grid"), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(theme.colour("hint"))
            box = QRectF(0, y - metrics.height() / 2, plot.left() - theme.px(8), metrics.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignRight, str(value))
        if self.width() - plot.right() <= theme.px(20):
            return
        for band in self.instrument.bands:
            y = self._y(plot, (band.low + band.high) / 2)
            name = self._range_name(band.low, band.high, band.label)
            at = QPointF(plot.right() + theme.px(10), y + metrics.ascent() / 2)
            painter.drawText(at, name)

    def _draw_bars(self, painter: QPainter, plot: QRectF) -> None:
        theme = current()
        metrics = QFontMetricsF(painter.font())
        last_label = last_number = -1e9
        for scored in self.totals:
            assert scored.total is not None
            is_newest = scored is self.totals[-1]
            left, right = self._x(plot, scored.first), self._x(plot, scored.day, end=True)
            right = max(right, left + theme.px(5))
            y = self._y(plot, scored.total)
            bar = QRectF(left, y - theme.px(_BAR) / 2, right - left, theme.px(_BAR))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("primary" if is_newest else "band_edge"))
            painter.drawRect(bar)
            painter.setPen(theme.colour("text" if is_newest else "text2"))
            words = str(scored.total)
            middle = bar.center().x() - metrics.horizontalAdvance(words) / 2
            if middle > last_number:
                painter.drawText(QPointF(middle, bar.top() - theme.px(6)), words)
                last_number = middle + metrics.horizontalAdvance(words)
            day = day_short(scored.day)
            width = metrics.horizontalAdvance(day)
            at = min(right - width / 2, self.width() - width)
            if at > last_label + theme.px(8):
                painter.setPen(theme.colour("hint"))
                painter.drawText(QPointF(at, plot.bottom() + theme.px(24)), day)
                last_label = at + width

    def _x(self, plot: QRectF, day: date, *, end: bool = False) -> float:
        first, last = min(one.first for one in self.totals), self.totals[-1].day
        days = max((last - first).days + 1, _LEAST_DAYS)
        at = (day - first).days + (1 if end else 0) + days - ((last - first).days + 1)
        return float(plot.left() + plot.width() * at / days)

    def _y(self, plot: QRectF, value: float) -> float:
        rule = self.instrument.scores[0]
        return float(plot.bottom() - plot.height() * (value - rule.low) / (rule.high - rule.low))

    @staticmethod
    def _range_name(low: int, high: int, label: str) -> str:
        return _("{low} to {high}  {name}").format(low=low, high=high, name=label)
