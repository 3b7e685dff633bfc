"""The question before going on without a recovery code."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit.cards import button, text
from iop_companion.ui.toolkit.dialog import Dialog


def ask_without() -> bool:
    """Ask; return whether to go on without."""
    dialog = WithoutCodeDialog(QApplication.activeWindow())
    return dialog.exec() == QDialog.DialogCode.Accepted


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
