"""Today's doses beside the check-in: each medicine that is due, answered by one key or click."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from iop_companion.foundation.i18n import _
from iop_companion.services.medicines import DueDose
from iop_companion.ui.today.side_cards import SideCard
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import at_edge, button, divider, text
from iop_companion.ui.toolkit.emptying import empty
from iop_companion.ui.widgets.at_once import at_once
from iop_companion.ui.widgets.dose_row import DoseRow


class DosesCard(SideCard):
    """Hidden on days without a dose due."""

    chosen = Signal(str, str, object)
    all_requested = Signal()

    def __init__(self) -> None:
        """Build it hidden."""
        super().__init__()
        self.rows: list[DoseRow] = []
        self._shown: tuple[DueDose, ...] = ()
        self._pile = QVBoxLayout()
        spacing.gap(self._pile, 10)
        self.all_button = at_edge(button(_("All about my medicines"), "quiet", size="small"))
        self.all_button.clicked.connect(self.all_requested)
        self.add(text(_("Medicines"), "h2"))
        self.layout_.addLayout(self._pile)
        self.layout_.addWidget(self.all_button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_due(self, due: Sequence[DueDose]) -> None:
        """Show what is due on the day, with what became of it."""
        if tuple(due) == self._shown:
            return
        focus = self.window().focusWidget()
        held = next((row.key for row in self.rows if focus and row.isAncestorOf(focus)), None)
        self._shown = tuple(due)
        with at_once(self):
            self._clear()
            for one in due:
                self._add_row(one)
        self.setVisible(bool(due))
        back = next((row for row in self.rows if row.key == held), None)
        if back is not None:
            back.enter()

    def _clear(self) -> None:
        self.rows = []
        empty(self._pile)

    def _add_row(self, due: DueDose) -> None:
        if self.rows:
            self._pile.addWidget(divider())
        row = DoseRow(due, stacked=True)
        row.chosen.connect(self.chosen)
        self.rows.append(row)
        self._pile.addWidget(row)
