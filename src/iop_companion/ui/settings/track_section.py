"""What to track: which rows stand on Today, and in which order."""

from __future__ import annotations

from iop_companion.foundation.i18n import _
from iop_companion.ui.settings.section import Section
from iop_companion.ui.settings.tracked_rows import TrackedRows
from iop_companion.ui.toolkit.cards import Card, text


class TrackSection(Section):
    """The rows of Today."""

    key = "track"

    def __init__(self) -> None:
        """Build it without rows."""
        super().__init__(_("What to track"))
        self.rows = TrackedRows()
        card = Card(_("Rows on Today"))
        off = _("A row that is off keeps what it holds.")
        moves = _("The arrows move a row; by keys, Alt with up or down.")
        card.add(text(f"{off} {moves}", "small"), self.rows)
        self.column.addWidget(card)

    def take_focus(self) -> None:
        """Put the focus on the first row."""
        for row in self.rows.rows.values():
            row.box.setFocus()
            return
