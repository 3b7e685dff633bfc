"""The fields that both forms of the page are made of."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit

from iop_companion.services.triggers import MAX_WORDS
from iop_companion.ui.widgets.quiet_combo import QuietCombo

TAB = Qt.FocusReason.TabFocusReason


class ShortCombo(QuietCombo):
    """Long words may be cut in it, never in the entries."""

    def __init__(self) -> None:
        """Offer nothing yet."""
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(16)


def words_line(name: str, example: str = "") -> QLineEdit:
    """Return a line for the person's words, called ``name``."""
    line = QLineEdit()
    line.setPlaceholderText(example)
    line.setAccessibleName(name)
    line.setMaxLength(MAX_WORDS)
    return line
