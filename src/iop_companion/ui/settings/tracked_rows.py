"""What to track: a tick for each row that can stand on Today, in one or two columns."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import Measure
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.theme import current
from iop_companion.ui.widgets.at_once import at_once
from iop_companion.ui.widgets.tick_row import TickRow

_COLUMN_WIDTH = 250


class TrackedRows(QWidget):
    """Reads down the first column, then down the second."""

    switched = Signal(str, bool)

    def __init__(self) -> None:
        """Build it without rows."""
        super().__init__()
        self.rows: dict[MeasureId, TickRow] = {}
        self._n_columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        spacing.gap(self._grid, 20, 0)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_rows(self, measures: Sequence[Measure], on: frozenset[MeasureId]) -> None:
        """Show a row for each of ``measures``, ticked for those in ``on``; nobody is told."""
        for measure in measures:
            if measure.id not in self.rows:
                self.rows[measure.id] = row = TickRow()
                row.box.toggled.connect(partial(self.switched.emit, measure.id))
                self._n_columns = 0
            self.rows[measure.id].set_words(measure.label, measure.hint)
            self.rows[measure.id].tick(measure.id in on)
        if not self._n_columns:
            with at_once(self):
                self._place()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Narrow: one column is always possible."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Use two columns where there is room."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        n_columns = 2 if self.width() >= 2 * current().px(_COLUMN_WIDTH) else 1
        if n_columns == self._n_columns or not self.rows:
            return
        self._n_columns = n_columns
        per_column = -(-len(self.rows) // n_columns)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < n_columns else 0)
        for index, row in enumerate(self.rows.values()):
            self._grid.addWidget(row, index % per_column, index // per_column)
