"""Python's search for garbage, on the window's thread alone.

Python searches on whichever thread makes the object that is one too many. On the thread of the
vault it would destroy widgets there, while Qt paints them. So the automatic search is off while
there is such a thread, and a timer does the same by the same counts. ADR 0021.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QCoreApplication, QTimer

_LOOK_EVERY_MS = 500

_NAME = "collects-garbage"

_n_threads = 0


def collect_on_this_thread() -> None:
    """Search for garbage on the caller's thread, the one of the application, from here on.

    Until :func:`collect_anywhere` was called as often.
    """
    global _n_threads  # noqa: PLW0603 -- one collector a process
    _n_threads += 1
    app = QCoreApplication.instance()
    if app is None:
        return
    gc.disable()
    timer = app.findChild(QTimer, _NAME)
    if timer is None:
        timer = QTimer(app, interval=_LOOK_EVERY_MS)
        timer.setObjectName(_NAME)
        timer.timeout.connect(collect_what_is_due)
    timer.start()


def collect_anywhere() -> None:
    """One thread less to keep the search away from; after the last one Python does it itself."""
    global _n_threads  # noqa: PLW0603 -- one collector a process
    _n_threads -= 1
    if _n_threads:
        return
    app = QCoreApplication.instance()
    timer = None if app is None else app.findChild(QTimer, _NAME)
    if timer is not None:
        timer.stop()
    gc.enable()


def collect_what_is_due() -> None:
    """Search as far back as Python itself would have by now."""
    young, middle, old = gc.get_threshold()
    made, n_young, n_middle = gc.get_count()
    n_young += made // (young or 1)
    n_middle += n_young // (middle or 1)
    if n_middle > old:
        gc.collect(2)
    elif n_young > middle:
        gc.collect(1)
    elif made > young:
        gc.collect(0)
