"""A scale of whole numbers as cells: 0 to 10, -3 to +3, or any short range."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from iop_companion.domain.measure import Measure
from iop_companion.foundation.i18n import _, pgettext
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import text
from iop_companion.ui.widgets.choice_row import Choice, ChoiceRow
from iop_companion.ui.widgets.editor import typed_text
from iop_companion.ui.widgets.flow_layout import FlowLayout

MINUS = "\N{MINUS SIGN}"
MOST_CELLS = 11
"""Ranges of more steps are answered in a number field."""


class RatingScale(ChoiceRow):
    """Cells for every whole number of the measure's scale.

    A digit chooses and goes on, T is ten, minus and a digit choose below zero. ``captions`` stand
    under the cells from left to right: words for the ends, or for the ends and the middle.
    """

    def __init__(
        self, measure: Measure, captions: tuple[str, ...] = (), parent: QWidget | None = None
    ) -> None:
        """Build the cells; raises ``ValueError`` for a measure without a scale."""
        super().__init__(measure, parent)
        if measure.scale is None:
            raise ValueError("a rating scale needs a scale")
        self._is_minus_typed = False
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        spacing.gap(outer, 4)
        self._flow = FlowLayout(gap=4, line_gap=4)
        outer.addLayout(self._flow)
        for number in range(round(measure.scale.low), round(measure.scale.high) + 1):
            self._flow.addWidget(self._add_cell(self._choice(number), kind="cell"))
        if captions:
            outer.addWidget(self._captions(captions))

    def take_key(self, event: QKeyEvent) -> bool:
        """Remember a minus sign for the next digit; the rest is every row's."""
        typed = typed_text(event)
        was_minus, self._is_minus_typed = self._is_minus_typed, typed in {"-", MINUS}
        if was_minus and (cell := self._by_key.get(f"-{typed}")):
            self._answer(cell)
            return True
        return self._is_minus_typed or super().take_key(event)

    def _choice(self, number: int) -> Choice:
        scale = self.measure.scale
        assert scale is not None  # the constructor sees to it
        label = signed(number) if scale.low < 0 else str(number)
        keys = ("T",) if number == 10 else (str(number),)
        return Choice(float(number), label, spoken_step(self.measure, label), keys)

    def _captions(self, words: tuple[str, ...]) -> QWidget:
        line = QWidget(self)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        for index, word in enumerate(words):
            row.addWidget(text(word, "hint", wrap=False))
            if index < len(words) - 1:
                row.addStretch(1)
        line.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        line.setMinimumWidth(self._flow.sizeHint().width())
        line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        return line


def signed(number: int) -> str:
    """Return the number with its sign, as a scale around zero shows it: "+2", "0", "−2"."""
    return f"+{number}" if number > 0 else f"{MINUS}{-number}" if number < 0 else "0"


def spoken_step(measure: Measure, label: str) -> str:
    """Return the name of one step in full: "Mood, 5 of 0 to 10, 0 low, 10 good"."""
    assert measure.scale is not None  # only scales have steps
    low, high = f"{measure.scale.low:g}", f"{measure.scale.high:g}"
    name = _("{measure}, {step} of {low} to {high}").format(
        measure=measure.label, step=label, low=low, high=high
    )
    if not measure.hint:
        return name
    return pgettext("name, hint", "{name}, {hint}").format(name=name, hint=measure.hint)
