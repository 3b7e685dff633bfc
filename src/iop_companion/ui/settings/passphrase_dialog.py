"""Change the passphrase: the one in force, and a new one with words about its strength."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from iop_companion.domain.private import Secret
from iop_companion.foundation.i18n import _
from iop_companion.foundation.passphrase_strength import Strength
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.announce import announce
from iop_companion.ui.toolkit.cards import button, text
from iop_companion.ui.toolkit.dialog import Dialog
from iop_companion.ui.toolkit.passphrase_field import LEAST, PassphraseField, length_words

_PAUSE_MS = 250
"""The strength is looked at when typing pauses."""


class PassphraseDialog(Dialog):
    """Sends what was typed by ``change_requested``; it stays until told that it counted.

    However it closes (saved, Esc, Hide, the lock), both fields are emptied.
    """

    change_requested = Signal(object, object)
    """The new passphrase and the one in force."""

    def __init__(self, judged: Callable[[Secret], Strength], parent: QWidget | None) -> None:
        """Build it empty; ``judged`` says how a passphrase stands."""
        super().__init__(_("Change passphrase"), parent)
        self._judged = judged
        self.current = PassphraseField(_("Passphrase now"))
        self.new = PassphraseField(_("New passphrase"))
        self.current_problem, self.new_problem = text("", "problem"), text("", "problem")
        self.strength = text(length_words(0), "hint")
        self.cancel = button(_("Cancel"))
        self.save = button(_("Change it"), "primary")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._arrange()
        self._pause.timeout.connect(self._judge)
        self.new.edit.textChanged.connect(self._typed)
        self.current.entered.connect(self.new.edit.setFocus)
        self.new.entered.connect(self._ask)
        self.save.clicked.connect(self._ask)
        self.cancel.clicked.connect(self.reject)
        self.say_problem("")
        self.current.edit.setFocus()

    def show_busy(self, *, is_busy: bool) -> None:
        """Take no second try while one is under way."""
        self.save.setEnabled(not is_busy)
        for field in (self.current, self.new):
            field.edit.setReadOnly(is_busy)

    def say_problem(self, words: str, *, of_current: bool = False) -> None:
        """Say under the field that it is about why nothing was changed; what is typed stays."""
        for label, field, is_meant in (
            (self.current_problem, self.current, of_current),
            (self.new_problem, self.new, not of_current),
        ):
            shown = words if is_meant else ""
            label.setText(shown)
            label.setVisible(bool(shown))
            field.mark_problem(is_problem=bool(shown))
        if words:
            announce(self, words, assertive=True)

    def done(self, result: int) -> None:
        """Close, with nothing left in the fields."""
        self._pause.stop()
        self.current.forget()
        self.new.forget()
        super().done(result)

    def _arrange(self) -> None:
        for name, field, below in (
            (_("Passphrase now"), self.current, (self.current_problem,)),
            (_("New passphrase"), self.new, (self.new_problem, self.strength)),
        ):
            label = text(name, "label", wrap=False)
            label.setBuddy(field.edit)
            self.body.addWidget(label)
            self.body.addWidget(field)
            for words in below:
                self.body.addWidget(words)
        self.body.addStretch(1)
        spacing.at_least(self.current, width=400)
        self.buttons.addWidget(self.cancel)
        self.buttons.addWidget(self.save)

    def _typed(self) -> None:
        self.strength.setText(length_words(len(self.new.secret)))
        self._pause.start()

    def _judge(self) -> None:
        typed = self.new.secret
        if len(typed) < LEAST:
            return
        judged = self._judged(typed)
        if judged is Strength.COMMON:
            words = _("Guessers try this early. Other words, or more of them, would be safer.")
        elif judged is Strength.FAIR:
            words = _("Long enough. One more word would make it strong.")
        else:
            words = _("Strong.")
        self.strength.setText(words)

    def _ask(self) -> None:
        if not len(self.current.secret):
            self.current.edit.setFocus()
        elif self.save.isEnabled():
            self.say_problem("")
            self.change_requested.emit(self.new.secret, self.current.secret)
