"""A page in the real window over a real vault, with the clock stopped on a Thursday evening."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QScrollBar,
    QWidget,
)

from iop_companion import bootstrap
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.private import Secret
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.paths import paths_under
from iop_companion.foundation.settings import Preferences
from iop_companion.services.demo import fill_demo
from iop_companion.services.views import CheckInDraft
from iop_companion.store.cipher import LIGHT
from iop_companion.ui import app
from iop_companion.ui.app import build_window
from iop_companion.ui.app_parts import AppParts
from iop_companion.ui.main_window.window import MainWindow
from iop_companion.ui.pages import page_entries
from iop_companion.ui.toolkit import theme
from iop_companion.ui.toolkit.drawing import ImmediateDrawings
from iop_companion.ui.toolkit.entrance import Opened
from iop_companion.ui.toolkit.tasks import ImmediateTasks
from tests.made_vault import open_new
from tests.stopped_clock import StoppedClock

THURSDAY = date(2026, 3, 12)
EVENING = datetime(2026, 3, 12, 21, 4, tzinfo=timezone(timedelta(hours=1)))
PASSPHRASE = Secret("six quiet words on paper")


class HeldDrawings:
    """Draws only when a test says so; the newest wish of a key counts."""

    settle_ms = 0

    def __init__(self) -> None:
        self.asked: dict[object, Callable[[], None]] = {}

    def draw(self, key, job, deliver, failed=None) -> None:
        def make() -> None:
            try:
                picture = job()
            except KnownProblem as problem:
                failed(problem)
            else:
                deliver(picture)

        self.asked[key] = make

    def drop(self, key) -> None:
        self.asked.pop(key, None)

    def forget(self) -> None:
        self.asked.clear()

    def draw_all(self) -> None:
        """Draw what was asked for by now."""
        asked, self.asked = self.asked, {}
        for make in asked.values():
            make()


@dataclass
class OpenPage:
    """A page in front of its window, and what a person does with it."""

    window: MainWindow
    services: Any
    qtbot: Any

    @property
    def page(self) -> Any:
        return self.window.shell.page

    @property
    def panel(self) -> Any:
        return self.page.widget

    @property
    def said(self) -> str:
        """What the notice bar says."""
        return self.window.shell.notices.words

    def press(self, key: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)

    def click(self, widget: QWidget) -> None:
        """Click with the mouse, scrolling to the widget as a person would."""
        area = widget.parentWidget()
        while area is not None and not isinstance(area, QAbstractScrollArea):
            area = area.parentWidget()
        if area is not None and hasattr(area, "ensureWidgetVisible"):
            area.ensureWidgetVisible(widget)
            settle()
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def click_notice(self) -> None:
        """Press the button of the notice bar."""
        self.click(self.window.shell.notices._do)

    def go_to(self, key: str) -> None:
        self.window.go_to(key)
        settle()


def settle() -> None:
    """Let layouts and queued signals happen."""
    for _round in range(6):
        QApplication.processEvents()


def enter(services, days: range | list[int], today: date = THURSDAY, **values) -> None:
    """Check in on the days so many before ``today``; callables get the number of the day."""
    for before in days:
        named = {
            MeasureId(name): value(before) if callable(value) else value
            for name, value in values.items()
        }
        services.check_ins.record(CheckInDraft(today - timedelta(days=before), named))


def nameless(root: QWidget) -> list[str]:
    """Return shown inputs that a screen reader could not name."""
    found = []
    for widget in root.findChildren(QWidget):
        takes_focus = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if not takes_focus or isinstance(widget, QScrollBar) or not widget.isVisible():
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is None or not interface.text(QAccessible.Text.Name):
            found.append(type(widget).__name__)
    return found


def cut_words(root: QWidget) -> list[str]:
    """Return the words of shown labels and buttons that do not fit them."""
    settle()
    return [
        widget.text()
        for widget in root.findChildren(QWidget)
        if widget.isVisible() and _is_cut(widget)
    ]


def _is_cut(widget: QWidget) -> bool:
    if isinstance(widget, QLabel) and widget.text() and widget.pixmap().isNull():
        if widget.wordWrap():
            return widget.heightForWidth(widget.width()) > widget.height() + 1
        return widget.sizeHint().width() > widget.width() + 1
    if isinstance(widget, QAbstractButton) and widget.text():
        return widget.fontMetrics().horizontalAdvance(widget.text()) > widget.width()
    return False


def _with_first(key: str):
    """The window opens on its first page: let it be the one that is tested."""

    def entries(*parts):
        return tuple(sorted(page_entries(*parts), key=lambda entry: entry.key != key))

    return entries


@pytest.fixture
def services(tmp_path: Path):
    """All services over a new, open vault."""
    with _open(bootstrap.build(paths_under(tmp_path), clock=StoppedClock(EVENING), kdf=LIGHT)) as s:
        yield s


@contextmanager
def _open(built) -> Iterator[Any]:
    open_new(built.session, PASSPHRASE)
    yield built
    if built.session.is_unlocked:
        built.lock()


@cache
def _filled_once() -> tempfile.TemporaryDirectory:
    """A vault with the demonstration's eighteen months, made once and copied for each test."""
    folder = tempfile.TemporaryDirectory(prefix="companion-demo-")
    built = bootstrap.build(paths_under(Path(folder.name)), clock=StoppedClock(EVENING), kdf=LIGHT)
    open_new(built.session, PASSPHRASE)
    fill_demo(built.session.vault, built.measures, THURSDAY)
    built.lock()
    return folder


@pytest.fixture
def demo(tmp_path: Path):
    """The services over the eighteen months of the demonstration."""
    shutil.copytree(_filled_once().name, tmp_path, dirs_exist_ok=True)
    built = bootstrap.build(paths_under(tmp_path), clock=StoppedClock(EVENING), kdf=LIGHT)
    built.session.unlock(PASSPHRASE)
    yield built
    if built.session.is_unlocked:
        built.lock()


@pytest.fixture
def open_page(qtbot, qapp, monkeypatch):
    """Show the window over services with a page in front; the others are made when gone to."""
    plain = Preferences(theme="light", region="US")
    if not qapp.styleSheet():
        theme.install(qapp, plain)
    theme.current().use(plain)  # dressing takes longer than most tests: only where it is needed
    windows = []

    def build(key, services, *, size=(1280, 800), tasks=None, drawings=None, **changes) -> OpenPage:
        file = changes.pop("preferences_file", None)
        preferences = replace(plain, **changes)
        theme.current().use(preferences)
        parts = AppParts(
            open_services=lambda: services,
            open_support=lambda: services.support,
            vault_exists=lambda: True,
            preferences=preferences,
            preferences_file=file,
            end_day_at=getattr(services.clock, "end_day_at", None),
        )
        monkeypatch.setattr(app, "page_entries", _with_first(key))
        window = build_window(parts, tasks or ImmediateTasks(), drawings or ImmediateDrawings())
        windows.append(window)
        qtbot.addWidget(window)
        window.resize(*size)
        with qtbot.waitActive(window):
            window.show()
        window.open(Opened())
        settle()
        return OpenPage(window, services, qtbot)

    yield build
    for window in windows:
        window.close()
        window.deleteLater()
    settle()
    theme.current().use(plain)
