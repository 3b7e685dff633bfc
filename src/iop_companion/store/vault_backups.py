"""The backups of one open vault (port ``VaultBackups``)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from iop_companion.domain.backup import Backup, BackupFacts, BackupReason, KeptAside
from iop_companion.domain.ports import Clock
from iop_companion.foundation.errors import KnownProblem
from iop_companion.store.backup_file import read_front, unsealed_facts
from iop_companion.store.backups import (
    Sources,
    copy_backup,
    fingerprint,
    known_backups,
    make_backup,
    opened_and_counted,
)
from iop_companion.store.cipher import DataKey
from iop_companion.store.engine import outside_transactions, pragma
from iop_companion.store.kept_aside import drop_aside, kept_aside
from iop_companion.store.key_file import read_keys, replace_file
from iop_companion.store.open_backup import SqlOpenBackup
from iop_companion.store.problems import files_told_apart, told_apart
from iop_companion.store.vault_folder import VaultFolder

_NOTES = "notes"
_NOTES_PURPOSE = b"backup notes"
_LARGEST_NOTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class OpenDatabase:
    """A database that is open: its engine, the key that opened it, and the folder it lies in."""

    engine: Engine
    key: DataKey
    home: VaultFolder


class SqlVaultBackups:
    """Makes, lists, tests, copies and opens backups with the key of a vault that is open."""

    def __init__(self, of: OpenDatabase, clock: Clock, *, is_read_only: bool) -> None:
        """Work for the vault whose database is open."""
        self._engine = of.engine
        self._key = of.key
        self._home = of.home
        self._clock = clock
        self._is_read_only = is_read_only

    def make(self, reason: BackupReason) -> Backup:
        """See the port."""
        keys = read_keys(self._home.keys).content
        of = Sources(self._engine, self._key, keys, self._home.database)
        now = self._clock.now()
        return make_backup(of, self._home.backups, reason, now, source=self.fingerprint())

    def all(self, folder: Path | None = None) -> list[Backup]:
        """See the port."""
        is_outside = folder is not None
        return known_backups(folder or self._home.backups, self._key, is_outside=is_outside)

    def test(self, file: Path) -> BackupFacts:
        """See the port."""
        return opened_and_counted(file, self._key, self._home.backups)

    def copy(self, file: Path, folder: Path) -> Path:
        """See the port."""
        return copy_backup(file, folder, self._key, self._home.backups)

    def open(self, file: Path) -> SqlOpenBackup:
        """See the port; raises ``backup_other_key`` for a backup of another vault."""
        front = read_front(file)
        if unsealed_facts(self._key, front.sealed) is None:
            raise KnownProblem("backup_other_key")
        header = read_keys(self._home.keys).header
        return SqlOpenBackup(file, self._key, header, self._home.backups, self._clock)

    def discard(self, file: Path) -> None:
        """See the port."""
        with files_told_apart():
            file.unlink(missing_ok=True)

    def kept_aside(self) -> list[KeptAside]:
        """See the port."""
        return kept_aside(self._home.backups)

    def drop_aside(self, folder: Path) -> bool:
        """See the port."""
        return drop_aside(folder)

    def fingerprint(self) -> str:
        """See the port. The log is folded in first; while it cannot be, nothing can be told."""
        if not self._is_read_only:
            with told_apart(self._home.path), outside_transactions(self._engine) as plain:
                pragma(plain, "wal_checkpoint(TRUNCATE)")
        with files_told_apart():
            if self._home.log.exists() and self._home.log.stat().st_size:
                return ""
            return fingerprint(self._home.database)

    def notes(self) -> str:
        """See the port; damaged or foreign ones are as good as none."""
        try:
            with (self._home.backups / _NOTES).open("rb") as stream:
                content = stream.read(_LARGEST_NOTES)
        except OSError:
            return ""
        found = self._key.unsealed(_NOTES_PURPOSE, content)
        return "" if found is None else found.decode("utf-8", "replace")

    def keep_notes(self, text: str) -> None:
        """See the port."""
        with files_told_apart():
            self._home.backups.mkdir(exist_ok=True, mode=0o700)
        sealed = self._key.sealed(_NOTES_PURPOSE, text.encode())
        replace_file(self._home.backups / _NOTES, sealed)
