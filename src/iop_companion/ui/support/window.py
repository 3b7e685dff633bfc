"""The sheet over a dialog, where the window itself cannot show it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from iop_companion.foundation.i18n import _
from iop_companion.ui.support.panel import SupportPanel
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.dialog import Dialog

_LEAST = 200
"""Px at 100 % text that the sheet keeps in the smallest window; it scrolls by itself."""


class SupportDialog(Dialog):
    """Get support now in front of another dialog, which stays as it is behind it."""

    def __init__(self, make: Callable[[], SupportPanel], parent: QWidget) -> None:
        """Show what ``make`` builds."""
        super().__init__(_("Get support now"), parent)
        self.heading.hide()
        sheet = make()
        sheet.close_wanted.connect(self.accept)
        column = self.layout()
        assert column is not None
        spacing.margins(column, 0, 0, 0, 0)
        spacing.margins(self.body, 0, 0, 0, 0)
        self.body.addWidget(sheet)
        spacing.at_least(sheet, height=_LEAST)
        self.prefer(width=720, height=560)
        self.sheet = sheet
        sheet.on_shown()
