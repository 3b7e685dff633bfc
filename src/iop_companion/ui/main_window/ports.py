"""What the window is built from; ``ui/app.py`` fills it, tests fill it with less."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from iop_companion.domain.change import ChangeSet
    from iop_companion.domain.early_warning import Level
    from iop_companion.domain.locked_copy import LockedCopy
    from iop_companion.domain.records import PlanStep
    from iop_companion.domain.setting_values import Contact
    from iop_companion.foundation.vault_places import VaultPlaces
    from iop_companion.ui.support.panel import SupportReader
    from iop_companion.ui.toolkit.entrance import Entrance
    from iop_companion.ui.toolkit.preferences import PreferenceKeeper
    from iop_companion.ui.toolkit.tasks import Tasks


@dataclass(frozen=True, slots=True)
class Vault:
    """What the window itself does with the open vault; each runs on the store thread."""

    close: Callable[[], None]
    level: Callable[[], Level]
    undo: Callable[[], ChangeSet]
    redo: Callable[[], ChangeSet]
    plan: Callable[[], tuple[PlanStep, ...]] = tuple
    people: Callable[[], tuple[Contact, ...]] = tuple
    keep_people: Callable[[Sequence[Contact]], ChangeSet] | None = None
    left: Callable[[], str] = str
    refuses_writes: Callable[[], str] = str
    conflict_copies: Callable[[], int] = int
    has_check_in: Callable[[], bool] = bool
    copy_shown_locked: Callable[[], None] | None = None


@dataclass(frozen=True, slots=True)
class WindowParts:
    """Everything handed to the window.

    ``entrance`` makes the lock screen or the first run, anew at each lock. ``restart`` is called
    after the vault is closed and replaces this process, with whether the window was hidden; without
    it (tests, demo) the window goes back to its entrance in this process. ``vaults`` are those
    of this login; None where there is but this one (demo). ``shown_locked`` is what of plan and
    people may be read without unlocking; light, and asked while locked.
    """

    tasks: Tasks
    preferences: PreferenceKeeper
    support: Callable[[], SupportReader]
    entrance: Callable[[], Entrance]
    vault: Vault
    restart: Callable[[bool], None] | None = None
    vaults: VaultPlaces | None = None
    shown_locked: Callable[[], LockedCopy] | None = None
