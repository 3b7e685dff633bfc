"""The list of marked days beside the charts; the charts number them where names have no room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout

from iop_companion.domain.chart_series import ChartEvent
from iop_companion.foundation.dates import short_day
from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card, text


class MarkedDaysCard(Card):
    """Number, name and day of each event in the charts, oldest first; hidden for a single one."""

    def __init__(self) -> None:
        """Build it empty."""
        super().__init__(_("Marked days"))
        self._grid = QGridLayout()
        spacing.gap(self._grid, 8, 6)
        self._grid.setColumnStretch(1, 1)
        self.layout_.addLayout(self._grid)

    def show_days(self, events: Sequence[ChartEvent]) -> None:
        """Show ``events`` instead of what was there."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        last = events[-1].day if events else None
        self.hide()
        for row, event in enumerate(events):
            number = text(f"{row + 1}", "hint", wrap=False)
            self._grid.addWidget(number, row, 0)
            self._grid.addWidget(text(event.label, "small"), row, 1)
            self._grid.addWidget(text(short_day(event.day, last), "hint", wrap=False), row, 2)
        self.setVisible(len(events) > 1)
