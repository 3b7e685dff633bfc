"""Asking for a file: what is chosen comes back, and no trace of the folders stays behind."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget

from iop_companion.ui.toolkit.file_dialogs import (
    ask_what_to_open,
    ask_where_to_save,
    forget_visited_folders,
)


@pytest.fixture
def window(qtbot, look):  # noqa: ARG001 -- dressed first
    made = QWidget()
    made.hidden = []
    action = QAction("Hide", made)
    action.setObjectName("hide")
    action.setShortcut("F9")
    action.triggered.connect(lambda: made.hidden.append(True))
    made.addAction(action)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    return made


def when_asked(do):
    """Do something to the dialog as soon as it is there."""

    def look():
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QFileDialog) and dialog.isActiveWindow():
            do(dialog)
        else:
            QTimer.singleShot(10, look)

    QTimer.singleShot(0, look)


def choose(path: Path):
    def do(dialog):
        dialog.findChild(QLineEdit).setText(str(path))
        dialog.accept()

    return do


def test_where_to_save_gets_the_usual_ending(window, tmp_path):
    when_asked(choose(tmp_path / "my summary"))
    got = ask_where_to_save(window, "Save PDF", "summary.pdf", "PDF (*.pdf)", ".pdf")
    assert got == tmp_path / "my summary.pdf"


def test_an_ending_of_ones_own_is_kept(window, tmp_path):
    when_asked(choose(tmp_path / "summary.PDF"))
    got = ask_where_to_save(window, "Save PDF", "summary.pdf", "PDF (*.pdf)", ".pdf")
    assert got == tmp_path / "summary.PDF"


def test_the_suggested_name_stands_there_already(window):
    seen = []
    when_asked(lambda dialog: (seen.append(dialog.findChild(QLineEdit).text()), dialog.reject()))
    assert ask_where_to_save(window, "Save PDF", "summary.pdf", "PDF (*.pdf)") is None
    assert seen == ["summary.pdf"]


def test_a_file_to_open_must_exist(window, tmp_path):
    there = tmp_path / "moods.csv"
    there.write_text("day,measure,value\n")
    when_asked(choose(there))
    assert ask_what_to_open(window, "Bring data in", "CSV (*.csv)") == there


def test_hide_works_while_the_dialog_is_open(window, qtbot):
    def hide(dialog):
        qtbot.keyClick(dialog, Qt.Key.Key_F9)
        dialog.reject()

    when_asked(hide)
    assert ask_what_to_open(window, "Bring data in", "CSV (*.csv)") is None
    assert window.hidden == [True]


def test_visited_folders_leave_no_trace(window, tmp_path):
    when_asked(choose(tmp_path / "a.pdf"))
    ask_where_to_save(window, "Save PDF", "summary.pdf", "PDF (*.pdf)", ".pdf")
    settings = QSettings(QSettings.Scope.UserScope, "QtProject")
    settings.beginGroup("FileDialog")
    assert not {"history", "lastVisited", "shortcuts"} & set(settings.childKeys())


def test_traces_of_before_are_removed_too(qapp):  # noqa: ARG001
    settings = QSettings(QSettings.Scope.UserScope, "QtProject")
    settings.setValue("FileDialog/lastVisited", "file:///somewhere/private")
    settings.sync()
    forget_visited_folders()
    assert QSettings(QSettings.Scope.UserScope, "QtProject").value("FileDialog/lastVisited") is None


def test_the_title_bar_says_no_more_than_the_window_and_a_screen_reader_hears_what_it_is(window):
    window.setWindowTitle("Notes")
    told = []

    def look(dialog):
        told.append((dialog.windowTitle(), dialog.accessibleName()))
        dialog.reject()

    when_asked(look)
    assert ask_what_to_open(window, "I have a backup", "Backups (*.backup)") is None
    assert told == [("Notes", "I have a backup")]
