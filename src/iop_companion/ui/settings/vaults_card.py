"""Several vaults on one login: the neutral name of this one, and making another."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from iop_companion.foundation.i18n import _
from iop_companion.foundation.settings import LONGEST_VAULT_NAME
from iop_companion.ui.settings.section import Section
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card, button, text

_NAME_WIDTH = 200


class VaultsCard(Card):
    """Shows the name of the vault that is open; sends what it should be called from now on."""

    renamed = Signal(str)
    another_wanted = Signal()

    def __init__(self, section: Section) -> None:
        """Build it; its settings are found through ``section``."""
        super().__init__(_("Vaults on this login"))
        self._shown = ""
        self.name = QLineEdit()
        self.name.setAccessibleName(_("Name of this vault"))
        self.name.setMaxLength(LONGEST_VAULT_NAME)
        spacing.fixed(self.name, width=_NAME_WIDTH)
        self.another = button(_("Make another vault"))
        hint = _("Up to {n} characters. On the lock screen everyone can read it: nothing personal.")
        section.add_setting(
            self, _("Name of this vault"), hint.format(n=LONGEST_VAULT_NAME), self.name
        )
        section.add_setting(
            self,
            _("Another vault"),
            _("For someone else on this login. It has its own passphrase and its own entries."),
            self.another,
        )
        self.add(text(_("This vault is locked first. The lock screen then offers both."), "small"))
        self.name.editingFinished.connect(self._send)
        self.another.clicked.connect(self.another_wanted)

    def show_name(self, name: str) -> None:
        """Show what the vault is called; nobody is told."""
        self._shown = name
        if not self.name.isModified():
            self.name.setText(name)

    def _send(self) -> None:
        self.name.setModified(False)
        typed = " ".join(self.name.text().split())
        if typed == self._shown:
            self.name.setText(typed)
        else:
            self.renamed.emit(typed)
