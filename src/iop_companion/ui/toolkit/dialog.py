"""The base of every dialog: focus ring, Esc, and the keys that work everywhere (F1, F9)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.actions import EVERYWHERE
from iop_companion.ui.toolkit.cards import text
from iop_companion.ui.toolkit.focus_ring import FocusRing
from iop_companion.ui.toolkit.limit_sentence import LimitSentence


class Dialog(QDialog):
    """A modal dialog with a heading, a body and a row of buttons. Freed when it closes."""

    def __init__(self, heading: str, parent: QWidget | None) -> None:
        """Build it empty; a screen reader calls it by ``heading``, the desktop as the window."""
        super().__init__(parent)
        call_as_window(self, heading)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        column = QVBoxLayout(self)
        spacing.margins(column, 24, 22, 24, 20)
        spacing.gap(column, 14)
        self.heading = text(heading, "title")
        column.addWidget(self.heading)
        self.body = QVBoxLayout()
        spacing.gap(self.body, 10)
        column.addLayout(self.body, 1)
        self.buttons = QHBoxLayout()
        spacing.gap(self.buttons, 10)
        self.buttons.addStretch(1)
        column.addLayout(self.buttons)
        self.ring = FocusRing(self)
        self.limits = LimitSentence(self)
        borrow_actions(self)

    def fit(self) -> None:
        """Grow until what wraps in it is seen whole: Qt asks only for its height in one line."""
        layout = self.layout()
        if layout is None or not layout.hasHeightForWidth():
            return
        self.ensurePolished()
        wide = max(self.width(), self.minimumWidth()) if self.isVisible() else 0
        wide = wide or max(self.sizeHint().width(), self.minimumWidth())
        high = min(layout.totalHeightForWidth(wide), self.screen().availableGeometry().height())
        if high > self.height() or not self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            self.resize(wide, max(high, self.sizeHint().height()))

    def setVisible(self, visible: bool) -> None:  # noqa: N802, FBT001 -- Qt override
        """Hand the keys back to the window below on closing: not every desktop does it.

        Done before ``accepted`` and ``finished`` tell anyone, so that a dialog that follows stays
        in front; not done when the person is in another program meanwhile.
        """
        if visible:
            self.fit()
        had_keys = not visible and self.isActiveWindow()
        super().setVisible(visible)
        parent = self.parentWidget()
        if had_keys and parent is not None and parent.window().isVisible():
            parent.window().activateWindow()


def call_as_window(dialog: QDialog, heading: str) -> None:
    """Name ``dialog`` so that title bars and lists of windows tell nothing of what it is about."""
    below = dialog.parentWidget()
    dialog.setWindowTitle(below.window().windowTitle() if below is not None else heading)
    dialog.setAccessibleName(heading)


def borrow_actions(dialog: QDialog) -> None:
    """Let the window's keys that work everywhere work in ``dialog`` too."""
    parent = dialog.parentWidget()
    window = parent.window() if parent is not None else None
    if window is None:
        return
    for action in window.actions():
        if isinstance(action, QAction) and action.objectName() in EVERYWHERE:
            dialog.addAction(action)
