"""Erase everything from Settings: asked twice, proved by the passphrase, and really gone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from iop_companion.foundation.settings import Preferences, save_preferences
from tests.ui.open_pages import PASSPHRASE, cut_words, enter, nameless, settle


@pytest.fixture
def asked(open_page, services, tmp_path):
    """The dialog over Settings, opened by mouse; there is an entry and a backup of it."""
    enter(services, [0], mood=6.0)
    services.backups.make()
    file = tmp_path / "config" / "preferences.toml"
    save_preferences(file, Preferences(region="US"))
    made = open_page("settings", services, preferences_file=file)
    made.click(made.panel.list.line_of("privacy"))
    made.click(made.panel.privacy.erase_button)
    settle()
    made.dialog, made.file = QApplication.activeModalWidget(), file
    return made


def types(words):
    QTest.keyClicks(QApplication.focusWidget(), words)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    settle()


def test_keeping_everything_is_the_first_answer_and_a_wrong_passphrase_changes_nothing(
    asked, services
):
    dialog = asked.dialog
    assert QApplication.focusWidget() is dialog.stay
    assert dialog._backups.text() == "1 backup goes, too."
    assert nameless(dialog) == []
    assert cut_words(dialog) == []
    dialog.passphrase.edit.setFocus()
    types("something else entirely")
    assert dialog.problem.text().startswith("That is not the passphrase in force.")
    assert dialog.erase.isEnabled()
    asked.press(Qt.Key.Key_Escape)
    assert QApplication.activeModalWidget() is None
    assert asked.window.screen_name == "shell"
    assert services.session.is_unlocked


def test_by_keys_all_of_it_goes_and_the_window_shows_nothing_of_it(asked, services):
    dialog, folder = asked.dialog, services.session.folder
    dialog.passphrase.edit.setFocus()
    types(PASSPHRASE.reveal())
    assert not services.session.exists()
    assert not any(folder.rglob("*.backup"))
    assert dialog._words.text().startswith("Your entries are gone.")
    assert QApplication.focusWidget() is dialog.stay

    QTest.keyClick(dialog.stay, Qt.Key.Key_Space)
    settle()
    assert asked.window.shell is None
    assert not asked.file.exists()
