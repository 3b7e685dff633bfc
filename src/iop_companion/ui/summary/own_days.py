"""A period by its first and last day, each chosen from a calendar."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit.cards import column, text
from iop_companion.ui.widgets.day_calendar import DayButton
from iop_companion.ui.widgets.flow_layout import FlowLayout


class OwnDays(QWidget):
    """Two days up to today; ``chosen`` tells that one of them is another now.

    Either may be chosen first, so an impossible order is shown as a sentence and never mended.
    """

    chosen = Signal()

    def __init__(self) -> None:
        """Show no day yet; see :meth:`show_days`."""
        super().__init__()
        self.first = DayButton(_("First day"))
        self.last = DayButton(_("Last day"))
        self.problem = text("", "problem")
        days = QWidget()
        flow = FlowLayout(days, gap=12, line_gap=8)
        flow.addWidget(_labelled(_("First day"), self.first))
        flow.addWidget(_labelled(_("Last day"), self.last))
        pile = column(days, self.problem, gap=5)
        pile.setContentsMargins(0, 4, 0, 0)
        self.setLayout(pile)
        for button in (self.first, self.last):
            button.chosen.connect(lambda _day: self._tell())
        self._say_order()

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day, in whatever order they are."""
        return self.first.day, self.last.day

    @property
    def is_possible(self) -> bool:
        """Whether the first day is not after the last."""
        return self.first.day <= self.last.day

    def show_days(self, first: date, last: date, today: date) -> None:
        """Show both days; nobody is told."""
        self.first.show_day(first, today)
        self.last.show_day(last, today)
        self._say_order()

    def _tell(self) -> None:
        self._say_order()
        self.chosen.emit()

    def _say_order(self) -> None:
        words = _("The first day is after the last. Choose an earlier first or a later last day.")
        self.problem.setText("" if self.is_possible else words)
        self.problem.setVisible(not self.is_possible)


def _labelled(words: str, button: DayButton) -> QWidget:
    box = QWidget()
    pile = column(text(words, "small"), button, gap=2)
    pile.setContentsMargins(0, 0, 0, 0)
    box.setLayout(pile)
    return box
