"""One section of Settings: its cards, and the settings in it that can be found by name."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from iop_companion.ui.settings.setting_row import add_setting
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card


@dataclass(frozen=True, slots=True)
class Found:
    """A setting that a search can lead to: its name, what it does, and what takes the focus."""

    name: str
    hint: str
    control: QWidget


class Section(QWidget):
    """Cards one below the other. Each setting added through :meth:`add_setting` can be found."""

    key = ""

    def __init__(self, title: str) -> None:
        """Build it empty; ``title`` is its line in the list of sections."""
        super().__init__()
        self.title = title
        self.findable: list[Found] = []
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        spacing.gap(self.column, 16)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(title)

    def add_setting(self, card: Card, name: str, hint: str, control: QWidget) -> None:
        """Put a setting below what ``card`` holds, and have the search find it."""
        add_setting(card, name, hint, control)
        self.can_find(name, hint, control)

    def can_find(self, name: str, hint: str, control: QWidget) -> None:
        """Have the search lead to ``control`` by ``name`` or a word of ``hint``."""
        self.findable.append(Found(name, hint, control))

    def take_focus(self) -> None:
        """Put the focus on the first setting."""
        if self.findable:
            target = self.findable[0].control
            stop = getattr(target, "chosen_button", target)
            stop.setFocus()
