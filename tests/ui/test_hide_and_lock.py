"""Hide and the lock at awkward moments, and what the footer keeps saying."""

from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox

from iop_companion.domain.change import ChangeSet
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.settings import Preferences
from iop_companion.ui.main_window.commands import _done_again, _taken_back
from iop_companion.ui.toolkit.dialog import Dialog
from iop_companion.ui.toolkit.tasks import StoreTasks
from tests.ui.stage import PaperSession


class SlowSession(PaperSession):
    """Opens only when told to."""

    def unlock(self, passphrase):
        self.may_open.wait(5)
        return super().unlock(passphrase)


@pytest.fixture
def at_the_code(stage):
    made = stage(PaperSession(exists=False))
    for _step in range(2):
        QTest.mouseClick(made.entrance.go_on, Qt.MouseButton.LeftButton)
    return made


def test_hide_while_unlocking_leaves_the_vault_closed(stage, qtbot):
    session, tasks = SlowSession(), StoreTasks()
    session.may_open = Event()
    made = stage(session, tasks=tasks)
    made.unlock()
    made.window.hide_all()
    session.may_open.set()
    qtbot.waitUntil(lambda: len(made.entrances) == 2)
    tasks.close()

    assert made.window.shell is None
    assert not session.is_open


def test_hide_in_the_first_run_covers_the_code_and_goes_on(at_the_code):
    at_the_code.window.hide_all()
    step = at_the_code.entrance.presenter.code.sheet

    assert at_the_code.window.isMinimized()
    assert step._tiles.isHidden()
    step.hide_button.click()
    assert not step._tiles.isHidden()


@pytest.mark.qt_log_ignore("raise", extend=True)
def test_hide_in_the_first_run_covers_what_was_typed_until_it_is_asked_for(at_the_code):
    panel, people = at_the_code.entrance, at_the_code.entrance.presenter.people
    panel.skip.click()
    panel.skip.click()
    QTest.keyClicks(QApplication.focusWidget(), "Dana")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F9)
    at_the_code.window.show_in_front()

    assert not people.isVisible()
    QTest.keyClick(at_the_code.window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not people.isVisible()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert people.isVisible()
    assert QApplication.focusWidget().text() == "Dana"


def test_a_first_run_left_alone_with_an_open_vault_locks(at_the_code):
    now = [1_000.0]
    idle = at_the_code.window.idle
    idle._now = lambda: now[0]
    idle.touch()
    now[0] += 24 * 3600
    idle.look()

    assert not at_the_code.session.is_open
    assert len(at_the_code.entrances) == 2


def test_locking_soon_leaves_a_problem_and_its_retry_standing(stage):
    made = stage()
    made.unlock()
    shell, tried = made.window.shell, []
    shell.notices.show_problem(KnownProblem("disk_full"), lambda: tried.append(True))
    said = shell.notices.words
    made.window.idle.soon.emit()
    assert shell.soon.words == "Locking soon. Press any key to stay."
    made.window.idle.back.emit()

    assert shell.soon.words == ""
    assert shell.notices.words == said
    shell.notices._do.click()
    assert tried == [True]


def test_undo_and_redo_name_what_they_changed():
    assert _taken_back(ChangeSet("undo:day_removed")) == "Taken back: removing a day."
    assert _done_again(ChangeSet("check_in_saved")) == "Done again: a check-in."
    assert _taken_back(ChangeSet("undo:something_new")) == "Taken back."


@pytest.mark.qt_log_ignore("grabbing the keyboard", "raise", extend=True)
def test_hide_works_with_a_menu_open(stage, qtbot):
    made = stage(preferences=Preferences(theme="light", region="US", text_scale=200))
    made.unlock()
    made.window.shell.top_bar.menu_button.click()
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    QTest.keyClick(made.window.windowHandle(), Qt.Key.Key_F9)

    assert QApplication.activePopupWidget() is None
    assert made.window.screen_name == "entrance"
    assert not made.session.is_open


@pytest.mark.qt_log_ignore("grabbing the keyboard", "raise", extend=True)
def test_hide_works_with_a_list_open(stage, qtbot):
    made = stage()
    made.unlock()
    choice = QComboBox(made.pages["today"].area)
    choice.addItems(["one", "two"])
    choice.show()
    choice.showPopup()
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    QTest.keyClick(made.window.windowHandle(), Qt.Key.Key_F9)

    assert QApplication.activePopupWidget() is None
    assert not made.session.is_open


def test_hide_works_in_a_dialog_over_a_dialog(stage, qtbot):
    made = stage()
    made.unlock()
    first = Dialog("First", made.window)
    with qtbot.waitActive(first):
        first.open()
    second = Dialog("Second", first)
    with qtbot.waitActive(second):
        second.open()
    QTest.keyClick(second, Qt.Key.Key_F9)

    assert QApplication.activeModalWidget() is None
    assert not made.session.is_open


def test_a_window_is_kept_out_of_screenshots_where_the_system_can_and_it_is_wanted(
    stage, monkeypatch
):
    told = []

    class Able:
        def can_keep_from_capture(self):
            return True

        def keep_from_capture(self, window, *, is_kept):
            told.append((bool(window), is_kept))

    monkeypatch.setattr("iop_companion.ui.main_window.window.this_system", Able)
    made = stage()
    assert told == []
    made.preferences.change(out_of_screenshots=True)
    made.preferences.change(text_scale=125)
    made.preferences.change(out_of_screenshots=False)

    assert told == [(True, True), (True, False)]


def test_ctrl_l_locks_with_a_dialog_open(stage, qtbot):
    made = stage()
    made.unlock()
    dialog = Dialog("A question", made.window)
    with qtbot.waitActive(dialog):
        dialog.open()
    QTest.keyClick(dialog, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)

    assert QApplication.activeModalWidget() is None
    assert made.window.screen_name == "entrance"
    assert not made.session.is_open
