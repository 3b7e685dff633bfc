"""The window used for a while over ten years of entries: how often could it not answer, and why?

A script presses keys and clicks its way through every page with real events, over and over. A timer
in the event loop ticks every 5 ms; a thread watches it, and when no tick came for 50 ms it looks
where the window's thread is. Each such wait is counted under the step and the place of our code.

On a computer that others use, a wait may be none of our doing: so the time that the window's own
thread worked during it is kept beside it, and what counts as a stall is 50 ms of that work.

    make bench ARGS=stalls                      one minute
    .venv/bin/python -m benchmarks.stalls 600   ten minutes, every place named
"""

from __future__ import annotations

import gc
import os
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from benchmarks.charts_trends import long_history
from benchmarks.event_loop import settle, wait
from benchmarks.figure import Figure
from iop_companion.catalog.themes import palette
from iop_companion.charts.raster import warm_up
from iop_companion.foundation.settings import Preferences
from iop_companion.services.bundle import Services
from iop_companion.ui.app import build_window
from iop_companion.ui.app_parts import AppParts
from iop_companion.ui.main_window.window import MainWindow
from iop_companion.ui.toolkit.entrance import Opened
from iop_companion.ui.toolkit.in_turns import work_in_turns
from iop_companion.ui.toolkit.tasks import StoreTasks
from iop_companion.ui.toolkit.theme import install
from iop_companion.ui.widgets.chart_canvas import ChartCanvas

LIMIT_MS = 50
TICK_MS = 5
STEP_MS = 250
"""A person who is quick: four things a second."""

YEARS = 10
SECONDS = 60
OURS = str(Path("src", "iop_companion"))
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
OTHERS = (
    "day", "paper_week", "imports", "sleep", "movement", "triggers", "toolbox", "program",
    "medicines", "plan", "my_signs", "warning_history",
)  # fmt: skip
"""Pages that are opened by a click within another; here by what the click calls."""

RANGES = ("four_weeks", "twelve_weeks", "year", "all")

Step = tuple[str, Callable[[], object]]


@dataclass(frozen=True)
class Stall:
    """A wait: the step it came after, the place in our code, how long, and how much was work."""

    step: str
    place: str
    wall_ms: float
    work_ms: float


