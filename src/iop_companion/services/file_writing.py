"""Writing a file for the person: all of it or nothing, never over another one by accident."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from iop_companion.domain.locked_file import LEAST_FILE_PASSPHRASE
from iop_companion.domain.private import Secret
from iop_companion.foundation.errors import KnownProblem

_FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})
_NO_LINKS = frozenset({errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EACCES})


def checked_file_passphrase(passphrase: Secret) -> Secret:
    """Return what is to lock a file, or raise ``KnownProblem("passphrase_too_short")``."""
    if len(passphrase) < LEAST_FILE_PASSPHRASE:
        raise KnownProblem("passphrase_too_short", least=LEAST_FILE_PASSPHRASE)
    return passphrase


def write_once(path: Path, data: bytes, replace: bool = False) -> None:  # noqa: FBT001, FBT002 -- the contract
    """Write ``data`` to ``path`` in one step, readable by its owner alone.

    The bytes go to a fresh file beside it first (mode 0600) and reach the disk; only then does the
    name change hands, so nobody ever sees half a file and nothing is left behind when it fails.
    Raises ``KnownProblem``: ``target_exists`` (unless ``replace``), ``target_unwritable``,
    ``disk_full``.
    """
    with _problems():
        if not replace and os.path.lexists(path):
            raise KnownProblem("target_exists")
        draft = path.with_name(f".{secrets.token_hex(8)}.part")  # fits wherever the name does
        try:
            _write(draft, data)
            _give_name(draft, path, replace=replace)
        finally:
            with contextlib.suppress(OSError):
                draft.unlink()
        _sync_folder(path.parent)


def _write(draft: Path, data: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(draft, flags, 0o600), "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _give_name(draft: Path, path: Path, *, replace: bool) -> None:
    if replace:
        draft.replace(path)
        return
    try:
        path.hardlink_to(draft)  # fails if the name is taken meanwhile; a rename would not
    except FileExistsError as error:
        raise KnownProblem("target_exists") from error
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        _rename(draft, path)  # a USB stick knows no links


def _rename(draft: Path, path: Path) -> None:
    if os.path.lexists(path):
        raise KnownProblem("target_exists")
    draft.rename(path)


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where the system can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def _problems() -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL in it, or no name
        code = "disk_full" if getattr(error, "errno", None) in _FULL else "target_unwritable"
        raise KnownProblem(code) from error
