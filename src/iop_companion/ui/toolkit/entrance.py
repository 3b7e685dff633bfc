"""What the window asks of a way in: the lock screen and the first run are such."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class Opened:
    """How the vault came to be open: failed tries before, and whether it is brand new."""

    failed_tries: int = 0
    is_new: bool = False
    first_page: str = ""
    """Where to begin; "" is Today."""
    words: str = ""
    """What to say of how it went."""


@runtime_checkable
class Reminding(Protocol):
    """A way in that has a place for the one word of a reminder."""

    def remind(self) -> None:
        """Show the word."""


class Entrance(Protocol):
    """A screen that fills the window until the vault is open."""

    @property
    def opened(self) -> SignalInstance:
        """Sends an :class:`Opened`."""

    @property
    def made(self) -> SignalInstance:
        """The vault was just made and stands open behind this screen."""

    @property
    def support_wanted(self) -> SignalInstance:
        """The person asks for Get support now."""

    @property
    def screen_widget(self) -> QWidget:
        """What fills the window."""

    def on_shown(self) -> None:
        """Put the focus where typing begins."""

    def on_hidden(self) -> bool:
        """Cover what is secret; return whether this screen goes on, else the vault is closed."""

    def on_locking(self) -> None:
        """The vault that stands open behind it closes next: hand what is typed to the tasks."""

    def say(self, words: str) -> None:
        """Say a problem of the program itself, such as a second start; "" takes it back."""
