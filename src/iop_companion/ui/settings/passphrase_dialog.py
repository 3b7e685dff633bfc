"""Change the passphrase: the one in force, and a new one with words about its strength."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from iop_companion.domain.private import Secret
from iop_companion.foundation.i18n import _
from iop_companion.foundation.passphrase_strength import Strength
from iop_companion.ui.settings.passphrase_fields import PassphraseFields
from iop_companion.ui.toolkit.cards import button
from iop_companion.ui.toolkit.dialog import Dialog


class PassphraseDialog(Dialog):
    """Sends what was typed by ``change_requested``; it stays until told that it counted.

    However it closes (saved, Esc, Hide, the lock), both fields are emptied.
    """

    change_requested = Signal(object, object)
    """The new passphrase and the one in force."""

    def __init__(self, judged: Callable[[Secret], Strength], parent: QWidget | None) -> None:
        """Build it empty; ``judged`` says how a passphrase stands."""
        super().__init__(_("Change passphrase"), parent)
        self.fields = PassphraseFields(judged)
        self.cancel = button(_("Cancel"))
        self.save = button(_("Change it"), "primary")
        self.body.addWidget(self.fields)
        self.body.addStretch(1)
        self.prefer(width=448)
        self.buttons.addWidget(self.cancel)
        self.buttons.addWidget(self.save)
        self.fields.entered.connect(self._ask)
        self.save.clicked.connect(self._ask)
        self.cancel.clicked.connect(self.reject)
        self.fields.current.edit.setFocus()

    def show_busy(self, *, is_busy: bool) -> None:
        """Take no second try while one is under way."""
        self.save.setEnabled(not is_busy)
        self.fields.show_busy(is_busy=is_busy)

    def say_problem(self, words: str, *, of_current: bool = False) -> None:
        """See :meth:`PassphraseFields.say_problem`."""
        self.fields.say_problem(words, of_current=of_current)

    def done(self, result: int) -> None:
        """Close, with nothing left in the fields."""
        self.fields.forget()
        super().done(result)

    def _ask(self) -> None:
        fields = self.fields
        if not len(fields.current.secret):
            fields.current.edit.setFocus()
        elif self.save.isEnabled():
            self.say_problem("")
            self.change_requested.emit(fields.new.secret, fields.current.secret)
