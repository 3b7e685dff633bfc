"""A card that is exactly as high as its wrapped words need at its width."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSizePolicy

from iop_companion.ui.toolkit.cards import Card


class WrappingCard(Card):
    """Asks for the height at the width it has, never for that of a narrower one."""

    def __init__(self, heading: str = "") -> None:
        """Build it empty, with a heading if given."""
        super().__init__(heading)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Be content with any width; the words of a narrow label would ask for a tall card."""
        return QSize(0, max(0, self.heightForWidth(max(1, self.width()))))
