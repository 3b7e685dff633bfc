"""Keeping the recovery code in a file: asked for by the program's own dialog."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from iop_companion.ui.widgets.code_keeping import ask_file
from tests.ui.stage import PaperSession


def _when_asked(do):
    def look():
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QFileDialog):
            do(dialog)
        else:
            QTimer.singleShot(10, look)

    QTimer.singleShot(0, look)


@pytest.mark.usefixtures("look")
def test_the_file_for_the_code_is_asked_for_without_leaving_its_folder_behind(stage, tmp_path):
    stage(PaperSession(exists=False))
    seen: list[tuple[bool, set[str]]] = []

    def choose(dialog: QFileDialog) -> None:
        is_own = dialog.testOption(QFileDialog.Option.DontUseNativeDialog)
        seen.append((is_own, {action.objectName() for action in dialog.actions()}))
        dialog.findChild(QLineEdit).setText(str(tmp_path / "paper"))
        dialog.accept()

    _when_asked(choose)
    assert ask_file() == Path(tmp_path / "paper.txt")

    [(is_own, actions)] = seen
    assert is_own
    assert {"support", "hide"} <= actions
    settings = QSettings(QSettings.Scope.UserScope, "QtProject")
    settings.beginGroup("FileDialog")
    assert not {"history", "lastVisited", "shortcuts"} & set(settings.childKeys())
