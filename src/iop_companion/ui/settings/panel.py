"""The Settings page, narrow for now: what can be set, each with what it does."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from iop_companion.domain.measure import Measure
from iop_companion.foundation.i18n import _
from iop_companion.foundation.settings import LOCK_MINUTES, TEXT_SCALES, Preferences
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card, button, divider, page_head, text
from iop_companion.ui.toolkit.columns import Columns
from iop_companion.ui.toolkit.page_area import PageArea
from iop_companion.ui.widgets.switch import Switch

_SIDE_WIDTH = 300


class SettingsPanel(PageArea):
    """Shows preferences and rows; each change leaves at once by a signal, there is no Save."""

    changed = Signal(str, object)
    row_switched = Signal(str, bool)
    import_requested = Signal()
    export_requested = Signal(str)

    def __init__(self) -> None:
        """Build the page; :meth:`show_preferences` and :meth:`show_rows` fill it."""
        super().__init__()
        self.theme = Switch(
            _("Theme"), [("system", _("As the system")), ("light", _("Light")), ("dark", _("Dark"))]
        )
        self.scale = Switch(_("Text size"), [(str(n), f"{n} %") for n in TEXT_SCALES])
        self.move_on = Switch(_("Move on after an answer"), [("yes", _("Yes")), ("no", _("No"))])
        self.lock_after = Switch(
            _("Lock after, in minutes"), [(str(n), str(n)) for n in LOCK_MINUTES]
        )
        self.name = Switch(
            _("Name on the window"), [("companion", "Companion"), ("notes", _("Notes"))]
        )
        self.region = QComboBox()
        self.region.setAccessibleName(_("Region for crisis lines"))
        self.rows: dict[str, QCheckBox] = {}
        self._row_box = QVBoxLayout()
        self.import_button = button(_("Bring data in"), icon="import")
        self.csv_button = button(_("Save everything as CSV"))
        self.json_button = button(_("Save everything as JSON"))
        self.about = text("", "small")
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
        self.import_button.clicked.connect(self.import_requested)
        self.csv_button.clicked.connect(lambda: self.export_requested.emit("csv"))
        self.json_button.clicked.connect(lambda: self.export_requested.emit("json"))

    def _arrange(self) -> None:
        look = Card(_("Look and text"))
        _setting(look, _("Theme"), "", self.theme)
        _setting(look, _("Text size"), _("Also Ctrl and plus or minus."), self.scale)
        _setting(
            look,
            _("Move on after an answer"),
            _("A number on a scale goes on to the next row."),
            self.move_on,
        )
        computer = Card(_("Privacy and safety"))
        _setting(
            computer,
            _("Lock after"),
            _("Minutes without a key or click. 2 fits a shared computer, 10 your own."),
            self.lock_after,
        )
        _setting(computer, _("Name on the window"), _("Title and task bar."), self.name)
        _setting(
            computer,
            _("Crisis lines of"),
            _("Shown by Get support now, also while locked."),
            self.region,
        )
        track = Card(_("What to track"))
        spacing.gap(self._row_box, 0)
        track.add(text(_("A row that is off keeps what it holds."), "small"))
        track.layout_.addLayout(self._row_box)
        data = Card(_("My data"))
        data.add(
            self.import_button,
            self.csv_button,
            self.json_button,
            text(
                _("A saved file is not locked. Anyone who can open this computer can read it."),
                "small",
            ),
        )
        about = Card(_("About"))
        about.add(self.about)
        columns = Columns(_SIDE_WIDTH, both_from=860)
        for card in (look, computer, track):
            columns.main.addWidget(card)
        columns.main.addStretch(1)
        for card in (data, about):
            columns.side.addWidget(card)
        head = page_head(text(_("Settings"), "h1"), text(_("Changes count at once."), "sub"))
        self.body.addLayout(head)
        self.body.addWidget(columns)
        self.body.addStretch(1)

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

    def show_rows(self, measures: Sequence[Measure], on: frozenset[str]) -> None:
        """Show a tick box for each measure that can stand on Today."""
        for measure in measures:
            box = self.rows.get(measure.id)
            if box is None:
                box = QCheckBox(measure.label)
                box.setAccessibleDescription(measure.hint)
                box.clicked.connect(
                    lambda is_on, key=measure.id: self.row_switched.emit(key, is_on)
                )
                self.rows[measure.id] = box
                self._row_box.addWidget(box)
            box.setChecked(measure.id in on)


def _setting(card: Card, name: str, hint: str, control: QWidget) -> None:
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(text(name, "label"))
    if hint:
        words.addWidget(text(hint, "hint"))
    line = QHBoxLayout()
    spacing.gap(line, 12)
    line.addLayout(words, 1)
    line.addWidget(control)
    if card.layout_.count() > 1:
        card.add(divider())
    card.layout_.addLayout(line)
