"""In Act: the people of the plan with their numbers, readable without a click, before any chart."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from iop_companion.domain.setting_values import Contact
from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.announce import announce
from iop_companion.ui.toolkit.cards import Card, button, text
from iop_companion.ui.toolkit.emptying import drop
from iop_companion.ui.toolkit.theme import current
from iop_companion.ui.widgets.at_once import at_once
from iop_companion.ui.widgets.flow_layout import FlowLayout

_GAP, _LEAST = 12, 196


class ContactsRow(QWidget):
    """As many cards side by side as there is room for; ``show_requested`` tells whose number."""

    show_requested = Signal(object)

    def __init__(self) -> None:
        """Build it empty and hidden."""
        super().__init__()
        self.cards: list[ContactCard] = []
        self._people: tuple[Contact, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        spacing.gap(self._grid, _GAP)
        self.hide()

    def show_people(self, people: Sequence[Contact]) -> None:
        """Show ``people``; none hides the row."""
        self.setVisible(bool(people))
        if tuple(people) == self._people:
            return
        self._people = tuple(people)
        drop(self._grid, *self.cards)
        with at_once(self):
            self.cards = [ContactCard(one) for one in people]
            for card in self.cards:
                card.show_requested.connect(self.show_requested)
            self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Stand below each other where there is no room."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        theme = current()
        gap, least = theme.px(_GAP), theme.px(_LEAST)
        columns = max(1, min(len(self.cards), (self.width() + gap) // (least + gap)))
        for at, card in enumerate(self.cards):
            self._grid.addWidget(card, at // columns, at % columns)
            self._grid.setColumnStretch(at, int(at < columns))


class ContactCard(Card):
    """One person: who, when, the number, and two things to do with it."""

    show_requested = Signal(object)

    def __init__(self, one: Contact) -> None:
        """Show ``one``."""
        super().__init__()
        spacing.margins(self.layout_, 16, 13, 16, 14)
        spacing.gap(self.layout_, 3)
        self.add(text(one.name or _("No name"), "label"))
        if one.remark:
            self.add(text(one.remark, "small"))
        self.layout_.addStretch(1)
        if not one.number:
            self.add(text(_("No number yet."), "hint"))
            return
        self.add(text(one.number, "title"))
        self.show_button = button(_("Show large"), size="small")
        self.show_button.setAccessibleName(_("Show the number of {name}").format(name=one.name))
        self.show_button.clicked.connect(lambda: self.show_requested.emit(one))
        copy = button(_("Copy"), size="small")
        copy.setAccessibleName(_("Copy the number of {name}").format(name=one.name))
        copy.clicked.connect(partial(_copy, copy, one.number))
        line = FlowLayout(gap=6, line_gap=6)
        line.addWidget(self.show_button)
        line.addWidget(copy)
        self.layout_.addSpacing(5)
        self.layout_.addLayout(line)


def _copy(pressed: QPushButton, number: str) -> None:
    QGuiApplication.clipboard().setText(number)
    pressed.setText(_("Copied"))
    announce(pressed, _("Copied"))
