"""Where pages hear what changed, without knowing each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from iop_companion.domain.change import ChangeSet


class Hub(QObject):
    """Signals of the whole window; all on the GUI thread.

    * ``changed(ChangeSet)``: something was written; pages refresh what they show.
    * ``unlocked()``: a vault is open.
    * ``locking()``: it closes next; hand what is unsaved (drafts) to the tasks now.
    * ``locked()``: it is closed; forget everything shown.
    * ``restored()``: the vault was gone back to a backup, and is closed; the window goes to the
      lock screen, which says so. ``vault_closed()``: it is closed, and nothing is to be said.
    * ``region_changed(str)``: the crisis lines are of another region.
    """

    changed = Signal(object)
    locking = Signal()
    locked = Signal()
    unlocked = Signal()
    restored = Signal()
    vault_closed = Signal()
    region_changed = Signal(str)

    def tell(self, changes: ChangeSet) -> None:
        """Send ``changed`` unless nothing changed."""
        if changes:
            self.changed.emit(changes)
