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
        if _is_idle_undo(event, undo=self.isUndoAvailable(), redo=self.isRedoAvailable()):
            event.ignore()
            return False
        return super().event(event)


class UndoTextEdit(QPlainTextEdit):
    """Several lines of text with the same manners as :class:`UndoLineEdit`."""

    def event(self, event: QEvent) -> bool:
        """Leave a chord alone that would do nothing here."""
        document = self.document()
        if _is_idle_undo(event, undo=document.isUndoAvailable(), redo=document.isRedoAvailable()):
            event.ignore()
            return False
        return super().event(event)


def _is_idle_undo(event: QEvent, *, undo: bool, redo: bool) -> bool:
    if event.type() not in {QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress}:
        return False
    key = cast("QKeyEvent", event)
    if key.matches(QKeySequence.StandardKey.Undo):
        return not undo
    return key.matches(QKeySequence.StandardKey.Redo) and not redo
