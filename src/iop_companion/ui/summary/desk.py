"""What the pages that make papers ask of the desktop: a file's place, a printer, a folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit.file_dialogs import ask_where_to_save
from iop_companion.ui.widgets.printing import ask_printer

AskWhere = Callable[[QWidget, str], Path | None]
AskPrinter = Callable[..., QPrinter | None]


def _ask_where(parent: QWidget, suggested: str) -> Path | None:
    return ask_where_to_save(parent, _("Save PDF"), suggested, "PDF (*.pdf)", ".pdf")


def _show_folder(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


@dataclass(frozen=True, slots=True)
class Desk:
    """What of the desktop a page asks for; tests pass answers."""

    ask_where: AskWhere = _ask_where
    ask_printer: AskPrinter = ask_printer
    show_folder: Callable[[Path], None] = _show_folder
