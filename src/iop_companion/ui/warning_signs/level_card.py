"""The level: shape, word and colour together, and the sentence that says why."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from iop_companion.domain.early_warning import Level
from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card, text
from iop_companion.ui.toolkit.level_shape import PANEL, LevelShape, level_word

_SOFT = {Level.CALM, Level.WATCH, Level.ACT}


class LevelCard(Card):
    """Learning and Not enough entries have a plain card: they are never shown as Calm."""

    def __init__(self) -> None:
        """Build it without a level."""
        super().__init__()
        spacing.margins(self.layout_, 20, 15, 20, 15)
        self.shape = LevelShape(Level.LEARNING, PANEL)
        self.word = text("", "title")
        self.sentence = text("")
        words = QVBoxLayout()
        spacing.gap(words, 0)
        words.addWidget(self.word)
        words.addWidget(self.sentence)
        line = QHBoxLayout()
        spacing.gap(line, 16)
        line.addWidget(self.shape)
        line.addLayout(words, 1)
        self.layout_.addLayout(line)

    def show_level(self, level: Level, sentence: str) -> None:  # type: ignore[override]
        """Show ``level`` and its ``sentence``."""
        super().show_level(level.value if level in _SOFT else "")
        self.shape.show_level(level)
        self.word.setText(level_word(level))
        self.sentence.setText(sentence)
        self.setAccessibleName(_("Warning signs: {level}").format(level=level_word(level)))
