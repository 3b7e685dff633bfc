"""Opening a file that somebody else made: an ordinary one, not too large, or a known problem."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from iop_companion.foundation.errors import KnownProblem

MIB = 2**20


@contextmanager
def open_untrusted(path: Path, *, limit_mib: int) -> Iterator[BinaryIO]:
    """Open ``path`` for reading bytes; close it at the end.

    Raises ``KnownProblem``: ``file_missing``, ``file_unreadable`` (also folders, pipes and devices,
    which could block or never end, and reading errors inside the ``with``), ``file_empty``,
    ``file_too_large``.
    """
    if "\0" in str(path):
        raise KnownProblem("file_missing")
    try:
        _require_ordinary(path.stat(), limit_mib)
        with path.open("rb") as stream:
            # asked again of the open file: another one may stand under the name by now
            _require_ordinary(os.fstat(stream.fileno()), limit_mib)
            yield stream
    except FileNotFoundError as error:
        raise KnownProblem("file_missing") from error
    except OSError as error:
        raise KnownProblem("file_unreadable") from error


def _require_ordinary(status: os.stat_result, limit_mib: int) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise KnownProblem("file_unreadable")
    if status.st_size == 0:
        raise KnownProblem("file_empty")
    if status.st_size > limit_mib * MIB:
        raise KnownProblem("file_too_large", limit=limit_mib)


def head_of(path: Path, *, limit_mib: int, n_bytes: int = 65_536) -> bytes:
    """Return the first ``n_bytes`` of ``path``; same problems as :func:`open_untrusted`."""
    with open_untrusted(path, limit_mib=limit_mib) as stream:
        return stream.read(n_bytes)
