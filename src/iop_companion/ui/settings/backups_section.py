"""Backups: those there are, going back to one, and copies outside this computer."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from iop_companion.foundation.i18n import _
from iop_companion.services.backup_notes import Outside
from iop_companion.ui.settings.backup_card import BackupCard
from iop_companion.ui.settings.section import Section
from iop_companion.ui.toolkit.cards import Card, button, text
from iop_companion.ui.toolkit.columns import Columns
from iop_companion.ui.widgets.backup_list import BackupList
from iop_companion.ui.widgets.backup_words import outside_words
from iop_companion.ui.widgets.flow_layout import FlowLayout

_SIDE_WIDTH, _BESIDE_FROM = 300, 700


class BackupsSection(Section):
    """Shows and sends wishes; a presenter does the work."""

    key = "backups"
    make_requested = Signal()
    check_requested = Signal()
    place_requested = Signal()
    copy_requested = Signal()
    place_dropped = Signal()

    def __init__(self) -> None:
        """Build it without backups."""
        super().__init__(_("Backups"))
        self.make_button = button(_("Back up now"), icon="plus")
        self.check_button = button(_("Check all now"))
        self.progress = text("", "small")
        self.trouble = text("", "problem")
        self.none = text(_("There is no backup yet. The first one is made by itself."), "small")
        self.list = BackupList(after=self.check_button)
        self.card = BackupCard()
        self.outside_words = text("", "small")
        self.aside = text("", "small")
        self.copy_button = button(_("Copy now"))
        self.place_button = button(_("Choose a folder"))
        self.drop_button = button(_("Copy there no more"), "quiet")
        columns = Columns(_SIDE_WIDTH, _BESIDE_FROM)
        columns.main.addWidget(self._backups())
        columns.main.addWidget(self._outside())
        columns.main.addWidget(
            text(
                _(
                    "A backup counts only after it was opened and its entries were counted. The "
                    "last 10 stay, and one for each of 14 days, 8 weeks and 12 months. Each opens "
                    "with the passphrase it was made with."
                ),
                "small",
            )
        )
        columns.main.addWidget(self.aside)
        columns.main.addStretch(1)
        columns.side.addWidget(self.card)
        self.column.addWidget(columns)
        self.make_button.clicked.connect(self.make_requested)
        self.check_button.clicked.connect(self.check_requested)
        self.copy_button.clicked.connect(self.copy_requested)
        self.place_button.clicked.connect(self.place_requested)
        self.drop_button.clicked.connect(self.place_dropped)
        self.say("")
        self.show_trouble("")
        self.show_aside("")
        self.show_outside(None, None)

    def say(self, words: str) -> None:
        """Say what is being done, or what came of it."""
        self.progress.setText(words)
        self.progress.setVisible(bool(words))

    def show_trouble(self, words: str) -> None:
        """Say why the last backup that should have been made by itself was not."""
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))

    def show_aside(self, words: str) -> None:
        """Say what is kept beside the backups."""
        self.aside.setText(words)
        self.aside.setVisible(bool(words))

    def show_outside(self, outside: Outside | None, now: datetime | None) -> None:
        """Show the second place, None if none was chosen."""
        self.outside_words.setText(outside_words(outside, now) if now is not None else "")
        self.copy_button.setVisible(outside is not None)
        self.drop_button.setVisible(outside is not None)
        self.place_button.setText(
            _("Choose a folder") if outside is None else _("Choose another folder")
        )

    def show_busy(self, *, is_busy: bool) -> None:
        """Take no second press while one is under way."""
        for pressed in (self.make_button, self.check_button, self.copy_button, self.place_button):
            pressed.setEnabled(not is_busy)
        self.card.show_busy(is_busy=is_busy)

    def forget(self) -> None:
        """Hold nothing of the vault and nothing typed (on lock)."""
        self.card.clear()
        self.list.show_backups((), datetime.min)  # noqa: DTZ901 -- no backup, no time
        self.say("")

    def _backups(self) -> Card:
        card = Card(_("Backups"))
        row = QWidget()
        flow = FlowLayout(row, gap=10, line_gap=8)
        for pressed in (self.make_button, self.check_button):
            flow.addWidget(pressed)
        card.add(self.trouble, row, self.progress, self.none, self.list)
        counted = _("Opened and counted before it counts.")
        self.can_find(_("Back up now"), counted, self.make_button)
        self.can_find(_("Check all now"), counted, self.check_button)
        return card

    def _outside(self) -> Card:
        card = Card(_("Outside this computer"))
        row = QWidget()
        flow = FlowLayout(row, gap=10, line_gap=8)
        for pressed in (self.copy_button, self.place_button, self.drop_button):
            flow.addWidget(pressed)
        card.add(self.outside_words, row)
        hint = _("Copies on a stick or another disk.")
        self.can_find(_("Outside this computer"), hint, self.place_button)
        return card
