"""How another thread tells the window that something is ready, without touching Qt.

Sending a signal from another thread makes PySide look up the class of the sender without Python's
lock, in a table that grows whenever a class of Qt is first used or defined. On Python 3.11 a
look-up at that moment ends the whole process. So threads write one byte into a pipe of the system;
where Qt cannot wait for a pipe (Windows), the window looks a few hundred times a second while it
expects something. ADR 0021.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QObject, QSocketNotifier, Qt, QTimer

_CAN_WAIT_FOR_A_PIPE = os.name == "posix"

_LOOK_EVERY_MS = 3


class Doorbell:
    """Calls ``answer`` on the GUI thread some time after ``ring`` was called on any other.

    Rings that come close together are answered once.
    """

    def __init__(
        self,
        answer: Callable[[], object],
        parent: QObject,
        *,
        by_pipe: bool = _CAN_WAIT_FOR_A_PIPE,
    ) -> None:
        """Wait for rings; ``parent`` takes the waiting part along when it goes."""
        self._answer = answer
        self._ends: tuple[int, int] | None = None
        self.ring: Callable[[], None] = _by_looking
        """Called by the other thread; it knows nothing of Qt."""
        if by_pipe:
            to_read, to_write = self._ends = os.pipe()
            for end in self._ends:
                os.set_blocking(end, False)
            self.ring = _PipeRing(to_write)
            self._notifier = QSocketNotifier(to_read, QSocketNotifier.Type.Read, parent)
            self._notifier.activated.connect(self._heard)
        self._is_expecting = False
        self._look = QTimer(parent, interval=_LOOK_EVERY_MS, singleShot=True)
        self._look.setTimerType(Qt.TimerType.PreciseTimer)
        self._look.timeout.connect(self._looked)

    def expect(self, *, anything: bool) -> None:
        """Say whether a ring may come: without a pipe somebody must look."""
        self._is_expecting = anything
        if self._ends is None and anything:
            self._look.start()

    def close(self) -> None:
        """Hear nothing any more; the other thread has ended."""
        self._is_expecting = False
        self._look.stop()
        if self._ends is not None:
            self._notifier.setEnabled(False)
            for end in self._ends:
                os.close(end)
            self._ends = None

    def _looked(self) -> None:
        if self._is_expecting:
            self._look.start()  # first: an answer may open a dialog and come back much later
        self._answer()

    def _heard(self) -> None:
        if self._ends is not None:
            with suppress(BlockingIOError):
                os.read(self._ends[0], 4096)
        self._answer()


class _PipeRing:
    """Writes a byte; a full pipe is being answered already."""

    def __init__(self, to_write: int) -> None:
        self._to_write = to_write

    def __call__(self) -> None:
        with suppress(BlockingIOError):
            os.write(self._to_write, b"\0")


def _by_looking() -> None:
    """The window looks by itself."""
