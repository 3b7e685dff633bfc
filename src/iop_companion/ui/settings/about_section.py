"""About: version and its age, where the vault lies, licences."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from iop_companion.foundation.i18n import _
from iop_companion.ui.settings.section import Section
from iop_companion.ui.toolkit.cards import Card, button, text
from iop_companion.ui.widgets.flow_layout import FlowLayout


class AboutSection(Section):
    """What this program is, how old, built with what, and where the entries lie."""

    key = "about"
    licences_requested = Signal()
    folder_requested = Signal()
    copy_requested = Signal()

    def __init__(self) -> None:
        """Build it; the presenter fills ``about``, ``age`` and ``folder``."""
        super().__init__(_("About"))
        self.about = text("")
        self.age = text("", "small")
        self.folder = text("")
        self.folder.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.folder_button = button(_("Open the folder"))
        self.copy_button = button(_("Copy the path"), icon="copy")
        self.licences_button = button(_("Licences"))
        vault = Card(_("Where your entries lie"))
        hint = _("Encrypted, in this folder and nowhere else. Never move single files out of it.")
        line = FlowLayout(gap=10, line_gap=8)
        line.addWidget(self.folder_button)
        line.addWidget(self.copy_button)
        vault.add(self.folder, text(hint, "small"))
        vault.layout_.addLayout(line)
        program = Card(_("This program"))
        program.add(self.about, self.age)
        licences = FlowLayout(gap=10, line_gap=8)
        licences.addWidget(self.licences_button)
        program.layout_.addLayout(licences)
        self.column.addWidget(program)
        self.column.addWidget(vault)
        self.can_find(_("Licences"), "", self.licences_button)
        self.can_find(_("Where your entries lie"), "", self.folder_button)
        self.licences_button.clicked.connect(self.licences_requested)
        self.folder_button.clicked.connect(self.folder_requested)
        self.copy_button.clicked.connect(self.copy_requested)
