"""Write my plan: one step a line, in the person's own words."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import button, text
from iop_companion.ui.toolkit.dialog import Dialog


class PlanDialog(Dialog):
    """Shows the steps one a line; ``written`` tells the new ones when they are saved."""

    written = Signal(list)

    def __init__(self, steps: list[str], parent: QWidget | None) -> None:
        """Show ``steps``."""
        super().__init__(_("My plan for Watch"), parent)
        self.field = QPlainTextEdit("\n".join(steps))
        self.field.setAccessibleName(_("My plan for Watch, one step a line"))
        self.field.setTabChangesFocus(True)
        spacing.at_least(self.field, width=400, height=180)
        hint = text(
            _("What helps you when things slip? One step a line, the easiest first."), "sub"
        )
        self.body.addWidget(hint)
        self.body.addWidget(self.field, 1)
        self.cancel = button(_("Cancel"))
        self.save = button(_("Save my plan"), "primary")
        self.cancel.clicked.connect(self.reject)
        self.save.clicked.connect(self._save)
        self.buttons.addWidget(self.cancel)
        self.buttons.addWidget(self.save)
        self.field.setFocus()

    def _save(self) -> None:
        lines = self.field.toPlainText().splitlines()
        self.written.emit([line.strip() for line in lines if line.strip()])
        self.accept()
