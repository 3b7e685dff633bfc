"""The focus stays with what is in front: a page that was left cannot take the keys to itself."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from iop_companion.ui.toolkit.focus_back import give_focus_back


class FrontFocus(QObject):
    """Watches over the pages of one stack.

    A page puts the focus where work begins once its entries are read. When they come late, and the
    person has gone on to another page or to Get support now, what they type belongs there.
    """

    def __init__(self, stack: QStackedWidget) -> None:
        """Watch for as long as ``stack`` stands."""
        super().__init__(stack)
        self._stack = stack
        app = QApplication.instance()
        assert isinstance(app, QApplication)  # a stack needs one
        app.focusChanged.connect(self._on_changed)

    def _on_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        front = self._stack.currentWidget()
        if new is None or front is None or not self._stack.isAncestorOf(new):
            return
        if new is not front and not front.isAncestorOf(new):
            new.clearFocus()
            give_focus_back(old, self._stack.window())
