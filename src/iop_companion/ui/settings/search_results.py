"""What a search in Settings found: a line for each setting, that leads to it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iop_companion.foundation.i18n import _
from iop_companion.ui.settings.section import Found
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card, button, text
from iop_companion.ui.toolkit.emptying import empty


class SearchResults(QWidget):
    """Stands in the place of the section in front while something is typed in the search."""

    chosen = Signal(str, object)
    """The key of the section and the :class:`Found` setting."""

    def __init__(self) -> None:
        """Build it without results."""
        super().__init__()
        self.card = Card(_("Found"))
        self._none = text(_("No setting has this in its name. The list of sections has them all."))
        self._lines = QVBoxLayout()
        spacing.gap(self._lines, 2)
        self.card.add(self._none)
        self.card.layout_.addLayout(self._lines)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card)

    def show_found(self, found: Sequence[tuple[str, str, Found]]) -> None:
        """Show a line for each (section's key, section's title, setting)."""
        empty(self._lines)
        for key, title, one in found:
            line = button(_("{section}: {setting}").format(section=title, setting=one.name), "nav")
            line.clicked.connect(partial(self.chosen.emit, key, one))
            self._lines.addWidget(line)
        self._none.setVisible(not found)
