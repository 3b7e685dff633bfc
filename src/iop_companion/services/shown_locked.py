"""Plan and people while locked: what the person ticked, copied in clear beside the vault.

A forgotten passphrase should not stand between a person and their plan, and nobody should find it
who was not meant to: so nothing is shown before it is ticked, the tick says that anyone at this
computer can read it, and what is unticked is destroyed. The choice belongs to this computer: it is
kept with the sealed notes beside the vault, and neither an export nor a backup takes it along.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from iop_companion.domain.locked_copy import LockedCopy
from iop_companion.foundation.errors import KnownProblem

if TYPE_CHECKING:
    from iop_companion.domain.ports import LockedCopies
    from iop_companion.services.backup_notes import BackupNotes
    from iop_companion.services.people import People
    from iop_companion.services.session import VaultSession


class Shown(NamedTuple):
    """What is shown while locked."""

    people: bool = False
    plan: bool = False


class ShownLocked:
    """Keeps the choice and the copy; raises ``KnownProblem("locked")`` without an open vault."""

    def __init__(
        self,
        session: VaultSession,
        notes: BackupNotes,
        people: People,
        steps: Callable[[], Sequence[str]],
        copies: LockedCopies,
    ) -> None:
        """Copy ``people`` and ``steps`` of the vault of ``session`` to ``copies``."""
        self._session = session
        self._notes = notes
        self._people = people
        self._steps = steps
        self._copies = copies

    def chosen(self) -> Shown:
        """Return what is ticked; nothing before the person chose."""
        known = self._notes.shown_locked
        return Shown("people" in known, "plan" in known)

    def choose(self, wanted: Shown) -> None:
        """Show ``wanted`` while locked, and no more than that, from now on.

        Raises ``KnownProblem`` of the disk; then it is as it was.
        """
        try:
            self._copies.write(self._session.folder, self._as_ticked(wanted))
            self._notes.show_locked([name for name, is_on in wanted._asdict().items() if is_on])
        except KnownProblem:
            with contextlib.suppress(KnownProblem):
                self.follow()
            raise

    def follow(self) -> None:
        """Make the copy say what plan and people say now; raises ``KnownProblem`` of the disk."""
        copy = self._as_ticked(self.chosen())
        if copy != self._copies.read(self._session.folder):
            self._copies.write(self._session.folder, copy)

    def set_right(self, _failed_tries: int = 0) -> None:
        """After an unlocking: whatever was changed in the copy meanwhile is as it was chosen.

        A disk that refuses is left alone.
        """
        with contextlib.suppress(KnownProblem):
            self.follow()

    def _as_ticked(self, shown: Shown) -> LockedCopy:
        return LockedCopy(
            people=self._people.all() if shown.people else (),
            steps=tuple(self._steps()) if shown.plan else (),
        )
