"""A joined row of buttons of which one is on: ranges, sub-pages, choices of a page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from iop_companion.ui.toolkit.cards import button


class Switch(QWidget):
    """One tab stop; arrows move and choose, as Qt does for an exclusive group.

    ``chosen`` tells the key that the person chose.
    """

    chosen = Signal(str)

    def __init__(
        self, name: str, choices: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        """Show a button for each (key, words); ``name`` is for assistive technology."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._keys = [key for key, _words in choices]
        self._group = QButtonGroup(self)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        last = len(choices) - 1
        for index, (_key, words) in enumerate(choices):
            made = button(words, checkable=True)
            made.setProperty("seg", "first" if index == 0 else "last" if index == last else "mid")
            made.setAccessibleName(f"{name}: {words}")
            made.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            self._group.addButton(made, index)
            line.addWidget(made)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._group.idClicked.connect(self._tell)
        if choices:
            self.choose(self._keys[0])

    def choose(self, key: str) -> None:
        """Show ``key`` as chosen; nobody is told."""
        self.button_of(key).setChecked(True)
        for one in self._group.buttons():
            is_stop = one is self._group.checkedButton()
            one.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_stop else Qt.FocusPolicy.ClickFocus)

    def button_of(self, key: str) -> QPushButton:
        """Return the button of ``key``; raises ``ValueError`` for an unknown one."""
        found = self._group.button(self._keys.index(key))
        assert isinstance(found, QPushButton)
        return found

    @property
    def key(self) -> str:
        """The chosen key."""
        return self._keys[self._group.checkedId()]

    def _tell(self, index: int) -> None:
        self.choose(self._keys[index])
        self.chosen.emit(self._keys[index])
