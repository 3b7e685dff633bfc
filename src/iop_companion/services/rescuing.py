"""A damaged vault: what is safe, what can be read besides, and three ways on.

How a page calls it, on the store thread: unlocking raised ``vault_damaged`` (or ``not_a_vault``,
``vault_missing``), so ``examine(secret)`` and show the :class:`Damage`; then exactly one of
``mend()``, ``restore_backup()`` and ``look()``, or ``leave()``. After the first two the vault is
closed and opens with its passphrase. Before any of them nothing has been changed but one thing: an
untouched copy of the damaged files lies in ``Damage.kept_in``.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from iop_companion.domain.backup import Backup
from iop_companion.domain.private import Secret
from iop_companion.foundation.errors import Bug, KnownProblem
from iop_companion.services.merging import bring_up_to_date, compared

if TYPE_CHECKING:
    from iop_companion.domain.ports import Journal, OpenBackup, SalvagedVault, Vaults
    from iop_companion.services.session import VaultSession


@dataclass(frozen=True, slots=True)
class Damage:
    """What was found. ``backup`` is the newest one that opens; None if there is none.

    ``n_safe`` values of ``n_days_safe`` days are in it, up to ``safe_until``. ``n_read`` values of
    the damaged file can be read; ``n_newer`` of them are not in the backup, or newer than there.
    ``n_gaps`` stretches cannot be read: how many values they held nobody can tell.
    """

    backup: Backup | None
    n_safe: int
    n_days_safe: int
    safe_until: datetime | None
    n_read: int
    n_newer: int
    n_gaps: int
    kept_in: Path


class Rescuing:
    """Ways out of damage; nothing is deleted and nothing written over."""

    def __init__(self, session: VaultSession, vaults: Vaults) -> None:
        """Work on the folder of ``session``."""
        self._session = session
        self._vaults = vaults
        self._salvaged: SalvagedVault | None = None
        self._backup: OpenBackup | None = None

    def examine(self, secret: Secret) -> Damage:
        """Copy the files aside, read what can be read, and open the newest backup that opens.

        Raises ``KnownProblem``: ``wrong_passphrase``, ``keys_damaged``, ``vault_missing``,
        ``already_open``, those of the disk.
        """
        self.leave()
        self._session.lock()
        salvaged = self._salvaged = self._vaults.salvage(self._session.folder, secret)
        found = None
        for candidate in salvaged.backups():
            if candidate.facts is None:
                continue
            with contextlib.suppress(KnownProblem):
                self._backup = salvaged.open_backup(candidate.file)
                found = candidate
                break
        facts = None if self._backup is None else self._backup.facts
        return Damage(
            backup=found,
            n_safe=facts.n_values if facts else 0,
            n_days_safe=facts.n_days if facts else 0,
            safe_until=facts.newest_at if facts else None,
            n_read=salvaged.facts.n_values,
            n_newer=self._count_newer(),
            n_gaps=salvaged.n_gaps,
            kept_in=salvaged.kept_in,
        )

    def mend(self) -> int:
        """Make the newest backup, with what could be read and is newer, the vault again.

        Without a backup, what could be read becomes the vault. Returns how many values it then
        holds besides the backup's. Raises as ``Vaults.restore``.
        """
        salvaged = self._found()
        if self._backup is None:
            self._vaults.restore(salvaged, self._session.folder)
            n = salvaged.facts.n_values
        else:
            counted: list[int] = []
            with salvaged.read() as newer:

                def fill(ours: Journal) -> None:
                    counted.append(bring_up_to_date(ours, newer))

                self._vaults.restore(self._backup, self._session.folder, fill)
            n = sum(counted)
        self.leave()
        return n

    def restore_backup(self) -> None:
        """Make the newest backup alone the vault again; raises ``no_backup`` if there is none."""
        self._found()
        if self._backup is None:
            raise KnownProblem("no_backup")
        self._vaults.restore(self._backup, self._session.folder)
        self.leave()

    def look(self) -> None:
        """Open what could be read, for reading alone; after the next lock the choice is back."""
        salvaged, self._salvaged = self._found(), None
        self.leave()
        self._session.take(salvaged.look())

    def leave(self) -> None:
        """Choose nothing; the vault stays as it is. Harmless at any time."""
        for held in (self._backup, self._salvaged):
            if held is not None:
                held.close()
        self._backup = self._salvaged = None

    def _count_newer(self) -> int:
        if self._backup is None:
            return self._found().facts.n_values
        with self._found().read() as ours, self._backup.read() as theirs:
            return compared(ours, theirs).n_missing

    def _found(self) -> SalvagedVault:
        if self._salvaged is None:
            raise Bug("a way out of damage that was not examined")
        return self._salvaged
