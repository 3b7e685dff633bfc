"""The focus goes back to where it was, after something lay over the page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid


def give_focus_back(before: QWidget | None, screen: QWidget) -> None:
    """Focus ``before`` again if it still stands, seen and enabled, within ``screen``."""
    if before is None or not isValid(before) or not isValid(screen):
        return
    if screen.isAncestorOf(before) and before.isVisible() and before.isEnabled():
        before.setFocus(Qt.FocusReason.OtherFocusReason)
