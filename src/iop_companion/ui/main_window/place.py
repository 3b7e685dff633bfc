"""Where the window stands and how large it is, from one start to the next."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from iop_companion.foundation.settings import Preferences
from iop_companion.ui.toolkit.preferences import PreferenceKeeper

_USUAL = (1280, 800)

_TITLE_BAR = 36
"""Room for the frame that the desktop draws around the window, in px."""

_GRIP = 80
"""Px of the upper edge that must be on a screen, so that the window can be moved."""


def keep_place(window: QWidget, preferences: PreferenceKeeper) -> None:
    """Remember place and size; of a maximised window that it was, and what it goes back to."""
    if window.isMinimized():
        return
    if window.isMaximized():
        preferences.change(window_maximised=True)
        return
    corner = window.frameGeometry().topLeft()
    preferences.change(
        window_maximised=False,
        window_size=f"{window.width()}x{window.height()}",
        window_place=f"{corner.x()},{corner.y()}",
    )


def restore_place(window: QWidget, preferences: Preferences) -> None:
    """Give the window its size, and its place if that is still on a screen."""
    place = _pair(preferences.window_place, ",")
    corner = QPoint(*place) if place is not None else None
    screen = QGuiApplication.screenAt(corner + QPoint(_GRIP, 0)) if corner is not None else None
    room = (screen or window.screen()).availableGeometry()
    wide, high = _pair(preferences.window_size, "x") or _USUAL
    window.resize(min(wide, room.width()), min(high, room.height() - _TITLE_BAR))
    if corner is not None and screen is not None and room.contains(corner + QPoint(_GRIP, 0)):
        window.move(corner)


def _pair(text: str, sign: str) -> tuple[int, int] | None:
    first, _sign, second = text.partition(sign)
    try:
        return int(first), int(second)
    except ValueError:
        return None
