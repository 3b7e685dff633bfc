"""What Companion leaves on this computer: what lies where, who can read it, what can go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from iop_companion.foundation.dates import long_day
from iop_companion.foundation.day_words import period_words
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.services.traces import Left, TraceKind
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.announce import announce
from iop_companion.ui.toolkit.cards import Card, button, text
from iop_companion.ui.toolkit.dialog import Dialog

_ENCRYPTED = (TraceKind.VAULT,)


class TracesDialog(Dialog):
    """A list to be read, and one button that removes what nothing needs."""

    remove_requested = Signal()

    def __init__(self, left: Left, today: date, parent: QWidget | None) -> None:
        """Show ``left``."""
        super().__init__(_("What Companion leaves on this computer"), parent)
        self.let_keys_scroll()
        spacing.gap(self.body, 16)
        cards = [
            _files(left, today),
            _places(left, _("Readable without your passphrase"), is_encrypted=False),
            _places(left, _("Encrypted"), is_encrypted=True),
            _not_here(),
        ]
        for card in cards:
            self.body.addWidget(card)
            if card.layout_.count() < 2:  # nothing of that kind lies here
                card.hide()
        self.told = text("", "hint")
        self.told.hide()
        self.remove = button(_("Remove log and list of fonts"))
        self.close_button = button(_("Close"))
        self.body.addWidget(self.told)
        self.body.addStretch(1)
        self.buttons.addWidget(self.remove)
        self.buttons.addWidget(self.close_button)
        self.remove.clicked.connect(self.remove_requested)
        self.close_button.clicked.connect(self.accept)
        self.prefer(width=900)
        self.close_button.setFocus()

    def show_removed(self, left: Sequence[Path]) -> None:
        """Say what became of it."""
        words = (
            ngettext(
                "{n} file could not be removed.", "{n} files could not be removed.", len(left)
            ).format(n=len(left))
            if left
            else _("Removed. Both begin anew, empty, as the program goes on.")
        )
        self.told.setText(words)
        self.told.show()
        announce(self, words)


def _files(left: Left, today: date) -> Card:
    card = Card(_("Files you saved"))
    if not left.exports:
        card.add(text(_("No summary was saved or printed so far."), "small"))
        return card
    card.add(
        text(
            _(
                "Companion does not keep where they went. Whoever has a file that is not locked "
                "can read it."
            ),
            "small",
        )
    )
    for export in reversed(left.exports):
        words = _("{day}, printed: {period}.") if export.is_print else _("{day}, saved: {period}.")
        period = period_words(export.first, export.last)
        card.add(text(words.format(day=long_day(export.day, today), period=period)))
    return card


def _places(left: Left, heading: str, *, is_encrypted: bool) -> Card:
    card = Card(heading)
    for trace in left.traces:
        if (trace.kind in _ENCRYPTED) is is_encrypted:
            place = text(str(trace.place), "hint")
            place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            card.add(text(_what(trace.kind)), place)
    return card


def _what(kind: TraceKind) -> str:
    return {
        TraceKind.VAULT: _("Your entries, drafts, plan and backups"),
        TraceKind.PREFERENCES: _(
            "Theme, text size, region of the lines, minutes until it locks, times of reminders"
        ),
        TraceKind.LOG: _(
            "A log of the program’s own troubles: codes and counts, no words of yours"
        ),
        TraceKind.FONTS: _("A list of the fonts on this computer"),
        TraceKind.SHOWN_LOCKED: _("What you chose to be shown while locked"),
        TraceKind.LOGIN: _("Starts Companion at login; its switch removes it"),
        TraceKind.SEAL: _("A public key that seals what is written while locked"),
    }[kind]


def _not_here() -> Card:
    card = Card(_("Not in reach of Companion"))
    card.add(
        text(
            _(
                "That it is installed; names, sizes and times of these folders; what a printer, a "
                "screen recorder or a sync program kept. Erase everything removes all that is in "
                "reach."
            ),
            "small",
        )
    )
    return card
