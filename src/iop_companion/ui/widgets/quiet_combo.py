"""A list that drops down and leaves the wheel to the page that scrolls under it."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QWidget


class QuietCombo(QComboBox):
    """The wheel never changes what was chosen; a name can be typed with its spaces."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin without a search."""
        super().__init__(parent)
        self._since_letter = QElapsedTimer()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Take a space right after a letter as part of the name; Qt would drop the list down."""
        typed, pause = event.text(), QApplication.keyboardInputInterval()
        is_typing = self._since_letter.isValid() and self._since_letter.elapsed() < pause
        if event.key() == Qt.Key.Key_Space and is_typing and not self.isEditable():
            unnamed = Qt.Key.Key_unknown.value  # as any letter: only its text counts
            super().keyPressEvent(QKeyEvent(event.type(), unnamed, event.modifiers(), typed))
        else:
            super().keyPressEvent(event)
        if typed.strip() or is_typing:
            self._since_letter.start()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 -- Qt's name
        """Leave the wheel to the page."""
        event.ignore()
