"""A card with a stack of charts, the day being read below it, and the same as a table."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from iop_companion.charts.raster import DrawChart
from iop_companion.domain.chart_series import ChartSeries
from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card, text
from iop_companion.ui.toolkit.drawing import Drawings
from iop_companion.ui.trends.table_model import SeriesTable
from iop_companion.ui.trends.words import day_words
from iop_companion.ui.widgets.chart_canvas import ChartCanvas, ChartOnCanvas

_TABLE_HEIGHT = 380


class ChartCard(Card):
    """Charts over the same days, stacked; their sentences are its words for screen readers."""

    def __init__(self, drawings: Drawings, heading: str = "") -> None:
        """Build it empty."""
        super().__init__(heading)
        self.canvas = ChartCanvas(drawings, height=300)
        self.canvas.day_read.connect(self._tell_day)
        self.reading = text("", "small")
        self._series: tuple[ChartSeries, ...] = ()
        self._model = SeriesTable()
        self.table = QTableView()
        self.table.setModel(self._model)
        self.table.setAccessibleName(_("Values by day"))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        spacing.fixed(self.table, height=_TABLE_HEIGHT)
        self.table.hide()
        self.add(self.canvas, self.reading, self.table)

    def show_stack(self, draw: DrawChart, series: tuple[ChartSeries, ...], height: int) -> None:
        """Show ``series`` drawn by ``draw``, ``height`` px tall at 100 % text."""
        self._series = series
        self._model.set_series(series)
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
        """Show the table instead of the charts, or the charts again."""
        self.table.setVisible(is_table)
        self.canvas.setVisible(not is_table)
        self.reading.setVisible(not is_table)

    def forget(self) -> None:
        """Hold no value any more (on lock)."""
        self._series = ()
        self._model.set_series(())
        self.canvas.forget()
        self.reading.setText("")

    def _tell_day(self, day: date | None) -> None:
        if day is None or not self._series:
            self.reading.setText(_("Point at a day, or press the arrow keys, to read it."))
            return
        words = day_words(self._series, (day - self._series[0].days[0]).days)
        self.reading.setText(words)
        self.canvas.say(words)
