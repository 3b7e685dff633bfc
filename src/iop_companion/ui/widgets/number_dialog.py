"""A number to call, in large type: on a computer nothing dials."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from iop_companion.domain.setting_values import Contact
from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit.announce import announce
from iop_companion.ui.toolkit.cards import button, text
from iop_companion.ui.toolkit.dialog import Dialog


class NumberDialog(Dialog):
    """One number in large type, a way to copy it, and what to say if words fail."""

    def __init__(self, one: Contact, parent: QWidget, to_say: str = "") -> None:
        """Build it for ``one``; ``to_say`` are the person's own words, if they wrote any."""
        super().__init__(one.name or _("Number"), parent)
        number = text(one.number, "number")
        number.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.body.addWidget(number)
        self.body.addWidget(text(_("If words fail, this is enough:"), "label"))
        self.body.addWidget(
            text(
                _("“{words}”").format(words=to_say)
                if to_say
                else _("“This is a hard moment. Can you stay on the phone with me for a while?”")
            )
        )
        self.copy = button(_("Copy"), icon="copy")
        self.copy.clicked.connect(lambda _on=False: self._copy(one.number))
        close = button(_("Close"))
        close.clicked.connect(self.accept)
        self.buttons.addWidget(self.copy)
        self.buttons.addWidget(close)
        self.prefer(width=420)
        self.copy.setFocus(Qt.FocusReason.OtherFocusReason)

    def _copy(self, number: str) -> None:
        QGuiApplication.clipboard().setText(number)
        self.copy.setText(_("Copied"))
        announce(self, _("Copied"))
