"""What the window is given, and what it loads later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from iop_companion.foundation.settings import Preferences

if TYPE_CHECKING:
    from datetime import datetime

    from iop_companion.domain.locked_copy import LockedCopy
    from iop_companion.foundation.vault_places import VaultPlaces
    from iop_companion.services.bundle import Services
    from iop_companion.ui.main_window.quiet_sign import Tray
    from iop_companion.ui.support.panel import SupportReader

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class AppParts:
    """What ``bootstrap`` hands to the window.

    ``open_services`` and ``warm_up`` (charts, typesetting) import heavy libraries; they run away
    from the GUI, after the first paint. ``vault_exists`` and ``open_support`` must be light: they
    are asked before it, or on F1. ``restart`` replaces the process after a lock; None stays in
    this one. ``end_day_at`` tells the clock the hour that the person chose. ``vaults`` are those of
    this login. ``is_open`` says that the services come with an
    open vault (the demonstration).
    ``watched`` is the file that a second start writes to, so that this one comes to the front.
    ``starts_hidden`` starts minimised, after Hide. ``restart_restored`` replaces the process after
    a backup was gone back to; the next one is told by ``is_restored`` and says so. So it is with
    ``restart_sealed`` and ``is_sealed`` after a check-in was sealed. ``can_seal`` is light, and so
    is ``shown_locked``: what of plan and people may be read without unlocking. ``now`` is the clock
    of reminders, without which there are none; ``was_written`` tells from the outside whether
    anything of the diary was written since then; ``tray`` is where the word is shown, None: the
    desktop's.
    """

    open_services: Callable[[], Services]
    open_support: Callable[[], SupportReader]
    vault_exists: Callable[[], bool]
    preferences: Preferences
    preferences_file: Path | None = None
    end_day_at: Callable[[int], object] | None = None
    warm_up: Callable[[], object] | None = None
    restart: Callable[[bool], None] | None = None
    vaults: VaultPlaces | None = None
    is_open: bool = False
    on_first_paint: Callable[[], None] | None = None
    watched: Path | None = None
    starts_hidden: bool = False
    restart_restored: Callable[[], None] | None = None
    is_restored: bool = False
    can_seal: Callable[[], bool] | None = None
    shown_locked: Callable[[], LockedCopy] | None = None
    restart_sealed: Callable[[], None] | None = None
    is_sealed: bool = False
    now: Callable[[], datetime] | None = None
    was_written: Callable[[datetime], bool] | None = None
    tray: Tray | None = None


class ServicesLater:
    """The services, once they are loaded; asked on the store thread, where they are loaded."""

    def __init__(self, load: Callable[[], Services]) -> None:
        """Load nothing yet."""
        self._load = load
        self._services: Services | None = None

    def __call__(self) -> Services:
        """Return the services; loads them on the first call. Raises ``KnownProblem``."""
        if self._services is None:
            self._services = self._load()
        return self._services


def once(make: Callable[[], T]) -> Callable[[], T]:
    """Return ``make`` as it is called the first time only."""
    made: list[T] = []

    def get() -> T:
        if not made:
            made.append(make())
        return made[0]

    return get
