"""What every control that answers a measure has in common."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGroupBox, QSizePolicy, QWidget

from iop_companion.domain.measure import Measure, Value

_NO_TEXT_KEYS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class Editor(QGroupBox):
    """Answers one measure.

    It is a group for assistive technology, named after the measure. The signals speak of what the
    person did; setting a value by program emits none of them.

    * ``changed``: the answer is another one.
    * ``answered``: one key gave the whole answer; the form may go on to the next row.
    * ``done``: Enter; the form goes on.
    * ``said(str)``: a sentence to stand under the control, or "" to take it away.
    """

    changed = Signal()
    answered = Signal()
    done = Signal()
    said = Signal(str)

    def __init__(self, measure: Measure, parent: QWidget | None = None) -> None:
        """Show no answer yet."""
        super().__init__(parent)
        self.measure = measure
        self.setAccessibleName(measure.label)
        self.setAccessibleDescription(measure.hint)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def value(self) -> Value | None:
        """Return the answer, or None where there is none (or none that fits)."""
        raise NotImplementedError

    def set_value(self, value: Value | None) -> None:
        """Show ``value`` without a word to anybody."""
        raise NotImplementedError

    def tab_stop(self) -> QWidget:
        """Return the control that takes the focus when the row is entered."""
        raise NotImplementedError

    def problem(self) -> str:
        """Return why what was typed is no answer, as a sentence, or ""."""
        return ""

    def typed(self) -> str:
        """Return the text that does not fit yet, so that a draft can keep it, or ""."""
        return ""

    def set_typed(self, text: str) -> None:
        """Show a text that :meth:`typed` gave; controls without a text ignore it."""

    def clear(self) -> None:
        """Take the answer back ("not answered"), as the person's own act."""
        had_answer = self.value() is not None or bool(self.typed())
        self.set_value(None)
        if had_answer:
            self.changed.emit()

    def enter(self) -> None:
        """Take the focus as if it had come by key."""
        self.tab_stop().setFocus(Qt.FocusReason.TabFocusReason)


def typed_text(event: QKeyEvent) -> str:
    """Return the one printable character of a key press, upper case; "" for chords and other keys.

    The text counts, not the key: digits of the keypad, digits that need Shift, letters of any
    layout.
    """
    text = event.text()
    if event.modifiers() & _NO_TEXT_KEYS or len(text) != 1 or not text.isprintable():
        return ""
    return str(int(text)) if text.isdecimal() else text.upper()


def is_enter(event: QKeyEvent) -> bool:
    """Whether the key is Enter or Return without a chord."""
    return (
        event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    )


def is_clear(event: QKeyEvent) -> bool:
    """Whether the key clears a row: Backspace or Delete without a chord."""
    return (
        event.key() in {Qt.Key.Key_Backspace, Qt.Key.Key_Delete}
        and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    )
