"""Long work of the window in steps, a few an event-loop turn: it answers in between.

Widgets can only be made on the window's own thread, and a page of 200 takes 100 ms and more. So a
page is made by a generator that stops after each part. The program itself works in turns; a test
that does not ask for it has the whole work done at once.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

_TURN_S = 0.008
"""A turn ends with the step that passes this: a screen shows a new picture every 16 ms."""

_POLISHED_AT_ONCE = 12

_is_split = False


def work_in_turns(*, on: bool = True) -> None:
    """Have all work of this process done in turns from here on, or at once again."""
    global _is_split  # noqa: PLW0603 -- one event loop a process
    _is_split = on


def are_split() -> bool:
    """Whether work is done in turns."""
    return _is_split


class InTurns(QObject):
    """One piece of work at a time; what begins anew takes the place of what was under way."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Nothing is under way."""
        super().__init__(parent)
        self._steps: Iterator[None] | None = None
        self._then: Callable[[], object] | None = None
        self._is_working = False
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._turn)

    @property
    def is_under_way(self) -> bool:
        """Whether something is left to do."""
        return self._steps is not None

    def run(self, steps: Iterator[None], then: Callable[[], object] | None = None) -> None:
        """Begin with ``steps``, then call ``then``; what was under way is left where it stands."""
        self.drop()
        self._steps, self._then = steps, then
        self._turn()

    def finish(self) -> None:
        """Do all that is left now, for somebody who cannot wait."""
        self._work(None)

    def drop(self) -> None:
        """Forget what is left."""
        self._steps = self._then = None
        self._timer.stop()

    def _turn(self) -> None:
        self._work(_TURN_S if _is_split else None)

    def _work(self, for_s: float | None) -> None:
        if self._is_working:  # a step asked for the whole it is a part of
            return
        self._is_working = True
        try:
            is_done = self._go_on(self._steps, for_s)
        finally:
            self._is_working = False
        if is_done:
            then = self._then
            self.drop()
            if then is not None:
                then()
        elif self._steps is not None:
            _leave_undressed()
            self._timer.start()

    def _go_on(self, steps: Iterator[None] | None, for_s: float | None) -> bool:
        """Return whether ``steps`` came to their end."""
        if steps is None:
            return False
        until = time.perf_counter() + (for_s or 0)
        try:
            for _step in steps:
                if steps is not self._steps:
                    return False  # a step began something else
                if for_s is not None and time.perf_counter() >= until:
                    return False
        except BaseException:
            self.drop()
            raise
        return steps is self._steps


def _leave_undressed() -> None:
    """Keep Qt from dressing what was made before it is where it belongs.

    Qt asks for it when a widget is made, and does it before the next turn. Whatever is put into
    another widget afterwards would be dressed anew, and all in it. What is shown is dressed anyway.
    """
    of_all: Any = None  # Qt's word for every receiver; the stubs ask for one
    QCoreApplication.removePostedEvents(of_all, QEvent.Type.PolishRequest.value)


def dressed(root: QWidget) -> Iterator[None]:
    """Give ``root`` and all in it their look from the style sheet, some widgets a step.

    Qt would do it all when they are first shown. From the inside out: a widget takes all below it
    along.
    """
    for at, widget in enumerate(reversed(root.findChildren(QWidget))):
        if isValid(widget):
            widget.ensurePolished()
        if at % _POLISHED_AT_ONCE == _POLISHED_AT_ONCE - 1:
            yield
