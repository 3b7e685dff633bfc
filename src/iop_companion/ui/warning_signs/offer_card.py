"""A new usual, offered: why, and two answers that weigh the same."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from iop_companion.foundation.i18n import _
from iop_companion.services.usual_offers import Offer
from iop_companion.ui.toolkit.cards import Card, button, text
from iop_companion.ui.widgets.flow_layout import FlowLayout


class OfferCard(Card):
    """``answered`` gives the offer and whether it is taken."""

    answered = Signal(object, bool)

    def __init__(self) -> None:
        """Build it hidden."""
        super().__init__(_("A new usual?"))
        self._offer: Offer | None = None
        self.words = text("", "small")
        self.take = button(_("Learn it again"))
        self.leave = button(_("Keep my usual"))
        self.take.clicked.connect(lambda: self._answer(taken=True))
        self.leave.clicked.connect(lambda: self._answer(taken=False))
        both = QWidget()
        flow = FlowLayout(both, gap=8, line_gap=8)
        flow.addWidget(self.take)
        flow.addWidget(self.leave)
        self.add(self.words, both)
        self.hide()

    def show_offer(self, offer: Offer | None) -> None:
        """Show ``offer``; None hides the card."""
        self._offer = offer
        self.words.setText(offer.sentence if offer else "")
        self.setVisible(offer is not None)

    def _answer(self, *, taken: bool) -> None:
        if self._offer is not None:
            self.answered.emit(self._offer, taken)
