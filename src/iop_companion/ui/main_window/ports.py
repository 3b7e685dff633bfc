"""What the window is built from; ``ui/app.py`` fills it, tests fill it with less."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from iop_companion.domain.change import ChangeSet
from iop_companion.domain.early_warning import Level
from iop_companion.ui.support.panel import SupportReader
from iop_companion.ui.toolkit.preferences import PreferenceKeeper
from iop_companion.ui.toolkit.tasks import Tasks


@dataclass(frozen=True, slots=True)
class Opened:
    """How the vault came to be open: failed tries before, and whether it is brand new."""

    failed_tries: int = 0
    is_new: bool = False


class Entrance(Protocol):
    """The way in: the lock screen, or the first run. Emits ``opened`` once the vault is open."""

    @property
    def opened(self) -> SignalInstance:
        """Sends an :class:`Opened`."""

    @property
    def support_wanted(self) -> SignalInstance:
        """The person asks for Get support now."""

    @property
    def widget(self) -> QWidget:
        """What fills the window."""

    def on_shown(self) -> None:
        """Put the focus where typing begins."""


@dataclass(frozen=True, slots=True)
class Vault:
    """What the window itself does with the open vault; each runs on the store thread."""

    close: Callable[[], None]
    level: Callable[[], Level]
    undo: Callable[[], ChangeSet]
    redo: Callable[[], ChangeSet]


@dataclass(frozen=True, slots=True)
class WindowParts:
    """Everything handed to the window.

    ``entrance`` makes the lock screen or the first run, anew at each lock. ``restart`` is called
    after the vault is closed and replaces this process, with whether the window was hidden; without
    it (tests, demo) the window goes back to its entrance in this process.
    """

    tasks: Tasks
    preferences: PreferenceKeeper
    support: Callable[[], SupportReader]
    entrance: Callable[[], Entrance]
    vault: Vault
    restart: Callable[[bool], None] | None = None
