"""The Today page over 1, 10 and 50 years: key to paint, click to Saved, page switch.

The diary uses everything that Today can hold: own rows, nights, bouts, doses, skills, triggers,
use, questionnaires. Real widgets on the store thread, as in the window; keys and clicks are real
events. A key is timed until the control that it changed is painted, a save until the page says so
and has painted it, a switch until the page that came to the front is painted. History must make no
difference.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, field

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from benchmarks.charts_trends import TODAY, long_history
from benchmarks.event_loop import settle, wait
from benchmarks.figure import Figure, median, p95
from benchmarks.whole_diary import use_everything
from iop_companion.domain.ids import MeasureId
from iop_companion.foundation.settings import Preferences
from iop_companion.services.bundle import Services
from iop_companion.ui.app import build_window
from iop_companion.ui.app_parts import AppParts
from iop_companion.ui.main_window.window import MainWindow
from iop_companion.ui.today.panel import TodayPanel
from iop_companion.ui.today.presenter import TodayPage
from iop_companion.ui.toolkit.entrance import Opened
from iop_companion.ui.toolkit.in_turns import work_in_turns
from iop_companion.ui.toolkit.tasks import StoreTasks
from iop_companion.ui.toolkit.theme import install

YEARS = (1, 10, 50)
CHECK_INS = 12
SWITCHES = 12
ROWS = 3
"""Mood, anxiety and urge: each is answered by one key that goes on to the next."""

FIRST = MeasureId("mood")

KEY_MS, SAVED_MS, SWITCH_MS = 16, 50, 100


class Painted(QObject):
    """Counts paint events of one widget and of what is in it.

    Where nothing new comes into it, only its parts are watched: asked of every event of the
    window, Python alone would add 1 ms to a key.
    """

    def __init__(self, widget: QWidget, *, grows: bool = True) -> None:
        super().__init__()
        self._widget = widget
        self.count = 0
        app = QApplication.instance()
        assert app is not None
        self._watched: list[QObject] = [app] if grows else [widget, *widget.findChildren(QWidget)]
        for one in self._watched:
            one.installEventFilter(self)

    def stop(self) -> None:
        for one in self._watched:
            one.removeEventFilter(self)

    def eventFilter(self, source: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        if event.type() is QEvent.Type.Paint and isinstance(source, QWidget):
            inside = source is self._widget or self._widget.isAncestorOf(source)
            self.count += inside
        return False


@dataclass
class Times:
    """What was measured over one history, in ms."""

    keys: list[float] = field(default_factory=list)
    saves: list[float] = field(default_factory=list)
    charts: list[float] = field(default_factory=list)
    switches: list[float] = field(default_factory=list)


def figures() -> list[Figure]:
    app = QApplication.instance() or QApplication(["companion"])
    assert isinstance(app, QApplication)
    preferences = Preferences(theme="light", region="US", lock_after_minutes=30)
    install(app, preferences)
    work_in_turns()  # as the program does
    found: dict[int, Times] = {}
    for years in YEARS:
        with long_history(years) as services:
            use_everything(services, years, TODAY)
            tasks = StoreTasks()
            window = _window(services, tasks, preferences)
            found[years] = _measured(app, window)
            window.hide()
            tasks.close()
    return [
        *(_figure("key press to painted answer, p95", y, t.keys, KEY_MS) for y, t in found.items()),
        *(_figure("click to Saved, p95", y, t.saves, SAVED_MS) for y, t in found.items()),
        *(_figure("the same with its chart, p95", y, t.charts, None) for y, t in found.items()),
        *(_figure("switch to Today, p95", y, t.switches, SWITCH_MS) for y, t in found.items()),
    ]


def _figure(what: str, years: int, times: list[float], goal: float | None) -> Figure:
    over = "1 year" if years == 1 else f"{years} years"
    beside = f"median {median(times):.1f} ms, {len(times)} times"
    return Figure(f"Today over {over}: {what}", p95(times), "ms", goal, beside)


def _window(services: Services, tasks: StoreTasks, preferences: Preferences) -> MainWindow:
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


def _measured(app: QApplication, window: MainWindow) -> Times:
    wait(app, lambda: bool(_panel(window).card.editors))
    times = Times()
    for run in range(CHECK_INS + 1):  # the first check-in loads what is loaded once
        settle(app)
        page = _page(window)
        page.begin()
        settle(app)
        wait(app, lambda: _panel(window).card.editors[FIRST].tab_stop().hasFocus())
        keys = [_key(app, str((run + row) % 9 + 1)) for row in range(ROWS)]
        saved, chart = _save(app, window)
        if run:
            times.keys += keys
            times.saves.append(saved)
            times.charts.append(chart)
    today = _panel(window)
    for run in range(SWITCHES + 1):
        window.go_to("settings")
        settle(app)
        switched = _switch(app, window, today)
        if run:
            times.switches.append(switched)
    return times


def _page(window: MainWindow) -> TodayPage:
    page = window.shell.page if window.shell is not None else None
    assert isinstance(page, TodayPage)
    return page


def _panel(window: MainWindow) -> TodayPanel:
    panel = _page(window).widget
    assert isinstance(panel, TodayPanel)
    return panel


def _key(app: QApplication, key: str) -> float:
    focus = app.focusWidget()
    assert focus is not None
    editor = focus.parentWidget()
    assert editor is not None
    painted = Painted(editor, grows=False)
    began = time.perf_counter()
    QTest.keyClicks(focus, key)
    wait(app, lambda: painted.count > 0)
    took = (time.perf_counter() - began) * 1000
    painted.stop()
    return took


def _save(app: QApplication, window: MainWindow) -> tuple[float, float]:
    """Return when the page had painted that it is saved, and when the two weeks of mood below."""
    panel = _panel(window)
    painted = Painted(panel.saved)
    began = time.perf_counter()
    QTest.mouseClick(panel.footer.save, Qt.MouseButton.LeftButton)
    wait(app, lambda: panel.saved.isVisible() and painted.count > 0)
    took = (time.perf_counter() - began) * 1000
    painted.stop()
    wait(app, lambda: panel.saved.mood is not None and panel.saved.mood.isVisible())
    assert panel.saved.mood is not None
    painted = Painted(panel.saved.mood.canvas)
    wait(app, lambda: _is_drawn(panel) and painted.count > 0)
    painted.stop()
    return took, (time.perf_counter() - began) * 1000


def _is_drawn(panel: TodayPanel) -> bool:
    return panel.saved.mood is not None and panel.saved.mood.canvas.is_drawn


def _switch(app: QApplication, window: MainWindow, today: TodayPanel) -> float:
    painted = Painted(today)
    began = time.perf_counter()
    window.go_to("today")
    wait(app, lambda: painted.count > 0)
    took = (time.perf_counter() - began) * 1000
    painted.stop()
    return took
