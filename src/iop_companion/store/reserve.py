"""Room set aside on the disk, so that one last save goes through when everything else is full."""

from __future__ import annotations

import contextlib
import os
import shutil

from iop_companion.store.vault_folder import VaultFolder

RESERVE_BYTES = 2 * 1024 * 1024
"""A hundred check-ins with long notes, and the log they first go to."""

_ONLY_BESIDE = 50 * 1024 * 1024
"""Free bytes that must be there besides before room is taken (again)."""


def set_aside(home: VaultFolder) -> bool:
    """Take the room unless it is taken already; return whether it is there.

    A disk that has little left, or refuses, is left alone.
    """
    file = home.reserve
    with contextlib.suppress(OSError):
        if file.exists() and file.stat().st_size == RESERVE_BYTES:
            return True
        if shutil.disk_usage(home.path).free < _ONLY_BESIDE + RESERVE_BYTES:
            return False
        file.parent.mkdir(exist_ok=True, mode=0o700)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            # random bytes: a file system that folds zeros away would set nothing aside
            stream.write(os.urandom(RESERVE_BYTES))
            stream.flush()
            os.fsync(stream.fileno())
        return True
    return False


def give_up(home: VaultFolder) -> bool:
    """Free the room; return whether there was any."""
    try:
        home.reserve.unlink()
    except OSError:
        return False
    return True
