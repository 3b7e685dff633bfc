"""The list of sections at the left of Settings: one tab stop, arrows move."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton

from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card
from iop_companion.ui.toolkit.wrap_button import WrapButton


class SectionList(Card):
    """A card with a line for each section, the one in front marked."""

    chosen = Signal(str)

    def __init__(self) -> None:
        """Build it without lines."""
        super().__init__()
        self.setAccessibleName(_("Sections of the settings"))
        spacing.margins(self.layout_, 7, 7, 7, 7)
        spacing.gap(self.layout_, 2)
        self._keys: list[str] = []
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._tell)

    def show_sections(self, sections: Sequence[tuple[str, str]]) -> None:
        """Show a line for each (key, title)."""
        for key, title in sections:
            line = WrapButton(title)  # a longer language goes on in a second line
            line.setProperty("kind", "nav")
            line.setProperty("fit", "rail")
            line.setCheckable(True)
            self._group.addButton(line, len(self._keys))
            self._keys.append(key)
            self.add(line)

    def line_of(self, key: str) -> QPushButton:
        """Return the line of ``key``; raises ``ValueError`` for an unknown one."""
        line = self._group.button(self._keys.index(key))
        assert isinstance(line, QPushButton)
        return line

    def mark(self, key: str) -> None:
        """Mark ``key`` as in front; nobody is told."""
        self.line_of(key).setChecked(True)
        for line in self._group.buttons():
            stop = Qt.FocusPolicy.StrongFocus if line.isChecked() else Qt.FocusPolicy.ClickFocus
            line.setFocusPolicy(stop)

    def _tell(self, index: int) -> None:
        self.mark(self._keys[index])
        self.chosen.emit(self._keys[index])
