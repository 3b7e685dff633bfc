"""Look and text: theme, text size, and how rows move on."""

from __future__ import annotations

from PySide6.QtCore import Signal

from iop_companion.foundation.i18n import _
from iop_companion.foundation.settings import TEXT_SCALES, Preferences
from iop_companion.ui.settings.section import Section
from iop_companion.ui.toolkit.cards import Card
from iop_companion.ui.widgets.switch import Switch


class LookSection(Section):
    """What is seen, and what the keys do on Today."""

    key = "look"
    changed = Signal(str, object)

    def __init__(self) -> None:
        """Build it; :meth:`show_preferences` fills it."""
        super().__init__(_("Look and text"))
        self.theme = Switch(
            _("Theme"),
            [
                ("system", _("As the system")),
                ("light", _("Light")),
                ("dark", _("Dark")),
                ("contrast", _("High contrast")),
            ],
        )
        self.scale = Switch(_("Text size"), [(str(n), f"{n} %") for n in TEXT_SCALES])
        self.move_on = Switch(_("Move on after an answer"), [("yes", _("Yes")), ("no", _("No"))])
        look = Card(_("Look"))
        self.add_setting(look, _("Theme"), _("Also Ctrl+Shift+D."), self.theme)
        self.add_setting(look, _("Text size"), _("Also Ctrl and plus or minus."), self.scale)
        keys = Card(_("Filling in"))
        moves = _("A number on a scale goes on to the next row.")
        self.add_setting(keys, _("Move on after an answer"), moves, self.move_on)
        self.column.addWidget(look)
        self.column.addWidget(keys)
        self.theme.chosen.connect(lambda key: self.changed.emit("theme", key))
        self.scale.chosen.connect(lambda key: self.changed.emit("text_scale", int(key)))
        self.move_on.chosen.connect(lambda key: self.changed.emit("move_on_answer", key == "yes"))

    def show_preferences(self, preferences: Preferences) -> None:
        """Show ``preferences`` as they are; nobody is told."""
        self.theme.choose(preferences.theme)
        self.scale.choose(str(preferences.text_scale))
        self.move_on.choose("yes" if preferences.move_on_answer else "no")
