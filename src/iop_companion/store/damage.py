"""Damage is noticed on opening, and what is damaged is copied aside before anything else."""

from __future__ import annotations

import contextlib
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DatabaseError

from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.platform.this_system import this_system
from iop_companion.store.engine import outside_transactions, pragma
from iop_companion.store.problems import files_told_apart, told_apart
from iop_companion.store.vault_folder import VaultFolder

DAMAGED = "damaged-"
"""How the folders begin, among the backups, that hold an untouched copy of a damaged vault."""

_ENDINGS = ("", "-wal", "-journal")
_CHUNK = 1 << 20


def refuse_damaged(engine: Engine, home: VaultFolder, now: datetime, *, can_write: bool) -> None:
    """Look at every page; raise ``KnownProblem("vault_damaged")`` if one is not what was written.

    ``now`` names the copy that is set aside where a log has to be folded in first. That log may
    hold a newer state of a page that looks damaged: after a power cut it usually does.
    """
    with told_apart(home.path), outside_transactions(engine) as plain:
        if not damaged_pages(plain):
            return
        if can_write and _has_log(home):
            earlier = _copies(home)
            copy = set_aside(home, now)
            pragma(plain, "wal_checkpoint(TRUNCATE)")
            if not damaged_pages(plain):
                if copy not in earlier:
                    remove_folder(copy)
                return
    raise KnownProblem("vault_damaged")


def damaged_pages(connection: Connection) -> int:
    """Return how many pages of the file do not prove themselves; 1 if it cannot even be read."""
    try:
        return len(connection.exec_driver_sql("PRAGMA cipher_integrity_check").all())
    except DatabaseError:
        return 1


def set_aside(home: VaultFolder, now: datetime) -> Path:
    """Copy database, log and key files, as they are, into a folder of their own; return it.

    Where the newest such folder holds exactly these files already, it is returned instead: looking
    at the same damage every day must not fill the disk.
    """
    for earlier in _copies(home)[:1]:
        if _holds_the_same(home, earlier):
            return earlier
    name = f"{DAMAGED}{now.astimezone(UTC):%Y-%m-%d-%H%M%S}-{token_hex(2)}"
    folder = home.backups / name
    with files_told_apart():
        home.backups.mkdir(exist_ok=True, mode=0o700)
        folder.mkdir(mode=0o700)
        for file in _present(home):
            _copy(file, folder / file.name)
        this_system().sync_folder(folder)
        this_system().sync_folder(home.backups)
    return folder


def _present(home: VaultFolder) -> list[Path]:
    names = [f"{home.database.name}{ending}" for ending in _ENDINGS]
    names += [home.keys.name, f"{home.keys.name}.bak"]
    return [file for name in names if (file := home.path / name).exists()]


def _copies(home: VaultFolder) -> list[Path]:
    """The copies that were set aside, newest first."""
    return sorted(home.backups.glob(f"{DAMAGED}*"), reverse=True)


def _holds_the_same(home: VaultFolder, copy: Path) -> bool:
    with contextlib.suppress(OSError):
        files = _present(home)
        return {file.name for file in files} == {file.name for file in copy.iterdir()} and all(
            _is_same(file, copy / file.name) for file in files
        )
    return False


def _is_same(one: Path, other: Path) -> bool:
    with one.open("rb") as first, other.open("rb") as second:
        while True:
            chunk = first.read(_CHUNK)
            if chunk != second.read(_CHUNK):
                return False
            if not chunk:
                return True


def _copy(file: Path, target: Path) -> None:
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with file.open("rb") as inner, os.fdopen(descriptor, "wb") as outer:
        shutil.copyfileobj(inner, outer)
        outer.flush()
        os.fsync(outer.fileno())


def _has_log(home: VaultFolder) -> bool:
    return home.log.exists() and home.log.stat().st_size > 0


def remove_folder(folder: Path) -> None:
    """Delete a folder of copies that is not needed; silent where it cannot."""
    with contextlib.suppress(OSError):
        for file in list(folder.iterdir()):
            file.unlink()
        folder.rmdir()
