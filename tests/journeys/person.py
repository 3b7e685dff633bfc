"""A person at the window: finds buttons by their words, presses and types, and waits like one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)


class Person:
    """Acts on ``window`` by mouse and keys only."""

    def __init__(self, qtbot, window: QWidget) -> None:
        self.qtbot = qtbot
        self.window = window

    def sees(self, words: str) -> bool:
        """Whether any visible label or button holds ``words``."""
        return words in self.all_words()

    def all_words(self) -> str:
        shown = [w for w in self._visible(QLabel) if w.text()]
        buttons = self._visible(QAbstractButton)
        return "\n".join([w.text() for w in shown] + [b.text().replace("&", "") for b in buttons])

    def waits_to_see(self, words: str) -> None:
        self.qtbot.waitUntil(lambda: self.sees(words), timeout=15_000)

    def presses(self, words: str) -> None:
        """Click the visible, enabled button with these words (or this accessible name)."""
        self.qtbot.waitUntil(lambda: self._button(words) is not None, timeout=15_000)
        button = self._button(words)
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        QApplication.processEvents()

    def writes(self, name: str, text: str) -> None:
        """Type into the visible field with this accessible name."""
        field = self.field(name)
        field.setFocus()
        self.qtbot.keyClicks(field, text)

    def types(self, text: str) -> None:
        """Type where the focus is."""
        self.qtbot.keyClicks(QApplication.focusWidget(), text)

    def names(self, beginning: str) -> list[str]:
        """The names of the visible text fields that begin so, in their order."""
        found = [field.accessibleName() for field in self._visible(QLineEdit)]
        return [name for name in found if name.startswith(beginning)]

    def field(self, name: str) -> QLineEdit | QPlainTextEdit:
        """The visible text field with this accessible name."""

        def found() -> list[QLineEdit | QPlainTextEdit]:
            fields = [*self._visible(QLineEdit), *self._visible(QPlainTextEdit)]
            return [field for field in fields if field.accessibleName() == name]

        self.qtbot.waitUntil(lambda: bool(found()), timeout=15_000)
        return found()[0]

    def combo(self, name: str) -> QComboBox:
        """The visible list to choose from with this accessible name, with the focus on it."""
        found = [box for box in self._visible(QComboBox) if box.accessibleName() == name]
        found[0].setFocus()
        return found[0]

    def switches(self, name: str, choice: str) -> None:
        """Click ``choice`` of the visible switch with this accessible name."""
        found = [one for one in self._visible(QWidget) if one.accessibleName() == name]
        words = {button.text(): button for button in found[0].findChildren(QAbstractButton)}
        self.qtbot.mouseClick(words[choice], Qt.MouseButton.LeftButton)
        QApplication.processEvents()

    def keys(self, *keys: str) -> None:
        """Press keys on whatever has the focus: "5", "Ctrl+Return", "Tab"."""
        for key in keys:
            self._lets_the_window_come_to_the_front()
            target = QApplication.focusWidget() or self.window
            if len(key) == 1:
                self.qtbot.keyClicks(target, key)
            else:
                *chord, last = key.split("+")
                modifier = Qt.KeyboardModifier.NoModifier
                for name in chord:
                    modifier |= getattr(Qt.KeyboardModifier, _MODIFIERS[name])
                self.qtbot.keyClick(target, getattr(Qt.Key, f"Key_{last}"), modifier)
            QApplication.processEvents()

    def _lets_the_window_come_to_the_front(self) -> None:
        """A person sees which window takes the keys; after a dialog that lasts a moment."""
        for _moment in range(100):
            in_front = QApplication.activeModalWidget() or self.window
            if QApplication.activePopupWidget() or QApplication.activeWindow() is in_front:
                return
            self.qtbot.wait(10)

    def _button(self, words: str) -> QAbstractButton | None:
        for button in self._visible(QAbstractButton):
            names = {button.text().replace("&", ""), button.accessibleName()}
            if words in names and button.isEnabled():
                return button
        return None

    def _visible(self, kind):
        windows = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
        return [w for top in windows for w in top.findChildren(kind) if w.isVisible()]


_MODIFIERS = {"Ctrl": "ControlModifier", "Shift": "ShiftModifier", "Alt": "AltModifier"}
