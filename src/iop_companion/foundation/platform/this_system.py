"""Which system this is, asked once."""

from __future__ import annotations

import sys
from functools import cache

from iop_companion.foundation.platform.system import System


@cache
def this_system() -> System:
    """Return the answers of the system this process runs on; Linux stands for other POSIX ones."""
    if sys.platform == "win32":
        from iop_companion.foundation.platform.windows import WindowsSystem

        return WindowsSystem()
    if sys.platform == "darwin":
        from iop_companion.foundation.platform.macos import MacosSystem

        return MacosSystem()
    from iop_companion.foundation.platform.linux import LinuxSystem

    return LinuxSystem()
