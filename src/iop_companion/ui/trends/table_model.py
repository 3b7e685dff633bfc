"""The charts as a table: a row a day, newest first, a column a measure."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from iop_companion.domain.chart_series import ChartEvent, ChartSeries
from iop_companion.foundation.dates import short_day
from iop_companion.foundation.day_words import weekday_day_short
from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit.kept_together import kept_together
from iop_companion.ui.widgets.day_reading import cell_words, events_on

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_WRAPPED = int(_LEFT) | Qt.TextFlag.TextWordWrap.value
"""Qt draws a heading over several lines when this flag of texts is among its alignment."""


class SeriesTable(QAbstractTableModel):
    """Values as shown on the chart; late ones in italic; sources in words for screen readers."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self._series: tuple[ChartSeries, ...] = ()
        self._events: tuple[ChartEvent, ...] = ()

    def set_series(
        self, series: tuple[ChartSeries, ...], events: tuple[ChartEvent, ...] = ()
    ) -> None:
        """Show ``series``, all over the same days; a last column tells marked days, if any."""
        self.beginResetModel()
        self._series = series
        self._events = events if series else ()
        self.endResetModel()

    def rowCount(self, parent: _Index = _ROOT) -> int:  # noqa: N802 -- Qt's name
        """One row a day."""
        return len(self._series[0].days) if self._series and not parent.isValid() else 0

    def columnCount(self, parent: _Index = _ROOT) -> int:  # noqa: N802 -- Qt's name
        """The day, then a column a measure, then what is marked."""
        return 1 + len(self._series) + bool(self._events) if not parent.isValid() else 0

    def heading(self, column: int) -> str:
        """Return what stands above ``column``: the measure and its unit."""
        if column == 0:
            return _("Day")
        if column > len(self._series):
            return _("Marked")
        series = self._series[column - 1]
        return f"{series.label}, {series.unit}" if series.unit else series.label

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return words or font of a cell."""
        if not self._series:
            return None
        row = len(self._series[0].days) - 1 - index.row()
        if index.column() == 0:
            return self._day(row, role)
        if index.column() > len(self._series):
            is_shown = role == Qt.ItemDataRole.DisplayRole
            return events_on(self._events, self._series[0].days[row]) if is_shown else None
        return _cell(self._series[index.column() - 1], row, role)

    def headerData(  # noqa: N802 -- Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the measure and its unit above each column, wrapped."""
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _WRAPPED
        words = kept_together(self.heading(section))
        return words if role == Qt.ItemDataRole.DisplayRole else None

    def _day(self, row: int, role: int) -> str | None:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        day, last = self._series[0].days[row], self._series[0].days[-1]
        return weekday_day_short(day) if day.year == last.year else short_day(day, last)


def _cell(series: ChartSeries, row: int, role: int) -> Any:
    if role == Qt.ItemDataRole.DisplayRole:
        return cell_words(series, row) if series.values[row] is not None else _gap(series, row)
    source = _source_words(series, row)
    if role == Qt.ItemDataRole.AccessibleTextRole:
        return f"{cell_words(series, row)}, {source}" if source else cell_words(series, row)
    if role == Qt.ItemDataRole.FontRole and series.late[row]:
        font = QFont()
        font.setItalic(True)
        return font
    return source or None if role == Qt.ItemDataRole.ToolTipRole else None


def _gap(series: ChartSeries, row: int) -> str:
    """A dash for a day without an entry; nothing for a day before the first entry ever."""
    is_before = series.began is not None and series.days[row] < series.began
    return "" if is_before else "\N{EN DASH}"


def _source_words(series: ChartSeries, row: int) -> str:
    if series.late[row]:
        return _("added later")
    if series.paper[row]:
        return _("from paper")
    return _("imported") if series.imported[row] else ""
