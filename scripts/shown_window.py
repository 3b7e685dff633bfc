"""A real window over real services, on no screen at all: for pictures and for the tour.

Everything happens at once on one thread (the twins that tests use), so that a picture is never
taken before its chart is drawn.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

os.environ["QT_QPA_PLATFORM"] = os.environ.get("QT_QPA_PLATFORM") or "offscreen"  # empty: unset

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)

from iop_companion.foundation.clock import SystemClock
from iop_companion.foundation.settings import Preferences
from iop_companion.ui.app import build_window
from iop_companion.ui.app_parts import AppParts
from iop_companion.ui.main_window.window import MainWindow
from iop_companion.ui.toolkit.drawing import ImmediateDrawings
from iop_companion.ui.toolkit.entrance import Opened
from iop_companion.ui.toolkit.tasks import ImmediateTasks
from iop_companion.ui.toolkit.theme import current, install

if TYPE_CHECKING:
    from iop_companion.services.bundle import Services

SIZE = QSize(1280, 800)
_GROUP = re.compile(r"[0-9A-Z]{4}(-[0-9A-Z])?")


class PictureClock(SystemClock):
    """Thursday 12 March 2026, 9:04 pm, for ever: pictures differ only by what changed."""

    def now(self) -> datetime:
        """Return that moment."""
        return datetime(2026, 3, 12, 21, 4, tzinfo=timezone(timedelta(hours=1)))


def application(preferences: Preferences) -> QApplication:
    """Return the one application of this process, in the look of ``preferences``."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(["companion"])
    if app.property("is_dressed"):
        current().use(preferences)
    else:
        app.setProperty("is_dressed", True)  # noqa: FBT003 -- Qt's own signature
        install(app, preferences)
    return app


@contextmanager
def shown_window(services: Services, preferences: Preferences, **more: Any) -> Iterator[MainWindow]:
    """Show a window over ``services``: unlocked if they are, else its way in.

    ``more`` are further fields of ``AppParts``.
    """
    app = application(preferences)
    parts = AppParts(
        open_services=lambda: services,
        open_support=lambda: services.support,
        vault_exists=services.session.exists,
        preferences=preferences,
        is_open=services.session.is_unlocked,
        can_seal=services.sealed.is_on,
        **more,
    )
    window = build_window(parts, ImmediateTasks(), ImmediateDrawings())
    window.resize(SIZE)
    window.show()
    settle(app)
    if parts.is_open and window.shell is None:
        window.open(Opened())
    settle(app)
    if window.shell is not None:
        window.idle.stop()  # nobody is at the keys, and on a slow computer pictures take long
    try:
        yield window
    finally:
        window.close()
        window.deleteLater()
        settle(app)


def settle(app: QApplication) -> None:
    """Let everything that waits for the event loop happen: layout, paint, queued signals."""
    for _round in range(8):
        app.processEvents()
        app.sendPostedEvents()


def picture(window: QWidget) -> QImage:
    """Return what a person would see of the window."""
    settle_now()
    return window.grab().toImage()


def settle_now() -> None:
    """Settle the one application there is."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    settle(app)


def hidden_height(window: QWidget) -> int:
    """Return by how many pixels the tallest scrolled area is longer than what is seen of it."""
    bars = [
        area.verticalScrollBar()
        for area in window.findChildren(QAbstractScrollArea)
        if area.isVisible() and area.verticalScrollBar().isVisible()
    ]
    return max((bar.maximum() - bar.minimum() for bar in bars), default=0)


def go_on(window: MainWindow) -> None:
    """Take the next step of the first run; where groups of the code are asked back, type them."""
    labels = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    groups = [text for text in labels if _GROUP.fullmatch(text)]
    for field in window.findChildren(QLineEdit):
        number = re.search(r"\d", field.accessibleName()) if groups and field.isVisible() else None
        if number is not None:
            field.clear()
            QTest.keyClicks(field, groups[int(number[0]) - 1])
    for button in window.findChildren(QPushButton):
        if button.isVisible() and button.isEnabled() and button.property("kind") == "primary":
            button.click()
            return


def choose(window: MainWindow) -> None:
    """Tick the first two cards of a step that offers focuses, or the first of a step that waits."""
    ticks = [tick for tick in window.findChildren(QCheckBox) if tick.isVisible()]
    for tick in ticks[:2]:
        tick.setChecked(True)
    choices = [choice for choice in window.findChildren(QRadioButton) if choice.isVisible()]
    if choices and not any(choice.isChecked() for choice in choices):
        choices[0].setChecked(True)


def type_text(window: MainWindow, text: str) -> None:
    """Type ``text`` where the focus is, as the keyboard would."""
    QTest.keyClicks(_focus(window), text)


def press(
    window: MainWindow,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Press one key where the focus is, and let its effects happen."""
    QTest.keyClick(_focus(window), key, modifier)
    _focus(window)


def _focus(window: MainWindow) -> QWidget:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    window.activateWindow()
    settle(app)
    return QApplication.focusWidget() or window
