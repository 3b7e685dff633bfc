"""Windows. NOT TRIED: written after the vendor's manual, never run on Windows.

``msvcrt`` and the Windows half of ``ctypes`` are looked up where they are used, so that this file
can be read by every interpreter.
"""

from __future__ import annotations

import ctypes
import importlib
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from iop_companion.foundation.platform.system import FileLock

_LOCKED_BYTE = 1 << 30
"""Far behind the file's end, so that a second start can still write to its front."""

_NO_CRASH_DIALOGS = 0x0001 | 0x0002


class RegionLock:
    """A lock on one byte by ``msvcrt.locking``; the system drops it when the process dies."""

    def __init__(self, descriptor: int) -> None:
        """Own ``descriptor``, whose region is locked already."""
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


class _MemoryStatus(ctypes.Structure):
    _fields_ = (
        ("length", ctypes.c_ulong),
        ("load", ctypes.c_ulong),
        ("total", ctypes.c_ulonglong),
        ("rest", ctypes.c_ulonglong * 6),
    )


def _kernel32() -> Any:
    return ctypes.WinDLL("kernel32")  # type: ignore[attr-defined,unused-ignore]  # Windows alone


class WindowsSystem:
    """Windows: region locks, the profile folder's own protection, and a child instead of exec."""

    def harden(self) -> None:
        """Switch the crash dialogs off, whose reports hold memory. Not tried."""
        _kernel32().SetErrorMode(_NO_CRASH_DIALOGS)

    def lock(self, file: Path) -> FileLock | None:
        """Lock one byte of ``file`` without waiting; None if another holder has it. Not tried."""
        msvcrt: Any = importlib.import_module("msvcrt")
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT)
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            os.close(descriptor)
            return None
        return RegionLock(descriptor)

    def adopt_lock(self, file: Path, descriptor: int) -> FileLock | None:  # noqa: ARG002 -- port
        """Take the lock anew: Windows hands no descriptor on, so it was released. Not tried."""
        return self.lock(file)

    def is_own(self, path: Path) -> bool:  # noqa: ARG002 -- the port names it
        """Whether the path is this user's: the profile folder belongs to them. Not tried."""
        return True

    def make_private(self, path: Path) -> None:
        """Leave it to the profile folder, whose rights new files inherit. Not tried."""

    def sync_folder(self, folder: Path) -> None:
        """Do nothing: NTFS keeps renames in its journal. Not tried."""

    def memory_kib(self) -> int:
        """Return the memory of this computer in KiB, or 0 if it does not say. Not tried."""
        status = _MemoryStatus()
        status.length = ctypes.sizeof(_MemoryStatus)
        if not _kernel32().GlobalMemoryStatusEx(ctypes.byref(status)):
            return 0
        return int(status.total) // 1024

    def confine(self, memory_mib: int, cpu_s: int) -> None:
        """No limits of the system are set here: the worker's time alone is watched."""

    def can_keep_from_capture(self) -> bool:
        """Windows 10 of 2020 and later. Not tried."""
        return True

    def keep_from_capture(self, window: int, *, is_kept: bool) -> None:
        """See ``SetWindowDisplayAffinity`` (``WDA_EXCLUDEFROMCAPTURE``). Not tried."""
        user32 = ctypes.WinDLL("user32")  # type: ignore[attr-defined,unused-ignore]
        user32.SetWindowDisplayAffinity(ctypes.c_void_p(window), 0x11 if is_kept else 0)

    def restart(self, argv: Sequence[str], lock: FileLock | None) -> NoReturn:
        """Start a fresh process and end this one: Windows has no exec. Not tried."""
        if lock is not None:
            lock.release()
        subprocess.Popen([sys.executable, "-P", *argv], close_fds=True)  # noqa: S603 -- ourselves
        os._exit(0)

    def login_file(self) -> Path | None:
        """None: the person puts a shortcut into the system's start folder."""
        return None
