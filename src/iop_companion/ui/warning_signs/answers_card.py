"""What the person says a change is: three answers, none of them needed."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from iop_companion.domain.records import Answer
from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit.cards import Card, button, row, text
from iop_companion.ui.widgets.flow_layout import FlowLayout
from iop_companion.ui.widgets.pick_chip import PickChip


class AnswersCard(Card):
    """Three chips; ``answered`` tells the one that was pressed."""

    answered = Signal(str)
    aside_requested = Signal()

    def __init__(self) -> None:
        """Build it with no answer given."""
        super().__init__(_("What is it, as you see it?"))
        self.buttons = {answer: PickChip(words) for answer, words in answer_choices()}
        self._group = QButtonGroup(self)
        chips = QWidget()
        flow = FlowLayout(chips, gap=7, line_gap=8)
        for answer, chip in self.buttons.items():
            self._group.addButton(chip)
            chip.clicked.connect(partial(self.answered.emit, answer.value))
            flow.addWidget(chip)
        self.add(
            text(_("Your answer decides what counts as usual from here on."), "small"),
            chips,
        )
        self.aside_button = button(_("Set aside"), "quiet")
        self.aside_button.clicked.connect(self.aside_requested)
        line = row(text(_("No answer is fine too."), "small"), self.aside_button, gap=8)
        line.setStretch(0, 1)
        self.layout_.addLayout(line)

    def show_answer(self, answer: Answer | None) -> None:
        """Mark what was answered, or nothing."""
        self._group.setExclusive(False)
        for key, chip in self.buttons.items():
            chip.setChecked(key is answer)
        self._group.setExclusive(True)


def answer_choices() -> list[tuple[Answer, str]]:
    """Return the three answers and their words, in their order."""
    return [
        (Answer.PASSING, _("It is passing")),
        (Answer.BAD_SPELL, _("A bad spell")),
        (Answer.NEW_NORMAL, _("My new normal")),
    ]


def answered_words(answer: Answer) -> str:
    """Return what an answer does, said after it was given."""
    words = {
        Answer.PASSING: _("Noted. The comparison starts again, and these days join your usual."),
        Answer.BAD_SPELL: _("Noted. These days will not become part of your usual."),
        Answer.NEW_NORMAL: _("Noted. Your usual is learned again from your recent days."),
    }
    return words[answer]
