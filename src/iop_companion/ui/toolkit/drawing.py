"""Pictures drawn away from the GUI thread: charts and previews; only the newest wish counts."""

from __future__ import annotations

import sys
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from iop_companion.foundation.errors import KnownProblem

T = TypeVar("T")


class Drawings(Protocol):
    """Draws for canvases."""

    settle_ms: int
    """While a window is being resized, ask only once its size stands still for so long."""

    def draw(
        self,
        key: Hashable,
        job: Callable[[], T],
        deliver: Callable[[T], None],
        failed: Callable[[KnownProblem], None] | None = None,
    ) -> None:
        """Run ``job`` on the drawing thread and hand its picture to ``deliver``.

        A newer wish with the same ``key`` makes an older one worthless: it is not begun if it can
        be helped, and never delivered. A ``KnownProblem`` goes to ``failed``; anything else is a
        bug and reaches ``sys.excepthook``.
        """

    def drop(self, key: Hashable) -> None:
        """Deliver nothing of what was asked so far for ``key``."""

    def forget(self) -> None:
        """Deliver nothing of what was asked so far (on lock)."""


@dataclass(frozen=True, slots=True)
class _Wish:
    """One picture asked for; ``number`` tells which wish of its key is the newest."""

    key: Hashable
    number: int
    job: Callable[[], Any]
    deliver: Callable[[Any], None]
    failed: Callable[[KnownProblem], None] | None


_TURN_S = 0.0005
"""Python threads take turns this often while there is a drawing thread. A layout asks dozens of
widgets for their sizes, each time in turn with a busy drawing: at the usual 5 ms the window would
stand still for a quarter of a second."""


class DrawingThread(QObject):
    """The real one: one thread, because drawings take turns anyway."""

    settle_ms = 40

    _done = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Start without a thread; it comes with the first wish."""
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="drawing")
        self._newest: dict[Hashable, int] = {}
        self._number = 0
        self._done.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        sys.setswitchinterval(_TURN_S)

    def draw(
        self,
        key: Hashable,
        job: Callable[[], T],
        deliver: Callable[[T], None],
        failed: Callable[[KnownProblem], None] | None = None,
    ) -> None:
        """See :meth:`Drawings.draw`."""
        self._number += 1
        self._newest[key] = self._number
        self._pool.submit(self._work, _Wish(key, self._number, job, deliver, failed))

    def drop(self, key: Hashable) -> None:
        """See :meth:`Drawings.drop`."""
        self._newest.pop(key, None)

    def forget(self) -> None:
        """See :meth:`Drawings.forget`."""
        self._newest.clear()

    def close(self) -> None:
        """Let the picture under way end, then end the thread."""
        self.forget()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _work(self, wish: _Wish) -> None:
        if self._newest.get(wish.key) != wish.number:
            return
        try:
            picture = wish.job()
        except KnownProblem as problem:
            self._done.emit((wish, wish.failed or _raise, problem))
        except Exception as bug:  # it must reach the GUI thread's hook, not die in the pool
            self._done.emit((wish, _raise, bug))
        else:
            self._done.emit((wish, wish.deliver, picture))

    @Slot(object)
    def _deliver(self, parcel: tuple[_Wish, Callable[[Any], None], Any]) -> None:
        wish, hand_over, content = parcel
        is_newest = self._newest.get(wish.key) == wish.number
        if is_newest:
            del self._newest[wish.key]
        if is_newest or hand_over is _raise:
            hand_over(content)


class ImmediateDrawings:
    """The twin for tests and pictures: draws at once on the caller's thread."""

    settle_ms = 0

    def draw(
        self,
        key: Hashable,
        job: Callable[[], T],
        deliver: Callable[[T], None],
        failed: Callable[[KnownProblem], None] | None = None,
    ) -> None:
        """See :meth:`Drawings.draw`."""
        del key
        try:
            picture = job()
        except KnownProblem as problem:
            if failed is None:
                raise
            failed(problem)
        else:
            deliver(picture)

    def drop(self, key: Hashable) -> None:
        """Nothing is ever under way."""

    def forget(self) -> None:
        """Nothing is ever under way."""


def _raise(bug: Exception) -> None:
    raise bug
