"""A line about the day that grows with its text; nothing is ever cut off."""

from __future__ import annotations

import math

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from iop_companion.domain.measure import MAX_TEXT, Measure, Value
from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit.cards import set_state
from iop_companion.ui.toolkit.theme import current
from iop_companion.ui.widgets.editor import Editor
from iop_companion.ui.widgets.text_undo import UndoTextEdit

_LOWEST, _HIGHEST = 40, 150
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class NoteEdit(UndoTextEdit):
    """One line high while the text fits on one, then higher. Enter goes on, Shift+Enter breaks."""

    done = Signal()
    left = Signal()
    """The person is somewhere else now."""

    paste_refused = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setObjectName("note")
        self.setTabChangesFocus(True)
        self.setLineWrapMode(UndoTextEdit.LineWrapMode.WidgetWidth)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._grow)
        current().changed.connect(self._grow)
        self._grow()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Go on with Enter; leave chords of Enter to the page."""
        if event.key() not in _ENTER:
            super().keyPressEvent(event)
            return
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not modifiers:
            self.done.emit()
        elif modifiers == Qt.KeyboardModifier.ShiftModifier:
            self.textCursor().insertBlock()
        else:
            event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 -- Qt's name
        """Say that the person is somewhere else now."""
        super().focusOutEvent(event)
        self.left.emit()

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 -- Qt's name
        """Take a paste whole or not at all: a cut-off one would lose words silently."""
        pasted = source.text()
        length = len(self.toPlainText()) - len(self.textCursor().selectedText()) + len(pasted)
        if length > MAX_TEXT:
            self.paste_refused.emit(len(pasted))
            return
        super().insertFromMimeData(source)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Wrap anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._grow()

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Ask for the width of a line and the present height."""
        return QSize(current().px(300), self.minimumHeight())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Be content with a narrow field."""
        return QSize(current().px(120), self.minimumHeight())

    def _grow(self) -> None:
        theme = current()
        line = self.fontMetrics().lineSpacing()
        lines = max(1.0, self.document().size().height())
        lowest = theme.px(_LOWEST)
        wanted = lowest + math.ceil((lines - 1) * line)
        highest = max(lowest, theme.px(_HIGHEST))
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if wanted > highest else policy.ScrollBarAlwaysOff
        )
        height = min(wanted, highest)
        if height != self.height() or self.minimumHeight() != height:
            self.setFixedHeight(height)


class NoteField(Editor):
    """Words of the person's own, up to 20,000 characters."""

    def __init__(self, measure: Measure, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(measure, parent)
        self.edit = NoteEdit(self)
        self.edit.setAccessibleName(measure.label)
        self.edit.setAccessibleDescription(measure.hint)
        self.edit.setPlaceholderText(_("One line about today, if you like"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.edit)
        self._is_quiet = False
        self.edit.textChanged.connect(self._on_text)
        self.edit.done.connect(self.done)
        self.edit.paste_refused.connect(self._on_paste_refused)

    def value(self) -> Value | None:
        """Return the words without blanks around them, or None for none or too many."""
        words = self.edit.toPlainText().strip()
        return words if words and len(words) <= MAX_TEXT else None

    def set_value(self, value: Value | None) -> None:
        """Show words; what could be undone before belongs to other words and is forgotten."""
        words = value if isinstance(value, str) else ""
        if words != self.edit.toPlainText().strip():
            self._is_quiet = True
            self.edit.setPlainText(words)
            self._is_quiet = False
        self._say("")

    def tab_stop(self) -> QWidget:
        """Return the field."""
        return self.edit

    def problem(self) -> str:
        """Return a sentence while more stands there than a note can hold."""
        if len(self.edit.toPlainText().strip()) <= MAX_TEXT:
            return ""
        return _("A note holds up to {most} characters.").format(most=f"{MAX_TEXT:,}")

    def typed(self) -> str:
        """Return the words while they are too many to be an answer."""
        return self.edit.toPlainText() if self.problem() else ""

    def set_typed(self, typed: str) -> None:
        """Show words that are too many."""
        self.set_value(typed)
        self._say(self.problem())

    def _on_text(self) -> None:
        if not self._is_quiet:
            self._say(self.problem())
            self.changed.emit()

    def _on_paste_refused(self, length: int) -> None:
        self._say(too_long_words(length))

    def _say(self, words: str) -> None:
        self.said.emit(words)
        set_state(self.edit, "problem", "true" if words else "false")
        self.edit.setAccessibleDescription(words or self.measure.hint)


def too_long_words(length: int) -> str:
    """Say that a text of ``length`` characters was not pasted into a note."""
    return _(
        "That text has {length} characters, and a note holds up to {most}. Nothing was "
        "pasted; what you copied and what you wrote are still there."
    ).format(length=f"{length:,}", most=f"{MAX_TEXT:,}")
