"""The Settings page, narrow for now: what can be set, each with what it does."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox

from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import Measure
from iop_companion.foundation.i18n import _
from iop_companion.foundation.settings import LOCK_MINUTES, TEXT_SCALES, Preferences
from iop_companion.ui.settings.setting_row import add_setting
from iop_companion.ui.settings.tracked_rows import TrackedRows
from iop_companion.ui.toolkit.cards import Card, button, text
from iop_companion.ui.toolkit.columns import Columns
from iop_companion.ui.toolkit.page_area import PageArea
from iop_companion.ui.widgets.switch import Switch
from iop_companion.ui.widgets.wrapping_head import WrappingHead

_SIDE_WIDTH, _SIDE_WIDE, _SIDE_BESIDE_FROM = 300, 400, 860


class SettingsPanel(PageArea):
    """Shows preferences and rows; each change leaves at once by a signal, there is no Save."""

    changed = Signal(str, object)
    row_switched = Signal(str, bool)
    import_requested = Signal()
    export_requested = Signal(str)
    licences_requested = Signal()
    outdated = Signal()
    """The preferences were changed elsewhere, by keys."""

    def __init__(self) -> None:
        """Build the page; :meth:`show_preferences` and :meth:`show_rows` fill it."""
        super().__init__()
        system, light, dark = _("As the system"), _("Light"), _("Dark")
        self.theme = Switch(_("Theme"), [("system", system), ("light", light), ("dark", dark)])
        self.scale = Switch(_("Text size"), [(str(n), f"{n} %") for n in TEXT_SCALES])
        self.move_on = Switch(_("Move on after an answer"), [("yes", _("Yes")), ("no", _("No"))])
        minutes = [(str(n), str(n)) for n in LOCK_MINUTES]
        self.lock_after = Switch(_("Lock after, in minutes"), minutes)
        names = [("companion", _("Companion")), ("notes", _("Notes"))]
        self.name = Switch(_("Name on the window"), names)
        self.region = QComboBox()
        self.region.setAccessibleName(_("Region for crisis lines"))
        self.rows = TrackedRows()
        self.import_button = button(_("Bring data in"), icon="import")
        self.csv_button = button(_("Save everything as CSV"))
        self.json_button = button(_("Save everything as JSON"))
        self.about = text("", "small")
        self.folder = text("", "small")
        self.licences_button = button(_("Licences"))
        self._connect()
        self._arrange()

    def _connect(self) -> None:
        self.theme.chosen.connect(lambda key: self.changed.emit("theme", key))
        self.scale.chosen.connect(lambda key: self.changed.emit("text_scale", int(key)))
        self.move_on.chosen.connect(lambda key: self.changed.emit("move_on_answer", key == "yes"))
        self.lock_after.chosen.connect(
            lambda key: self.changed.emit("lock_after_minutes", int(key))
        )
        self.name.chosen.connect(lambda key: self.changed.emit("discreet_name", key == "notes"))
        self.region.activated.connect(
            lambda _index: self.changed.emit("region", self.region.currentData())
        )
        self.rows.switched.connect(self.row_switched)
        self.import_button.clicked.connect(self.import_requested)
        self.csv_button.clicked.connect(lambda: self.export_requested.emit("csv"))
        self.json_button.clicked.connect(lambda: self.export_requested.emit("json"))
        self.licences_button.clicked.connect(self.licences_requested)

    def _arrange(self) -> None:
        track = Card(_("What to track"))
        track.add(text(_("A row that is off keeps what it holds."), "small"), self.rows)
        columns = Columns(_SIDE_WIDTH, _SIDE_BESIDE_FROM, _SIDE_WIDE)
        for card in (self._look(), self._computer(), track):
            columns.main.addWidget(card)
        columns.main.addStretch(1)
        for card in (self._data(), self._about()):
            columns.side.addWidget(card)
        title, sub = text(_("Settings"), "h1"), text(_("Changes count at once."), "sub")
        self.body.addWidget(WrappingHead(title, sub))
        self.body.addWidget(columns)
        self.body.addStretch(1)

    def _look(self) -> Card:
        card = Card(_("Look and text"))
        add_setting(card, _("Theme"), _("Also Ctrl, Shift and D."), self.theme)
        add_setting(card, _("Text size"), _("Also Ctrl and plus or minus."), self.scale)
        moves = _("A number on a scale goes on to the next row.")
        add_setting(card, _("Move on after an answer"), moves, self.move_on)
        return card

    def _computer(self) -> Card:
        card = Card(_("Privacy and safety"))
        lock = _("Minutes without a key or click. 2 fits a shared computer, 10 your own.")
        add_setting(card, _("Lock after"), lock, self.lock_after)
        add_setting(card, _("Name on the window"), _("Title and task bar."), self.name)
        lines = _("Shown by Get support now, also while locked.")
        add_setting(card, _("Crisis lines of"), lines, self.region)
        return card

    def _data(self) -> Card:
        card = Card(_("My data"))
        unlocked = _("A saved file is not locked. Anyone who can open this computer can read it.")
        card.add(self.import_button, self.csv_button, self.json_button, text(unlocked, "small"))
        card.add(self.folder)
        return card

    def _about(self) -> Card:
        card = Card(_("About"))
        card.add(self.about, self.licences_button)
        return card

    def show_preferences(
        self, preferences: Preferences, regions: Sequence[tuple[str, str]]
    ) -> None:
        """Show ``preferences`` as they are; nobody is told."""
        self.theme.choose(preferences.theme)
        self.scale.choose(str(preferences.text_scale))
        self.move_on.choose("yes" if preferences.move_on_answer else "no")
        self.lock_after.choose(str(preferences.lock_after_minutes))
        self.name.choose("notes" if preferences.discreet_name else "companion")
        if not self.region.count():
            self.region.addItem(_("Not chosen"), "")
            for code, name in regions:
                self.region.addItem(name, code)
        self.region.setCurrentIndex(max(0, self.region.findData(preferences.region)))

    def show_rows(self, measures: Sequence[Measure], on: frozenset[MeasureId]) -> None:
        """Show a tick box for each measure that can stand on Today."""
        self.rows.show_rows(measures, on)
