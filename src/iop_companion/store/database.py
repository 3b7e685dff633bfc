"""Opening and making the encrypted file itself: proof of the key, schema, read-only cases."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError

from iop_companion.domain.ports import Clock
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.platform.this_system import this_system
from iop_companion.store.cipher import SALT_BYTES, DataKey
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
from iop_companion.store.problems import files_told_apart, told_apart
from iop_companion.store.tables import SCHEMA
from iop_companion.store.vault_folder import VaultFolder

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
        if found.schema > SCHEMA and can_write:
            engine.dispose()
            engine = open_engine(home.database, key, Opening(read_only=True))
        elif found.schema < SCHEMA:
            _bring_up(engine, home, found.schema, can_write=can_write)
    except BaseException:
        engine.dispose()
        raise
    home.secure()  # the log and its index are new files
    return SqlOpenVault(
        engine, home.path, clock, refuses_writes=found.refuses_writes, on_close=on_close
    )


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


def _bring_up(engine: Engine, home: VaultFolder, schema: int, *, can_write: bool) -> None:
    """Migrate after a copy of what was there; the copy opens with the same passphrase."""
    if not can_write:
        raise KnownProblem("folder_not_writable")
    with told_apart(home.path):
        with outside_transactions(engine) as plain:
            pragma(plain, "wal_checkpoint(TRUNCATE)")
        with files_told_apart():
            _copy_before(home, schema)
        migrate(engine, SCHEMA)


def _copy_before(home: VaultFolder, schema: int) -> None:
    kept = home.backups / f"before-schema-{schema + 1}"
    for folder in (home.backups, kept):
        folder.mkdir(exist_ok=True, mode=0o700)
    for file in (home.database, home.keys):
        copy = kept / file.name
        shutil.copyfile(file, copy)
        this_system().make_private(copy)
        with copy.open("rb") as written:
            os.fsync(written.fileno())
    this_system().sync_folder(kept)
