"""After a hard answer: a plain card, no dialog, no question, nothing sent."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import button, text
from iop_companion.ui.widgets.wrapping_card import WrappingCard

STEPS_SHOWN = 3


class HardAnswerCard(WrappingCard):
    """Says that it is heard, shows the first steps of the plan, and the way to support."""

    support_requested = Signal()

    def __init__(self) -> None:
        """Build it hidden."""
        super().__init__(_("That sounds very hard."))
        self.add(text(_("You do not have to sort this out alone. Pick whatever is easiest.")))
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
        self.hide()

    def show_steps(self, steps: tuple[str, ...], line: str = "") -> None:
        """Show the card with the first steps of the plan and a crisis line, if there are any."""
        self._line.setText(line)
        self._line.setVisible(bool(line))
        while (item := self._steps.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._steps_title.setVisible(bool(steps))
        for step in steps[:STEPS_SHOWN]:
            self._steps.addWidget(text(step))
        self.show()
