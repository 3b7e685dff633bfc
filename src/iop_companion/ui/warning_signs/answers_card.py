"""What the person says a change is: three answers, none of them needed."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFont, QFontMetrics, QIcon
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from iop_companion.domain.records import Answer
from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit.cards import Card, text
from iop_companion.ui.toolkit.icons import icon
from iop_companion.ui.toolkit.theme import current
from iop_companion.ui.widgets.flow_layout import FlowLayout

_SIDES = 26
_TICK, _TICK_GAP = 14, 6


class AnswersCard(Card):
    """Three chips; ``answered`` tells the one that was pressed."""

    answered = Signal(str)

    def __init__(self) -> None:
        """Build it with no answer given."""
        super().__init__(_("What is it, as you see it?"))
        self.buttons = {answer: AnswerChip(words) for answer, words in answer_choices()}
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
            text(_("No answer is fine too."), "small"),
        )

    def show_answer(self, answer: Answer | None) -> None:
        """Mark what was answered, or nothing."""
        self._group.setExclusive(False)
        for key, chip in self.buttons.items():
            chip.setChecked(key is answer)
        self._group.setExclusive(True)


class AnswerChip(QPushButton):
    """A chip with room for its tick and bolder words from the start."""

    def __init__(self, words: str) -> None:
        """Show ``words``."""
        super().__init__(words)
        self.setProperty("kind", "chip")
        self.setProperty("radius", 18)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.toggled.connect(self._show_tick)
        current().changed.connect(self._show_tick)

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Return a size that answering does not change."""
        theme = current()
        bold = QFontMetrics(theme.font(weight=QFont.Weight.DemiBold))
        width = bold.horizontalAdvance(self.text()) + theme.px(_SIDES)
        return QSize(width + theme.px(_TICK + _TICK_GAP) * self.isChecked(), theme.px(36))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Never be narrower."""
        return self.sizeHint()

    def _show_tick(self) -> None:
        if self.isChecked():
            px = current().px(_TICK)
            self.setIcon(icon("check", "on_primary_soft", size=_TICK))
            self.setIconSize(QSize(px, px))
        else:
            self.setIcon(QIcon())
        self.updateGeometry()


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
