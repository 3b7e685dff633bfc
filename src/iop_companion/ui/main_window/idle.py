"""Nobody at the keyboard: say so half a minute before, then lock."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

WARN_BEFORE = 30.0
_LOOK_EVERY_MS = 5_000
_INPUT = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TabletPress,
}


class IdleWatch(QObject):
    """Watches keys and mouse in all windows of the program.

    It reads the wall clock, so that time asleep counts: a computer that wakes after the limit
    locks at once.
    """

    soon = Signal()
    due = Signal()
    back = Signal()

    def __init__(self, now: Callable[[], float] = time.time, parent: QObject | None = None) -> None:
        """Do nothing until :meth:`start`."""
        super().__init__(parent)
        self._now = now
        self._after = 0.0
        self._last = now()
        self._said = False
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self._watch)

    def start(self, minutes: int) -> None:
        """Lock after ``minutes`` without a key or the mouse; counts from now."""
        self._after = minutes * 60.0
        self.touch()
        self._timer.start()
        self._watch(QGuiApplication.focusWindow())

    def stop(self) -> None:
        """Stop watching (locked)."""
        self._timer.stop()

    def touch(self) -> None:
        """Somebody is there."""
        self._last = self._now()
        if self._said:
            self._said = False
            self.back.emit()

    def look(self) -> None:
        """See how long nobody was there; sends ``soon`` once, then ``due``."""
        now = self._now()
        self._last = min(self._last, now)  # a clock that was set back must not put the lock off
        idle = now - self._last
        if idle >= self._after:
            self.stop()
            self.due.emit()
        elif idle >= self._after - WARN_BEFORE and not self._said:
            self._said = True
            self.soon.emit()

    def eventFilter(self, source: QObject, event: QEvent) -> bool:  # noqa: N802, ARG002 -- Qt
        """Any input counts; nothing is kept of it."""
        if event.type() in _INPUT:
            self.touch()
        return False

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)
