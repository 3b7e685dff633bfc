"""Making a backup of an open vault, and opening one: nothing counts that was not opened."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from secrets import token_hex

from sqlalchemy import Connection, Engine

from iop_companion.domain.backup import Backup, BackupFacts, BackupReason
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.platform.this_system import this_system
from iop_companion.store.backup_file import (
    UNFINISHED,
    files_in,
    made_at,
    new_name,
    read_front,
    same_content,
    sealed_facts,
    take_out_database,
    unsealed_facts,
    write_backup,
)
from iop_companion.store.cipher import DataKey
from iop_companion.store.engine import Opening, open_engine, outside_transactions, pragma
from iop_companion.store.instants import offset_min, to_day, to_instant, to_ms
from iop_companion.store.migrations.runner import row_counts, schema_of
from iop_companion.store.problems import files_told_apart, told_apart

_CHUNK = 1 << 20
LOOKING = ".looking-"
"""How the names begin of copies that are only looked at."""

_LOOKED_AT_MOST_S = 86_400
_SPARE_BYTES = 20 * 1024 * 1024
_TIMES_THE_DATABASE = 2.2
"""The copy, the file around it, and the copy taken out again; one of them is gone by then."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Where a backup comes from: an open database, its key, its key file's bytes, its file."""

    engine: Engine
    key: DataKey
    keys: bytes
    database: Path


def make_backup(
    of: Sources, folder: Path, reason: BackupReason, now: datetime, *, source: str = ""
) -> Backup:
    """Write, open and count one backup in ``folder``; only then it gets its name.

    The copy is made by the database itself, encrypted with the same key, so it is consistent
    whatever else reads or writes. Raises ``KnownProblem``: ``disk_full``, ``disk_problem``,
    ``folder_not_writable``, ``vault_damaged``, ``vault_busy`` (another one is being made there),
    ``backup_failed`` (what was written does not say what the vault says).
    """
    with files_told_apart():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _refuse_too_little_room(folder, of.database)
    with _alone_in(folder), _unfinished(folder) as copy, _unfinished(folder) as draft:
        with told_apart(folder), outside_transactions(of.engine) as plain:
            facts = counted(plain, reason, now, source)
            _copy(plain, copy)
        with files_told_apart():
            sha256 = _sent_to_disk(copy)
            write_backup(draft, of.keys, sealed_facts(of.key, facts, sha256), copy)
            copy.unlink()
        if opened_and_counted(draft, of.key, folder) != facts:
            raise KnownProblem("backup_failed")
        with files_told_apart():
            file = folder / new_name(now)
            draft.rename(file)
            this_system().sync_folder(folder)
            return Backup(file, now, file.stat().st_size, facts)


def opened_and_counted(file: Path, key: DataKey, workshop: Path) -> BackupFacts:
    """Open a backup for real, check every page, index and reference, and count its rows.

    The encrypted database lies in ``workshop`` meanwhile. Raises ``KnownProblem``:
    ``backup_damaged``, ``backup_other_key``, ``not_a_backup``, and those of files.
    """
    front = read_front(file)
    told = unsealed_facts(key, front.sealed)
    if told is None:
        raise KnownProblem("backup_other_key")
    facts, sha256 = told
    with looking(workshop) as copy:
        if take_out_database(file, copy) != sha256:
            raise KnownProblem("backup_damaged")
        refuse_unsound(copy, key, facts)
    return facts


def refuse_unsound(database: Path, key: DataKey, facts: BackupFacts) -> None:
    """Raise ``KnownProblem("backup_damaged")`` unless the database is sound and holds ``facts``."""
    engine = open_engine(database, key, Opening(read_only=True, immutable=True))
    is_sound = False
    try:
        with told_apart(database.parent), outside_transactions(engine) as plain:
            is_sound = (
                not plain.exec_driver_sql("PRAGMA cipher_integrity_check").all()
                and pragma(plain, "integrity_check") == "ok"
                and pragma(plain, "foreign_key_check") is None
                and same_content(counted(plain, facts.reason, facts.made_at), facts)
            )
    except KnownProblem as problem:
        if problem.code != "vault_damaged":
            raise
    finally:
        engine.dispose()
    if not is_sound:
        raise KnownProblem("backup_damaged")


def known_backups(folder: Path, key: DataKey, *, is_outside: bool = False) -> list[Backup]:
    """Return the backups of ``folder``, newest first, with what those of this key tell."""
    found = []
    for file in files_in(folder):
        at, facts, is_damaged = made_at(file), None, False
        try:
            told = unsealed_facts(key, read_front(file).sealed)
            if told is not None:
                facts, at = told[0], told[0].made_at
        except KnownProblem as problem:
            is_damaged = problem.code == "backup_damaged"
        with contextlib.suppress(OSError):
            assert at is not None  # files_in returns files with such names alone
            n_bytes = file.stat().st_size
            found.append(Backup(file, at, n_bytes, facts, is_outside, is_damaged))
    return sorted(found, key=lambda one: (one.made_at, one.file.name), reverse=True)


