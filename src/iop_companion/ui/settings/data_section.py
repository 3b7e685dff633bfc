"""My data: bring entries in, save everything as a file."""

from __future__ import annotations

from PySide6.QtCore import Signal

from iop_companion.foundation.i18n import _
from iop_companion.ui.settings.section import Section
from iop_companion.ui.toolkit.cards import Card, button, divider, text
from iop_companion.ui.widgets.tick_row import TickRow


class DataSection(Section):
    """The ways in and out that are not Today and not the summary."""

    key = "data"
    import_requested = Signal()
    export_requested = Signal(str)
    open_requested = Signal()

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
        self.lock = TickRow(
            _("Lock saved files with a passphrase"),
            _("Companion opens them again, here or on another computer. Nobody else can."),
        )
        unlocked = _("Without it, anyone who can open this computer can read a saved file.")
        save.add(divider(), self.lock, text(unlocked, "small"))
        self.open_button = button(_("Open a locked file"))
        opening = _("Saves what is in it as a file of its own, which is not locked.")
        self.add_setting(save, _("A file locked before"), opening, self.open_button)
        self.open_button.clicked.connect(self.open_requested)
        self.column.addWidget(bring)
        self.column.addWidget(save)
        self.import_button.clicked.connect(self.import_requested)
        self.csv_button.clicked.connect(lambda: self.export_requested.emit("csv"))
        self.json_button.clicked.connect(lambda: self.export_requested.emit("json"))
