"""A backup that is open: a copy of its database to look at, and the way back to a whole vault."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

from iop_companion.domain.backup import BackupFacts
from iop_companion.domain.ports import Clock, Journal
from iop_companion.domain.private import Secret
from iop_companion.foundation.errors import KnownProblem
from iop_companion.store.backup_file import read_front, take_out_database, unsealed_facts
from iop_companion.store.backups import (
    LOOKING,
    opened_and_counted,
    refuse_unsound,
    remove_database,
)
from iop_companion.store.cipher import DataKey, KeyHeader, SlotKind, normal, opened
from iop_companion.store.engine import (
    Opening,
    open_engine,
    outside_transactions,
    pragma,
    transaction,
)
from iop_companion.store.journal import SqlJournal
from iop_companion.store.key_file import write_keys
from iop_companion.store.migrations.runner import migrate, schema_of
from iop_companion.store.problems import files_told_apart, told_apart
from iop_companion.store.recovery_code import canonical
from iop_companion.store.tables import SCHEMA
from iop_companion.store.vault_folder import VaultFolder


def key_of(header: KeyHeader, secret: Secret) -> DataKey | None:
    """Return the data key if ``secret`` is the passphrase or the recovery code, else None."""
    found = _key_and_slot(header, secret)
    return None if found is None else found[0]


def _key_and_slot(header: KeyHeader, secret: Secret) -> tuple[DataKey, SlotKind] | None:
    key = opened(header, SlotKind.PASSPHRASE, normal(secret))
    if key is not None:
        return key, SlotKind.PASSPHRASE
    try:
        symbols = canonical(secret)
    except KnownProblem:  # not even the form of a code
        return None
    key = opened(header, SlotKind.RECOVERY, symbols)
    return None if key is None else (key, SlotKind.RECOVERY)


class SqlOpenBackup:
    """A backup, opened and counted (port ``OpenBackup``).

    ``header`` is the key file that a restored vault gets: the backup's own, or that of the vault
    it returns to if the same key opens both, so that a passphrase given up since stays given up.
    """

    def __init__(
        self, file: Path, key: DataKey, header: KeyHeader | None, workshop: Path, clock: Clock
    ) -> None:
        """Open and count it; raises ``KnownProblem`` as ``opened_and_counted`` does."""
        self._file = file
        self._key = key
        self._header = header or read_front(file).header
        self._workshop = workshop
        self._clock = clock
        self._facts = opened_and_counted(file, key, workshop)
        self._copy: Path | None = None
        self.is_by_code = False
        """Whether the recovery code opened it; then its passphrase may be unknown."""

    @property
    def facts(self) -> BackupFacts:
        """What it holds."""
        return self._facts

    @property
    def vault_id(self) -> str:
        """The vault it was made of."""
        return self._header.vault_uuid

    @contextmanager
    def read(self) -> Iterator[SqlJournal]:
        """Begin a read; a backup of an older schema is brought up in the copy that is read.

        Raises ``KnownProblem("schema_newer")`` for one that this program cannot read.
        """
        with read_copy(self._readable(), self._key, self._clock) as journal:
            yield journal

    def write_vault(self, folder: Path, fill: Callable[[Journal], None] | None = None) -> None:
        """Write database, key file and its copy into ``folder``, and open what was written.

        ``fill`` may put more in, in one transaction, before anybody else sees the vault.
        """
        home = VaultFolder(folder)
        take_out_database(self._file, home.database)
        refuse_unsound(home.database, self._key, self._facts)
        if fill is not None:
            if self._facts.schema > SCHEMA:
                raise KnownProblem("schema_newer")
            fill_copy(home.database, self._key, self._clock, fill)
        write_keys(home.keys, self._header)

    def close(self) -> None:
        """Delete the copy that was read; a second call does nothing."""
        copy, self._copy = self._copy, None
        if copy is not None:
            remove_database(copy)

    def _readable(self) -> Path:
        if self._facts.schema > SCHEMA:
            raise KnownProblem("schema_newer")
        if self._copy is None:
            with files_told_apart():
                self._workshop.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._copy = self._workshop / f"{LOOKING}{token_hex(6)}"
            take_out_database(self._file, self._copy)
            bring_up_copy(self._copy, self._key)
        return self._copy


@contextmanager
def read_copy(copy: Path, key: DataKey, clock: Clock) -> Iterator[SqlJournal]:
    """Begin a read of a database that nobody else has open."""
    engine = open_engine(copy, key, Opening(read_only=True))
    try:
        with told_apart(copy.parent), transaction(engine, writes=False) as connection:
            journal = SqlJournal(connection, clock)
            try:
                yield journal
            finally:
                journal.let_go()
    finally:
        engine.dispose()


def bring_up_copy(copy: Path, key: DataKey) -> None:
    """Migrate a database that nobody else has open, if it is of an older schema."""
    engine = open_engine(copy, key, Opening())
    try:
        with told_apart(copy.parent):
            with outside_transactions(engine) as plain:
                schema = schema_of(plain)
            if schema < SCHEMA:
                migrate(engine, SCHEMA)
    finally:
        engine.dispose()


def fill_copy(database: Path, key: DataKey, clock: Clock, fill: Callable[[Journal], None]) -> None:
    """Put more into a database that nobody else has open, in one transaction, and on the disk."""
    bring_up_copy(database, key)
    engine = open_engine(database, key, Opening())
    try:
        with told_apart(database.parent):
            with transaction(engine, writes=True) as connection:
                journal = SqlJournal(connection, clock)
                fill(journal)
                journal.let_go()
            with outside_transactions(engine) as plain:
                pragma(plain, "wal_checkpoint(TRUNCATE)")
    finally:
        engine.dispose()
    with files_told_apart(), database.open("rb") as written:
        os.fsync(written.fileno())


def open_with_secret(file: Path, secret: Secret, home: VaultFolder, clock: Clock) -> SqlOpenBackup:
    """Open a backup that a vault in ``home`` may be restored from.

    Raises ``KnownProblem``: ``wrong_passphrase``, and those of ``opened_and_counted``.
    """
    front = read_front(file)
    found = _key_and_slot(front.header, secret)
    if found is None:
        raise KnownProblem("wrong_passphrase")
    key, slot = found
    if unsealed_facts(key, front.sealed) is None:  # the slot proved the key: the facts are damaged
        raise KnownProblem("backup_damaged")
    header = current_header(home, front.header, key, secret)
    backup = SqlOpenBackup(file, key, header, home.backups, clock)
    backup.is_by_code = slot is SlotKind.RECOVERY
    return backup


def current_header(
    home: VaultFolder, of_backup: KeyHeader, key: DataKey, secret: Secret
) -> KeyHeader | None:
    """Return the header in ``home`` if ``secret`` opens it to the very same key, else None."""
    from iop_companion.store.key_file import read_keys

    try:
        header = read_keys(home.keys).header
    except KnownProblem:
        return None
    if (header.vault_uuid, header.db_salt) != (of_backup.vault_uuid, of_backup.db_salt):
        return None
    if header == of_backup:
        return header
    found = key_of(header, secret)
    return header if found is not None and found.is_same(key) else None
