"""A card that tells one thing: a sign, a heading, words under it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card, text
from iop_companion.ui.toolkit.icons import set_icon


class ToldCard(Card):
    """A heading with a sign before it, and words under it."""

    def __init__(self, heading: str, sign: str) -> None:
        """Build it without words; ``sign`` is the name of an icon."""
        super().__init__()
        mark = text("", wrap=False)
        set_icon(mark, sign, "text2", size=20)
        self.words: QLabel = text("")
        self._column = QVBoxLayout()
        spacing.gap(self._column, 4)
        for label in (text(heading, "h2"), self.words):
            self._column.addWidget(label)
        line = QHBoxLayout()
        spacing.gap(line, 16)
        line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(self._column, 1)
        self.layout_.addLayout(line)

    def add(self, *widgets: QWidget) -> None:
        """Put widgets below the words, in line with them."""
        for widget in widgets:
            self._column.addWidget(widget)
