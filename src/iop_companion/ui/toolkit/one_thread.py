"""A thread beside the window's, kept away from everything that belongs to Qt.

Widgets and their signals are safe on the window's thread alone, and so is the last reference to
one: whoever drops it destroys the widget. So what a piece of work holds is made, kept and dropped
on the window's thread, and Python's own search for garbage happens there too. ADR 0021.
"""

from __future__ import annotations

import sys
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from iop_companion.ui.toolkit.collecting import collect_anywhere, collect_on_this_thread
from iop_companion.ui.toolkit.doorbell import Doorbell

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor


_TURN_S = 0.0005
"""Python threads take turns this often while there is a second one. A layout asks dozens of widgets
for their sizes, each time in turn with a busy thread: at the usual 5 ms the window would stand
still for a quarter of a second."""

_QUIET_MS = 40
_LONGEST_WAIT_S = 0.5
"""What can wait begins after so long without other work, and after this in any case."""


@dataclass(eq=False, slots=True)
class Work:
    """One piece of work, and what came of it: a result or an exception, none if it was skipped."""

    job: Callable[[], Any] = field(repr=False)
    then: Callable[[Work], object] = field(repr=False)
    """Called on the GUI thread once the job has ended, not if it was skipped."""
    is_wanted: Callable[[], bool] = lambda: True
    """Asked on the other thread right before the job would begin."""
    result: Any = field(default=None, repr=False)
    failure: Exception | None = field(default=None, repr=False)
    is_skipped: bool = False


class OneThread:
    """Does one piece of work after the other; those that can wait let all others go first."""

    def __init__(self, name: str, parent: QObject) -> None:
        """Make no thread yet; it comes with the first piece of work and is called ``name``."""
        self._name = name
        self._pool: ThreadPoolExecutor | None = None
        self._bell = Doorbell(self._hand_back, parent)
        self._line = _Line(self._bell.ring)
        self._n_handed_in = self._n_handed_back = 0
        self._is_closed = False
        self._waiting: list[Work] = []
        self._waits_until = 0.0
        self._quiet = QTimer(parent, interval=_QUIET_MS, singleShot=True)
        self._quiet.timeout.connect(self._wait_no_longer)

    def add(self, work: Work, *, can_wait: bool = False) -> None:
        """Put ``work`` into the line; what ``can_wait`` waits for a moment without other work.

        Python's threads take turns: what began right after a save would halve the speed at which
        the window paints that it is saved.
        """
        if not can_wait:
            self._hand_in(work, self._line.now)
        else:
            if not self._waiting:
                self._waits_until = time.monotonic() + _LONGEST_WAIT_S
            self._waiting.append(work)
        self._wait_on()

    def _wait_on(self) -> None:
        if self._waiting and (time.monotonic() < self._waits_until or not self._quiet.isActive()):
            self._quiet.start()

    def _wait_no_longer(self) -> None:
        waiting, self._waiting = self._waiting, []
        for work in waiting:
            self._hand_in(work, self._line.later)

    def _hand_in(self, work: Work, to: deque[Work]) -> None:
        if self._is_closed:  # its pipe is closed, and the number of it may be another file's by now
            raise RuntimeError(f"the thread {self._name!r} has ended")
        if self._pool is None:
            from concurrent.futures import ThreadPoolExecutor

            collect_on_this_thread()
            sys.setswitchinterval(_TURN_S)
            self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix=self._name)
        to.append(work)
        self._n_handed_in += 1
        self._bell.expect(anything=True)
        self._pool.submit(self._line.work_on_next)

    def close(self) -> None:
        """Do all that is in the line, then end the thread; nothing is handed back any more."""
        self._quiet.stop()
        self._wait_no_longer()
        if self._pool is not None:
            self._pool.shutdown(wait=True)
            self._pool = None
            collect_anywhere()
        self._is_closed = True
        self._bell.close()

    def _hand_back(self) -> None:
        while self._n_handed_back < self._line.n_let_go:
            self._n_handed_back += 1
            work = self._line.done.popleft()
            self._wait_on()
            self._bell.expect(anything=self._n_handed_back < self._n_handed_in)
            if not work.is_skipped:
                self._bell_again_if_more()
                work.then(work)

    def _bell_again_if_more(self) -> None:
        """What raises, or runs an event loop of its own, must not hold up those behind it."""
        if self._n_handed_back < self._line.n_let_go:
            self._bell.ring()


class _Line:
    """The half that the other thread knows: plain Python."""

    def __init__(self, ring: Callable[[], None]) -> None:
        self.now: deque[Work] = deque()
        self.later: deque[Work] = deque()
        self.done: deque[Work] = deque()
        self.n_let_go = 0
        """So many of ``done``, counted from the start, are held by nobody on this thread."""
        self._ring = ring

    def work_on_next(self) -> None:
        """One call for each piece of work handed in, whichever of them is next by now."""
        self._do_next()  # it returns before the window may drop the work
        self.n_let_go += 1
        self._ring()

    def _do_next(self) -> None:
        work = self.now.popleft() if self.now else self.later.popleft()
        try:
            if work.is_wanted():
                work.result = work.job()
            else:
                work.is_skipped = True
        except Exception as failure:  # whoever handed it in says what becomes of it
            work.failure = failure
        self.done.append(work)
