"""Shape and word of a level on its soft colour, as small as a line of text."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from iop_companion.domain.early_warning import Level
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import set_state, text
from iop_companion.ui.toolkit.level_shape import RAIL, LevelShape, level_word


class LevelTag(QWidget):
    """Shape and word of a level on its soft colour."""

    def __init__(self) -> None:
        """Show Watch until told otherwise."""
        super().__init__()
        self.setObjectName("level_tag")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._shape = LevelShape(Level.WATCH, RAIL)
        self._word = text("", "label", wrap=False)
        line = QHBoxLayout(self)
        spacing.margins(line, 9, 2, 9, 2)
        spacing.gap(line, 6)
        line.addWidget(self._shape)
        line.addWidget(self._word)

    def show_level(self, level: Level) -> None:
        """Show another level."""
        self._shape.show_level(level)
        self._word.setText(level_word(level))
        set_state(self, "tag", level.value)
        set_state(self._word, "tone", level.value)
