"""A passphrase for one file: a new one before it is saved, or the one that opens it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from iop_companion.domain.private import Secret
from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit.announce import announce
from iop_companion.ui.toolkit.cards import at_edge, button, text
from iop_companion.ui.toolkit.dialog import Dialog
from iop_companion.ui.toolkit.passphrase_field import LEAST, PassphraseField, length_words


class FilePassphraseDialog(Dialog):
    """Sends the passphrase by ``chosen`` and closes; Esc and the lock mean "not now"."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None, offered: Callable[[], Secret] | None = None) -> None:
        """Ask for a new passphrase, with words ``offered`` on request; without them for the old."""
        is_new = offered is not None
        super().__init__(_("Lock this file") if is_new else _("Open a locked file"), parent)
        self._offered = offered
        self.field = PassphraseField(_("Passphrase for this file"))
        self.words = text(length_words(0) if is_new else "", "hint")
        self.problem = text("", "problem")
        self.shown = text("", "label")  # six words are longer than the field
        self.offer = at_edge(button(_("Six words for me"), "quiet", size="small"))
        self.cancel = button(_("Cancel"))
        self.go_on = button(_("Go on") if is_new else _("Open it"), "primary")
        warning = (
            _(
                "Nobody can open the file without this passphrase, and Companion does not keep it. "
                "Note it first, and tell it to your therapist by another way than the file."
            )
            if is_new
            else _("The passphrase that was chosen when the file was saved.")
        )
        said = text(warning)
        self.prefer(width=468)
        for widget in (said, self.field, self.shown, self.words, self.problem):
            self.body.addWidget(widget)
        self.body.addWidget(self.offer, 0, Qt.AlignmentFlag.AlignLeft)
        self.offer.setVisible(is_new)
        self.words.setVisible(is_new)
        self.problem.hide()
        self.shown.hide()
        self.buttons.addWidget(self.cancel)
        self.buttons.addWidget(self.go_on)
        self.field.edit.textChanged.connect(self._measure)
        self.field.entered.connect(self._choose)
        self.offer.clicked.connect(self._offer)
        self.go_on.clicked.connect(self._choose)
        self.cancel.clicked.connect(self.reject)
        self.field.edit.setFocus()

    def done(self, result: int) -> None:
        """Close, with nothing left in the field."""
        self.field.forget()
        self.shown.clear()
        super().done(result)

    def _measure(self, typed: str) -> None:
        self.problem.hide()
        self.shown.setVisible(bool(typed) and typed == self.shown.text())
        if self._offered is not None:
            self.words.setText(length_words(len(typed)))

    def _offer(self) -> None:
        if self._offered is not None:
            words = self._offered().reveal()
            self.shown.setText(words)
            self.field.edit.setText(words)
            self.field.show_button.setChecked(True)
            self.field.edit.setFocus()

    def _choose(self) -> None:
        typed = self.field.secret
        if not len(typed) or (self._offered is not None and len(typed) < LEAST):
            self.problem.setText(length_words(len(typed)))
            self.problem.setVisible(True)
            self.field.edit.setFocus()
            announce(self, self.problem.text(), assertive=True)
            return
        self.accept()
        self.chosen.emit(typed)
