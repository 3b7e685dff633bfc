"""Bringing a diary to a computer that has none yet, from one of its backups."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from iop_companion.domain.backup import BackupFacts
from iop_companion.domain.private import Secret
from iop_companion.foundation.errors import KnownProblem

if TYPE_CHECKING:
    from iop_companion.domain.ports import Vaults
    from iop_companion.services.backing_up import Backups
    from iop_companion.services.session import VaultSession


@dataclass(frozen=True, slots=True)
class FoundBackup:
    """What a backup holds; ``is_by_code`` asks for a new passphrase to open it with later."""

    facts: BackupFacts
    is_by_code: bool


class MovingIn:
    """Looks into a backup, then makes it the vault of this computer and opens it."""

    def __init__(self, session: VaultSession, vaults: Vaults, backups: Backups) -> None:
        """Fill the empty folder of ``session``."""
        self._session = session
        self._vaults = vaults
        self._backups = backups
        self._arrived: tuple[Path, BackupFacts] | None = None

    def look(self, file: Path, secret: Secret) -> FoundBackup:
        """Open ``file`` with its passphrase or recovery code, read it, and change nothing.

        Raises ``KnownProblem``: ``wrong_passphrase``, ``backup_damaged``, ``not_a_backup``,
        ``backup_newer``, and those of files.
        """
        backup = self._vaults.open_backup(file, secret, self._session.folder)
        try:
            with backup.read():
                return FoundBackup(backup.facts, backup.is_by_code)
        except KnownProblem as problem:
            if problem.code == "schema_newer":
                raise KnownProblem("backup_newer") from problem
            raise
        finally:
            backup.close()

    def move_in(self, file: Path, secret: Secret, new_passphrase: Secret | None) -> BackupFacts:
        """Make ``file``, which was looked into, the vault of this computer; leave it unlocked.

        ``new_passphrase`` is for a ``secret`` that is the recovery code. Where opening fails after
        the files are in place, a second call only opens them. Raises what ``Backups.restore``,
        ``VaultSession.unlock`` and ``unlock_with_code`` raise.
        """
        if self._arrived is None or self._arrived[0] != file:
            self._arrived = file, self._backups.restore(file, secret).facts
        facts = self._arrived[1]
        if new_passphrase is None:
            self._session.unlock(secret)
        else:
            self._session.unlock_with_code(secret, new_passphrase)
        self._arrived = None
        return facts
