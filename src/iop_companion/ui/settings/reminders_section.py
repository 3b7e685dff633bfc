"""Reminders: up to two times a day, one word, off unless chosen; starting at login."""

from __future__ import annotations

from datetime import time

from PySide6.QtCore import Signal

from iop_companion.foundation.dates import clock_time
from iop_companion.foundation.i18n import _
from iop_companion.foundation.settings import REMINDER_TIMES, Preferences
from iop_companion.foundation.start_at_login import can_start_at_login
from iop_companion.ui.settings.section import Section
from iop_companion.ui.toolkit.cards import Card, text
from iop_companion.ui.widgets.quiet_combo import QuietCombo
from iop_companion.ui.widgets.switch import Switch


class RemindersSection(Section):
    """When the word is shown, and whether the program starts with the desktop."""

    key = "reminders"
    changed = Signal(str, object)
    login_changed = Signal(bool)

    def __init__(self) -> None:
        """Build it; :meth:`show_preferences` fills it."""
        super().__init__(_("Reminders"))
        self.first = _times(_("First reminder"))
        self.second = _times(_("Second reminder"))
        self.login = Switch(_("Start at login"), [("no", _("No")), ("yes", _("Yes"))])
        card = Card(_("Times of the day"))
        card.add(
            text(
                _(
                    "Off unless you choose a time. It shows the word “Reminder” and nothing else, "
                    "once and without a sound of its own, while Companion is running, minimised "
                    "and locked too. A day with a check-in has none; a time that has passed is "
                    "not made up for. Nothing is kept about it."
                ),
                "small",
            )
        )
        self.add_setting(card, _("First reminder"), _("Whenever suits you."), self.first)
        self.add_setting(card, _("Second reminder"), _("Only if you want one."), self.second)
        self.shared_words = text(
            _("This computer is shared: whoever sits here can see the word, too."), "small"
        )
        self.locked_words = text(
            _(
                "While locked it cannot look into your diary: then a day on which anything was "
                "written to it counts as one with a check-in."
            ),
            "small",
        )
        card.add(self.shared_words, self.locked_words)
        self.column.addWidget(card)
        if can_start_at_login():
            start = Card(_("With the desktop"))
            hint = _("Minimised and locked. A file in the desktop’s autostart folder says so.")
            self.add_setting(start, _("Start at login"), hint, self.login)
            self.column.addWidget(start)
        else:
            self.login.hide()
        for box, name in ((self.first, "reminder_first"), (self.second, "reminder_second")):
            box.activated.connect(
                lambda _at, box=box, name=name: self.changed.emit(name, box.currentData())
            )
        self.login.chosen.connect(lambda key: self.login_changed.emit(key == "yes"))

    def show_preferences(self, preferences: Preferences) -> None:
        """Show ``preferences`` as they are; nobody is told."""
        for box, chosen in (
            (self.first, preferences.reminder_first),
            (self.second, preferences.reminder_second),
        ):
            box.setCurrentIndex(max(0, box.findData(chosen)))
        self.shared_words.setVisible(preferences.is_shared)

    def show_login(self, *, is_on: bool) -> None:
        """Show whether it starts at login; nobody is told."""
        self.login.choose("yes" if is_on else "no")


def _times(name: str) -> QuietCombo:
    made = QuietCombo()
    made.setAccessibleName(name)
    made.setMaxVisibleItems(12)
    for at in REMINDER_TIMES:
        made.addItem(clock_time(time.fromisoformat(at)) if at else _("Off"), at)
    return made
