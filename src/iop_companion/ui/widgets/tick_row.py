"""A tick box beside words that may wrap, with a line below them; a click on the words ticks too."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import text


class TickRow(QWidget):
    """``box`` is the control; its words stand beside it because Qt's own would be cut."""

    def __init__(self, words: str = "", hint: str = "") -> None:
        """Show ``words``, and ``hint`` below them."""
        super().__init__()
        self.box = QCheckBox()
        self.box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.box.setProperty("ring", "mark")
        self._words, self._hint = text(""), text("", "hint")
        pile = QVBoxLayout()
        spacing.margins(pile, 0, 6, 0, 4)
        spacing.gap(pile, 0)
        pile.addWidget(self._words, 0, Qt.AlignmentFlag.AlignTop)
        pile.addWidget(self._hint)
        pile.addStretch(1)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        spacing.gap(line, 8)
        line.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(pile, 1)
        self.set_words(words, hint)

    def set_words(self, words: str, hint: str = "") -> None:
        """Show other words; they are also the box's name for assistive technology."""
        self._words.setText(words)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.box.setAccessibleName(words)
        self.box.setAccessibleDescription(hint)

    def tick(self, is_on: bool) -> None:  # noqa: FBT001 -- what a tick box holds
        """Show the box ticked or not; nobody is told."""
        self.box.blockSignals(True)  # noqa: FBT003 -- Qt's own signature
        self.box.setChecked(is_on)
        self.box.blockSignals(False)  # noqa: FBT003

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 -- Qt's name
        """Tick or untick."""
        inside = self.rect().contains(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and inside:
            self.box.click()
