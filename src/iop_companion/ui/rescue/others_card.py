"""Another backup than the newest: one from the list, or the file of one from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from iop_companion.domain.backup import Backup
from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.announce import announce
from iop_companion.ui.toolkit.cards import Card, button, text
from iop_companion.ui.toolkit.passphrase_field import PassphraseField
from iop_companion.ui.widgets.backup_list import BackupList

_WIDTH = 560


class OthersCard(Card):
    """Choosing one only changes what is offered above; nothing else."""

    file_wanted = Signal()
    chosen = Signal(object)
    """A :class:`Backup` of the list."""
    secret_given = Signal()

    def __init__(self) -> None:
        """Build it without backups."""
        super().__init__(_("Another backup"))
        self.file_button = button(_("The file of a backup from another place"), icon="import")
        self.none = text(_("There is no backup beside the vault."), "small")
        self.list = BackupList(after=self.file_button)
        self.problem = text("", "problem")
        self._label = text(_("Its passphrase or recovery code"), "label")
        self.secret = PassphraseField(_("Its passphrase or recovery code"))
        self.open_button = button(_("Open it"))
        spacing.at_most(self.secret, width=_WIDTH)
        self.add(self.none)
        self.layout_.addWidget(self.file_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.add(self.list, self.problem, self._label, self.secret)
        self.layout_.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.file_button.clicked.connect(self.file_wanted)
        self.list.chosen.connect(self.chosen)
        self.secret.entered.connect(self.secret_given)
        self.open_button.clicked.connect(self.secret_given)
        self.show_problem("")

    def show_backups(self, backups: Sequence[Backup], now: datetime) -> None:
        """Show the backups beside the vault."""
        self.none.setVisible(not backups)
        self.list.show_backups(backups, now)

    def show_problem(self, words: str, *, asks_secret: bool = False, is_slip: bool = False) -> None:
        """Say why it did not open; ``asks_secret`` offers the passphrase of its time."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        for part in (self._label, self.secret, self.open_button):
            part.setVisible(asks_secret)
        if asks_secret:
            self.secret.mark_problem(is_problem=is_slip)
            self.secret.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, words, assertive=True)

    def show_busy(self, *, is_busy: bool) -> None:
        """Take no second wish while one is under way."""
        controls: tuple[QWidget, ...] = (self.file_button, self.open_button, self.list)
        for control in controls:
            control.setEnabled(not is_busy)
        self.secret.edit.setReadOnly(is_busy)

    def forget(self) -> None:
        """Hold nothing that was typed."""
        self.secret.forget()
        self.show_problem("")
