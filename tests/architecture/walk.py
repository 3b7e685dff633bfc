"""Walks over every screen of a real window and notes what a person could not read or reach."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QScrollBar,
    QStyle,
    QTextEdit,
    QWidget,
)

from iop_companion import bootstrap
from iop_companion.foundation.paths import paths_under
from iop_companion.foundation.settings import Preferences
from iop_companion.store.cipher import LIGHT
from iop_companion.ui.main_window.window import MainWindow
from iop_companion.ui.rescue.panel import RescuePanel
from iop_companion.ui.toolkit.theme import current
from iop_companion.ui.unlock.panel import UnlockPanel
from scripts.damaged_vault import PASSPHRASE, damaged_vault
from scripts.shown_window import PictureClock, go_on, press, settle, shown_window, type_text

INPUTS = (
    QAbstractButton, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit,
    QTextEdit,
)  # fmt: skip
KEYS = re.compile(r"\b(?:Ctrl|Alt|Shift|F\d+)(?:\+\w+)*\b")
ADDRESS = re.compile(r"https?://\S+|\b[\w.]+\.(?:org|com|gov|net)\S*")


@dataclass
class Findings:
    """What the walk found, each line naming its screen."""

    unnamed: list[str] = field(default_factory=list)
    clipped: list[str] = field(default_factory=list)
    untranslated: list[str] = field(default_factory=list)
    screens: list[str] = field(default_factory=list)


def walk_everything(folder: Path, *text_scales: int) -> Findings:
    """Walk the first run, the locked window and every page over the demonstration's entries.

    Each is walked at every one of ``text_scales`` (per cent).
    """
    found = Findings()
    looks = [Preferences(theme="light", text_scale=scale, region="US") for scale in text_scales]
    for look in looks:
        _walk_locked(found, folder / str(look.text_scale), look)
    with (
        bootstrap.demo(PictureClock()) as (_paths, services),
        shown_window(services, looks[0]) as window,
    ):
        for look in looks:
            current().use(look)
            _walk_pages(found, window)
        current().use(looks[0])
    return found


def _walk_locked(found: Findings, folder: Path, look: Preferences) -> None:
    services = bootstrap.build(paths_under(folder), clock=PictureClock(), kdf=LIGHT)
    with shown_window(services, look) as window:
        for step in range(5):
            _note(found, f"first run {step + 1}", window)
            go_on(window)
        services.sealed.switch(on=True)  # the vault is made and stands open
    with shown_window(services, look) as window:
        _note(found, "unlock", window)
        window.open_support()
        _note(found, "support while locked", window)
        window.close_support()
        window.findChild(UnlockPanel).open_writing()
        _note(found, "writing while locked", window)
    services.lock()
    damaged = damaged_vault(folder / "damaged")
    with shown_window(damaged, look) as window:
        type_text(window, PASSPHRASE)
        press(window, Qt.Key.Key_Return)
        panel = window.findChildren(RescuePanel)[0]
        panel.others_button.click()
        panel.details_button.click()
        _note(found, "rescue", window)
    damaged.lock()


def _walk_pages(found: Findings, window: MainWindow) -> None:
    assert window.shell is not None
    for entry in window.shell.entries:
        window.go_to(entry.key)
        _note(found, entry.key, window)
    window.open_support()
    _note(found, "support", window)
    window.go_to(window.shell.now)


def forget_words() -> None:
    """Have the catalogue read its files anew, in the language of now."""
    for name, module in sys.modules.items():
        if name.startswith("iop_companion.catalog."):
            for value in vars(module).values():
                if hasattr(value, "cache_clear"):
                    value.cache_clear()


def _note(found: Findings, screen: str, window: QWidget) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    settle(app)
    screen = f"{screen} at {current().scale:.0%}"
    found.screens.append(screen)
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or widget.objectName().startswith("qt_"):
            continue
        kind = type(widget).__name__
        if _needs_a_name(widget) and not _name(widget):
            found.unnamed.append(f"{screen}: {kind} in {type(widget.parent()).__name__}")
        if missing := _cut_by(widget):
            found.clipped.append(f"{screen}: {kind} {_text(widget)!r} by {missing} px")
        found.untranslated += [
            f"{screen}: {kind} {text!r}" for text in _texts(widget) if _has_plain_words(text)
        ]


def _needs_a_name(widget: QWidget) -> bool:
    if isinstance(widget, QScrollBar):
        return False
    takes_focus = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return takes_focus or isinstance(widget, INPUTS)


def _name(widget: QWidget) -> str:
    """Return what a screen reader would say: own name, buddy label or text."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface else ""


def _text(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""


def _cut_by(widget: QWidget) -> int:
    """Return by how many pixels the text is larger than its widget; 0 if it fits."""
    if isinstance(widget, QLabel) and widget.text() and widget.pixmap().isNull():
        if widget.wordWrap():
            return max(0, widget.heightForWidth(widget.width()) - widget.height() - 1)
        return max(0, widget.sizeHint().width() - widget.width() - 1)
    if isinstance(widget, QAbstractButton) and widget.text():
        return max(0, _least_width(widget) - widget.width())
    return 0


def _least_width(button: QAbstractButton) -> int:
    """Return the width of text, icon and box alone, without the air that a style adds."""
    lines = button.text().replace("&", "").split("\n")
    width = max(button.fontMetrics().horizontalAdvance(line) for line in lines)
    if not button.icon().isNull():
        width += button.iconSize().width() + 4
    if isinstance(button, QCheckBox | QRadioButton):
        width += button.style().pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth) + 4
    return width + 4


def _texts(widget: QWidget) -> Iterator[str]:
    yield _text(widget)
    yield widget.accessibleName()
    yield widget.accessibleDescription()
    yield widget.toolTip()
    if isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(index) for index in range(widget.count()))


def _has_plain_words(text: str) -> bool:
    """Whether words stand outside the brackets that every translated text has here."""
    plain = ADDRESS.sub("", KEYS.sub("", re.sub(r"<[^<>]*>", "", _outside_brackets(text))))
    return re.search(r"[^\W\d_]{2}", plain) is not None


def _outside_brackets(text: str) -> str:
    depth, kept = 0, ""
    for letter in text:
        depth += letter == "["
        kept += letter if depth == 0 else ""
        depth -= letter == "]" and depth > 0
    return kept
