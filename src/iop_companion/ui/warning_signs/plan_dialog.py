"""Write my plan: one step a line, in the person's own words."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import button, text
from iop_companion.ui.toolkit.dialog import Dialog


class PlanDialog(Dialog):
    """Shows the steps one a line; ``written`` tells the new ones when they are saved.

    Only Cancel drops what was typed: Esc, Hide and the lock keep it, since a plan that was saved
    can be taken back and one that was lost cannot.
    """

    written = Signal(list)

    def __init__(self, steps: list[str], parent: QWidget | None, *, is_saved: bool = True) -> None:
        """Show ``steps``; they are told even unchanged if they are not the saved ones."""
        super().__init__(_("My plan for Watch"), parent)
        self._kept = list(steps) if is_saved else None
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
        self.cancel.clicked.connect(self._drop)
        self.save.clicked.connect(self._save)
        self.buttons.addWidget(self.cancel)
        self.buttons.addWidget(self.save)
        self.field.setFocus()

    def keep(self) -> None:
        """Tell the steps if they are others than those told last."""
        lines = self.field.toPlainText().splitlines()
        steps = [line.strip() for line in lines if line.strip()]
        if steps != self._kept:
            self._kept = steps
            self.written.emit(steps)

    def reject(self) -> None:
        """Close, as by Esc or when the window locks; what was typed is kept."""
        self.keep()
        super().reject()

    def _save(self) -> None:
        self.keep()
        self.accept()

    def _drop(self) -> None:
        super().reject()
