"""Pictures drawn away from the GUI thread: charts and previews; only the newest wish counts."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject

from iop_companion.foundation.errors import KnownProblem
from iop_companion.ui.toolkit.one_thread import OneThread, Work

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
    deliver: Callable[[Any], None]
    failed: Callable[[KnownProblem], None] | None


class DrawingThread(QObject):
    """The real one: one thread, because drawings take turns anyway."""

    settle_ms = 40

    def __init__(self, parent: QObject | None = None) -> None:
        """Start without a thread; it comes with the first wish."""
        super().__init__(parent)
        self._thread = OneThread("drawing", self)
        self._newest: dict[Hashable, int] = {}
        self._number = 0

    def draw(
        self,
        key: Hashable,
        job: Callable[[], T],
        deliver: Callable[[T], None],
        failed: Callable[[KnownProblem], None] | None = None,
    ) -> None:
        """See :meth:`Drawings.draw`."""
        self._number += 1
        wish = _Wish(key, self._number, deliver, failed)
        self._newest[key] = wish.number
        is_newest = partial(_is_newest, self._newest, wish)
        self._thread.add(Work(job, partial(self._hand_over, wish), is_newest))

    def drop(self, key: Hashable) -> None:
        """See :meth:`Drawings.drop`."""
        self._newest.pop(key, None)

    def forget(self) -> None:
        """See :meth:`Drawings.forget`."""
        self._newest.clear()

    def close(self) -> None:
        """Let the picture under way end, then end the thread."""
        self.forget()
        self._thread.close()

    def _hand_over(self, wish: _Wish, work: Work) -> None:
        is_newest = _is_newest(self._newest, wish)
        if is_newest:
            del self._newest[wish.key]
        if isinstance(work.failure, KnownProblem) and wish.failed is not None:
            if is_newest:
                wish.failed(work.failure)
        elif work.failure is not None:
            raise work.failure  # it must reach the hook of the window's thread
        elif is_newest:
            wish.deliver(work.result)


def _is_newest(newest: dict[Hashable, int], wish: _Wish) -> bool:
    return newest.get(wish.key) == wish.number


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
