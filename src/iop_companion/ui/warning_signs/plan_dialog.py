"""Write my plan: one step a line, in the person's own words."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import button, text


class PlanDialog(QDialog):
    """Asks for the steps; :meth:`ask` opens it, waits, and returns them or None."""

    def __init__(self, steps: list[str], parent: QWidget | None = None) -> None:
        """Show ``steps``, one a line."""
        super().__init__(parent)
        self.setWindowTitle(_("My plan"))
        pile = QVBoxLayout(self)
        spacing.margins(pile, 24, 20, 24, 20)
        spacing.gap(pile, 12)
        self.field = QPlainTextEdit("\n".join(steps))
        self.field.setAccessibleName(_("My plan for Watch, one step a line"))
        self.field.setTabChangesFocus(True)
        spacing.at_least(self.field, width=460, height=180)
        self.save = button(_("Save my plan"), "primary")
        cancel = button(_("Cancel"))
        self.save.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        pile.addWidget(text(_("My plan for Watch"), "title"))
        pile.addWidget(
            text(_("What helps you when things slip? One step a line, the easiest first."), "sub")
        )
        pile.addWidget(self.field)
        buttons = QHBoxLayout()
        spacing.gap(buttons, 12)
        buttons.addWidget(self.save)
        buttons.addWidget(cancel)
        buttons.addStretch(1)
        pile.addLayout(buttons)

    @property
    def steps(self) -> list[str]:
        """The lines that hold any words."""
        return [line.strip() for line in self.field.toPlainText().splitlines() if line.strip()]

    @classmethod
    def ask(cls, steps: list[str], parent: QWidget | None = None) -> list[str] | None:
        """Open the dialog and return the steps, or None if the person cancelled."""
        dialog = cls(steps, parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        written = dialog.steps
        dialog.deleteLater()
        return written if accepted else None
