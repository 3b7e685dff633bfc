"""The table beside the charts: its headings wrap and its rows grow with the text."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from iop_companion.domain.chart_series import ChartEvent, ChartSeries
from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit.theme import current
from iop_companion.ui.trends.table_model import SeriesTable

_ROW, _PADDING = 34, 16
_HEAD_PADDING, _CELL_PADDING = 22, 24
_SAMPLED_ROWS = 40
_FEWEST_ROWS, _MOST_ROWS = 4, 11


class ValuesTable(QTableView):
    """Shows a :class:`SeriesTable`; read by arrows, left by Tab."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._model = SeriesTable()
        self.setModel(self._model)
        self.setAccessibleName(_("Values by day"))
        self.setProperty("ring", "inside")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        current().changed.connect(self._fit)

    def set_series(
        self, series: tuple[ChartSeries, ...], events: tuple[ChartEvent, ...] = ()
    ) -> None:
        """Show ``series``, all over the same days, and what is marked on them."""
        self._model.set_series(series, events)
        self._fit()

    def read(self, row: int) -> None:
        """Put the keyboard on the day ``row`` days before the newest."""
        if row < self._model.rowCount():
            self.setCurrentIndex(self._model.index(row, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Give the headings the lines they need."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        theme, n_columns = current(), self._model.columnCount()
        row = theme.px(_ROW)
        self.verticalHeader().setDefaultSectionSize(row)
        widths = self._widths(n_columns)
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)
        metrics, wrap = QFontMetrics(theme.font(weight=500)), Qt.TextFlag.TextWordWrap
        heights = [
            metrics.boundingRect(
                QRect(0, 0, max(1, width - theme.px(_HEAD_PADDING)), 10_000),
                wrap,
                self._model.heading(column),
            ).height()
            for column, width in enumerate(widths)
        ]
        head = max(heights, default=0) + theme.px(_PADDING)
        self.horizontalHeader().setFixedHeight(head)
        rows = min(max(self._model.rowCount(), _FEWEST_ROWS), _MOST_ROWS)
        self.setFixedHeight(head + rows * row + 2)

    def _widths(self, n_columns: int) -> list[int]:
        """Share the width evenly, unless a column needs more than its share for its words."""
        room, left = self.viewport().width(), n_columns
        needed = [self._needed(column) for column in range(n_columns)]
        widths = [0] * n_columns
        for column in sorted(range(n_columns), key=needed.__getitem__, reverse=True):
            widths[column] = max(room // left, min(needed[column], room))
            room, left = max(0, room - widths[column]), left - 1
        return widths

    def _needed(self, column: int) -> int:
        """Return the width of the longest word above the column and of what its days may hold."""
        theme = current()
        bold, plain = QFontMetrics(theme.font(weight=500)), QFontMetrics(theme.font())
        word = max(map(bold.horizontalAdvance, self._model.heading(column).split()), default=0)
        sample = max(
            (
                plain.horizontalAdvance(str(self._model.index(row, column).data() or ""))
                for row in range(min(self._model.rowCount(), _SAMPLED_ROWS))
            ),
            default=0,
        )
        return max(word + theme.px(_HEAD_PADDING), sample + theme.px(_CELL_PADDING))
