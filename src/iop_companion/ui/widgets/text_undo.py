"""Text fields that keep Ctrl+Z while they have something to undo, and give it away after that."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit


class UndoLineEdit(QLineEdit):
    """A line whose undo and redo chords go on to the window when the line has nothing to undo."""

    def event(self, event: QEvent) -> bool:
        """Leave a chord alone that would do nothing here."""
        if _is_of_a_key(event) and _is_idle(event, self.isUndoAvailable(), self.isRedoAvailable()):
            event.ignore()
            return False
        return super().event(event)


class UndoTextEdit(QPlainTextEdit):
    """Several lines of text with the same manners as :class:`UndoLineEdit`."""

    def event(self, event: QEvent) -> bool:
        """Leave a chord alone that would do nothing here."""
        if _is_of_a_key(event):
            document = self.document()
            if _is_idle(event, document.isUndoAvailable(), document.isRedoAvailable()):
                event.ignore()
                return False
        return super().event(event)


def _is_of_a_key(event: QEvent) -> bool:
    """Asked of every event there is, so it asks for little."""
    kind = event.type()
    return kind is QEvent.Type.ShortcutOverride or kind is QEvent.Type.KeyPress


def _is_idle(event: QEvent, has_undo: bool, has_redo: bool) -> bool:  # noqa: FBT001 -- of a field
    key = cast("QKeyEvent", event)
    if key.matches(QKeySequence.StandardKey.Undo):
        return not has_undo
    return key.matches(QKeySequence.StandardKey.Redo) and not has_redo
