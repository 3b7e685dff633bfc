"""What Linux and macOS share: modes, flock, limits and exec.

``fcntl`` and ``resource`` are imported where they are used, so that this file can be read by
every interpreter.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from iop_companion.foundation.platform.system import LOCK_OPTION, FileLock

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700


class FlockLock:
    """A lock by ``flock`` on an open descriptor; the kernel drops it when the process dies."""

    def __init__(self, descriptor: int) -> None:
        """Own ``descriptor``, whose lock is held already."""
        self._descriptor = descriptor

    @property
    def descriptor(self) -> int:
        """The open file descriptor that carries the lock."""
        return self._descriptor

    def release(self) -> None:
        """Let go; harmless when already released."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


class PosixSystem:
    """The answers that every POSIX system gives alike."""

    def harden(self) -> None:
        """Make new files private and switch core dumps off."""
        import resource

        os.umask(0o077)
        _, hard = resource.getrlimit(resource.RLIMIT_CORE)
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, hard))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    def lock(self, file: Path) -> FileLock | None:
        """Lock ``file`` without waiting; None if another holder has it."""
        descriptor = _opened(file)
        return _locked(descriptor)

    def adopt_lock(self, file: Path, descriptor: int) -> FileLock | None:
        """Take over a lock handed on by the process before; None if it is not that lock."""
        try:
            handed_on, wanted = os.fstat(descriptor), file.stat()
        except OSError:
            return None
        if (handed_on.st_dev, handed_on.st_ino) != (wanted.st_dev, wanted.st_ino):
            return None
        os.set_inheritable(descriptor, False)  # noqa: FBT003 -- its only form
        return _locked(descriptor)

    def is_own(self, path: Path) -> bool:
        """Whether ``path`` itself belongs to this user."""
        return path.lstat().st_uid == os.geteuid()

    def make_private(self, path: Path) -> None:
        """Set mode 0700 on a folder and 0600 on a file, unless it is so already."""
        mode = PRIVATE_FOLDER if path.is_dir() else PRIVATE_FILE
        if path.stat().st_mode & 0o777 != mode:
            path.chmod(mode)

    def sync_folder(self, folder: Path) -> None:
        """Write the folder's own entries to the disk."""
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def memory_kib(self) -> int:
        """Return the memory of this computer in KiB, or 0 if it does not say."""
        try:
            return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 1024
        except (ValueError, OSError):
            return 0

    def confine(self, memory_mib: int, cpu_s: int) -> None:
        """Limit memory, time, files and processes; a limit that is refused leaves the others."""
        import resource

        limits = {
            "RLIMIT_AS": memory_mib * 2**20,
            "RLIMIT_CPU": cpu_s,
            "RLIMIT_FSIZE": 0,
            "RLIMIT_NOFILE": 16,
            "RLIMIT_NPROC": 0,
        }
        for name, most in limits.items():
            with contextlib.suppress(OSError, ValueError):
                resource.setrlimit(getattr(resource, name), (most, most))

    def can_keep_from_capture(self) -> bool:
        """X11 cannot, and Wayland leaves it to the desktop."""
        return False

    def keep_from_capture(self, window: int, *, is_kept: bool) -> None:
        """Do nothing: see :meth:`can_keep_from_capture`."""

    def restart(self, argv: Sequence[str], lock: FileLock | None) -> NoReturn:
        """Replace this process; see :class:`~iop_companion.foundation.platform.system.System`."""
        command = [sys.executable, "-P", *argv]
        if lock is not None:
            # Python opens every descriptor close-on-exec; without this the lock would be dropped
            os.set_inheritable(lock.descriptor, True)  # noqa: FBT003 -- its only form
            command += [LOCK_OPTION, str(lock.descriptor)]
        os.execv(sys.executable, command)  # noqa: S606 -- our own interpreter, no shell


def _opened(file: Path) -> int:
    try:
        return os.open(file, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, PRIVATE_FILE)
    except OSError:
        # a folder that cannot be written can still be locked against others, if the file is there
        return os.open(file, os.O_RDONLY | os.O_NOFOLLOW)


def _locked(descriptor: int) -> FlockLock | None:
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    except OSError:
        os.close(descriptor)
        raise
    return FlockLock(descriptor)
