"""Linux. Tried: locks, modes, hardening and restart."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

from iop_companion.foundation.platform.posix import PosixSystem

_PR_SET_DUMPABLE = 4


class LinuxSystem(PosixSystem):
    """POSIX, and the kernel's switch that keeps other processes of the user from reading ours."""

    def harden(self) -> None:
        """Make new files private, switch core dumps off and refuse debuggers of the same user.

        An exec resets the kernel's switch, so every fresh process calls this first thing.
        """
        super().harden()
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)

    def login_file(self) -> Path | None:
        """Return the entry in the autostart folder of the desktop, as freedesktop.org has it."""
        home = os.environ.get("XDG_CONFIG_HOME", "")
        config = Path(home) if home.startswith("/") else Path.home() / ".config"
        return config / "autostart" / "iop-companion.desktop"
