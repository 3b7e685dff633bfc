"""My data: bring entries in, save everything as a file."""

from __future__ import annotations

from PySide6.QtCore import Signal

from iop_companion.foundation.i18n import _
from iop_companion.ui.settings.section import Section
from iop_companion.ui.toolkit.cards import Card, button, text


class DataSection(Section):
    """The ways in and out that are not Today and not the summary."""

    key = "data"
    import_requested = Signal()
    export_requested = Signal(str)

    def __init__(self) -> None:
        """Build it."""
        super().__init__(_("My data"))
        self.import_button = button(_("Bring data in"), icon="import")
        self.csv_button = button(_("Save as CSV"), icon="save")
        self.json_button = button(_("Save as JSON"), icon="save")
        bring = Card(_("Bring data in"))
        files = _("From a spreadsheet, another diary, or a file that Companion saved.")
        self.add_setting(bring, _("From a file"), files, self.import_button)
        save = Card(_("Save everything"))
        sheet = _("Values, a line each, for a spreadsheet.")
        self.add_setting(save, _("For a spreadsheet"), sheet, self.csv_button)
        whole = _("Every value with its history, plans and settings; Companion can read it again.")
        self.add_setting(save, _("Everything there is"), whole, self.json_button)
        unlocked = _("A saved file is not locked. Anyone who can open this computer can read it.")
        save.add(text(unlocked, "small"))
        self.column.addWidget(bring)
        self.column.addWidget(save)
        self.import_button.clicked.connect(self.import_requested)
        self.csv_button.clicked.connect(lambda: self.export_requested.emit("csv"))
        self.json_button.clicked.connect(lambda: self.export_requested.emit("json"))
