"""``vault.keys`` and its copy: two files, each replaced whole, one after the other.

A plain SHA-256 of the body tells a damaged file from a sound one; who may open it is decided by
the slots inside (``cipher.py``). Whichever file is damaged is cured from the other.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.platform.this_system import this_system
from iop_companion.store.cipher import KeyHeader, from_json, to_json
from iop_companion.store.problems import files_told_apart

_LARGEST = 64 * 1024
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class FoundKeys:
    """What was read: the header, its exact bytes, and whether both files hold the same."""

    header: KeyHeader
    content: bytes
    copies_agree: bool


def write_keys(file: Path, header: KeyHeader) -> None:
    """Write the header to ``file`` and then to its copy; a kill at any point leaves one whole.

    Raises ``KnownProblem``: ``keys_copy_behind`` where the new header is in force but not all of it
    reached the disk (the next unlocking mends the copy), else the problem of the disk, with the
    old header in force.
    """
    content = _sealed(header)
    try:
        for target in (file, copy_of(file)):
            replace_file(target, content)
    except KnownProblem as problem:
        if _content(file) == content:
            raise KnownProblem("keys_copy_behind") from problem
        raise


def _sealed(header: KeyHeader) -> bytes:
    body = to_json(header)
    outer = {"sha256": hashlib.sha256(body.encode()).hexdigest(), "body": body}
    return json.dumps(outer, indent=1).encode()


def read_keys(file: Path) -> FoundKeys:
    """Return what the key file or, where it is damaged, its copy holds.

    Raises ``KnownProblem``: ``keys_damaged`` if neither can be read, ``keys_too_weak``,
    ``keys_too_costly`` or ``keys_newer`` for a sound header that must not be used.
    """
    first, second = _content(file), _content(copy_of(file))
    header = header_in(first)
    if header is not None:
        assert first is not None  # a header was read from it
        return FoundKeys(header, first, copies_agree=first == second)
    header = header_in(second)
    if header is not None:
        assert second is not None
        return FoundKeys(header, second, copies_agree=False)
    raise KnownProblem("keys_damaged")


def cure(file: Path, found: FoundKeys) -> None:
    """Make both files equal again to what just proved itself; a folder that refuses is left be."""
    if found.copies_agree:
        return
    with contextlib.suppress(KnownProblem):
        for target in (file, copy_of(file)):
            if _content(target) != found.content:
                replace_file(target, found.content)


def copy_of(file: Path) -> Path:
    """Return the path of the second copy."""
    return file.with_name(file.name + ".bak")


def replace_file(target: Path, content: bytes) -> None:
    """Put ``content`` in the place of ``target`` so that a power cut leaves the old or the new.

    The bytes of the old file are overwritten where they lay, as far as the disk does as it is told:
    a passphrase that was changed should not open a key file that is dug up.
    """
    draft = target.with_name(target.name + ".new")
    with files_told_apart(), _overwritten_when_replaced(target):
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(target)
        except OSError:
            draft.unlink(missing_ok=True)
            raise
        this_system().sync_folder(target.parent)


def destroy(file: Path) -> bool:
    """Overwrite and delete ``file``; return whether it is gone. A link is deleted, not followed."""
    with contextlib.suppress(OSError):
        if file.is_symlink():
            file.unlink()
            return True
        _overwrite(file)
    with contextlib.suppress(OSError):
        file.unlink(missing_ok=True)
    return not os.path.lexists(file)


def _overwrite(file: Path) -> None:
    descriptor = os.open(file, os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0))
    try:
        _fill(descriptor)
    finally:
        os.close(descriptor)


def _fill(descriptor: int) -> None:
    size = os.fstat(descriptor).st_size
    for at in range(0, size, _BLOCK):
        os.lseek(descriptor, at, os.SEEK_SET)
        os.write(descriptor, secrets.token_bytes(min(_BLOCK, size - at)))
    os.fsync(descriptor)


@contextlib.contextmanager
def _overwritten_when_replaced(target: Path) -> Iterator[None]:
    """Keep hold of the old file, and overwrite it once no name leads to it any more."""
    if os.name == "nt":  # a file that is open there cannot be replaced
        yield
        return
    try:
        descriptor = os.open(target, os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0))
    except OSError:
        yield
        return
    try:
        yield
        if os.fstat(descriptor).st_nlink == 0:  # another name (a copy by link) is not ours to wipe
            with contextlib.suppress(OSError):
                _fill(descriptor)
    finally:
        os.close(descriptor)


def _content(file: Path) -> bytes | None:
    try:
        with file.open("rb") as opened:
            return opened.read(_LARGEST)
    except OSError:
        return None


def header_in(content: bytes | None) -> KeyHeader | None:
    """None for what is missing or damaged; a sound header that may not be used raises."""
    if content is None:
        return None
    try:
        outer = json.loads(content)
        body = outer["body"]
        if hashlib.sha256(body.encode()).hexdigest() != outer["sha256"]:
            return None
        return from_json(body)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
