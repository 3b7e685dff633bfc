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

    def can_keep_from_capture(self) -> bool:
        """Not tried; newer systems let some programs record the screen all the same."""
        return True

    def keep_from_capture(self, window: int, *, is_kept: bool) -> None:
        """Set the window's ``sharingType`` to none (0) or back to read-only (1). Not tried."""
        objc = ctypes.CDLL("/usr/lib/libobjc.dylib")
        objc.sel_registerName.restype = ctypes.c_void_p
        send = objc.objc_msgSend
        send.restype = ctypes.c_void_p
        send.argtypes = [ctypes.c_void_p, ctypes.c_void_p]
        of_view = send(window, objc.sel_registerName(b"window"))
        send.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_ulong]
        send(of_view, objc.sel_registerName(b"setSharingType:"), 0 if is_kept else 1)

    def login_file(self) -> Path | None:
        """None: the person adds the program to the login items of the system."""
        return None
