"""My people in Get support now: shown, shown large, changed; only ever while unlocked."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from iop_companion.domain.setting_values import Contact
from iop_companion.foundation.settings import Preferences
from iop_companion.ui.support.panel import PeopleDialog, SupportPanel
from iop_companion.ui.widgets.number_dialog import NumberDialog
from iop_companion.ui.widgets.people_editor import PeopleEditor


@pytest.fixture
def panel(qtbot, look):  # noqa: ARG001 -- dressed first
    made = SupportPanel()
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_number_is_shown_large_and_can_be_copied(panel, qtbot):
    dialog = NumberDialog(Contact("Dana", "555 0117"), panel)
    qtbot.addWidget(dialog)
    dialog.show()
    QTest.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == "555 0117"
    assert dialog.copy.text() == "Copied"


def test_in_large_text_a_number_with_its_area_code_is_seen_whole(look, qtbot):
    look.use(Preferences(theme="light", text_scale=200))
    editor = PeopleEditor()
    qtbot.addWidget(editor)
    editor.resize(1100, 400)
    editor.show()
    number = editor.lines[0][1]

    needed = number.fontMetrics().horizontalAdvance("(503) 555 0142")

    assert number.width() >= needed + 2 * 24


def test_people_are_changed_by_keys_and_come_back(panel):
    kept = []
    panel.people_changed.connect(kept.append)
    panel.show_people(())
    assert panel.change_people.text() == "Add people"
    QTest.mouseClick(panel.change_people, Qt.MouseButton.LeftButton)
    (dialog,) = panel.findChildren(PeopleDialog)
    QTest.keyClicks(dialog.editor.lines[0][0], "Leo")
    QTest.keyClicks(dialog.editor.lines[0][1], "555 0188")
    QTest.mouseClick(dialog.keep, Qt.MouseButton.LeftButton)
    assert kept == [(Contact("Leo", "555 0188"),)]
    panel.show_people(kept[0])
    assert panel.change_people.text() == "Change my people"
