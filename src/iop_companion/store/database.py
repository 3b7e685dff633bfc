"""Opening and making the encrypted file itself: proof of the key, schema, read-only cases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError

from iop_companion.domain.backup import BackupReason
from iop_companion.domain.ports import Clock
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.platform.this_system import this_system
from iop_companion.store.cipher import SALT_BYTES, DataKey
from iop_companion.store.damage import refuse_damaged
from iop_companion.store.engine import (
    PAGE_BYTES,
    Opening,
    open_engine,
    outside_transactions,
    pragma,
    transaction,
)
from iop_companion.store.migrations.runner import migrate, schema_of
from iop_companion.store.new_schema import make_schema
from iop_companion.store.open_vault import SqlOpenVault, known_record
from iop_companion.store.problems import files_told_apart, result_code, told_apart
from iop_companion.store.tables import SCHEMA
from iop_companion.store.vault_backups import OpenDatabase, SqlVaultBackups
from iop_companion.store.vault_folder import VaultFolder

_NO_SUCH_TABLE = 1
"""SQLite's code for a statement that does not fit the tables there are."""

PROOF = "This record proves that the key is the right one."
"""Read back on every opening, so that a wrong key never passes for an empty vault."""


@dataclass(frozen=True, slots=True)
class _Found:
    schema: int
    refuses_writes: str


def make_database(home: VaultFolder, key: DataKey, vault_uuid: str) -> None:
    """Make the database under its unfinished name, whole and closed."""
    engine = open_engine(home.unfinished, key, Opening(create=True))
    with told_apart(home.path):
        try:
            make_schema(engine)
            with transaction(engine, writes=True) as connection:
                for fact in (("vault_uuid", vault_uuid), ("proof", PROOF)):
                    connection.exec_driver_sql("INSERT INTO meta VALUES (?, ?)", fact)
            with outside_transactions(engine) as plain:
                pragma(plain, "wal_checkpoint(TRUNCATE)")
        finally:
            engine.dispose()
    with files_told_apart():
        this_system().make_private(home.unfinished)


def open_database(
    home: VaultFolder,
    key: DataKey,
    vault_uuid: str,
    clock: Clock,
    *,
    on_close: Callable[[], None],
) -> SqlOpenVault:
    """Open the vault's database with a key that its slot has proved; older schemas are migrated.

    Raises ``KnownProblem``: ``vault_missing``, ``not_a_vault``, ``vault_damaged``. Since the key
    is right, a file that does not open is foreign or damaged: the salt on its front tells which.
    """
    _refuse_no_database(home, key)
    can_write = home.can_write()
    engine = open_engine(home.database, key, _opening(home, can_write=can_write))
    try:
        found = _proved(engine, home, key, vault_uuid, can_write=can_write)
        refuse_damaged(engine, home, clock.now(), can_write=can_write)
        if found.schema > SCHEMA and can_write:
            engine.dispose()
            engine = open_engine(home.database, key, Opening(read_only=True))
        elif found.schema < SCHEMA:
            _bring_up(OpenDatabase(engine, key, home), clock, can_write=can_write)
    except BaseException:
        engine.dispose()
        raise
    home.secure()  # the log and its index are new files
    opened = OpenDatabase(engine, key, home)
    return SqlOpenVault(opened, clock, refuses_writes=found.refuses_writes, on_close=on_close)


def look_into(home: VaultFolder, key: DataKey, vault_uuid: str, clock: Clock) -> SqlOpenVault:
    """Open the database for reading alone, beside whoever has it open; an older schema stays.

    Raises what :func:`open_database` raises.
    """
    _refuse_no_database(home, key)
    opening = Opening(read_only=True) if home.can_write() else _opening(home, can_write=False)
    engine = open_engine(home.database, key, opening)
    try:
        _proved(engine, home, key, vault_uuid, can_write=False)
    except BaseException:
        engine.dispose()
        raise
    return SqlOpenVault(OpenDatabase(engine, key, home), clock, refuses_writes="read_only")


def _refuse_no_database(home: VaultFolder, key: DataKey) -> None:
    """Stop before the library takes a file that is too short for an empty one and fills it."""
    with files_told_apart():
        if not home.database.exists():
            raise KnownProblem("vault_missing")
        size = home.database.stat().st_size
        if 0 < size < PAGE_BYTES and not _is_ours(home, key):
            raise KnownProblem("not_a_vault")
    if size < PAGE_BYTES:
        raise KnownProblem("vault_damaged")


def _is_ours(home: VaultFolder, key: DataKey) -> bool:
    with home.database.open("rb") as file:
        return key.is_salt(file.read(SALT_BYTES))


def _opening(home: VaultFolder, *, can_write: bool) -> Opening:
    if can_write:
        return Opening()
    log = home.log
    # a log left by a crash is part of the vault: then the file alone must not be taken for all
    has_log = log.exists() and log.stat().st_size > 0
    return Opening(read_only=True, immutable=not has_log)


def _proved(
    engine: Engine, home: VaultFolder, key: DataKey, vault_uuid: str, *, can_write: bool
) -> _Found:
    """Read the known record; a wrong key, a foreign and a damaged file all fail here."""
    with told_apart(home.path):
        try:
            with engine.connect() as connection:
                _refuse_cut_short(home, int(pragma(connection, "page_count")))
                proof = known_record(connection, "proof"), known_record(connection, "vault_uuid")
                schema = schema_of(connection)
        except DatabaseError as error:
            if not _is_ours(home, key):
                raise KnownProblem("not_a_vault") from error
            if result_code(error) == _NO_SUCH_TABLE:
                # a disk that lost what it said was written can leave sound pages of an empty file
                raise KnownProblem("vault_damaged") from error
            raise
    if proof != (PROOF, vault_uuid) or schema < 1:
        raise KnownProblem("not_a_vault")
    refuses = "schema_newer" if schema > SCHEMA else "" if can_write else "read_only"
    return _Found(schema, refuses)


def _refuse_cut_short(home: VaultFolder, n_pages: int) -> None:
    """A file that ends early opens well until its end is asked for; notice it at once."""
    log = home.log
    if log.exists() and log.stat().st_size > 0:
        return  # pages may still lie in the log
    if home.database.stat().st_size < n_pages * PAGE_BYTES:
        raise KnownProblem("vault_damaged")


def _bring_up(database: OpenDatabase, clock: Clock, *, can_write: bool) -> None:
    """Migrate, after a backup of what was there was made, opened and counted."""
    if not can_write:
        raise KnownProblem("folder_not_writable")
    SqlVaultBackups(database, clock, is_read_only=False).make(BackupReason.BEFORE_UPDATE)
    with told_apart(database.home.path):
        migrate(database.engine, SCHEMA)
