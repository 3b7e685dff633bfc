"""The file of one backup: an uncompressed zip of the key file, sealed facts, and the database.

A zip, so that whoever has lost this program can still take the vault out of it: unpacked, the two
files *are* a vault's folder. Everything inside is encrypted already. The facts are sealed with a
key derived from the data key; they hold the database's SHA-256, so a swapped one is noticed.
"""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from typing import Any, BinaryIO

from iop_companion.domain.backup import BackupFacts, BackupReason
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.untrusted_file import open_untrusted
from iop_companion.store.cipher import DataKey, KeyHeader
from iop_companion.store.instants import offset_min, to_day, to_instant, to_ms, to_ordinal
from iop_companion.store.key_file import header_in
from iop_companion.store.problems import files_told_apart

ENDING = ".backup"
UNFINISHED = ".making-"
"""How the names of files begin that are no backup yet."""

_KEYS, _FACTS, _DATABASE = "vault.keys", "facts", "vault.db"
_PURPOSE = b"backup"
_LIMIT_MIB = 4096
_LARGEST_PART = 64 * 1024
_CHUNK = 1 << 20
_STAMP = "%Y-%m-%d-%H%M%S"
_YEAR_ZERO = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class BackupFront:
    """What a backup tells before its database is touched. ``sealed`` opens with the data key."""

    header: KeyHeader
    keys: bytes
    sealed: bytes


def new_name(made_at: datetime) -> str:
    """Return a neutral file name: the instant in UTC, and two random bytes against clashes."""
    return f"{made_at.astimezone(UTC):{_STAMP}}-{token_hex(2)}{ENDING}"


def made_at(file: Path) -> datetime | None:
    """Return the instant that a name made by :func:`new_name` tells; None for any other name."""
    stamp, dash, rest = file.name[:17], file.name[17:18], file.name[18:]
    if dash != "-" or len(rest) != 4 + len(ENDING) or not rest.endswith(ENDING):
        return None
    try:
        return datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def files_in(folder: Path) -> list[Path]:
    """Return the backups in ``folder`` by their names, oldest first; none if it is not there."""
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in entries if entry.is_file(follow_symlinks=False)]
    except OSError:
        return []
    return sorted(folder / name for name in names if made_at(Path(name)) is not None)


def write_backup(target: Path, keys: bytes, sealed: bytes, database: Path) -> None:
    """Write the parts into ``target``, which is there and empty, and send it to the disk."""
    with files_told_apart(), target.open("r+b") as stream:
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as parts:
            for name, content in ((_KEYS, keys), (_FACTS, sealed)):
                parts.writestr(zipfile.ZipInfo(name, _YEAR_ZERO), content)
            info = zipfile.ZipInfo(_DATABASE, _YEAR_ZERO)
            info.file_size = database.stat().st_size
            with parts.open(info, "w") as inner, database.open("rb") as outer:
                while chunk := outer.read(_CHUNK):
                    inner.write(chunk)
        stream.flush()
        os.fsync(stream.fileno())


def read_front(file: Path) -> BackupFront:
    """Return the key header and the sealed facts of a backup.

    Raises ``KnownProblem``: ``backup_damaged`` for anything cut short or changed there,
    ``not_a_backup`` for another kind of file, ``file_missing``, ``file_unreadable``,
    ``file_empty``, and those of a sound key header that must not be used.
    """
    with _parts(file) as (parts, members):
        keys = parts.read(members[_KEYS])
        sealed = parts.read(members[_FACTS])
    header = header_in(keys)
    if header is None:
        raise KnownProblem("backup_damaged")
    return BackupFront(header, keys, sealed)


def take_out_database(file: Path, target: Path) -> str:
    """Write the database of a backup to ``target``, a new private file; return its SHA-256.

    Raises ``KnownProblem``: those of :func:`read_front`, ``disk_full``, ``disk_problem``.
    """
    digest = hashlib.sha256()
    with (
        files_told_apart(),
        os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as outer,
    ):
        with _parts(file) as (parts, members), parts.open(members[_DATABASE]) as inner:
            while chunk := inner.read(_CHUNK):
                digest.update(chunk)
                with files_told_apart():  # else it is taken for trouble with the file read
                    outer.write(chunk)
        outer.flush()
        os.fsync(outer.fileno())
    return digest.hexdigest()


def sealed_facts(key: DataKey, facts: BackupFacts, sha256: str) -> bytes:
    """Return the facts as only the holder of the data key can read them."""
    newest = facts.newest_at
    raw = {
        "made_ms": to_ms(facts.made_at),
        "made_offset_min": offset_min(facts.made_at),
        "reason": facts.reason.value,
        "schema": facts.schema,
        "n_days": facts.n_days,
        "n_values": facts.n_values,
        "first_day": to_ordinal(facts.first_day),
        "last_day": to_ordinal(facts.last_day),
        "newest": None if newest is None else [to_ms(newest), offset_min(newest)],
        "rows": dict(facts.rows),
        "source": facts.source,
        "sha256": sha256,
    }
    return key.sealed(_PURPOSE, json.dumps(raw).encode())


def unsealed_facts(key: DataKey, sealed: bytes) -> tuple[BackupFacts, str] | None:
    """Return the facts and the database's SHA-256; None if ``key`` is not the one of this backup.

    Raises ``KnownProblem("backup_damaged")`` for facts of a form that is not known here.
    """
    content = key.unsealed(_PURPOSE, sealed)
    if content is None:
        return None
    try:
        raw: dict[str, Any] = json.loads(content)
        newest = raw["newest"]
        facts = BackupFacts(
            made_at=to_instant(raw["made_ms"], raw["made_offset_min"]),
            reason=BackupReason(raw["reason"]),
            schema=raw["schema"],
            n_days=raw["n_days"],
            n_values=raw["n_values"],
            first_day=to_day(raw["first_day"]),
            last_day=to_day(raw["last_day"]),
            newest_at=None if newest is None else to_instant(*newest),
            rows=raw["rows"],
            source=raw["source"],
        )
        return facts, str(raw["sha256"])
    except (ValueError, KeyError, TypeError) as error:
        raise KnownProblem("backup_damaged") from error


def same_content(one: BackupFacts, other: BackupFacts) -> bool:
    """Whether both counted the same, whenever and why they were made."""
    return replace(one, made_at=other.made_at, reason=other.reason, source=other.source) == other


@contextmanager
def _parts(file: Path) -> Iterator[tuple[zipfile.ZipFile, dict[str, zipfile.ZipInfo]]]:
    """Open a backup somebody may have changed: only the members we know, none compressed."""
    with open_untrusted(file, limit_mib=_LIMIT_MIB) as stream:
        try:
            with zipfile.ZipFile(stream) as parts:
                yield parts, _members(parts, file.stat().st_size)
        except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError) as error:
            raise KnownProblem(_told(stream)) from error


def _members(parts: zipfile.ZipFile, n_bytes: int) -> dict[str, zipfile.ZipInfo]:
    members = {info.filename: info for info in parts.infolist()}
    if set(members) != {_KEYS, _FACTS, _DATABASE} or len(parts.infolist()) != len(members):
        raise KnownProblem("not_a_backup")
    for name, info in members.items():
        most = n_bytes if name == _DATABASE else _LARGEST_PART
        if info.compress_type != zipfile.ZIP_STORED or info.file_size > most:
            raise KnownProblem("backup_damaged")
    return members


def _told(stream: BinaryIO) -> str:
    """A file that begins like a zip is taken for a backup cut short, anything else for foreign."""
    stream.seek(0)
    return "backup_damaged" if stream.read(4) == b"PK\x03\x04" else "not_a_backup"
