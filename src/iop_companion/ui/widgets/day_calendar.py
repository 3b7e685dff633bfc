"""A month to choose a day from, and a button that shows a day and opens it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QPushButton, QToolButton, QWidget

from iop_companion.foundation.dates import long_day, short_day
from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import text
from iop_companion.ui.toolkit.icons import set_icon
from iop_companion.ui.toolkit.theme import current
from iop_companion.ui.widgets.popover import Popover

_WIDTH, _HEIGHT, _TIGHT_HEIGHT = 340, 290, 208
"""Of the month, px at 100 % text."""


class DayCalendar(Popover):
    """A month to choose from; arrows, Page Up, Page Down and Enter work."""

    chosen = Signal(object)

    def __init__(self, anchor: QWidget, *, refuses: bool = True) -> None:
        """Build it under ``anchor``; ``refuses`` keeps days to come from being chosen."""
        super().__init__(anchor)
        self._refuses = refuses
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
        spacing.at_least(self.calendar, width=_WIDTH, height=_HEIGHT)
        self.refusal = text("", "problem")
        self.refusal.hide()
        self.layout_.addWidget(self.calendar)
        self.layout_.addWidget(self.refusal)
        self.calendar.clicked.connect(self._take)
        self.calendar.activated.connect(self._take)
        self.calendar.currentPageChanged.connect(lambda _year, _month: self._dim_days_to_come())

    def show_for(self, day: date, today: date) -> None:
        """Open at ``day``."""
        self._today = today
        self.refusal.hide()
        self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self._dim_days_to_come()
        self.open()
        self.calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    def _be_tight(self, *, is_tight: bool) -> None:
        """Take lower lines too, before the calendar covers Get support now."""
        if hasattr(self, "calendar"):  # the frame is dressed before it is filled
            height = _TIGHT_HEIGHT if is_tight else _HEIGHT
            spacing.at_least(self.calendar, width=_WIDTH, height=height)
        super()._be_tight(is_tight=is_tight)

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

    def _dim_days_to_come(self) -> None:
        """Show the days of this month that are still to come fainter than those before."""
        dim = QTextCharFormat()
        dim.setForeground(current().colour("disabled"))
        first = QDate(self.calendar.yearShown(), self.calendar.monthShown(), 1)
        self.calendar.setDateTextFormat(QDate(), QTextCharFormat())  # forget those of before
        for day in range(first.daysInMonth()):
            shown = first.addDays(day)
            if shown > QDate(self._today.year, self._today.month, self._today.day):
                self.calendar.setDateTextFormat(shown, dim)

    def _take(self, picked: QDate) -> None:
        day = date(picked.year(), picked.month(), picked.day())
        if day > self._today and self._refuses:
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


class DayButton(QPushButton):
    """Shows a day up to today; a press opens the calendar under it. ``chosen`` tells a new one."""

    chosen = Signal(object)

    def __init__(self, name: str) -> None:
        """Show no day yet; ``name`` is what the day is of, for assistive technology."""
        super().__init__()
        self._name = name
        self._day = self._today = date.min
        self._calendar: DayCalendar | None = None
        self.setAutoDefault(False)
        self.clicked.connect(self._open)

    @property
    def day(self) -> date:
        """The day shown."""
        return self._day

    def show_day(self, day: date, today: date) -> None:
        """Show ``day``; nobody is told."""
        self._day, self._today = day, today
        self.setText(short_day(day, today))
        set_icon(self, "calendar")  # after the words, which it keeps its distance from
        self.setAccessibleName(f"{self._name}: {long_day(day, today)}")

    def _open(self) -> None:
        if self._calendar is None:
            self._calendar = DayCalendar(self)
            self._calendar.chosen.connect(self._take)
        self._calendar.show_for(self._day, self._today)

    def _take(self, day: date) -> None:
        self.show_day(day, self._today)
        self.chosen.emit(day)
