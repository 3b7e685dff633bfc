"""After a hard answer: a plain card, no dialog, no question, nothing sent."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout

from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card, button, text

STEPS_SHOWN = 3


class HardAnswerCard(Card):
    """Says that it is heard, shows the first steps of the plan, and the way to support."""

    support_requested = Signal()

    def __init__(self) -> None:
        """Build it hidden."""
        super().__init__(_("That sounds very hard."))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)  # as high as its wrapped words need
        self.setSizePolicy(policy)
        self.add(text(_("You do not have to sort this out alone. Pick whatever is easiest.")))
        self._steps_title = text(_("From your plan"), "label")
        self._steps = QVBoxLayout()
        spacing.gap(self._steps, 2)
        self.add(self._steps_title)
        self.layout_.addLayout(self._steps)
        self.support = button(_("Get support now"), "support", icon="support")
        self.support.clicked.connect(self.support_requested)
        self.add(self.support)
        self.layout_.setAlignment(self.support, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_steps(self, steps: tuple[str, ...]) -> None:
        """Show the card with the first steps of the plan, if there is one."""
        while (item := self._steps.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._steps_title.setVisible(bool(steps))
        for step in steps[:STEPS_SHOWN]:
            self._steps.addWidget(text(step))
        self.show()
