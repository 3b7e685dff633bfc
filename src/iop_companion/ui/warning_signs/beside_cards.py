"""Small cards beside the level: fixed facts, own signs of the week, words for a hard call."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout

from iop_companion.domain.clinical_rule import ClinicalFact
from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.announce import announce
from iop_companion.ui.toolkit.cards import Card, button, text
from iop_companion.ui.toolkit.emptying import empty
from iop_companion.ui.widgets.at_once import at_once
from iop_companion.ui.widgets.flow_layout import FlowLayout


class FactsCard(Card):
    """Fixed clinical rules that were met: facts with their source, apart from the panel's level."""

    def __init__(self) -> None:
        """Build it hidden."""
        super().__init__(_("Apart from your usual: facts"))
        self._shown: tuple[ClinicalFact, ...] = ()
        self._pile = QVBoxLayout()
        spacing.gap(self._pile, 4)
        self.layout_.addLayout(self._pile)
        self.hide()

    def show_facts(self, facts: Sequence[ClinicalFact]) -> None:
        """Show ``facts``; none hides the card."""
        self.setVisible(bool(facts))
        if tuple(facts) == self._shown:
            return
        self._shown = tuple(facts)
        empty(self._pile)
        with at_once(self):
            for fact in facts:
                self._pile.addWidget(text(fact.sentence, "small"))
                source = _("Source: {source}").format(source=fact.source)
                self._pile.addWidget(text(source, "hint"))


class WeekSignsCard(Card):
    """Own signs that showed this week and raise nothing yet, or what they do; the way to them."""

    signs_requested = Signal()

    def __init__(self) -> None:
        """Build it hidden."""
        super().__init__(_("What my signs say"))
        self.words = text("", "small")
        self.open_button = button(_("Open my signs"))
        self.open_button.clicked.connect(self.signs_requested)
        self.add(self.words, self.open_button)
        self.layout_.setAlignment(self.open_button, Qt.AlignmentFlag.AlignLeft)

    def show_line(self, words: str, *, is_quiet: bool = False) -> None:
        """Show what showed this week; without it, what own signs do where nothing speaks."""
        if is_quiet and not words:
            words = _(
                "Your own signs work from the first day: two within seven days raise Watch, one "
                "under Act raises Act."
            )
        self.words.setText(words)
        self.setVisible(bool(words))


class ToSayCard(Card):
    """The person's own words for a call, to be copied."""

    def __init__(self) -> None:
        """Build it hidden."""
        super().__init__(_("If words are hard"))
        self.words = text("")
        self.copy = button(_("Copy these words"))
        self.copy.clicked.connect(self._copy)
        self._plain = ""
        self.add(self.words, self.copy)
        self.layout_.setAlignment(self.copy, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_words(self, words: str) -> None:
        """Show ``words`` in quotation marks; "" hides the card."""
        self._plain = words
        self.words.setText(_("“{words}”").format(words=words) if words else "")
        self.copy.setText(_("Copy these words"))
        self.setVisible(bool(words))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._plain)
        self.copy.setText(_("Copied"))
        announce(self, _("Copied"))


class NotRightCard(Card):
    """The person decides: it is Watch and not Act, or it is set aside for a reason."""

    watch_said = Signal()
    aside_requested = Signal()

    def __init__(self) -> None:
        """Build it hidden."""
        super().__init__(_("Is this not right?"))
        self.watch_button = button(_("It is Watch"))
        self.watch_button.clicked.connect(self.watch_said)
        self.aside_button = button(_("Set aside"))
        self.aside_button.clicked.connect(self.aside_requested)
        line = FlowLayout(gap=9, line_gap=8)
        line.addWidget(self.watch_button)
        line.addWidget(self.aside_button)
        self.add(text(_("You decide which zone you are in."), "small"))
        self.layout_.addLayout(line)
        self.hide()

    def show_for(self, *, is_act: bool, is_aside: bool) -> None:
        """Offer what makes sense: Watch only in Act, setting aside only once."""
        self.watch_button.setVisible(is_act)
        self.aside_button.setVisible(not is_aside)
        self.setVisible(is_act or not is_aside)
