"""A new data key: the entries copied into a new file under it, proved the same, put in place.

Two files must change together, and a rename changes one. The renaming of the database is therefore
the one moment of truth: its first bytes are the salt that its key file names, so whichever key file
names the salt at the front of ``vault.db`` is the right one. What a cut-short change left is
finished or cleared away by :func:`keys_file` before the next opening, without any secret.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.platform.this_system import this_system
from iop_companion.store.cipher import DataKey, KeyHeader
from iop_companion.store.engine import Opening, open_engine, outside_transactions, pragma
from iop_companion.store.key_file import write_keys
from iop_companion.store.problems import files_told_apart, told_apart
from iop_companion.store.unfinished_rekey import clear
from iop_companion.store.vault_folder import VaultFolder

_ROOM = 2.2
"""How many times the database must fit into what is free, besides :data:`_SPARE_BYTES`."""

_SPARE_BYTES = 20 << 20


def copy_under(home: VaultFolder, old: DataKey, new: DataKey, header: KeyHeader) -> None:
    """Make ``vault.db.next`` and ``vault.keys.next``: the same entries under ``new``, proved.

    The vault may be open meanwhile, but nothing may be written. Raises ``KnownProblem``:
    ``disk_full``, ``disk_problem``, ``vault_damaged``, ``rekey_unproved``; then both are gone.
    """
    clear(home)
    _require_room(home)
    try:
        write_keys(home.next_keys, header)
        with _open(home, home.database, old, Opening()) as connection:
            _export(connection, home, new)
            _prove(home, connection, new)
    except BaseException:
        clear(home)
        raise


def put_in_place(home: VaultFolder) -> None:
    """Give the new database its real name. The vault must be closed, its log folded in.

    Raises ``KnownProblem``: ``disk_full`` where the log could not be folded in, ``disk_problem``.
    """
    with files_told_apart():
        if home.log.exists() and home.log.stat().st_size > 0:
            # frames of the old key must never lie beside the new file
            raise KnownProblem("disk_full")
        home.log.unlink(missing_ok=True)
        home.index.unlink(missing_ok=True)
        home.next_database.replace(home.database)
        this_system().sync_folder(home.path)


def _require_room(home: VaultFolder) -> None:
    with files_told_apart():
        needed = home.database.stat().st_size * _ROOM + _SPARE_BYTES
        if shutil.disk_usage(home.path).free < needed:
            raise KnownProblem("disk_full")


@contextmanager
def _open(home: VaultFolder, file: Path, key: DataKey, opening: Opening) -> Iterator[Connection]:
    engine = open_engine(file, key, opening)
    try:
        with told_apart(home.path), outside_transactions(engine) as connection:
            yield connection
    finally:
        engine.dispose()


def _export(connection: Connection, home: VaultFolder, new: DataKey) -> None:
    """Let SQLCipher copy schema and rows; it leaves ``user_version`` to us."""
    new.attach(connection.connection.driver_connection, home.next_database)
    connection.exec_driver_sql("SELECT sqlcipher_export('other')")
    schema = int(pragma(connection, "user_version"))
    connection.exec_driver_sql(f"PRAGMA other.user_version = {schema:d}")
    connection.exec_driver_sql("DETACH DATABASE other")
    with files_told_apart():
        this_system().make_private(home.next_database)
        with home.next_database.open("rb+") as written:
            os.fsync(written.fileno())
        this_system().sync_folder(home.path)


def _prove(home: VaultFolder, before: Connection, new: DataKey) -> None:
    """Read the new file from its start to its end, and compare every row of every table."""
    try:
        with _open(home, home.next_database, new, Opening(read_only=True)) as after:
            is_sound = (
                not after.exec_driver_sql("PRAGMA cipher_integrity_check").all()
                and pragma(after, "integrity_check") == "ok"
                and not after.exec_driver_sql("PRAGMA foreign_key_check").all()
            )
            if not is_sound or _digest(after) != _digest(before):
                raise KnownProblem("rekey_unproved")
    except DatabaseError as error:
        raise KnownProblem("rekey_unproved") from error


def _digest(connection: Connection) -> str:
    """A fingerprint of the schema, its version, and every row in its order."""
    told = hashlib.sha256(str(pragma(connection, "user_version")).encode())
    tables = []
    for kind, name, words in connection.exec_driver_sql(
        "SELECT type, name, sql FROM sqlite_master ORDER BY type, name"
    ):
        told.update(repr((kind, name, words)).encode())
        if kind == "table":
            tables.append(str(name))
    for name in tables:
        quoted = name.replace('"', '""')
        told.update(name.encode())
        for row in connection.exec_driver_sql(f'SELECT * FROM "{quoted}" ORDER BY rowid'):  # noqa: S608 -- a table of ours
            told.update(repr(tuple(row)).encode("utf-8", "surrogatepass"))
    return told.hexdigest()
