"""Keeping the recovery code: on paper through the printer, or in a file of the person's choice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QDialog
from shiboken6 import isValid

from iop_companion.domain.private import Secret
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _
from iop_companion.foundation.problem_texts import describe
from iop_companion.ui.toolkit.file_dialogs import ask_where_to_save
from iop_companion.ui.toolkit.tasks import Tasks
from iop_companion.ui.toolkit.theme import FONT
from iop_companion.ui.widgets.code_sheet import CodeSheet, groups_of


@dataclass(frozen=True, slots=True)
class CodeKeeping:
    """The ways to keep the code besides copying by hand; each returns False when called off."""

    print_code: Callable[[Secret], bool]
    ask_file: Callable[[], Path | None]
    save: Callable[[Path, Secret], object]


def code_keeping(write: Callable[[Path, bytes], object]) -> CodeKeeping:
    """Return the real ways; ``write`` puts bytes into a file."""
    return CodeKeeping(
        print_code=print_code,
        ask_file=ask_file,
        save=lambda path, code: write(path, code_text(code).encode()),
    )


class CodeKeeper(QObject):
    """Does what the buttons of a sheet ask for; says on the sheet what became of it."""

    def __init__(
        self, sheet: CodeSheet, code: Callable[[], Secret], keeping: CodeKeeping, tasks: Tasks
    ) -> None:
        """Keep the ``code`` that is shown on ``sheet`` at that time; files are written by tasks."""
        super().__init__(sheet)
        self._sheet = sheet
        self._code = code
        self._keeping = keeping
        self._tasks = tasks
        sheet.print_wanted.connect(self._print)
        sheet.save_wanted.connect(self._save)

    def _print(self) -> None:
        try:
            self._keeping.print_code(self._code())
        except KnownProblem as problem:
            self._failed(problem)

    def _save(self) -> None:
        path = self._keeping.ask_file()
        if path is None:
            return
        code = self._code()
        self._tasks.run(partial(self._keeping.save, path, code), self._saved, self._failed)

    def _saved(self, _file: object) -> None:
        if isValid(self._sheet):
            self._sheet.say(_("Saved. Anyone who finds this file can open your diary with it."))

    def _failed(self, problem: KnownProblem) -> None:
        if isValid(self._sheet):
            self._sheet.say(describe(problem).sentence)


def code_text(code: Secret) -> str:
    """Return what stands in the file; it does not say what the code opens."""
    groups = groups_of(code)
    lines = [
        _("Recovery code"),
        "",
        "   ".join(groups[:4]),
        "   ".join(groups[4:]),
        "",
        _("Keep this away from the computer it belongs to."),
    ]
    return "\n".join(lines) + "\n"


def ask_file() -> Path | None:
    """Ask for the name of a new file, leaving no trace of it; None when called off."""
    parent = QApplication.activeWindow()
    if parent is None:
        return None
    title, suggested, kinds = _("Save to a file"), _("code.txt"), _("Text (*.txt)")
    return ask_where_to_save(parent, title, suggested, kinds, ".txt")


def print_code(code: Secret) -> bool:
    """Print one page; return False when called off. Raises ``KnownProblem("printer_failed")``."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(_("Document"))  # what the printer's queue shows
    printer.setCreator("")
    if QPrintDialog(printer, QApplication.activeWindow()).exec() != QDialog.DialogCode.Accepted:
        return False
    painter = QPainter()
    if not painter.begin(printer):
        raise KnownProblem("printer_failed")
    area = QRectF(printer.pageRect(QPrinter.Unit.DevicePixel))
    area.moveTo(0, 0)
    font = QFont(FONT, 16)
    painter.setFont(font)
    painter.drawText(area, int(Qt.AlignmentFlag.AlignLeft), code_text(code))
    painter.end()
    return True
