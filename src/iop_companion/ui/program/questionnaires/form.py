"""Answering: all questions of one questionnaire, none answered beforehand."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from iop_companion.domain.instrument import (
    AnswerOption,
    Answers,
    Instrument,
    asked,
    contradictions,
    missing,
    opens_support,
)
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.ui.program.questionnaires.answers import COLUMN, Question
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card, button, row, text
from iop_companion.ui.toolkit.page_area import NARROW_FROM
from iop_companion.ui.toolkit.theme import current
from iop_companion.ui.widgets.wrapping_head import WrappingHead

_BESIDE_FROM = 820
"""Digits stand beside the questions from this width on, in px at 100 % text."""


class AnswerForm(QWidget):
    """``kept`` tells every change; ``hard`` that the answer given opens the support sheet."""

    kept = Signal(object)
    hard = Signal(str)
    finished = Signal(object)
    left = Signal()
    about_requested = Signal()

    def __init__(self, shown: Instrument, answers: Answers, sub: str) -> None:
        """Show ``shown`` with ``answers`` so far."""
        super().__init__()
        self.instrument = shown
        self._common = _common_options(shown)
        stem = shown.stem
        self.questions = [
            Question(number, item, stem) for number, item in enumerate(shown.items, start=1)
        ]
        self.about_button = button(_("About this questionnaire"))
        self.finish_button = button(_("See the result"), "primary", size="large")
        self.later_button = button(_("Later"), size="large")
        self.count = text("", "sub")
        self._heads = [text(option.label, "hint") for option in self._common]
        self._head = QWidget()
        self._card = Card()
        self._arrange(sub)
        for question in self.questions:
            question.answers.show_answer(answers.get(question.item.id))
            question.changed.connect(lambda one=question: self._on_changed(one))
            question.answered.connect(lambda one=question: self._go_on(one))
            question.done.connect(lambda one=question: self._go_on(one))
        self.about_button.clicked.connect(self.about_requested)
        self.finish_button.clicked.connect(lambda: self.finished.emit(self.answers))
        self.later_button.clicked.connect(self.left)
        QApplication.instance().focusChanged.connect(self._mark)  # type: ignore[union-attr]
        self._show_state()
        self._place()

    def _arrange(self, sub: str) -> None:
        shown = self.instrument
        pile = QVBoxLayout(self)
        pile.setContentsMargins(0, 0, 0, 0)
        spacing.gap(pile, 12)
        pile.addWidget(WrappingHead(text(shown.title, "h1"), text(sub, "sub"), self.about_button))
        if shown.instructions:
            pile.addWidget(text(shown.instructions, "sub"))
        line = QHBoxLayout(self._head)
        spacing.margins(line, 22, 8, 14, 6)
        spacing.gap(line, 0)
        line.addWidget(text(shown.stem or shown.recall, "sub"), 1)
        line.addSpacing(10)
        for head in self._heads:
            head.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
            spacing.fixed(head, width=COLUMN)
            line.addWidget(head)
        self._card.layout_.setContentsMargins(1, 1, 1, 1)
        spacing.margins(self._card.layout_, 1, 1, 1, 1)
        spacing.gap(self._card.layout_, 0)
        self._card.add(self._head)
        for question in self.questions:
            self._card.add(question.line_above, question)
        pile.addWidget(self._card)
        foot = row(self.finish_button, self.later_button, gap=12)
        foot.addWidget(self.count, 1)
        pile.addLayout(foot)
        if shown.hint:
            pile.addWidget(text(shown.hint, "hint"))
        pile.addStretch(1)

    @property
    def answers(self) -> dict[str, int]:
        """What is answered; what is not asked any more stays until it is left."""
        found = {}
        for question in self.questions:
            value = question.answers.answer
            if value is not None:
                found[question.item.id] = value
        return found

    def enter(self) -> None:
        """Put the keyboard on the first question without an answer."""
        open_ones = [one for one in self._asked() if one.answers.answer is None]
        target = (open_ones or self._asked())[0]
        target.focus_stop().setFocus(Qt.FocusReason.OtherFocusReason)

    def return_to(self, item_id: str) -> None:
        """Put the keyboard after the question ``item_id``."""
        question = next((one for one in self.questions if one.item.id == item_id), None)
        if question is None:
            self.enter()
        else:
            self._go_on(question)

    def _asked(self) -> list[Question]:
        ids = {item.id for item in asked(self.instrument, self.answers)}
        return [question for question in self.questions if question.item.id in ids]

    def _on_changed(self, question: Question) -> None:
        answers = self.answers
        self._show_state()
        self.kept.emit(answers)
        is_hard = question.item.id == self.instrument.support_item
        if is_hard and opens_support(self.instrument, answers):
            # once the key is done with: it still moves the focus
            QTimer.singleShot(0, self, lambda: self.hard.emit(question.item.id))

    def _go_on(self, question: Question) -> None:
        if not question.isVisible():
            return  # the support sheet is in front
        here = self.questions.index(question)
        later = [one for one in self._asked() if self.questions.index(one) > here]
        target: QWidget = later[0].focus_stop() if later else self.finish_button
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def _show_state(self) -> None:
        answers = self.answers
        shown = self._asked()
        for question in self.questions:
            question.setVisible(question in shown)
            question.line_above.setVisible(question in shown)
            question.say("")
        numbers = {one.item.id: at for at, one in enumerate(self.questions, start=1)}
        for above, limit in contradictions(self.instrument, answers):
            words = _("This cannot be more than the answer to question {n}. Look at both again.")
            self.questions[numbers[above.id] - 1].say(words.format(n=numbers[limit.id]))
        self.count.setText(_count_words(self.instrument, answers, len(shown)))

    def _mark(self, _old: QWidget | None, now: QWidget | None) -> None:
        for question in self.questions:
            question.show_now(is_now=now is not None and question.isAncestorOf(now))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Place the answers beside or below their questions."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        theme = current()
        n = len(self._common)
        room = theme.px(_BESIDE_FROM + max(0, n - 4) * COLUMN)
        is_wide = theme.scale < NARROW_FROM and self.width() >= room
        for head in self._heads:
            head.setVisible(is_wide)
        for question in self.questions:
            if is_wide and question.item.options == self._common:
                question.show_beside()
            else:
                question.show_below(self.width())


def _common_options(shown: Instrument) -> tuple[AnswerOption, ...]:
    """Return the options that most questions share."""
    sets = [item.options for item in shown.items]
    return max(sets, key=sets.count)


def _count_words(shown: Instrument, answers: Answers, n_asked: int) -> str:
    given = sum(item.id in answers for item in asked(shown, answers))
    said = _("{given} of {n} answered.").format(given=given, n=n_asked)
    left = len(missing(shown, answers))
    if not left:
        return said
    more = ngettext(
        "A total needs {n} more; you can stop without one.",
        "A total needs {n} more; you can stop without one.",
        left,
    ).format(n=left)
    return f"{said} {more}"
