"""A page that comes back is painted before the vault is asked anew for what it shows.

The thread of the vault and the window share one interpreter. What reads a day meanwhile makes the
painting of two hundred widgets, each of which asks Python a few things, several times as long.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget

from iop_companion.foundation.errors import KnownProblem
from iop_companion.ui.toolkit.tasks import Tasks

T = TypeVar("T")


class HeldTasks:
    """Hands jobs on to other tasks, in their order; in between it can hold them back."""

    def __init__(self, tasks: Tasks) -> None:
        """Hand jobs on to ``tasks`` at once, until :meth:`held`."""
        self._tasks = tasks
        self._waiting: list[Callable[[], None]] | None = None

    def run(
        self,
        job: Callable[[], T],
        then: Callable[[T], None] | None = None,
        failed: Callable[[KnownProblem], None] | None = None,
        *,
        can_wait: bool = False,
    ) -> None:
        """See :meth:`~iop_companion.ui.toolkit.tasks.Tasks.run`."""
        hand_in = partial(self._tasks.run, job, then, failed, can_wait=can_wait)
        if self._waiting is None:
            hand_in()
        else:
            self._waiting.append(hand_in)

    def forget(self) -> None:
        """See :meth:`~iop_companion.ui.toolkit.tasks.Tasks.forget`."""
        if self._waiting is not None:
            self._waiting.clear()
        self._tasks.forget()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold back what is handed in inside, and hand it on at the end, whatever happened.

        No event may be handled inside: a lock must find every draft handed in.
        """
        waiting = self._waiting = []
        try:
            yield
        finally:
            self._waiting = None
            for hand_in in waiting:
                hand_in()


def paint_now(widget: QWidget) -> None:
    """Put all widgets in their places and paint ``widget`` without waiting for the event loop."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    widget.repaint()
