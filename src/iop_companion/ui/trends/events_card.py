"""The days marked on the charts: a list to change them by, and a form for a new one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from iop_companion.domain.chart_series import ChartEvent, EventKind
from iop_companion.foundation.dates import long_day, short_day
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.services.chart_events import kind_words
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card, at_edge, button, text
from iop_companion.ui.toolkit.emptying import empty
from iop_companion.ui.trends.event_form import EventForm
from iop_companion.ui.widgets.at_once import at_once


class EventsCard(Card):
    """Numbered as in the charts, where names have no room there; then those outside the range."""

    form_opened = Signal()
    """The form stands open: it may be below what is seen."""

    def __init__(self) -> None:
        """Build it without a marked day."""
        super().__init__(_("Marked events"))
        self._today = date.max
        self._drawn: tuple[ChartEvent, ...] = ()
        self._others: tuple[ChartEvent, ...] = ()
        self._own: frozenset[ChartEvent] = frozenset()
        self.none = text(_("A medication change, a program’s start: mark it, and every chart "
                           "shows the day."), "small")  # fmt: skip
        self._list = QWidget()
        self._grid = QGridLayout(self._list)
        self._grid.setContentsMargins(0, 0, 0, 0)
        spacing.gap(self._grid, 8, 0)
        self._grid.setColumnStretch(1, 1)
        self.change_buttons: list[QPushButton] = []
        self.others_button = at_edge(button("", "quiet", size="small", checkable=True))
        self.others_button.toggled.connect(lambda _on: self._fill())
        self.mark_button = button(_("Mark an event"), icon="plus")
        self.form = EventForm()
        self.form.hide()
        self.form.left.connect(self.close_form)
        self.mark_button.clicked.connect(lambda: self._open(None))
        self.add(self.none, self._list, self.others_button, self.mark_button, self.form)
        self.layout_.setAlignment(self.others_button, Qt.AlignmentFlag.AlignLeft)

    def show_events(
        self, drawn: Sequence[ChartEvent], marked: Sequence[ChartEvent], today: date
    ) -> None:
        """Show what is ``drawn`` by its number, and the rest of what is ``marked`` on asking.

        A form that is open stays as it is.
        """
        inside = tuple(drawn)
        rest = [event for event in marked if event not in inside]
        new = (inside, tuple(rest), frozenset(marked), today)
        if new == (self._drawn, self._others, self._own, self._today):
            return
        self._drawn, self._others, self._own, self._today = new
        self._fill()

    def close_form(self) -> None:
        """Put the form away; the keyboard goes back to where it came from."""
        if self.form.isHidden():
            return
        had_focus = self.form.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self.form.forget()
        self.mark_button.show()
        if had_focus:
            self.mark_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Hold no word any more (on lock)."""
        self.form.forget()
        self.mark_button.show()
        self.show_events((), (), date.max)

    def _open(self, event: ChartEvent | None) -> None:
        self.mark_button.hide()
        self.form.begin(event, self._today)
        self.form_opened.emit()

    def _fill(self) -> None:
        empty(self._grid)
        self.change_buttons = []
        self.none.setVisible(not self._drawn and not self._others)
        self.others_button.setVisible(bool(self._others))
        n = len(self._others)
        words = ngettext("{n} on other days", "{n} on other days", n).format(n=n)
        self.others_button.setText(words)
        self.others_button.setToolTip(_("Marked days outside the range shown"))
        listed = [(str(number), event) for number, event in enumerate(self._drawn, start=1)]
        if self.others_button.isChecked():
            listed += [("", event) for event in self._others]
        self._list.setVisible(bool(listed))
        with at_once(self._list):
            for at, (number, event) in enumerate(listed):
                self._add_row(at, number, event)

    def _add_row(self, at: int, number: str, event: ChartEvent) -> None:
        """A mark of the person's opens the form; a session or a medicine has a place of its own."""
        is_medicine = event.kind is not EventKind.SESSION and event not in self._own
        name = text(event.label, "small")
        name.setToolTip(kind_words(event.kind))
        words = _("{day}, from Medicines") if is_medicine else "{day}"
        day = text(words.format(day=short_day(event.day, self._today)), "hint", wrap=is_medicine)
        is_own = event in self._own
        columns = 1 if is_own else 2
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(text(number, "hint", wrap=False), 2 * at, 0, top)
        self._grid.addWidget(name, 2 * at, 1, 1, columns)
        self._grid.addWidget(day, 2 * at + 1, 1, 1, columns, top)
        if not is_own:
            return
        change = button("", "quiet", icon="edit")
        change.setProperty("fit", "icon")
        change.setToolTip(_("Change or take off"))
        change.setAccessibleName(
            _("Change {event}, {day}").format(
                event=event.label, day=long_day(event.day, self._today)
            )
        )
        change.clicked.connect(partial(self._open, event))
        self.change_buttons.append(change)
        self._grid.addWidget(change, 2 * at, 2, 2, 1, Qt.AlignmentFlag.AlignVCenter)
