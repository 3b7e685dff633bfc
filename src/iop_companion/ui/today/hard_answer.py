"""After a hard answer: a plain card, no dialog, no question, nothing sent."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from iop_companion.domain.setting_values import Contact
from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.announce import announce
from iop_companion.ui.toolkit.cards import button, text
from iop_companion.ui.toolkit.emptying import empty
from iop_companion.ui.widgets.wrapping_card import WrappingCard

STEPS_SHOWN = 3
PEOPLE_SHOWN = 4


@dataclass(frozen=True, slots=True)
class WayOn:
    """What the person has to turn to: first steps of the plan, people, a crisis line in words."""

    steps: tuple[str, ...] = ()
    people: tuple[Contact, ...] = field(default=(), repr=False)
    line: str = ""


class HardAnswerCard(WrappingCard):
    """Says that it is heard, shows the person's people and plan, and the way to support."""

    support_requested = Signal()

    def __init__(self) -> None:
        """Build it hidden."""
        super().__init__(_("That sounds very hard."))
        first_words = _("You do not have to sort this out alone. Pick whatever is easiest.")
        self.add(text(first_words))
        self._people_title = text(_("Your people"), "label")
        self._people_box = QWidget()  # before the way to support in the order of Tab
        self._people = QVBoxLayout(self._people_box)
        self._people.setContentsMargins(0, 0, 0, 0)
        spacing.gap(self._people, 6)
        self.add(self._people_title, self._people_box)
        self._steps_title = text(_("From your plan"), "label")
        self._steps = QVBoxLayout()
        spacing.gap(self._steps, 2)
        self.add(self._steps_title)
        self.layout_.addLayout(self._steps)
        self._line = text("", "label")
        self.add(self._line)
        self.support = button(_("Get support now"), "support", icon="support")
        self.support.clicked.connect(self.support_requested)
        self.add(self.support)
        self.layout_.setAlignment(self.support, Qt.AlignmentFlag.AlignLeft)
        # Nobody tabs to the card, but from it on: its words are read before its buttons.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setProperty("ring", "none")
        self.setAccessibleName(self.heading.text())
        self.setAccessibleDescription(first_words)
        self.hide()

    def show_way_on(self, way: WayOn) -> None:
        """Show the card with what there is of ``way``; numbers wait until they are asked for."""
        self.forget()
        self._line.setText(way.line)
        self._line.setVisible(bool(way.line))
        self._people_title.setVisible(bool(way.people))
        self._people_box.setVisible(bool(way.people))
        for contact in way.people[:PEOPLE_SHOWN]:
            self._people.addWidget(PersonLine(contact))
        self._steps_title.setVisible(bool(way.steps))
        for step in way.steps[:STEPS_SHOWN]:
            self._steps.addWidget(text(step))
        self.show()

    def forget(self) -> None:
        """Hide, and hold nobody's name or number any more."""
        self.hide()
        for pile in (self._people, self._steps):
            empty(pile)


class PersonLine(QWidget):
    """One of the person's people; the number comes when asked for: others may see the screen."""

    def __init__(self, contact: Contact) -> None:
        """Show the name (or the remark), and a way to the number where there is one."""
        super().__init__()
        name = contact.name or _("Somebody without a name")
        self._told = _("{name}: {number}").format(name=name, number=contact.number)
        words = QVBoxLayout()
        spacing.gap(words, 1)
        words.addWidget(text(name))
        if contact.remark:
            words.addWidget(text(contact.remark, "small"))
        self.number = text(contact.number, "title")
        self.number.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.number.setAccessibleName(self._told)
        self.number.hide()
        self.show_number = button(_("Show number"), size="small")
        self.show_number.setAccessibleName(_("Show number: {name}").format(name=name))
        if not contact.number:  # never setVisible(True) here: without a parent it is a window
            self.show_number.hide()
        self.show_number.clicked.connect(self._show_number)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        spacing.gap(line, 12)
        line.addLayout(words, 1)
        line.addWidget(self.number, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.show_number, 0, Qt.AlignmentFlag.AlignTop)

    def _show_number(self) -> None:
        self.number.show()
        self.number.setFocus(Qt.FocusReason.OtherFocusReason)
        self.show_number.hide()
        announce(self, self._told)
