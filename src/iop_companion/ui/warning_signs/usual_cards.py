"""Cards about comparing itself: my usual, what it said last, and what makes a break easier."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal

from iop_companion.domain.early_warning import Level
from iop_companion.foundation.day_words import weekday_words
from iop_companion.foundation.i18n import _
from iop_companion.services.usual_offers import usual_words
from iop_companion.ui.toolkit.cards import Card, button, text
from iop_companion.ui.widgets.level_tag import LevelTag


class UsualCard(Card):
    """What the usual is made of, and a way to have it learned again."""

    new_requested = Signal()

    def __init__(self) -> None:
        """Build it hidden; it belongs to Calm, where nothing else asks for an answer."""
        super().__init__(_("My usual"))
        self.new_button = button(_("Start a new usual"))
        self.new_button.clicked.connect(self.new_requested)
        self.add(text(usual_words(), "small"), self.new_button)
        self.layout_.setAlignment(self.new_button, Qt.AlignmentFlag.AlignLeft)
        self.hide()


class LastComparedCard(Card):
    """The level that was shown last, with its day, while there is too little to compare."""

    def __init__(self) -> None:
        """Build it hidden."""
        super().__init__(_("Last comparison"))
        self.day = text("", "small")
        self.tag = LevelTag()
        self.add(self.day, self.tag, text(_("With more entries it goes on from there."), "small"))
        self.layout_.setAlignment(self.tag, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_compared(self, last: tuple[date, Level] | None) -> None:
        """Show ``last``, a day and its level; None hides the card."""
        if last is not None:
            self.day.setText(weekday_words(last[0]))
            self.tag.show_level(last[1])
        self.setVisible(last is not None)


class BreakCard(Card):
    """What makes a thin week easier: fewer questions."""

    fewer_requested = Signal()

    def __init__(self) -> None:
        """Build it hidden."""
        super().__init__(_("Is this a break?"))
        words = _("A break is fine, and nothing is lost. Fewer questions can make a day easier.")
        self.fewer_button = button(_("Fewer questions"))
        self.fewer_button.clicked.connect(self.fewer_requested)
        self.add(text(words, "small"), self.fewer_button)
        self.layout_.setAlignment(self.fewer_button, Qt.AlignmentFlag.AlignLeft)
        self.hide()
