"""The support sheet after a hard answer: plan, people, a line; going on and stopping are equal."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from iop_companion.domain.records import PlanStep
from iop_companion.domain.setting_values import Contact
from iop_companion.foundation.i18n import _
from iop_companion.services.views import SupportSheet
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.announce import announce
from iop_companion.ui.toolkit.cards import Card, button, divider, text
from iop_companion.ui.toolkit.clipboard import copy_public
from iop_companion.ui.toolkit.columns import Columns
from iop_companion.ui.widgets.wrapping_head import WrappingHead

MOST_STEPS = 4


class HardAnswerView(QWidget):
    """Shown before any score, for any answer above "not at all". Nothing is recorded or sent."""

    go_on_requested = Signal()
    stop_requested = Signal()

    def __init__(
        self,
        answer: str,
        plan: Sequence[PlanStep],
        people: Sequence[Contact],
        sheet: SupportSheet,
    ) -> None:
        """Build it for the words of the ``answer`` given."""
        super().__init__()
        self.go_on_button = button(_("Go on with the questionnaire"), "primary")
        self.stop_button = button(_("Stop here for today"))
        self.words_to_start = _(
            "“I had some thoughts lately that scare me a bit. I do not need you to fix it. "
            "Can we talk for ten minutes?”"
        )
        sub = _("You answered “{answer}”. This is a good time to tell someone.")
        self._columns = Columns(side_width=328)
        pile = QVBoxLayout(self)
        pile.setContentsMargins(0, 0, 0, 0)
        spacing.gap(pile, 16)
        pile.addWidget(
            WrappingHead(
                text(_("Thank you for saying so"), "h1"), text(sub.format(answer=answer), "sub")
            )
        )
        pile.addWidget(self._columns)
        pile.addWidget(
            text(
                _(
                    "This program cannot see or contact anyone for you. It shows this sheet for "
                    "any answer above the first one, because it cannot judge what an answer means."
                ),
                "hint",
            )
        )
        pile.addStretch(1)
        main = self._columns.main
        main.addWidget(self._plan(plan))
        main.addWidget(self._people(people))
        main.addWidget(self._line(sheet))
        main.addStretch(1)
        side = self._columns.side
        side.addWidget(self._what_next())
        side.addWidget(self._words())
        self.go_on_button.clicked.connect(self.go_on_requested)
        self.stop_button.clicked.connect(self.stop_requested)

    def enter(self) -> None:
        """Put the keyboard where either way on is one press away, and read the sheet out."""
        announce(self, _("Thank you for saying so. This is a good time to tell someone."))
        self.go_on_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _plan(self, plan: Sequence[PlanStep]) -> Card:
        card = _numbered(1, _("My plan"))
        for step in plan[:MOST_STEPS]:
            card.add(text(step.text))
        if not plan:
            words = _("Nothing is written down yet. One thing that helped before is a beginning.")
            card.add(text(words, "sub"))
        return card

    def _people(self, people: Sequence[Contact]) -> Card:
        card = _numbered(2, _("My people"))
        for at, one in enumerate(people):
            if at:
                card.add(divider())
            words = QVBoxLayout()
            spacing.gap(words, 1)
            words.addWidget(text(one.name or _("No name"), "label"))
            if one.remark:
                words.addWidget(text(one.remark, "small"))
            line = QHBoxLayout()
            spacing.gap(line, 12)
            line.addLayout(words, 1)
            if one.number:
                line.addWidget(text(one.number, "title", wrap=False))
            card.layout_.addLayout(line)
        if not people:
            card.add(text(_("Nobody is written down yet. F1 has a place for names."), "sub"))
        return card

    def _line(self, sheet: SupportSheet) -> Card:
        card = _numbered(3, _("A line that answers now"))
        if sheet.lines:
            first = sheet.lines[0]
            shown = first.call or first.text
            self._number(card, first.name, shown, first.tel or shown)
        if sheet.emergency:
            self._number(
                card, _("If you are in danger right now"), sheet.emergency, sheet.emergency
            )
        if not sheet.lines:
            card.add(text(sheet.advice or _("F1 has the lines of every region."), "sub"))
        return card

    def _number(self, card: Card, words: str, shown: str, copied: str) -> None:
        copy = button(_("Copy"), size="small", icon="copy")
        copy.setAccessibleName(_("Copy {number}").format(number=shown))

        def take() -> None:
            copy_public(copied)
            copy.setText(_("Copied"))
            announce(self, _("Copied"))

        copy.clicked.connect(take)
        line = QHBoxLayout()
        spacing.gap(line, 12)
        line.addWidget(text(words), 1)
        line.addWidget(text(shown, "number", wrap=False))
        line.addWidget(copy)
        card.layout_.addLayout(line)

    def _what_next(self) -> Card:
        card = Card(_("You are in charge of what happens next"))
        card.add(
            text(_("Nothing has been sent, and nobody is told. Your answers are kept."), "small"),
            self.go_on_button,
            self.stop_button,
        )
        return card

    def _words(self) -> Card:
        card = Card(_("Words to start with"))
        copy = button(_("Copy these words"), size="small")

        def take() -> None:
            QGuiApplication.clipboard().setText(self.words_to_start)
            copy.setText(_("Copied"))
            announce(self, _("Copied"))

        copy.clicked.connect(take)
        card.add(text(self.words_to_start, "small"))
        card.layout_.addWidget(copy, 0, Qt.AlignmentFlag.AlignLeft)
        return card


def _numbered(number: int, heading: str) -> Card:
    return Card(_("{n}. {step}").format(n=number, step=heading))
