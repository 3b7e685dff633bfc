"""Removed things: what can still be put back, and until when."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from iop_companion.foundation.dates import long_day
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.services.trash import Removed, TrashView
from iop_companion.ui.settings.section import Section
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card, button, divider, text
from iop_companion.ui.toolkit.emptying import empty
from iop_companion.ui.widgets.at_once import at_once


class TrashSection(Section):
    """A line for each thing, newest first."""

    key = "trash"
    put_back_requested = Signal(object)

    def __init__(self) -> None:
        """Build it without lines."""
        super().__init__(_("Removed things"))
        self.buttons: list[QPushButton] = []
        self.card = Card(_("Removed in the last 30 days"))
        hint = _(
            "What you remove stays here, encrypted, for 30 days. Then it is deleted for good; "
            "backups made before still hold it."
        )
        self._lines = QWidget()
        self._pile = QVBoxLayout(self._lines)
        self._pile.setContentsMargins(0, 0, 0, 0)
        spacing.gap(self._pile, 10)
        self._more = text("", "small")
        self.card.add(text(hint, "small"), self._lines, self._more)
        self.column.addWidget(self.card)
        self.can_find(self.title, hint, self.card)
        self.show_view(None)

    def show_view(self, view: TrashView | None) -> None:
        """Show what was removed; the keyboard stays near its line."""
        at = next((n for n, one in enumerate(self.buttons) if one.hasFocus()), None)
        self.buttons = []
        with at_once(self._lines):
            empty(self._pile)
            for index, one in enumerate(view.removed if view is not None else ()):
                if index:
                    self._pile.addWidget(divider())
                assert view is not None
                self._pile.addWidget(self._line(one, view))
            if not self.buttons:
                self._pile.addWidget(text(_("Nothing is here."), "sub"))
        n_more = view.n_more if view is not None else 0
        self._more.setText(
            ngettext("And {n} older one.", "And {n} older ones.", n_more).format(n=n_more)
        )
        self._more.setVisible(bool(n_more))
        if at is not None and self.buttons:
            self.buttons[min(at, len(self.buttons) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def _line(self, one: Removed, view: TrashView) -> QWidget:
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 0, 0, 0)
        spacing.gap(across, 12)
        words = QVBoxLayout()
        spacing.gap(words, 1)
        words.addWidget(text(one.title, "label"))
        words.addWidget(
            text(
                _("Of {day}. Removed {removed}, kept until {until}.").format(
                    day=long_day(one.day, view.today),
                    removed=long_day(one.removed_on, view.today),
                    until=long_day(one.kept_until, view.today),
                ),
                "small",
            )
        )
        across.addLayout(words, 1)
        back = button(_("Put back"), size="small")
        back.setAccessibleName(
            _("Put back: {what}, {day}").format(what=one.title, day=long_day(one.day, view.today))
        )
        back.clicked.connect(lambda _on=False: self.put_back_requested.emit(one.record))
        self.buttons.append(back)
        across.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
        return line
