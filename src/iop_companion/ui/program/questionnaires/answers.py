"""One question with its answers: digits in columns under shared words, or each with its words."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from iop_companion.domain.ids import MeasureId
from iop_companion.domain.instrument import Item
from iop_companion.domain.measure import Kind, Measure, Option
from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import divider, set_state, text
from iop_companion.ui.toolkit.focus_ring import keep_whole
from iop_companion.ui.toolkit.theme import current
from iop_companion.ui.widgets.choice_row import Choice, ChoiceRow

COLUMN = 108
"""Width of an answer's column, in px at 100 % text."""

_WORDED_WIDTHS = (4, 2, 1)


class Answers(ChoiceRow):
    """The options of one question; a digit chooses and goes on."""

    def __init__(self, item: Item) -> None:
        """Build a cell for each option."""
        super().__init__(_as_measure(item))
        self._item = item
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        spacing.gap(self._grid, 8, 6)
        for option in item.options:
            self._add_cell(
                Choice(
                    str(option.value),
                    str(option.value),
                    _("{value}, {answer}").format(value=option.value, answer=option.label),
                    (str(option.value),),
                ),
                kind="cell",
                wide="pole",
            )
        self._shown_as: tuple[bool, int] | None = None

    @property
    def answer(self) -> int | None:
        """The value of the chosen option, or None."""
        value = self.value()
        return None if value is None else int(str(value))

    def show_answer(self, value: int | None) -> None:
        """Choose the option of ``value``."""
        self.set_value(None if value is None else str(value))

    def show_digits(self) -> None:
        """One line of digits, each under its column's words."""
        if self._shown_as == (False, 0):
            return
        self._shown_as = (False, 0)
        spacing.gap(self._grid, 0, 0)
        for at, cell in enumerate(self.cells):
            cell.setText(cell.choice.label)
            set_state(cell, "wide", "pole")
            self._grid.addWidget(cell, 0, at, Qt.AlignmentFlag.AlignHCenter)
            self._grid.setColumnStretch(at, 0)
            self._grid.setColumnMinimumWidth(at, current().px(COLUMN))

    def show_words(self, width: int) -> None:
        """Each answer with its digit and words, as many beside each other as ``width`` holds."""
        theme = current()
        labels = [f"{option.value}   {option.label}" for option in self._item.options]
        widest = max(self.fontMetrics().horizontalAdvance(label) for label in labels)
        needed = round(widest * 1.1) + theme.px(36)
        n = next((n for n in _WORDED_WIDTHS if n * (needed + theme.px(8)) <= width), 1)
        n = min(n, len(labels))
        if self._shown_as == (True, n):
            return
        self._shown_as = (True, n)
        spacing.gap(self._grid, 8, 6)
        for at, cell in enumerate(self.cells):
            cell.setText(labels[at].replace("&", "&&"))
            set_state(cell, "wide", "true")
            self._grid.addWidget(cell, at // n, at % n)
            self._grid.setColumnMinimumWidth(at, 0)
            self._grid.setColumnStretch(at, 1 if at < n else 0)


class Question(QFrame):
    """A question's number and words beside or above its answers, a sentence below if needed."""

    answered = Signal()
    changed = Signal()
    done = Signal()

    def __init__(self, number: int, item: Item, stem: str) -> None:
        """Build it without an answer; ``stem`` is the sentence that the question continues."""
        super().__init__()
        self.item = item
        self.setProperty("question", "true")
        keep_whole(self)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.answers = Answers(item)
        self.line_above = divider()
        spoken = f"{stem} {item.text}" if stem and not item.without_stem else item.text
        self.answers.setAccessibleName(spoken)
        self.words = text(item.text)
        self.help = text(item.help, "hint")
        if not item.help:  # never setVisible(True) here: without a parent it would be a window
            self.help.hide()
        self.problem = text("", "problem")
        self.problem.hide()
        self._number = text(str(number), "sub", wrap=False)
        spacing.fixed(self._number, width=26)
        self._number.setAlignment(Qt.AlignmentFlag.AlignTop)
        told = QVBoxLayout()
        spacing.gap(told, 2)
        for one in (self.words, self.help, self.problem):
            told.addWidget(one)
        head = QHBoxLayout()
        spacing.gap(head, 0)
        head.addWidget(self._number)
        head.addLayout(told, 1)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        spacing.margins(self._line, 18, 4, 14, 4)
        spacing.gap(self._line, 10)
        self._line.addLayout(head, 1)
        self._line.setAlignment(head, Qt.AlignmentFlag.AlignVCenter)
        self._line.addWidget(self.answers, 0)
        self.answers.answered.connect(self.answered)
        self.answers.changed.connect(self.changed)
        self.answers.done.connect(self.done)

    def show_beside(self) -> None:
        """Answers as digits at the right."""
        self._line.setDirection(QBoxLayout.Direction.LeftToRight)
        spacing.margins(self._line, 18, 4, 14, 4)
        self.answers.show_digits()

    def show_below(self, width: int) -> None:
        """Answers with their words below the question."""
        self._line.setDirection(QBoxLayout.Direction.TopToBottom)
        spacing.margins(self._line, 18, 8, 14, 10)
        self.answers.show_words(width - current().px(32))

    def say(self, words: str) -> None:
        """Say what contradicts this answer, or nothing."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def show_now(self, *, is_now: bool) -> None:
        """Mark the question that has the keyboard."""
        set_state(self, "now", "true" if is_now else "false")

    def focus_stop(self) -> QWidget:
        """The cell that Tab comes to."""
        return self.answers.tab_stop()


def _as_measure(item: Item) -> Measure:
    """A question as what the rows of cells are made for: a choice between its options."""
    return Measure(
        id=MeasureId(item.id),
        label=item.text,
        kind=Kind.CHOICE,
        options=tuple(Option(str(option.value), option.label) for option in item.options),
    )
