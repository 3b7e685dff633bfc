"""One setting: its name, what it does, and its control beside or below them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from iop_companion.ui.toolkit.cards import Card, divider, text
from iop_companion.ui.widgets.wrapping_head import WrappingHead


def add_setting(card: Card, name: str, hint: str, control: QWidget) -> None:
    """Put a setting below what ``card`` holds, with a hairline between two of them."""
    if card.layout_.count() > 1:
        card.add(divider())
    card.add(WrappingHead(text(name, "label"), text(hint, "hint") if hint else None, control))
