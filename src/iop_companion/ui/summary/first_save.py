"""Asked before the first file: it will lie on this computer unlocked. Save it?"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit.cards import button, text
from iop_companion.ui.toolkit.dialog import Dialog


class FirstSaveDialog(Dialog):
    """Says once what a saved file is, and offers to lock it; Esc and the lock mean "not now"."""

    lock_requested = Signal()

    def __init__(self, parent: QWidget | None) -> None:
        """Build it; saving, which the person has just asked for, is the first answer."""
        super().__init__(_("Before the first file"), parent)
        words = text(_("This file is not locked. Anyone who can open this computer can read it."))
        self.prefer(width=428)
        self.body.addWidget(words)
        self.lock = button(_("Lock it with a passphrase"))
        self.not_now = button(_("Not now"))
        self.save = button(_("Save"), "primary")
        self.not_now.clicked.connect(self.reject)
        self.save.clicked.connect(self.accept)
        self.lock.clicked.connect(self.reject)
        self.lock.clicked.connect(self.lock_requested)
        self.body.addWidget(self.lock, 0, Qt.AlignmentFlag.AlignLeft)
        self.buttons.addWidget(self.not_now)
        self.buttons.addWidget(self.save)
        self.save.setDefault(True)
        self.save.setFocus()
