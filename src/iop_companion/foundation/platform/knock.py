"""How a second start tells the first one to show itself: it writes to a file the first watches.

A file and not a socket, so that "this program opens no connection" stays easy to prove.
"""

from __future__ import annotations

import os
import time
from pathlib import Path


def knock(watched: Path) -> bool:
    """Write to ``watched``, the lock file of the running program; False if it cannot be written.

    Only the time is written, at the start of the file, so it never grows.
    """
    try:
        descriptor = os.open(watched, os.O_WRONLY)
    except OSError:
        return False
    try:
        os.write(descriptor, f"{time.time_ns():020d}\n".encode("ascii"))
    except OSError:
        return False
    finally:
        os.close(descriptor)
    return True
