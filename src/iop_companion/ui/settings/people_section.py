"""My support: the people that Get support now shows while unlocked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from iop_companion.domain.setting_values import Contact
from iop_companion.foundation.i18n import _
from iop_companion.ui.settings.section import Section
from iop_companion.ui.toolkit.cards import Card, text
from iop_companion.ui.widgets.people_editor import PeopleEditor


class PeopleSection(Section):
    """Each line counts as soon as it is left."""

    key = "people"
    left = Signal()
    """A line was left after it had been changed."""

    def __init__(self) -> None:
        """Build it with empty lines."""
        super().__init__(_("My support"))
        self.editor = PeopleEditor()
        self.problem = text("", "problem")
        self.problem.hide()
        card = Card(_("My people"))
        card.add(
            text(
                _(
                    "Get support now shows them, in this order, while your diary is unlocked; also "
                    "while it is locked, if you choose so under Privacy and safety. A line that is "
                    "emptied is taken out."
                ),
                "small",
            ),
            self.editor,
            self.problem,
        )
        self.column.addWidget(card)
        self.can_find(_("My people"), _("Contacts and their numbers"), self.editor.first)
        self.editor.left.connect(self.left)

    def show_people(self, people: Sequence[Contact]) -> None:
        """Show who is kept; what is being typed stays."""
        if not self.editor.is_being_typed and self.editor.people != tuple(people):
            self.editor.show_people(people)

    def say_problem(self, words: str) -> None:
        """Say below the lines why they were not kept; what was typed stays."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
