"""Turns the errors of the database and of the file system into problems a person understands.

The original error is kept as the cause for the log, which drops its words (``foundation/log.py``).
"""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from iop_companion.foundation.errors import Bug, KnownProblem

_NEARLY_NOTHING = 1 << 20
"""Free bytes under which an unnamed I/O error is taken for a full disk."""

_BY_RESULT_CODE = {
    5: "vault_busy",  # SQLITE_BUSY
    6: "vault_busy",  # SQLITE_LOCKED
    7: "memory_short",  # SQLITE_NOMEM
    8: "read_only",  # SQLITE_READONLY
    10: "disk_problem",  # SQLITE_IOERR
    11: "vault_damaged",  # SQLITE_CORRUPT
    13: "disk_full",  # SQLITE_FULL
    14: "disk_problem",  # SQLITE_CANTOPEN
    26: "vault_damaged",  # SQLITE_NOTADB
}

_BY_ERRNO = {
    errno.ENOSPC: "disk_full",
    getattr(errno, "EDQUOT", errno.ENOSPC): "disk_full",  # not on Windows
    errno.EROFS: "folder_not_writable",
    errno.EACCES: "folder_not_writable",
    errno.EPERM: "folder_not_writable",
}


@contextmanager
def files_told_apart() -> Iterator[None]:
    """Raise ``KnownProblem`` for what the file system refuses."""
    try:
        yield
    except OSError as error:
        raise KnownProblem(_BY_ERRNO.get(error.errno or 0, "disk_problem")) from error


@contextmanager
def told_apart(folder: Path) -> Iterator[None]:
    """Raise ``KnownProblem`` for what the database reports, ``Bug`` for a mistake of ours.

    ``folder`` is asked for its free space, because a full disk may call itself an I/O error.
    Anything that is not of the database passes through.
    """
    try:
        yield
    except Exception as error:
        code = result_code(error)
        if code is None:
            raise
        known = _BY_RESULT_CODE.get(code & 0xFF)
        if known is None:
            raise Bug(f"the database refused a statement with result code {code}") from error
        if known == "disk_problem" and _is_full(folder):
            known = "disk_full"
        raise KnownProblem(known) from error


def result_code(error: BaseException) -> int | None:
    """Return SQLite's result code of ``error`` or of the one it wraps; None if there is none."""
    for candidate in (error, getattr(error, "orig", None)):
        code = getattr(candidate, "sqlite_errorcode", None)
        if isinstance(code, int):
            return code
    return None


def _is_full(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < _NEARLY_NOTHING
    except OSError:
        return False
