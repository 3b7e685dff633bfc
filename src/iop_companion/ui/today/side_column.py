"""Beside the form: the level, own signs, the day's entry, moments, and at most one day to fill."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iop_companion.foundation.i18n import _
from iop_companion.services.views import DayView
from iop_companion.ui.today.doses_card import DosesCard
from iop_companion.ui.today.due_card import DueCard
from iop_companion.ui.today.later_card import LaterCard
from iop_companion.ui.today.moments import MomentsCard
from iop_companion.ui.today.poles_card import PolesCard
from iop_companion.ui.today.side_cards import EntryCard, GapCard, WarningCard
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import button
from iop_companion.ui.widgets.own_signs_card import OwnSignsCard


class SideColumn(QWidget):
    """The cards, one below the other."""

    def __init__(self) -> None:
        """Build all cards hidden."""
        super().__init__()
        self.setProperty("region", "true")
        self.warning = WarningCard()
        self.entry = EntryCard()
        self.signs = OwnSignsCard()
        spacing.margins(self.signs.layout_, 16, 16, 16, 17)
        self.doses = DosesCard()
        self.poles = PolesCard()
        self.moments = MomentsCard()
        self.later = LaterCard()
        self.due = DueCard()
        self.gap = GapCard()
        self._pile = pile = QVBoxLayout(self)
        pile.setContentsMargins(0, 0, 0, 0)
        spacing.gap(pile, 12)
        first = (self.warning, self.poles, self.doses, self.signs, self.entry)
        cards = (*first, self.later, self.due, self.moments, self.gap)
        for card in cards:
            pile.addWidget(card)
        self.own_rows = button(_("Rows of my own"), "quiet", icon="plus")
        pile.addWidget(self.own_rows, 0, Qt.AlignmentFlag.AlignLeft)
        pile.addStretch(1)

    def put_entry_first(self, *, is_first: bool) -> None:
        """After a check-in, put what was saved and the way to change it at the top."""
        self.entry.edit.setVisible(is_first)
        if (self._pile.indexOf(self.entry) == 0) == is_first:
            return
        self._pile.removeWidget(self.entry)
        if is_first:
            self._pile.insertWidget(0, self.entry)
            self.entry.lower()  # Tab comes to it first, too
        else:
            self._pile.insertWidget(self._pile.indexOf(self.signs) + 1, self.entry)
            self.entry.stackUnder(self.later)

    def show_view(self, view: DayView) -> None:
        """Show what the day holds."""
        self.entry.show_view(view)
        self.moments.show_view(view)
        self.gap.show_view(view)
