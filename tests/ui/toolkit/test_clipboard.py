"""What was copied here leaves the clipboard by itself; a crisis line's number stays."""

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from iop_companion.ui.toolkit.clipboard import CLEARED_AFTER_MS, ClipboardGuard, copy_public

SOON_MS = 30


@pytest.fixture
def clipboard(qapp):  # noqa: ARG001 -- the application comes first
    found = QGuiApplication.clipboard()
    found.clear()
    yield found
    found.clear()


@pytest.fixture
def guard(clipboard):  # noqa: ARG001 -- empty first
    owner = QObject()
    yield ClipboardGuard(owner, SOON_MS)
    owner.deleteLater()


@pytest.mark.usefixtures("guard")
def test_what_is_copied_from_a_field_is_gone_after_a_while(qtbot, clipboard):
    field = QLineEdit("the worst day")
    qtbot.addWidget(field)
    field.selectAll()

    QTest.keyClick(field, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert clipboard.text() == "the worst day"
    assert clipboard.mimeData().data("x-kde-passwordManagerHint") == b"secret"
    qtbot.waitUntil(lambda: clipboard.text() == "")


@pytest.mark.usefixtures("guard")
def test_the_number_of_a_crisis_line_stays(qtbot, clipboard):
    copy_public("988")

    qtbot.wait(3 * SOON_MS)

    assert clipboard.text() == "988"


def test_leaving_clears_at_once_what_is_private_and_nothing_else(guard, clipboard):
    clipboard.setText("a note")
    guard.clear()
    assert clipboard.text() == ""

    copy_public("988")
    guard.clear()
    assert clipboard.text() == "988"


@pytest.mark.usefixtures("guard")
def test_a_later_copy_is_given_its_whole_time(qtbot, clipboard):
    clipboard.setText("first")
    clipboard.setText("second")

    assert clipboard.text() == "second"
    qtbot.waitUntil(lambda: clipboard.text() == "")


def test_the_time_is_twenty_seconds():
    assert CLEARED_AFTER_MS == 20_000
