"""Python's search for garbage, on the window's thread alone.

Python searches on whichever thread makes the object that is one too many. On the thread of the
vault it would destroy widgets there, while Qt paints them. So the automatic search is off, and a
timer does the same by the same counts. ADR 0021.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QCoreApplication, QTimer

_LOOK_EVERY_MS = 500

_OLDEST = 2

_NAME = "collects-garbage"


def collect_on_this_thread() -> None:
    """From here on search for garbage on the caller's thread, the one of the application."""
    app = QCoreApplication.instance()
    if app is None or app.findChild(QTimer, _NAME) is not None:
        return
    gc.disable()
    timer = QTimer(app, interval=_LOOK_EVERY_MS)
    timer.setObjectName(_NAME)
    timer.timeout.connect(collect_what_is_due)
    timer.start()


def collect_what_is_due() -> None:
    """Search the oldest generation that has reached its threshold, as Python itself would."""
    for generation in range(_OLDEST, -1, -1):
        threshold = gc.get_threshold()[generation]
        if threshold and gc.get_count()[generation] > threshold:
            gc.collect(generation)
            return
