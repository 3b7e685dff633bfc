"""A choice as a card: a title, a line of explanation, and the whole card is the target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QRadioButton, QSizePolicy, QVBoxLayout

from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import text
from iop_companion.ui.toolkit.enter_button import is_enter

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton as _Button
else:
    _Button = object


class _Card(_Button):
    """What both kinds of card share; it stands before Qt's class, whose methods it overrides."""

    def _dress(self, title: str, words: str) -> None:
        self.setProperty("kind", "card")
        self.setAccessibleName(title)
        self.setAccessibleDescription(words)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        column = QVBoxLayout(self)
        spacing.margins(column, 52, 15, 18, 15)
        spacing.gap(column, 1)
        for label in (text(title, "label"), text(words, "small")):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(label)
        column.insertStretch(0, 1)  # beside a higher card both lines stay together
        column.addStretch(1)

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802 -- Qt override
        """Anywhere on the card counts."""
        return self.rect().contains(pos)

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt override
        """As large as its words."""
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt override
        """As large as its words, wrapped."""
        layout = self.layout()
        return layout.minimumSize() if layout is not None else super().minimumSizeHint()


class ChoiceCard(_Card, QRadioButton):
    """One of several; put the cards of a question into one parent, as radio buttons are."""

    def __init__(self, title: str, words: str) -> None:
        """Build it not chosen."""
        super().__init__()
        self._dress(title, words)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt override
        """Choose with Enter, too; where it is chosen already, Enter is for what is around it."""
        if is_enter(event) and not self.isChecked():
            self.click()
        else:
            super().keyPressEvent(event)


class TickCard(_Card, QCheckBox):
    """One that may be ticked beside others."""

    def __init__(self, title: str, words: str) -> None:
        """Build it not ticked."""
        super().__init__()
        self._dress(title, words)
