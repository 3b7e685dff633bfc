"""The Trends page over ten years of eight measures: opened, ranges changed, and whether it stalls.

Real widgets on the store thread and the drawing thread, as in the window; times run from the click
until every chart of the page is painted. A timer of 5 ms beside them tells the longest time the
window could not answer.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from benchmarks.charts_trends import TODAY, long_history
from benchmarks.event_loop import settle, wait
from benchmarks.figure import Figure, median, p95
from iop_companion.catalog.themes import palette
from iop_companion.charts.raster import warm_up
from iop_companion.foundation.settings import Preferences
from iop_companion.services.bundle import Services
from iop_companion.services.views import TrendRange
from iop_companion.ui.app import build_window
from iop_companion.ui.app_parts import AppParts
from iop_companion.ui.main_window.window import MainWindow
from iop_companion.ui.toolkit.entrance import Opened
from iop_companion.ui.toolkit.tasks import StoreTasks
from iop_companion.ui.toolkit.theme import install
from iop_companion.ui.trends.panel import TrendsPanel
from iop_companion.ui.widgets.chart_canvas import ChartCanvas

REPEATS = 5
TICK_MS = 5


class Watchdog:
    """Ticks in the event loop; ``stalls`` are the times in ms by which ticks came late."""

    def __init__(self) -> None:
        self.stalls: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer(interval=TICK_MS)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        """Begin to watch."""
        self._last = time.perf_counter()
        self._timer.start()

    def stop(self) -> None:
        """Stop watching."""
        self._timer.stop()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.stalls.append((now - self._last) * 1000 - TICK_MS)
        self._last = now


def figures() -> list[Figure]:
    app = QApplication.instance() or QApplication(["companion"])
    preferences = Preferences(theme="light", region="US", lock_after_minutes=30)
    install(app, preferences)
    with long_history(10) as services:
        tasks = StoreTasks()
        window = _window(services, tasks, preferences)
        watchdog = Watchdog()
        opened, changed = _measured(
            app, window, lambda day: _write(tasks, services, window, day), watchdog
        )
        window.hide()
        tasks.close()
    late = sorted(watchdog.stalls)
    usual = late[round(0.99 * (len(late) - 1))]
    beside = f"99 of 100 ticks within {usual:.0f} ms"
    return [
        Figure("Trends page over ten years, opened until painted", median(opened), "ms", 250,
               f"p95 {p95(opened):.0f} ms"),
        Figure("Trends page over ten years, change of range until painted", median(changed), "ms",
               120, f"p95 {p95(changed):.0f} ms"),
        Figure("longest time the window could not answer meanwhile", late[-1], "ms", 50, beside),
    ]  # fmt: skip


def _window(services: Services, tasks: StoreTasks, preferences: Preferences) -> MainWindow:
    parts = AppParts(
        open_services=lambda: services,
        open_support=lambda: services.support,
        vault_exists=lambda: True,
        preferences=preferences,
        warm_up=lambda: warm_up(palette("light")),
    )
    window = build_window(parts, tasks)
    window.resize(1280, 800)
    window.show()
    window.open(Opened())
    return window


def _write(tasks: StoreTasks, services: Services, window: MainWindow, day: int) -> None:
    """Write as a page does: all that was read is out of date, and the window looks at the level."""
    tasks.run(lambda: services.sessions.add(TODAY.replace(day=day)), window.hub.tell)


def _measured(
    app: QApplication,
    window: MainWindow,
    write: Callable[[int], None],
    watchdog: Watchdog,
) -> tuple[list[float], list[float]]:
    opened, changed = [], []
    for run in range(REPEATS + 1):  # the first round loads the libraries and is thrown away
        wait(app, lambda: window.shell is not None)
        assert window.shell is not None
        window.go_to("today")
        write(run + 1)
        settle(app)
        if run:
            watchdog.start()
        opened.append(_timed(app, window, lambda: window.go_to("trends")))
        panel = window.shell.page.widget if window.shell.page else None
        assert isinstance(panel, TrendsPanel)
        for key in (TrendRange.ALL, TrendRange.TWELVE_WEEKS, TrendRange.ALL, TrendRange.YEAR):
            button = panel.switch.button_of(key)
            changed.append(_timed(app, window, button.click))
        watchdog.stop()
    n_ranges = len(changed) // (REPEATS + 1)
    return opened[1:], changed[n_ranges:]


def _timed(app: QApplication, window: MainWindow, do: Callable[[], object]) -> float:
    """Time ``do`` until the charts in sight are painted: the new stack, the year below it."""
    drawn_before = {id(one): one.n_drawn for one in window.findChildren(ChartCanvas)}
    began = time.perf_counter()
    do()

    def is_painted() -> bool:
        page = window.shell.page if window.shell is not None else None
        panel = page.widget if page is not None else None
        if not isinstance(panel, TrendsPanel):
            return False
        stack, year = panel.main.canvas, panel.year.canvas
        is_new = stack.n_drawn > drawn_before.get(id(stack), 0)
        return is_new and stack.is_drawn and year.is_drawn

    wait(app, is_painted)
    app.processEvents()
    took = (time.perf_counter() - began) * 1000
    settle(app)
    return took
