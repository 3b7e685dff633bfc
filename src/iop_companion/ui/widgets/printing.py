"""Printing the very pages that are previewed, under a name that says nothing of what they are."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from iop_companion.foundation.errors import KnownProblem

PRINT_PX = 2480
"""Width of a page in px: A4 at 300 dots to the inch."""


def ask_printer(parent: QWidget, title: str, *, is_on_side: bool = False) -> QPrinter | None:
    """Ask on which printer; None when called off. ``title`` is what the printer's queue shows.

    ``is_on_side`` asks for paper that is wider than high.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setCreator("")
    printer.setFullPage(True)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    if is_on_side:
        printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    accepted = QPrintDialog(printer, parent).exec() == QDialog.DialogCode.Accepted
    return printer if accepted else None


def print_pages(pages: Sequence[QImage], printer: QPrinter) -> None:
    """Print ``pages``, each as large as its sheet; raises ``KnownProblem("printer_failed")``."""
    painter = QPainter()
    if not painter.begin(printer):
        raise KnownProblem("printer_failed")
    try:
        for number, page in enumerate(pages):
            if number:
                printer.newPage()
            sheet = printer.paperRect(QPrinter.Unit.DevicePixel)
            share = min(sheet.width() / page.width(), sheet.height() / page.height())
            painter.drawImage(QRectF(0, 0, page.width() * share, page.height() * share), page)
    finally:
        painter.end()
