"""Telling a screen reader something without moving the focus."""

from __future__ import annotations

from PySide6.QtCore import QObject


def announce(source: QObject, words: str, *, assertive: bool = False) -> None:
    """Have a screen reader say ``words`` without moving the focus."""
    if not words:
        return
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    if not QAccessible.isActive():
        return
    event = QAccessibleAnnouncementEvent(source, words)
    polite = QAccessible.AnnouncementPoliteness
    event.setPoliteness(polite.Assertive if assertive else polite.Polite)
    QAccessible.updateAccessibility(event)
