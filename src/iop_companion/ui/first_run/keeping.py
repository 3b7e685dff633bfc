"""Keeping the recovery code: on paper through the printer, or in a file of the person's choice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from iop_companion.domain.private import Secret
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _
from iop_companion.ui.first_run.presenter import CodeKeeping, groups_of
from iop_companion.ui.toolkit.cards import button, text
from iop_companion.ui.toolkit.dialog import Dialog
from iop_companion.ui.toolkit.file_dialogs import ask_where_to_save
from iop_companion.ui.toolkit.theme import FONT


def code_keeping(write: Callable[[Path, bytes], object]) -> CodeKeeping:
    """Return the real ways; ``write`` puts bytes into a file."""

    def ask_without() -> bool:
        dialog = WithoutCodeDialog(QApplication.activeWindow())
        return dialog.exec() == QDialog.DialogCode.Accepted

    return CodeKeeping(
        print_code=print_code,
        ask_file=ask_file,
        save=lambda path, code: write(path, code_text(code).encode()),
        ask_without=ask_without,
    )


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


class WithoutCodeDialog(Dialog):
    """Asked once: go on without a recovery code?"""

    def __init__(self, parent: QWidget | None) -> None:
        """Build it; going back to the code is the first answer."""
        super().__init__(_("Go on without a recovery code?"), parent)
        self.body.addWidget(
            text(
                _(
                    "If the passphrase is ever forgotten, nobody can open your diary then: "
                    "not the program, not the makers."
                )
            )
        )
        stay = button(_("Back to the code"))
        leave = button(_("Go on without"))
        stay.clicked.connect(self.reject)
        leave.clicked.connect(self.accept)
        self.buttons.addWidget(leave)
        self.buttons.addSpacing(14)
        self.buttons.addWidget(stay)
        stay.setDefault(True)
        stay.setFocus()
