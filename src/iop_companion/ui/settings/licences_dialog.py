"""The licences of everything the program is built with, to be read and copied."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import button
from iop_companion.ui.toolkit.dialog import Dialog


class LicencesDialog(Dialog):
    """Shows one long text."""

    def __init__(self, notices: str, parent: QWidget | None) -> None:
        """Show ``notices``."""
        super().__init__(_("Licences"), parent)
        self.field = QPlainTextEdit(notices)
        self.field.setReadOnly(True)
        self.field.setTabChangesFocus(True)
        self.field.setAccessibleName(_("Licences"))
        spacing.at_least(self.field, height=140)
        self.body.addWidget(self.field, 1)
        self.close_button = button(_("Close"))
        self.close_button.clicked.connect(self.accept)
        self.buttons.addWidget(self.close_button)
        self.prefer(width=960, height=600)
        self.field.setFocus()
