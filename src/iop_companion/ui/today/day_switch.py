"""Which day is being answered: the day before, yesterday, today, or any other."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QHBoxLayout, QPushButton, QToolButton, QWidget

from iop_companion.foundation.dates import long_day
from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import button, text
from iop_companion.ui.toolkit.icons import set_icon
from iop_companion.ui.toolkit.theme import current
from iop_companion.ui.widgets.popover import Popover


class DaySwitch(QWidget):
    """Buttons for days. ``day_requested(date)`` may name a day to come; it is refused in words."""

    day_requested = Signal(object)

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
            self._calendar = DayCalendar(self.other)
            self._calendar.chosen.connect(self._want)
        self._calendar.show_for(self._day, self._now)

    def _want(self, day: date) -> None:
        self.show_day(self._day, self._now)  # a click ticks the button before the day is there
        self.day_requested.emit(day)

    def _half(self, words: str, place: str) -> QPushButton:
        made = button(words, checkable=True)
        made.setProperty("seg", place)
        made.setProperty("ring", "inside")
        return made


class DayCalendar(Popover):
    """A month to choose from; arrows, Page Up, Page Down and Enter work."""

    chosen = Signal(object)

    def __init__(self, anchor: QWidget) -> None:
        """Build it under ``anchor``."""
        super().__init__(anchor)
        self._today = date.max
        self.calendar = QCalendarWidget()
        self.calendar.setAccessibleName(_("Calendar"))
        self.calendar.setGridVisible(False)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setHorizontalHeaderFormat(
            QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames
        )
        self._dress()
        current().changed.connect(self._dress)
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        spacing.at_least(self.calendar, width=340, height=290)
        self.refusal = text("", "problem")
        self.refusal.hide()
        self.layout_.addWidget(self.calendar)
        self.layout_.addWidget(self.refusal)
        self.calendar.clicked.connect(self._take)
        self.calendar.activated.connect(self._take)

    def show_for(self, day: date, today: date) -> None:
        """Open at ``day``."""
        self._today = today
        self.refusal.hide()
        self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self.open()
        self.calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    def _dress(self) -> None:
        """Take the colours of the theme: Qt paints week-ends red and its arrows black."""
        plain, hint = QTextCharFormat(), QTextCharFormat()
        plain.setForeground(current().colour("text"))
        hint.setForeground(current().colour("hint"))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(day, plain)
        self.calendar.setHeaderTextFormat(hint)
        arrows = {
            "prevmonth": ("previous", _("Month before")),
            "nextmonth": ("next", _("Next month")),
        }
        for name, (picture, words) in arrows.items():
            arrow = self.calendar.findChild(QToolButton, f"qt_calendar_{name}")
            if isinstance(arrow, QToolButton):
                set_icon(arrow, picture, size=18)
                arrow.setAccessibleName(words)

    def _take(self, picked: QDate) -> None:
        day = date(picked.year(), picked.month(), picked.day())
        if day > self._today:
            self.refusal.setText(
                _("{day} is still to come. Choose today or a day before.").format(
                    day=long_day(day, self._today)
                )
            )
            self.refusal.show()
            self.open()
            return
        if not self.isHidden():
            self.close_()
            self.chosen.emit(day)
