"""The real window on a real vault, driven by keys from inside: run out of process, offscreen.

Run as ``python tests/traces/real_app.py VAULT FOLDER [seal]``; the first line of standard input is
a JSON object with ``passphrase`` and ``canary``. It unlocks by typing, types the canary into every
text field of every page, saves, opens and calls off the file dialog, says ``typed`` on standard
output, waits for the file ``FOLDER/lock``, and locks. The restart then replaces this script by the
program alone. With ``seal`` it types the canary into a check-in at the lock screen and seals that.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from iop_companion import bootstrap
from iop_companion.ui import app as app_module

FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit)


def main() -> int:
    vault, folder = Path(sys.argv[1]), Path(sys.argv[2])
    script = sealing if sys.argv[3:] == ["seal"] else steps
    secret = json.loads(sys.stdin.readline())
    real = app_module.build_window

    def build_window(*arguments):
        window = real(*arguments)
        window.first_painted.connect(lambda: Steps(window, script(window, folder, secret)))
        return window

    app_module.build_window = build_window
    return bootstrap.start(["--vault", str(vault)])


class Steps(QObject):
    """Goes one step on each time what the step waits for is there."""

    def __init__(self, window, script: Iterator) -> None:
        super().__init__(window)
        self._script = script
        self._waits_for = lambda: True
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start(20)

    def _on_tick(self) -> None:
        if self._waits_for():
            self._waits_for = next(self._script, None) or (lambda: False)


def steps(window, folder: Path, secret: dict) -> Iterator:
    yield lambda: _fields(window)
    field = _fields(window)[0]
    QTest.keyClicks(field, secret["passphrase"])
    QTest.keyClick(field, Qt.Key.Key_Return)
    yield lambda: window.shell is not None and QApplication.activeModalWidget() is None
    n_typed = 0
    for page in ("today", "trends", "warning_signs", "summary", "imports", "settings"):
        window.go_to(page)
        yield lambda: not window.shell.is_coming  # made in turns
        yield _after(200)
        for field in _fields(window):
            field.setFocus()
            QTest.keyClicks(field, secret["canary"])
            n_typed += 1
        if page == "today":
            _write_a_note(window, secret["canary"])
            yield _after(300)
            QTest.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
            yield _after(600)
    QTimer.singleShot(0, lambda: _visit_a_folder(window, folder / f"my {secret['canary']}"))
    yield _after(400)
    window.go_to("today")
    yield _after(200)
    print("typed", n_typed, flush=True)  # noqa: T201 -- said to the test
    yield (folder / "lock").exists
    window.lock()


def sealing(window, folder: Path, secret: dict) -> Iterator:
    yield lambda: _fields(window)
    entrance = window._entrance
    entrance.open_writing()
    yield lambda: "note" in entrance.writing.panel.card.editors
    entrance.writing.panel.card.editors["note"].enter()
    QTest.keyClicks(QApplication.focusWidget(), secret["canary"])
    yield _after(1500)
    print("typed", 1, flush=True)  # noqa: T201 -- said to the test
    yield (folder / "lock").exists
    entrance.writing.seal()


def _write_a_note(window, canary: str) -> None:
    """The field for words of the day, wherever the page keeps it."""
    from iop_companion.ui.widgets.note_field import NoteField

    for note in window.findChildren(NoteField):
        for field in note.findChildren(QPlainTextEdit) + note.findChildren(QTextEdit):
            field.setFocus()
            QTest.keyClicks(field, canary)


def _visit_a_folder(window, place: Path) -> None:
    from iop_companion.ui.toolkit.file_dialogs import ask_where_to_save

    place.mkdir(exist_ok=True)

    def choose() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        dialog.setDirectory(str(place))
        dialog.selectFile("summary.pdf")
        dialog.accept()

    QTimer.singleShot(150, choose)
    ask_where_to_save(window, "Save", "summary.pdf", "PDF (*.pdf)", ".pdf")
    place.rmdir()


def _fields(window: QWidget) -> list[QWidget]:
    return [
        field
        for kind in FIELDS
        for field in window.findChildren(kind)
        if field.isVisibleTo(window) and field.isEnabled() and not field.isReadOnly()
    ]


def _after(milliseconds: int):
    passed: list[bool] = []
    QTimer.singleShot(milliseconds, lambda: passed.append(True))
    return lambda: bool(passed)


if __name__ == "__main__":
    sys.exit(main())
