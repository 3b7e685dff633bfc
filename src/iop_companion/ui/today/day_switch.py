"""Which day is being answered: the day before, yesterday, today, or any other."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import button
from iop_companion.ui.toolkit.icons import set_icon
from iop_companion.ui.widgets.day_calendar import DayCalendar


class DaySwitch(QWidget):
    """Buttons for days. ``day_requested(date)`` may name a day to come; it is refused in words."""

    day_requested = Signal(object)
    paper_requested = Signal()

    def __init__(self) -> None:
        """Build it without a day."""
        super().__init__()
        self.previous = button("", checkable=False)
        self.previous.setProperty("fit", "icon")
        self.previous.setAccessibleName(_("The day before"))
        self.previous.setToolTip(_("The day before"))
        set_icon(self.previous, "previous", size=18)
        self.yesterday = self._half(_("Yesterday"), "first")
        self.today = self._half(_("Today"), "last")
        self.other = button(_("Other day"), icon="calendar")
        self._calendar: DayCalendar | None = None
        self._day = self._now = date.min
        joined = QHBoxLayout()
        spacing.gap(joined, 0)
        joined.addWidget(self.yesterday)
        joined.addWidget(self.today)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        spacing.gap(line, 9)
        line.addWidget(self.previous)
        line.addLayout(joined)
        line.addWidget(self.other)
        self.previous.clicked.connect(lambda: self.step(-1))
        self.yesterday.clicked.connect(lambda: self._want(self._now - timedelta(days=1)))
        self.today.clicked.connect(lambda: self._want(self._now))
        self.other.clicked.connect(self.open_calendar)

    def show_day(self, day: date, today: date) -> None:
        """Mark the half of the switch that is open, if it is one of the two."""
        self._day, self._now = day, today
        self.yesterday.setChecked(day == today - timedelta(days=1))
        self.today.setChecked(day == today)

    def step(self, days: int) -> None:
        """Ask for the day ``days`` later."""
        self._want(self._day + timedelta(days=days))

    def go_to_today(self) -> None:
        """Ask for today."""
        self._want(self._now)

    def open_calendar(self) -> None:
        """Show a calendar under the button."""
        if self._calendar is None:
            self._calendar = DayCalendar(self.other, refuses=False)
            self._calendar.chosen.connect(self._want)
            paper = button(_("A week from paper"), "quiet")
            paper.clicked.connect(self._ask_paper)
            self._calendar.layout_.addWidget(paper)
        self._calendar.show_for(self._day, self._now)

    def _ask_paper(self) -> None:
        if self._calendar is not None:
            self._calendar.close_()
        self.paper_requested.emit()

    def _want(self, day: date) -> None:
        self.show_day(self._day, self._now)  # a click ticks the button before the day is there
        self.day_requested.emit(day)

    def _half(self, words: str, place: str) -> QPushButton:
        made = button(words, checkable=True)
        made.setProperty("seg", place)
        made.setProperty("ring", "inside")
        return made
