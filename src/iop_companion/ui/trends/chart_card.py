"""A card with a chart, the day being read below it, and the same as a table."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from iop_companion.charts.raster import DrawChart
from iop_companion.domain.chart_series import ChartEvent, ChartSeries
from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card
from iop_companion.ui.toolkit.drawing import Drawings
from iop_companion.ui.trends.values_table import ValuesTable
from iop_companion.ui.widgets.chart_canvas import ChartCanvas, ChartOnCanvas, HeightForWidth
from iop_companion.ui.widgets.day_reading import day_words
from iop_companion.ui.widgets.quiet_words import QuietWords


class ChartCard(Card):
    """Charts over the same days, stacked; their sentences are its words for screen readers."""

    def __init__(
        self, drawings: Drawings, heading: str = "", hint: str = "", idle: str = ""
    ) -> None:
        """Build it empty.

        The day being read stands after the heading in the place of ``hint``, or without a hint
        below the chart, where ``idle`` stands while no day is read.
        """
        super().__init__(heading)
        self.canvas = ChartCanvas(drawings, height=300)
        self.canvas.day_read.connect(self._tell_day)
        self._idle = hint or idle
        self.reading = QuietWords(self._idle)
        self.table = ValuesTable()
        self.table.hide()
        self._series: tuple[ChartSeries, ...] = ()
        self._events: tuple[ChartEvent, ...] = ()
        self.add(self.canvas)
        if hint:
            self._put_after_heading(self.reading)
        else:
            self.add(self.reading)
        self.add(self.table)

    def show_chart(
        self,
        draw: DrawChart,
        series: tuple[ChartSeries, ...],
        height: int | HeightForWidth,
        events: tuple[ChartEvent, ...] = (),
    ) -> None:
        """Show ``series`` drawn by ``draw``, ``height`` px tall at 100 % text or by its width.

        ``events`` are said with their days, in the reading and in the table.
        """
        self._series, self._events = series, events
        if not self.table.isHidden():
            self.table.set_series(series, events)
        self.reading.forget_room()
        self.canvas.set_height(height)
        self.canvas.show_chart(
            ChartOnCanvas(
                draw=draw,
                name=_("Chart: {measures}").format(measures=", ".join(s.label for s in series)),
                sentence=" ".join(s.sentence for s in series),
                days=series[0].days,
            )
        )
        self._tell_day(None)

    def show_table(self, is_table: bool) -> None:  # noqa: FBT001 -- a toggle's state
        """Show the table instead of the chart, or the chart again; the keyboard goes along."""
        moves = (self.canvas if is_table else self.table).hasFocus()
        day = self.canvas.day
        self.table.set_series(self._series if is_table else (), self._events)
        self.table.setVisible(is_table)
        self.canvas.setVisible(not is_table)
        self.reading.setVisible(not is_table)
        if moves:
            reached = self.table if is_table else self.canvas
            reached.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if is_table and day is not None:
            self.table.read((self._series[0].days[-1] - day).days)

    def forget(self) -> None:
        """Hold no value any more (on lock)."""
        self._series, self._events = (), ()
        self.table.set_series(())
        self.canvas.forget()
        self.reading.setText("")

    def _tell_day(self, day: date | None) -> None:
        if day is None or not self._series:
            self.reading.setText(self._idle)
            return
        words = day_words(self._series, (day - self._series[0].days[0]).days, self._events)
        self.reading.setText(words)
        self.canvas.say(words)

    def _put_after_heading(self, words: QWidget) -> None:
        self.layout_.removeWidget(self.heading)
        self.heading.setWordWrap(False)
        line = QHBoxLayout()
        spacing.gap(line, 10)
        line.addWidget(self.heading)
        line.addWidget(words, 1)
        self.layout_.insertLayout(0, line)
