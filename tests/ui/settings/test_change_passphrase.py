"""Change passphrase in Settings: said in place what is wrong, and nothing left behind."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from iop_companion.domain.private import Secret
from iop_companion.foundation.errors import KnownProblem
from tests.ui.open_pages import PASSPHRASE, cut_words, nameless, settle

FRESH = "seven lanterns under the bridge"


@pytest.fixture
def opened(open_page, services):
    made = open_page("settings", services)
    made.click(made.panel.list.line_of("privacy"))
    made.click(made.panel.privacy.passphrase_button)
    settle()
    made.dialog = QApplication.activeModalWidget()
    return made


def fill(opened, current, new):
    for field, words in ((opened.dialog.fields.current, current), (opened.dialog.fields.new, new)):
        field.edit.clear()
        QTest.keyClicks(field.edit, words)
    QTest.keyClick(opened.dialog.fields.new.edit, Qt.Key.Key_Return)


def test_by_keys_the_new_passphrase_opens_the_diary_and_the_old_one_no_more(opened, services):
    QTest.keyClicks(QApplication.focusWidget(), PASSPHRASE.reveal())
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    QTest.keyClicks(QApplication.focusWidget(), FRESH)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert not opened.dialog.isVisible()
    assert opened.said.startswith("The new passphrase counts from now on.")
    assert "still open with the passphrase of their time" in opened.said
    services.lock()
    with pytest.raises(KnownProblem, match="wrong_passphrase"):
        services.session.unlock(PASSPHRASE)
    services.session.unlock(Secret(FRESH))


def test_what_is_wrong_is_said_under_its_field_and_what_was_typed_stays(opened, services):
    dialog = opened.dialog
    fill(opened, "something else entirely", FRESH)
    assert dialog.fields.current_problem.text().startswith("That is not the passphrase in force.")
    assert not dialog.fields.new_problem.isVisible()
    assert QApplication.focusWidget() is dialog.fields.current.edit
    assert dialog.fields.new.edit.text() == FRESH

    fill(opened, PASSPHRASE.reveal(), "too short")
    assert not dialog.fields.current_problem.isVisible()
    assert dialog.fields.new_problem.isVisible()
    assert dialog.save.isEnabled()
    services.lock()
    services.session.unlock(PASSPHRASE)


def test_the_strength_is_said_in_words_when_typing_pauses(opened, qtbot):
    said = opened.dialog.fields.strength.text
    QTest.keyClicks(opened.dialog.fields.new.edit, "short")
    assert said() == "10 more characters to go."
    opened.dialog.fields.new.edit.clear()
    QTest.keyClicks(opened.dialog.fields.new.edit, "password password")
    qtbot.waitUntil(lambda: said().startswith("Guessers try this early."))
    opened.dialog.fields.new.edit.clear()
    QTest.keyClicks(opened.dialog.fields.new.edit, "vq7 zebra lantern xw3 gravel moth")
    qtbot.waitUntil(lambda: said() == "Strong.")


@pytest.mark.parametrize("how", ["escape", "cancel", "lock"])
def test_however_it_closes_nothing_typed_is_left_in_it(opened, how):
    dialog, texts = opened.dialog, []
    QTest.keyClicks(dialog.fields.current.edit, PASSPHRASE.reveal())
    QTest.keyClicks(dialog.fields.new.edit, FRESH)
    fields = (dialog.fields.current.edit, dialog.fields.new.edit)
    dialog.finished.connect(lambda _result: texts.extend(field.text() for field in fields))
    if how == "escape":
        opened.press(Qt.Key.Key_Escape)
    elif how == "cancel":
        QTest.mouseClick(dialog.cancel, Qt.MouseButton.LeftButton)
    else:
        opened.window.lock()
    assert texts == ["", ""]


def test_everything_in_it_has_a_name_and_is_whole(opened):
    assert nameless(opened.dialog) == []
    assert cut_words(opened.dialog) == []
