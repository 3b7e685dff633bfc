"""Unlocking at the cost of a real passphrase, and how soon lock and Hide show the blank page.

Over the demonstration's eighteen months, with Today in front and a note half written.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from argon2.low_level import Type, hash_secret_raw
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from benchmarks.event_loop import settle, wait
from benchmarks.figure import Figure, median, timed_ms
from iop_companion import bootstrap
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.private import Secret
from iop_companion.foundation.paths import paths_under
from iop_companion.foundation.settings import Preferences
from iop_companion.services.demo import fill_demo
from iop_companion.store.cipher import fitting_cost
from iop_companion.ui.app import build_window
from iop_companion.ui.app_parts import AppParts
from iop_companion.ui.main_window.window import MainWindow
from iop_companion.ui.toolkit.tasks import StoreTasks
from iop_companion.ui.toolkit.theme import install

RUNS = 7
UNLOCK_S, LOCK_MS, HIDE_MS = 1.5, 300, 150
PASSPHRASE = "six plain words for a measurement"


class _Painted(QObject):
    """Notes when ``widget`` was painted first after :meth:`expect`."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.at = 0.0
        widget.installEventFilter(self)

    def expect(self) -> None:
        self.at = 0.0

    def eventFilter(self, _source: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt override
        if event.type() is QEvent.Type.Paint and not self.at:
            self.at = time.perf_counter()
        return False


def figures() -> list[Figure]:
    app = QApplication.instance() or QApplication(["companion"])
    assert isinstance(app, QApplication)
    preferences = Preferences(theme="light", region="US", lock_after_minutes=30)
    install(app, preferences)
    with tempfile.TemporaryDirectory() as folder:
        services = bootstrap.build(paths_under(Path(folder)))
        services.session.create(Secret(PASSPHRASE))
        fill_demo(services.session.vault, services.measures, services.clock.today())
        services.lock()
        tasks = StoreTasks()
        window = build_window(
            AppParts(
                open_services=lambda: services,
                open_support=lambda: services.support,
                vault_exists=lambda: True,
                preferences=preferences,
            ),
            tasks,
        )
        window.resize(1280, 800)
        window.show()
        settle(app)
        blank = _Painted(window._blank)  # noqa: SLF001 -- what is painted is what is measured
        unlocks, locks, ends, hides, stretches = [], [], [], [], []
        for _run in range(RUNS):
            stretches += timed_ms(_stretch, 1)
            unlocks.append(_unlock(app, window))
            began = time.perf_counter()
            locks.append(_until_blank(app, blank, window.lock))
            wait(app, lambda: window.screen_name == "entrance")
            ends.append((time.perf_counter() - began) * 1000)
            _unlock(app, window)
            hides.append(_until_blank(app, blank, window.hide_all))
            wait(app, lambda: window.screen_name == "entrance")
            window.showNormal()
            settle(app)
        window.close()
        tasks.close()
    cost = fitting_cost()
    kind = f"argon2id, {cost.memory_kib // 1024} MiB, {cost.time} passes, {cost.lanes} lanes"
    quickest = f"quickest {min(unlocks):.2f} s of {len(unlocks)}"
    return [
        Figure("Enter on the passphrase to Today", median(unlocks), "s", UNLOCK_S, quickest),
        Figure("of that, the passphrase's key alone", median(stretches) / 1000, "s", beside=kind),
        Figure("Lock to the blank page, longest", max(locks), "ms", LOCK_MS, _median(locks)),
        Figure("Lock to the lock screen, without the restart", median(ends), "ms"),
        Figure("Hide to the blank page, longest", max(hides), "ms", HIDE_MS, _median(hides)),
    ]


def _stretch() -> None:
    cost = fitting_cost()
    hash_secret_raw(
        PASSPHRASE.encode(), bytes(16), cost.time, cost.memory_kib, cost.lanes, 32, Type.ID
    )


def _median(values: list[float]) -> str:
    return f"median {median(values):.0f} ms of {len(values)}"


def _unlock(app: QApplication, window: MainWindow) -> float:
    panel = window._entrance  # noqa: SLF001
    panel.passphrase.edit.setText(PASSPHRASE)  # type: ignore[union-attr]
    began = time.perf_counter()
    panel.unlock_button.click()  # type: ignore[union-attr]
    wait(app, lambda: window.screen_name == "shell")
    wait(app, lambda: bool(window.shell.page.widget.card.editors))  # type: ignore[union-attr]
    took = time.perf_counter() - began
    note = window.shell.page.widget.card.editors[MeasureId("note")]  # type: ignore[union-attr]
    note.enter()
    note.set_typed("half a sentence")
    settle(app)
    return took


def _until_blank(app: QApplication, blank: _Painted, act: Callable[[], None]) -> float:
    blank.expect()
    began = time.perf_counter()
    act()
    wait(app, lambda: bool(blank.at))
    return (blank.at - began) * 1000
