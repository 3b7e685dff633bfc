"""Whatever is pasted into any field, the window answers, and nothing is cut off without a word."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from tests.ui.keyboard_walk import describe
from tests.ui.open_pages import HeldDrawings, demo, open_page, settle  # noqa: F401 -- fixtures
from tests.ui.test_walk_by_keys import PAGES, SECTIONS

MEGABYTE = 1_000_000
ODD = "a\u0301 \U0001f600 \u05e9\u05dc\u05d5\u05dd \u202ex \x00\x07\x1b[31m \ufffd\u2028 %s <b>\n"
PASTED = {
    "lines of odd characters": (ODD * (MEGABYTE // len(ODD) + 1))[:MEGABYTE],
    "one endless line": "x" * MEGABYTE,
    "emoji alone": "\U0001f600" * 50_000,
    "one odd line": ODD,
}
STANDS_STILL_S = 20.0
"""Of the processor: what takes so long is no slow computer, but work that grows as a square."""
CTRL = Qt.KeyboardModifier.ControlModifier
FORMS = (
    ("trends", "Mark an event"),
    ("toolbox", "Add a skill"),
    ("toolbox", "I have done it, rate after"),
    ("toolbox", "Thought of, not used"),
    ("program", "Enter a score"),
    ("medicines", "Add a medicine"),
    ("plan", "Edit"),
    ("triggers", "Write a plan"),
    ("sleep", "Hours only"),
    ("movement", "Other"),
)
"""Pages with forms that open by a button."""


def fields_of(window: QWidget) -> list[QWidget]:
    """Return what a person can write in now."""
    return [
        one
        for one in window.findChildren(QWidget)
        if isinstance(one, QLineEdit | QPlainTextEdit | QTextEdit)
        and one.isVisible()
        and one.isEnabled()
        and not one.isReadOnly()
    ]


def paste_into(window: QWidget, fields: list[QWidget]) -> None:
    """Paste into each, and for fields that are alike (the cells of a grid) into some."""
    kinds = {_alike(one): one for one in fields}
    for field in kinds.values():
        for what, pasted in PASTED.items():
            if field.isVisible():
                _paste(window, field, what, pasted)


def _paste(window: QWidget, field: QWidget, what: str, pasted: str) -> None:
    place = f"{what} in {describe(field)}"
    field.setFocus()
    field.clear()
    QApplication.clipboard().setText(pasted)
    began = time.thread_time()
    QTest.keyClick(field, Qt.Key.Key_V, CTRL)
    settle()
    waited = time.thread_time() - began
    is_line = isinstance(field, QLineEdit)
    kept = field.text() if is_line else field.toPlainText()
    if _signs(kept) < _signs(pasted):
        assert field.property("problem") == "true" or _said(window), f"no word about {place}"
    began = time.thread_time()
    field.clear()
    settle()
    waited += time.thread_time() - began
    assert waited < STANDS_STILL_S, f"{waited:.1f} s for {place}"


def _alike(field: QWidget) -> str:
    """What is the same for the cells of one row of the paper week, all of which are one class."""
    told = describe(field)
    return told.split(",")[0] if type(field).__name__ == "PaperCell" else told


def _signs(words: str) -> int:
    """How many characters a person would miss: ends of lines and blanks are not told apart."""
    return len(words.replace("\x00", "").strip())


def _said(window: QWidget) -> list[str]:
    """Return the sentences that stand somewhere in sight about what is wrong."""
    return [
        label.text()
        for label in window.findChildren(QLabel)
        if label.isVisible() and label.property("role") == "problem" and label.text()
    ]


@pytest.mark.parametrize("key", PAGES)
def test_no_paste_stops_a_page_or_is_cut_without_a_word(demo, open_page, key):  # noqa: F811
    opened = open_page("today", demo, drawings=HeldDrawings())
    opened.go_to(key)

    paste_into(opened.window, fields_of(opened.window))


@pytest.mark.parametrize("section", SECTIONS)
def test_no_paste_stops_settings_or_is_cut_without_a_word(demo, open_page, section):  # noqa: F811
    opened = open_page("settings", demo)
    opened.panel.open(section)
    settle()

    paste_into(opened.window, fields_of(opened.window))


@pytest.mark.parametrize(("key", "opener"), FORMS)
def test_no_paste_stops_a_form_or_is_cut_without_a_word(demo, open_page, key, opener):  # noqa: F811
    opened = open_page("today", demo, drawings=HeldDrawings())
    opened.go_to(key)
    before = fields_of(opened.window)
    buttons = opened.panel.findChildren(QAbstractButton)
    opened.click(next(one for one in buttons if one.text() == opener and one.isVisible()))
    settle()
    fresh = [one for one in fields_of(opened.window) if one not in before]
    assert fresh

    paste_into(opened.window, fresh)