class Watchdog:
    """Ticks in the event loop and watches the ticks from a thread of its own."""

    def __init__(self) -> None:
        self.step = "start"
        self.stalls: list[Stall] = []
        self._place = ""
        self._last, self._worked = time.perf_counter(), time.thread_time()
        self._window_thread = threading.get_ident()
        self._timer = QTimer(interval=TICK_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        self._is_over = threading.Event()
        threading.Thread(target=self._watch, name="watchdog", daemon=True).start()

    def stop(self) -> None:
        """Stop watching."""
        self._timer.stop()
        self._is_over.set()

    def _tick(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        waited = (now - self._last) * 1000 - TICK_MS
        if waited > LIMIT_MS:
            work = (worked - self._worked) * 1000
            self.stalls.append(Stall(self.step, self._place or "between two events", waited, work))
        self._last, self._worked, self._place = now, worked, ""

    def _watch(self) -> None:
        while not self._is_over.wait(TICK_MS / 1000):
            if not self._place and (time.perf_counter() - self._last) * 1000 > LIMIT_MS:
                # the one way to look into another thread; held on to, it would keep painters alive
                self._place = _place(sys._current_frames().get(self._window_thread))  # noqa: SLF001


def _place(frame: FrameType | None) -> str:
    """Return the innermost function of the program, with what it was doing below it."""
    inner = ""
    while frame is not None:
        code = frame.f_code
        if OURS in code.co_filename:
            file = code.co_filename.split(OURS, 1)[1].lstrip(os.sep)
            return f"{file}:{code.co_name}" + (f" > {inner}" if inner else "")
        inner = inner or code.co_name
        frame = frame.f_back
    return inner or "Qt alone"


class Script:
    """What a person does, for ever: every page, its controls, and a check-in each round."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def steps(self) -> Iterator[Step]:
        """Yield a name and an act; the acts find their widgets when they are run."""
        round_number = 0
        while True:
            round_number += 1
            yield from self._today(round_number)
            yield from self._trends()
            for key, page in ((Qt.Key.Key_3, "Warning signs"), (Qt.Key.Key_6, "Summary")):
                yield f"open {page}", lambda key=key: self._press(key, ALT)
                for _turn in range(4):
                    yield f"scroll {page}", self._scroll
            yield from self._settings(round_number)
            yield "open Get support now", lambda: self._press(Qt.Key.Key_F1)
            yield "close Get support now", lambda: self._press(Qt.Key.Key_Escape)
            for page in OTHERS:
                yield f"open {page}", lambda page=page: self._window.go_to(page)

    def _today(self, round_number: int) -> Iterator[Step]:
        yield "open Today", lambda: self._press(Qt.Key.Key_1, ALT)
        yield "go to the first question", lambda: self._press(Qt.Key.Key_M, CTRL)
        for row in range(3):
            digit = Qt.Key(Qt.Key.Key_1 + (round_number + row) % 9)
            yield "answer", lambda digit=digit: self._press(digit)
        yield "save the check-in", lambda: self._press(Qt.Key.Key_S, CTRL)
        yield "look at what was saved", self._scroll
        yield "open yesterday", lambda: self._press(Qt.Key.Key_Left, ALT)
        yield "open today again", lambda: self._press(Qt.Key.Key_T, CTRL)
        yield "begin a moment", lambda: self._press(Qt.Key.Key_N, CTRL)
        yield "leave the moment", lambda: self._press(Qt.Key.Key_Escape)

    def _trends(self) -> Iterator[Step]:
        yield "open Trends", lambda: self._press(Qt.Key.Key_2, ALT)
        for key in RANGES:
            yield f"Trends: {key}", lambda key=key: self._click(self._panel().switch.button_of(key))
            yield "hover over a chart", self._hover
            yield "scroll Trends", self._scroll
        for _time in range(2):
            yield "Trends as table, and back", lambda: self._click(self._panel().table_button)

    def _settings(self, round_number: int) -> Iterator[Step]:
        yield "open Settings", lambda: self._press(Qt.Key.Key_Comma, CTRL)
        for number in range(len(self._sections())):
            yield "a section of Settings", lambda number=number: self._click_section(number)
        if round_number % 4 == 1:
            for _time in range(2):
                yield (
                    "light and dark",
                    lambda: self._press(Qt.Key.Key_D, CTRL | Qt.KeyboardModifier.ShiftModifier),
                )

    def _press(
        self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.keyClick(QApplication.focusWidget() or self._window, key, held)

    def _click(self, widget: QWidget) -> None:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def _panel(self) -> Any:
        assert self._window.shell is not None
        assert self._window.shell.page is not None
        return self._window.shell.page.widget

    def _sections(self) -> list[str]:
        return ["look", "privacy", "data", "about"]

    def _click_section(self, number: int) -> None:
        self._click(self._panel().list.line_of(self._sections()[number]))

    def _hover(self) -> None:
        charts = [chart for chart in self._panel().findChildren(ChartCanvas) if chart.isVisible()]
        for chart in charts[:1]:
            for part in range(1, 6):
                QTest.mouseMove(chart, QPoint(chart.width() * part // 6, chart.height() // 2))

    def _scroll(self) -> None:
        panel = self._panel()
        areas = [panel, *panel.findChildren(QScrollArea)]
        area = next((one for one in areas if isinstance(one, QScrollArea)), None)
        if area is None:
            return
        port = area.viewport()
        middle = QPointF(port.rect().center())
        turn = QWheelEvent(
            middle, QPointF(port.mapToGlobal(middle.toPoint())), QPoint(), QPoint(0, -240),
            Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(port, turn)


def watched(seconds: float) -> tuple[list[Stall], int]:
    """Use the window for so long; return its waits and the number of steps."""
    app = QApplication.instance() or QApplication(["companion"])
    assert isinstance(app, QApplication)
    preferences = Preferences(theme="light", region="US", lock_after_minutes=30)
    install(app, preferences)
    work_in_turns()
    with long_history(YEARS) as services:
        tasks = StoreTasks()
        window = _window(services, tasks, preferences)
        wait(app, lambda: window.shell is not None and window.shell.page is not None)
        settle(app, 3.0)
        gc.freeze()  # as the program does once all is loaded
        watchdog = Watchdog()
        steps, n_steps = Script(window).steps(), 0
        until = time.perf_counter() + seconds

        def step() -> None:
            nonlocal n_steps
            if time.perf_counter() > until:
                app.quit()
                return
            if window.shell is not None and window.shell.is_coming:
                return  # a person looks at the page before going on
            watchdog.step, act = next(steps)
            n_steps += 1
            act()

        timer = QTimer(interval=STEP_MS)
        timer.timeout.connect(step)
        timer.start()
        app.exec()
        timer.stop()
        watchdog.stop()
        window.hide()
        tasks.close()
    return watchdog.stalls, n_steps


def _window(services: Services, tasks: StoreTasks, preferences: Preferences) -> MainWindow:
    warm_up(palette(preferences.theme))
    parts = AppParts(
        open_services=lambda: services,
        open_support=lambda: services.support,
        vault_exists=lambda: True,
        preferences=preferences,
    )
    window = build_window(parts, tasks)
    window.resize(1280, 800)
    window.show()
    window.open(Opened())
    return window


def figures() -> list[Figure]:
    stalls, n_steps = watched(SECONDS)
    own = [stall for stall in stalls if stall.work_ms > LIMIT_MS]
    worst = max(own, key=lambda stall: stall.work_ms, default=None)
    beside = f"{n_steps} steps in {SECONDS} s; {len(stalls)} waits with what others did"
    longest = worst.work_ms if worst else 0.0
    where = f"{worst.step}, {worst.place}" if worst else ""
    return [
        Figure(f"stalls over {LIMIT_MS} ms of the window's own work", len(own), "", 0, beside),
        Figure("the longest of them", longest, "ms", LIMIT_MS, where),
    ]


def main(seconds: float) -> int:
    """Print every place that stalled, worst first."""
    stalls, n_steps = watched(seconds)
    own = [stall for stall in stalls if stall.work_ms > LIMIT_MS]
    print(f"{n_steps} steps in {seconds:g} s: {len(own)} stalls, {len(stalls)} waits in all")
    by_step: dict[str, list[Stall]] = defaultdict(list)
    for stall in own:
        by_step[stall.step].append(stall)
    worst_first = sorted(by_step.items(), key=lambda item: -max(s.work_ms for s in item[1]))
    for step, found in worst_first:
        worst = max(found, key=lambda stall: stall.work_ms)
        print(
            f"  {len(found):3} x {step}: at most {worst.work_ms:.0f} ms of work"
            f" ({worst.wall_ms:.0f} ms in all) in {worst.place}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS))
