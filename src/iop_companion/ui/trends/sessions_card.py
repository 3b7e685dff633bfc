"""The days of sessions, beside the charts that can begin with the latest of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from iop_companion.foundation.dates import long_day, short_day
from iop_companion.foundation.day_words import weekday_day_short
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card, at_edge, button, text
from iop_companion.ui.toolkit.emptying import empty
from iop_companion.ui.widgets.at_once import at_once
from iop_companion.ui.widgets.day_calendar import DayCalendar


class SessionsCard(Card):
    """The days of sessions: note today's, or another day's; take one off again."""

    noted = Signal(object)
    removed = Signal(object)

    def __init__(self) -> None:
        """Build it without a session."""
        super().__init__(_("My sessions"))
        self._sessions: tuple[date, ...] = ()
        self._today = date.max
        self.last_words = text("", "small")
        self._list = QWidget()
        self._grid = QGridLayout(self._list)
        self._grid.setContentsMargins(0, 0, 0, 0)
        spacing.gap(self._grid, 6, 2)
        self._grid.setColumnStretch(0, 1)
        self.remove_buttons: list[QPushButton] = []
        self.list_button = at_edge(button("", "quiet", size="small", checkable=True))
        self.list_button.toggled.connect(lambda _on: self._fill())
        self.today_button = button(_("I had a session"))
        self.other_button = button(_("On another day"), icon="calendar")
        self._calendar: DayCalendar | None = None
        self.today_button.clicked.connect(lambda: self.noted.emit(self._today))
        self.other_button.clicked.connect(self._open_calendar)
        self.add(self.last_words, self.today_button, self.other_button)
        self.layout_.addWidget(self.list_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.add(self._list)

    def show_sessions(self, sessions: Sequence[date], today: date) -> None:
        """Show ``sessions``, oldest first."""
        if (tuple(sessions), today) == (self._sessions, self._today):
            return
        was_in_list = any(one.hasFocus() for one in self.remove_buttons)
        self._sessions, self._today = tuple(sessions), today
        self._fill()
        if was_in_list:
            (self.list_button if self._sessions else self.today_button).setFocus()

    def forget(self) -> None:
        """Hold no day any more (on lock)."""
        self.list_button.setChecked(False)
        self.show_sessions((), date.max)
        self.last_words.setText("")

    def _open_calendar(self) -> None:
        if self._calendar is None:
            self._calendar = DayCalendar(self.other_button)
            self._calendar.chosen.connect(self.noted)
        self._calendar.show_for(self._today, self._today)

    def _fill(self) -> None:
        empty(self._grid)
        self.remove_buttons = []
        n, is_open = len(self._sessions), self.list_button.isChecked()
        self.last_words.setText(
            _("Last session: {day}.").format(day=long_day(self._sessions[-1], self._today))
            if n
            else _("Note a session, and the charts can begin there.")
        )
        self.list_button.setVisible(n > 0)
        all_words = ngettext("All {n} session", "All {n} sessions", n).format(n=n)
        self.list_button.setText(_("Fewer") if is_open else all_words)
        self._list.setVisible(is_open and n > 0)
        if not is_open:
            return
        with at_once(self._list):
            for at, day in enumerate(reversed(self._sessions)):
                self._add_row(at, day)

    def _short(self, day: date) -> str:
        if day.year == self._today.year:
            return weekday_day_short(day)
        return short_day(day, self._today)

    def _add_row(self, at: int, day: date) -> None:
        self._grid.addWidget(text(self._short(day), "small"), at, 0)
        remove = button("", "quiet", icon="close")
        remove.setProperty("fit", "icon")
        remove.setToolTip(_("Take it off"))
        remove.setAccessibleName(
            _("Take the session of {day} off").format(day=long_day(day, self._today))
        )
        remove.clicked.connect(partial(self.removed.emit, day))
        self.remove_buttons.append(remove)
        self._grid.addWidget(remove, at, 1)
