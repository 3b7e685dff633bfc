"""Pictures drawn away from the GUI thread: charts and previews; only the newest wish counts."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

T = TypeVar("T")


class Drawings(Protocol):
    """Draws for canvases."""

    def draw(self, key: Hashable, job: Callable[[], T], deliver: Callable[[T], None]) -> None:
        """Run ``job`` on the drawing thread and hand its picture to ``deliver``.

        A newer wish with the same ``key`` makes an older one worthless: it is not begun if it can
        be helped, and never delivered.
        """

    def drop(self, key: Hashable) -> None:
        """Deliver nothing of what was asked so far for ``key``."""

    def forget(self) -> None:
        """Deliver nothing of what was asked so far (on lock)."""


class DrawingThread(QObject):
    """The real one: one thread, because drawings take turns anyway."""

    _done = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Start without a thread; it comes with the first wish."""
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="drawing")
        self._newest: dict[Hashable, int] = {}
        self._number = 0
        self._done.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def draw(self, key: Hashable, job: Callable[[], T], deliver: Callable[[T], None]) -> None:
        """See :meth:`Drawings.draw`."""
        self._number += 1
        self._newest[key] = self._number
        self._pool.submit(self._work, key, self._number, job, deliver)

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

    def _work(
        self,
        key: Hashable,
        number: int,
        job: Callable[[], Any],
        deliver: Callable[[Any], None],
    ) -> None:
        if self._newest.get(key) != number:
            return
        try:
            picture = job()
        except Exception as bug:  # it must reach the GUI thread's hook, not die in the pool
            self._done.emit((key, number, _raise, bug))
        else:
            self._done.emit((key, number, deliver, picture))

    @Slot(object)
    def _deliver(self, parcel: tuple[Hashable, int, Callable[[Any], None], Any]) -> None:
        key, number, deliver, picture = parcel
        is_newest = self._newest.get(key) == number
        if is_newest:
            del self._newest[key]
        if is_newest or deliver is _raise:
            deliver(picture)


class ImmediateDrawings:
    """The twin for tests: draws at once on the caller's thread."""

    def draw(self, key: Hashable, job: Callable[[], T], deliver: Callable[[T], None]) -> None:
        """See :meth:`Drawings.draw`."""
        del key
        deliver(job())

    def drop(self, key: Hashable) -> None:
        """Nothing is ever under way."""

    def forget(self) -> None:
        """Nothing is ever under way."""


def _raise(bug: Exception) -> None:
    raise bug
