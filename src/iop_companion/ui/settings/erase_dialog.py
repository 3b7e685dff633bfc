"""Erase everything: what goes, the passphrase, and afterwards what could not be reached."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from iop_companion.foundation.i18n import _, ngettext
from iop_companion.ui.toolkit.announce import announce
from iop_companion.ui.toolkit.cards import button, text
from iop_companion.ui.toolkit.dialog import Dialog
from iop_companion.ui.toolkit.passphrase_field import PassphraseField

_APART = 14
"""Px besides the usual gap between what destroys and what does not."""


class EraseDialog(Dialog):
    """Going back is the first answer; the passphrase is what says yes."""

    erase_wanted = Signal()

    def __init__(self, words: str, parent: QWidget | None) -> None:
        """Say ``words`` first."""
        super().__init__(_("Erase everything"), parent)
        self._words, self._backups = text(words), text("", "small")
        self.passphrase = PassphraseField(_("Passphrase now"))
        self._label = text(_("Passphrase now"), "label", wrap=False)
        self._label.setBuddy(self.passphrase.edit)
        self.problem, self.waiting = text("", "problem"), text("", "hint")
        self.erase = button(_("Erase everything"))
        self.stay = button(_("Keep everything"))
        self.is_done = False
        self._is_busy = False
        for part in (
            self._words, self._backups, self._label, self.passphrase, self.problem, self.waiting,
        ):  # fmt: skip
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.prefer(width=488)
        self.buttons.addWidget(self.erase)
        self.buttons.addSpacing(_APART)
        self.buttons.addWidget(self.stay)
        for words_below in (self.problem, self.waiting, self._backups):
            words_below.hide()
        self.passphrase.entered.connect(self._ask)
        self.erase.clicked.connect(self._ask)
        self.stay.clicked.connect(self.reject)
        self.stay.setFocus()

    def show_backups(self, n_backups: int) -> None:
        """Say how many backups go too."""
        words = ngettext("{n} backup goes, too.", "{n} backups go, too.", n_backups)
        self._backups.setText(words.format(n=n_backups))
        self._backups.setVisible(n_backups > 0)

    def say_problem(self, words: str, *, of_passphrase: bool = False) -> None:
        """Say why nothing was erased, or not all."""
        self.show_busy(is_busy=False)
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        self.passphrase.mark_problem(is_problem=of_passphrase)
        announce(self, words, assertive=True)

    def show_busy(self, *, is_busy: bool) -> None:
        """Take nothing while it is done."""
        self._is_busy = is_busy
        self.waiting.setText(_("Destroying the keys, then the files"))
        self.waiting.setVisible(is_busy)
        self.passphrase.edit.setReadOnly(is_busy)
        for pressed in (self.erase, self.stay):
            pressed.setEnabled(not is_busy)

    def show_done(self, words: str) -> None:
        """Say what is gone and what no program can reach; closing leads to the first run."""
        self.show_busy(is_busy=False)
        self.is_done = True
        self.passphrase.forget()
        for part in (self._backups, self._label, self.passphrase, self.problem, self.erase):
            part.hide()
        self._words.setText(words)
        self.stay.setText(_("Close"))
        self.stay.setFocus()
        announce(self, words)

    def done(self, result: int) -> None:
        """Close, with nothing left in the field."""
        self.passphrase.forget()
        super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt override
        """Leave with Esc, but not in the middle of it."""
        if not (self._is_busy and event.key() == Qt.Key.Key_Escape):
            super().keyPressEvent(event)

    def _ask(self) -> None:
        if not len(self.passphrase.secret):
            self.passphrase.edit.setFocus()
        elif self.erase.isEnabled() and not self.is_done:
            self.problem.hide()
            self.show_busy(is_busy=True)
            self.erase_wanted.emit()
