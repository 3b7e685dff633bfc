"""Whatever is pasted into the ways in, the dialogs and the sheet: they answer, nothing is cut."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from iop_companion.ui.support.panel import PeopleDialog
from iop_companion.ui.toolkit.dialog import Dialog
from iop_companion.ui.warning_signs.aside_dialog import AsideDialog
from tests.ui.open_pages import open_page, services, settle  # noqa: F401 -- fixtures
from tests.ui.stage import PaperSession
from tests.ui.test_every_field import fields_of, paste_into

OWN = "my own fifteen and more"
STEPS = (
    "Welcome",
    "Passphrase",
    "Recovery code",
    "What to track",
    "My support",
    "Bring data in",
    "This computer",
    "Ready",
)


def _dialog(qtbot):
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, Dialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def test_no_paste_stops_the_lock_screen(stage):
    made = stage(PaperSession())
    panel = made.entrance
    paste_into(made.window, fields_of(made.window))
    panel.use_code.click()
    fields = fields_of(made.window)
    assert len(fields) == 2
    paste_into(made.window, fields)


def test_no_paste_stops_any_step_of_the_first_run(stage):
    made = stage(PaperSession(exists=False))
    panel = made.entrance
    seen = 0
    for at in range(len(STEPS)):
        assert panel.at == at
        if STEPS[at] == "Passphrase":
            panel.presenter.passphrase.use_own.click()
        fields = fields_of(made.window)
        seen += len(fields)
        paste_into(made.window, fields)
        if STEPS[at] == "Passphrase":
            panel.presenter.passphrase.own.edit.setText(OWN)
        if STEPS[at] == "Recovery code":
            panel.skip.click()
        elif STEPS[at] == "This computer":
            panel.presenter.computer.shared.click()
            panel.go_on.click()
        elif STEPS[at] != "Ready":
            panel.go_on.click()
        settle()
    assert seen >= 10


def test_no_paste_stops_the_step_of_a_backup(stage):
    made = stage(PaperSession(exists=False))
    made.entrance.skip.click()
    fields = fields_of(made.window)
    assert fields
    paste_into(made.window, fields)


DIALOGS = {
    "passphrase": "passphrase_button",
    "new code": "code_button",
    "new keys": "replace_button",
    "erase": "erase_button",
}


@pytest.mark.parametrize("which", DIALOGS)
def test_no_paste_stops_a_dialog_of_settings(open_page, services, which):  # noqa: F811
    opened = open_page("settings", services)
    opened.panel.open("privacy")
    opened.click(getattr(opened.panel.privacy, DIALOGS[which]))
    dialog = _dialog(opened.qtbot)
    fields = fields_of(dialog)
    assert fields

    paste_into(dialog, fields)

    QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_no_paste_stops_the_dialog_that_locks_a_file(open_page, services):  # noqa: F811
    opened = open_page("settings", services)
    opened.panel.open("data")
    opened.click(opened.panel.data.lock.box)
    opened.click(opened.panel.data.csv_button)
    dialog = _dialog(opened.qtbot)

    paste_into(dialog, fields_of(dialog))

    QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_no_paste_stops_setting_a_warning_aside(qtbot, look):  # noqa: ARG001 -- dressed first
    dialog = AsideDialog(None, is_act=False)
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
    paste_into(dialog, fields_of(dialog))


def test_no_paste_stops_the_people_of_get_support_now(open_page, services):  # noqa: F811
    opened = open_page("today", services)
    opened.press(Qt.Key.Key_F1)
    settle()
    [button] = [
        one
        for one in opened.window.findChildren(QAbstractButton)
        if one.text() == "Add people" and one.isVisible()
    ]
    opened.click(button)
    dialog = _dialog(opened.qtbot)
    assert isinstance(dialog, PeopleDialog)

    paste_into(dialog, fields_of(dialog))

    QTest.keyClick(dialog, Qt.Key.Key_Escape)
