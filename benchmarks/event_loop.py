"""Waiting on the window's events in a benchmark."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtWidgets import QApplication

PATIENCE_S = 30


def wait(app: QApplication, is_done: Callable[[], bool], nap_s: float = 0.0002) -> None:
    """Handle events until ``is_done``; raises ``TimeoutError`` after half a minute."""
    until = time.perf_counter() + PATIENCE_S
    while not is_done():
        app.processEvents()
        time.sleep(nap_s)
        if time.perf_counter() > until:
            raise TimeoutError("nothing was painted")


def settle(app: QApplication, for_s: float = 0.3) -> None:
    """Handle events for a while, so that what is under way does not fall into the next figure."""
    until = time.perf_counter() + for_s
    while time.perf_counter() < until:
        app.processEvents()
        time.sleep(0.001)