def copy_backup(file: Path, folder: Path, key: DataKey, workshop: Path) -> Path:
    """Copy a backup into ``folder``, read it back, open it, and only then give it its name.

    One that is there already is opened all the same. Raises what :func:`make_backup` raises.
    """
    target = folder / file.name
    with files_told_apart():
        if not target.exists():
            with _alone_in(folder), _unfinished(folder) as draft:
                with file.open("rb") as inner, draft.open("r+b") as outer:
                    shutil.copyfileobj(inner, outer, _CHUNK)
                    outer.flush()
                    os.fsync(outer.fileno())
                opened_and_counted(draft, key, workshop)
                draft.rename(target)
            with contextlib.suppress(OSError):  # some media know no such thing
                this_system().sync_folder(folder)
            return target
    opened_and_counted(target, key, workshop)
    return target


def counted(
    connection: Connection, reason: BackupReason, now: datetime, source: str = ""
) -> BackupFacts:
    """Count what a database holds."""
    n_values, n_days, first, last = connection.exec_driver_sql(
        "SELECT count(*), count(DISTINCT day), min(day), max(day) FROM observation"
        " WHERE deleted_ms IS NULL"
    ).one()
    newest = connection.exec_driver_sql(
        "SELECT recorded_ms, recorded_offset_min FROM observation WHERE deleted_ms IS NULL"
        " ORDER BY recorded_ms DESC, seq DESC LIMIT 1"
    ).first()
    return BackupFacts(
        made_at=to_instant(to_ms(now), offset_min(now)),
        reason=reason,
        schema=schema_of(connection),
        n_days=n_days,
        n_values=n_values,
        first_day=to_day(first),
        last_day=to_day(last),
        newest_at=None if newest is None else to_instant(*newest),
        rows=row_counts(connection),
        source=source,
    )


def fingerprint(database: Path) -> str:
    """Return a mark of the file's exact bytes; equal marks mean that nothing was written."""
    with database.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _copy(plain: Connection, target: Path) -> None:
    is_query_only = bool(pragma(plain, "query_only"))
    if is_query_only:  # else even a copy to elsewhere is refused
        plain.exec_driver_sql("PRAGMA query_only = OFF")
    try:
        plain.exec_driver_sql("VACUUM INTO ?", (str(target),))
    finally:
        if is_query_only:
            plain.exec_driver_sql("PRAGMA query_only = ON")


def _sent_to_disk(file: Path) -> str:
    with file.open("rb") as stream:
        os.fsync(stream.fileno())
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _refuse_too_little_room(folder: Path, database: Path) -> None:
    with files_told_apart():
        needed = database.stat().st_size * _TIMES_THE_DATABASE + _SPARE_BYTES
        if shutil.disk_usage(folder).free < needed:
            raise KnownProblem("backup_no_room", megabytes=round(needed / 1e6) + 1)


@contextmanager
def looking(folder: Path) -> Iterator[Path]:
    """Give a free name in ``folder`` for a copy to look at; it is gone at the end."""
    with files_told_apart():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = folder / f"{LOOKING}{token_hex(6)}"
    try:
        yield file
    finally:
        remove_database(file)


def remove_database(file: Path) -> None:
    """Delete a copy of a database and what SQLite left beside it; silent where it cannot."""
    for ending in ("", "-journal", "-wal", "-shm"):
        with contextlib.suppress(OSError):
            file.with_name(file.name + ending).unlink(missing_ok=True)


@contextmanager
def _unfinished(folder: Path) -> Iterator[Path]:
    """Give the name of a fresh, empty, private file that is gone at the end, whatever happens."""
    file = folder / f"{UNFINISHED}{token_hex(6)}"
    with files_told_apart():
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        yield file
    finally:
        remove_database(file)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Keep other processes from making backups in ``folder``; sweep what a killed one left."""
    try:
        lock = this_system().lock(folder / ".lock")
    except OSError:  # a medium without locks: the names cannot clash, so go on and sweep nothing
        yield
        return
    if lock is None:
        raise KnownProblem("vault_busy")
    try:
        _sweep(folder)
        yield
    finally:
        lock.release()


def _sweep(folder: Path) -> None:
    long_ago = time.time() - _LOOKED_AT_MOST_S
    with contextlib.suppress(OSError):
        for left in folder.glob(f"{UNFINISHED}*"):
            left.unlink()
        for left in folder.glob(f"{LOOKING}*"):  # somebody may be looking at this moment
            if left.stat().st_mtime < long_ago:
                left.unlink()
