"""Undo in the notice after a check-in takes back that check-in and nothing else."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.today.conftest import THURSDAY


def test_undo_after_saving_leaves_alone_what_was_saved_since(open_page, services):
    window = open_page()
    window.editor("mood").setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_4)
    window.page.main_action()
    take_back = window.notices.action
    services.save(THURSDAY - timedelta(days=1), mood=7.0)
    take_back()

    assert services.saved(THURSDAY - timedelta(days=1))["mood"] == 7.0
    assert window.notices.said[-1] == "changed_since"
