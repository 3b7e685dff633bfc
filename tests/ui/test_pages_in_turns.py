"""Pages made in turns, as in the program itself: the window answers, keys find the new page."""

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from iop_companion.ui.main_window import ready_sheet
from iop_companion.ui.support.panel import SupportPanel
from iop_companion.ui.toolkit.in_turns import work_in_turns

SLOW_MS = 20
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def opened(stage, monkeypatch):
    """The window with Today in front; what comes from here on is made slowly, in turns."""
    monkeypatch.setattr(ready_sheet, "MADE_AFTER_MS", 10)
    made = stage()
    work_in_turns()
    made.unlock()
    assert made.window.shell.page is made.pages["today"]

    def slow(entry, make=made.window.shell._make):
        for _turn in range(3):
            QTest.qSleep(SLOW_MS)
            yield None
        return (yield from make(entry))

    made.window.shell._make = slow
    yield made
    work_in_turns(on=False)


def _front(stage):
    return stage.window.shell._stack.currentWidget()


def test_the_page_before_stays_until_the_new_one_is_whole(opened, qtbot):
    opened.window.go_to("trends")
    assert opened.window.shell.now == "trends"
    assert "trends" not in opened.pages
    assert _front(opened) is opened.pages["today"].widget
    qtbot.waitUntil(lambda: "trends" in opened.pages)
    qtbot.waitUntil(lambda: opened.pages["trends"].field.hasFocus())  # noqa: PLW0108
    assert opened.pages["trends"].calls == ["refresh", "shown"]


def test_who_asks_for_the_page_gets_it_whole(opened):
    opened.window.go_to("trends")
    assert opened.window.shell.page is opened.pages["trends"]
    assert _front(opened) is opened.pages["trends"].widget


def test_a_key_pressed_meanwhile_goes_to_the_page_that_was_asked_for(opened):
    opened.window.go_to("trends")
    QTest.keyClick(opened.window.windowHandle(), Qt.Key.Key_A)
    assert opened.pages["trends"].field.text() == "a"
    assert opened.pages["today"].field.text() == ""


def test_going_on_to_another_page_leaves_the_first_for_later(opened):
    opened.window.go_to("trends")
    opened.window.go_to("summary")
    assert opened.window.shell.page is opened.pages["summary"]
    assert "trends" not in opened.pages
    opened.window.go_to("trends")
    assert opened.window.shell.page is opened.pages["trends"]


def test_going_back_meanwhile_shows_the_page_before(opened, qtbot):
    opened.window.go_to("trends")
    opened.window.go_to("today")
    qtbot.wait(6 * SLOW_MS)
    assert _front(opened) is opened.pages["today"].widget
    assert "trends" not in opened.pages


@pytest.mark.parametrize("over", ["page", "sheet"])
def test_a_page_whose_entries_come_late_takes_no_key_from_where_the_person_is_now(opened, over):
    shell = opened.window.shell
    opened.window.go_to("trends")
    left = shell.page.field
    if over == "page":
        opened.window.go_to("today")
    else:
        opened.window.open_support()
    before = QApplication.focusWidget()
    assert before is not None

    left.setFocus()  # as a page does once it knows where work begins
    QTest.keyClick(opened.window.windowHandle(), Qt.Key.Key_A)

    assert QApplication.focusWidget() is before
    assert left.text() == ""
    if over == "page":
        assert shell.page.field.text() == "a"


class _Paints(QObject):
    """Writes down in ``log`` that a widget was painted."""

    def __init__(self, widget, log):
        super().__init__(widget)
        self._log = log
        widget.installEventFilter(self)

    def eventFilter(self, _source, event):  # noqa: N802 -- Qt's name
        if event.type() is QEvent.Type.Paint:
            self._log.append("painted")
        return False


def test_a_page_that_comes_back_is_painted_before_the_vault_is_read_anew(opened, monkeypatch):
    today, log = opened.pages["today"], []
    opened.window.go_to("trends")
    assert opened.window.shell.page is opened.pages["trends"]
    opened.window.grab()  # nothing is left to paint
    read = today.context.tasks.run
    monkeypatch.setattr(today, "refresh", lambda: read(lambda: log.append("read")))
    _Paints(today.field, log)

    opened.window.go_to("today")

    assert log == ["painted", "read"]


def test_nothing_is_made_any_more_after_a_lock(opened, qtbot):
    opened.window.go_to("trends")
    opened.window.lock()
    qtbot.wait(6 * SLOW_MS)
    assert "trends" not in opened.pages
    assert opened.window.screen_name == "entrance"


def test_get_support_now_is_ready_before_it_is_wanted(opened, qtbot):
    qtbot.waitUntil(lambda: opened.window._ready._is_whole)
    ready = opened.window._ready._sheet
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F1)
    assert _front(opened) is ready
    assert ready.copy_buttons[0].hasFocus()
    qtbot.waitUntil(lambda: opened.window._ready._is_whole)
    assert opened.window._ready._sheet is not ready


def test_a_ready_sheet_says_what_is_so_now(opened, qtbot):
    qtbot.waitUntil(lambda: opened.window._ready._is_whole)
    opened.preferences.change(region="GB")
    qtbot.waitUntil(lambda: opened.window._ready._is_whole)
    opened.window.open_support()
    sheet = _front(opened)
    assert isinstance(sheet, SupportPanel)
    assert sheet.region.currentData() == "GB"


def test_no_ready_sheet_outlives_the_lock(opened, qtbot):
    qtbot.waitUntil(lambda: opened.window._ready._is_whole)
    opened.window.lock()
    qtbot.wait(60)
    assert opened.window.findChildren(SupportPanel) == []
