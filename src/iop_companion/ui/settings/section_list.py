"""The sections of Settings: a list at the left, or one field to choose from where there is no room.

In the list there is one tab stop, and arrows move.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton

from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card
from iop_companion.ui.toolkit.wrap_button import WrapButton
from iop_companion.ui.widgets.quiet_combo import QuietCombo


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
        self.field = QuietCombo()
        self.field.setAccessibleName(_("Section"))
        self.field.setPlaceholderText(_("Choose a section"))
        self.field.setMaxVisibleItems(12)
        self.field.activated.connect(self._tell)
        self.field.hide()
        self.add(self.field)

    def show_sections(self, sections: Sequence[tuple[str, str]]) -> None:
        """Show a line for each (key, title)."""
        for key, title in sections:
            line = WrapButton(title)  # a longer language goes on in a second line
            line.setProperty("kind", "nav")
            line.setProperty("fit", "rail")
            line.setCheckable(True)
            self._group.addButton(line, len(self._keys))
            self._keys.append(key)
            self.field.addItem(title, key)
            self.add(line)

    def line_of(self, key: str) -> QPushButton:
        """Return the line of ``key``; raises ``ValueError`` for an unknown one."""
        line = self._group.button(self._keys.index(key))
        assert isinstance(line, QPushButton)
        return line

    def be_small(self, *, is_small: bool) -> None:
        """Be one field to choose from; else the whole list."""
        had_focus = self.focusWidget() is not None and self.isAncestorOf(self.focusWidget())
        for line in self._group.buttons():
            line.setVisible(not is_small)
        self.field.setVisible(is_small)
        if had_focus:
            stop = self.field if is_small else self._group.checkedButton()
            if stop is not None:
                stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def mark(self, key: str) -> None:
        """Mark ``key`` as in front, or none of them for ""; nobody is told."""
        self._group.setExclusive(False)
        for at, line in enumerate(self._group.buttons()):
            is_marked = self._keys[at] == key
            line.setChecked(is_marked)
            is_stop = is_marked or (not key and at == 0)
            policy = Qt.FocusPolicy.StrongFocus if is_stop else Qt.FocusPolicy.ClickFocus
            line.setFocusPolicy(policy)
        self._group.setExclusive(True)
        self.field.setCurrentIndex(self._keys.index(key) if key else -1)

    def _tell(self, index: int) -> None:
        self.mark(self._keys[index])
        self.chosen.emit(self._keys[index])
