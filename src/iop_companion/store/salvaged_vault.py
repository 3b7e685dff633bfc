"""What could be read of a damaged vault: looked at, or made the vault again (``OpenBackup``)."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

from iop_companion.domain.backup import Backup, BackupFacts, BackupReason, RescueStage
from iop_companion.domain.ports import Clock, Journal
from iop_companion.domain.private import Secret
from iop_companion.foundation.errors import KnownProblem
from iop_companion.store.backup_file import files_in, read_front, unsealed_facts
from iop_companion.store.backups import LOOKING, counted, known_backups, remove_database
from iop_companion.store.cipher import DataKey, KeyHeader
from iop_companion.store.damage import set_aside
from iop_companion.store.engine import Opening, open_engine, outside_transactions
from iop_companion.store.journal import SqlJournal
from iop_companion.store.key_file import read_keys, write_keys
from iop_companion.store.open_backup import (
    SqlOpenBackup,
    fill_copy,
    key_of,
    open_with_secret,
    read_copy,
)
from iop_companion.store.open_vault import SqlOpenVault
from iop_companion.store.problems import files_told_apart, told_apart
from iop_companion.store.salvage import SalvagedRows, salvage
from iop_companion.store.tables import SCHEMA
from iop_companion.store.vault_backups import OpenDatabase
from iop_companion.store.vault_folder import VaultFolder


class SqlSalvaged:
    """A fresh, encrypted database with every row that could be read; gone on closing."""

    def __init__(
        self,
        home: VaultFolder,
        keys: tuple[KeyHeader, DataKey],
        clock: Clock,
        proof: str,
        tell: Callable[[RescueStage], None],
    ) -> None:
        """Copy what is there aside, then read that copy; ``tell`` hears which of the two it is."""
        header, key = keys
        self._home = home
        self._key = key
        self._header = header
        self._clock = clock
        tell(RescueStage.COPYING)
        self.kept_in: Path = set_aside(home, clock.now())
        tell(RescueStage.READING)
        self._copy = home.backups / f"{LOOKING}{token_hex(6)}"
        try:
            self.found: SalvagedRows = salvage(
                self.kept_in / home.database.name,
                key,
                self._copy,
                {"vault_uuid": header.vault_uuid, "proof": proof},
            )
            self._facts = self._counted()
        except BaseException:
            self.close()
            raise

    @property
    def facts(self) -> BackupFacts:
        """What could be read."""
        return self._facts

    @property
    def is_by_code(self) -> bool:
        """False: the key of the vault opened it."""
        return False

    @property
    def n_gaps(self) -> int:
        """How many ranges of rows could not be read."""
        return self.found.n_gaps

    @property
    def n_pages(self) -> int:
        """How many pages of the file are damaged."""
        return self.found.n_pages

    @property
    def is_newer(self) -> bool:
        """Whether a newer program wrote the vault: then not all of it can be carried over here."""
        return self.found.schema > SCHEMA

    @property
    def vault_id(self) -> str:
        """The vault it was."""
        return self._header.vault_uuid

    @contextmanager
    def read(self) -> Iterator[SqlJournal]:
        """Begin a read of it."""
        with read_copy(self._copy, self._key, self._clock) as journal:
            yield journal

    def backups(self) -> list[Backup]:
        """Return the backups of this vault, newest first."""
        return known_backups(self._home.backups, self._key)

    def open_backup(self, file: Path, secret: Secret | None = None) -> SqlOpenBackup:
        """Open a backup by the key of this vault, or by the passphrase or code of its own time.

        By the vault's key it keeps the vault's present passphrase. Raises ``backup_other_key``, and
        what opening a backup raises.
        """
        if secret is not None:
            return open_with_secret(file, secret, self._home, self._clock)
        if unsealed_facts(self._key, read_front(file).sealed) is None:
            raise KnownProblem("backup_other_key")
        return SqlOpenBackup(file, self._key, self._header, self._home.backups, self._clock)

    def look(self) -> SqlOpenVault:
        """Return it as a vault that is open for reading alone; closing that forgets all of this."""
        engine = open_engine(self._copy, self._key, Opening(read_only=True))
        return SqlOpenVault(
            OpenDatabase(engine, self._key, self._home),
            self._clock,
            refuses_writes="only_looking",
            on_close=self.close,
        )

    def write_vault(self, folder: Path, fill: Callable[[Journal], None] | None = None) -> None:
        """Write a whole vault of it into ``folder``."""
        home = VaultFolder(folder)
        with files_told_apart():
            descriptor = os.open(home.database, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with self._copy.open("rb") as inner, os.fdopen(descriptor, "wb") as outer:
                shutil.copyfileobj(inner, outer)
                outer.flush()
                os.fsync(outer.fileno())
        fill_copy(home.database, self._key, self._clock, fill or (lambda _journal: None))
        write_keys(home.keys, self._header)

    def close(self) -> None:
        """Forget it; the copy of the damaged files stays."""
        remove_database(self._copy)

    def _counted(self) -> BackupFacts:
        engine = open_engine(self._copy, self._key, Opening(read_only=True))
        try:
            with told_apart(self._home.path), outside_transactions(engine) as plain:
                return counted(plain, BackupReason.BEFORE_RESTORE, self._clock.now())
        finally:
            engine.dispose()


def keys_to_salvage(
    home: VaultFolder, secret: Secret, keys_from: Path | None
) -> tuple[KeyHeader, DataKey]:
    """Return the key file and the key in it; where both files are damaged, those of a backup.

    ``keys_from`` is a backup to take them from then. Raises ``wrong_passphrase``,
    ``keys_damaged``, and what reading that backup raises.
    """
    try:
        headers = [read_keys(home.keys).header]
    except KnownProblem as problem:
        if problem.code != "keys_damaged":
            raise
        headers = [] if keys_from is None else [read_front(keys_from).header]
        headers = headers or _keys_in_backups(home)
        if not headers:
            raise
    for header in headers:
        key = key_of(header, secret)
        if key is not None:
            return header, key
    raise KnownProblem("wrong_passphrase")


def _keys_in_backups(home: VaultFolder) -> list[KeyHeader]:
    """Return the key files in the backups, newest first, each but once."""
    found: list[KeyHeader] = []
    for file in reversed(files_in(home.backups)):
        with contextlib.suppress(KnownProblem):
            header = read_front(file).header
            if header not in found:
                found.append(header)
    return found
