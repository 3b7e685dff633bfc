"""macOS. NOT TRIED: written after the system's manual pages, never run on a Mac."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

from iop_companion.foundation.platform.posix import PosixSystem

_PT_DENY_ATTACH = 31
_F_FULLFSYNC = 51


class MacosSystem(PosixSystem):
    """POSIX, and what a Mac needs besides."""

    def harden(self) -> None:
        """Make new files private, switch core dumps off and refuse debuggers. Not tried."""
        super().harden()
        ctypes.CDLL(None, use_errno=True).ptrace(_PT_DENY_ATTACH, 0, 0, 0)

    def sync_folder(self, folder: Path) -> None:
        """Ask the drive itself to write, since plain fsync stops at its cache. Not tried."""
        import fcntl

        descriptor = os.open(folder, os.O_RDONLY)
        try:
            fcntl.fcntl(descriptor, _F_FULLFSYNC)
        except OSError:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
