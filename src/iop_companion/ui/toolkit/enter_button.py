"""A button that Enter presses too: Qt does that by itself only in a dialog."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def is_enter(event: QKeyEvent) -> bool:
    """Whether ``event`` is Enter alone, pressed once and not held down."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    is_alone = modifiers == Qt.KeyboardModifier.NoModifier
    return event.key() in _ENTER and is_alone and not event.isAutoRepeat()


class EnterButton(QPushButton):
    """Pressed by Space and by Enter while it has the focus.

    Qt's own ``autoDefault`` would do it too, but makes Enter in a field of a dialog press the
    first such button, whichever that is. A button that is an answer (a number, a chip) is no
    ``EnterButton``: going on with Enter must not answer by accident.
    """

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt override
        """Take Enter as Space."""
        if is_enter(event):
            self.click()
        else:
            super().keyPressEvent(event)
