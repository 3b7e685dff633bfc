"""Two measures on one scale around even: mood from low to high, with a mark on either side or both.

Low and high are two answers, each from 0 up. A mark on one side alone says that the other side was
even; both sides marked is a day that went both ways. Nothing is ever added up or averaged.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from iop_companion.domain.measure import Measure, Value
from iop_companion.foundation.i18n import _, pgettext
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import text
from iop_companion.ui.widgets.choice_row import STEPS, Cell, Choice, ChoiceRow
from iop_companion.ui.widgets.editor import Editor, is_clear, is_enter, typed_text
from iop_companion.ui.widgets.rating_scale import MINUS, signed


class OtherPole(Editor):
    """The high side's answer. Its cells belong to the scale it is made with; it is never shown."""

    def __init__(self, measure: Measure, scale: PolesScale) -> None:
        """Speak for the high side of ``scale``."""
        super().__init__(measure, scale)
        self._scale = scale
        self.hide()

    def value(self) -> Value | None:
        """Return the mark on the high side, 0 for none, None for no answer."""
        return self._scale.high

    def set_value(self, value: Value | None) -> None:
        """Show another mark."""
        self._scale.show_marks(self._scale.low, _number(value))

    def tab_stop(self) -> QWidget:
        """Return what the scale itself returns."""
        return self._scale.tab_stop()


class PolesScale(ChoiceRow):
    """Cells from the lowest of one side through even to the highest of the other.

    It answers the low side itself; ``other`` answers the high side. A digit marks the high side,
    minus and a digit the low side, 0 even; each goes on. Space and a click mark and stay.
    """

    def __init__(self, low: Measure, high: Measure, parent: QWidget | None = None) -> None:
        """Build the cells; raises ``ValueError`` unless both measures have a scale."""
        super().__init__(low, parent)
        if low.scale is None or high.scale is None:
            raise ValueError("both sides need a scale")
        self.low: float | None = None
        self.high: float | None = None
        self.other = OtherPole(high, self)
        self._is_minus_typed = False
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        spacing.gap(outer, 2)
        self._grid = QGridLayout()
        spacing.gap(self._grid, 4, 6)
        numbers = range(-round(low.scale.high), round(high.scale.high) + 1)
        for at, number in enumerate(numbers):
            cell = self._add_cell(self._choice(number), kind="cell", wide="pole")
            cell.setAutoExclusive(False)
            self._grid.addWidget(cell, 0, at)
        self._add_captions(round(low.scale.high), len(numbers))
        self._grid.setColumnStretch(len(numbers), 1)
        outer.addLayout(self._grid)
        self.anchor = text("", "small")
        self.anchor.hide()
        outer.addWidget(self.anchor)
        self.setAccessibleName(low.row or low.label)
        self.setAccessibleDescription(low.row_hint)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Be as high as the words need at this width, not at the narrowest."""
        width = self._grid.minimumSize().width()
        return QSize(width, max(0, self.heightForWidth(max(width, self.width()))))

    def value(self) -> Value | None:
        """Return the mark on the low side, 0 for none, None for no answer."""
        return self.low

    def set_value(self, value: Value | None) -> None:
        """Show another mark on the low side."""
        self.show_marks(_number(value), self.high)

    def show_marks(self, low: float | None, high: float | None) -> None:
        """Show both sides without a word to anybody."""
        self.low, self.high = low, high
        for cell in self.cells:
            cell.setChecked(self._is_marked(cell))
        said = [
            _("{mark}: {anchor}.").format(mark=mark, anchor=anchor)
            for mark, anchor in self._anchors()
        ]
        self.anchor.setText(" ".join(said))
        self.anchor.setVisible(bool(said))
        if not any(one.hasFocus() for one in self.cells):
            marked = next((cell for cell in self.cells if cell.isChecked()), None)
            self.move_tab_stop(marked or self._even)

    def toggle(self, cell: Cell) -> None:
        """Mark a cell or take its mark back; without any mark there is no answer."""
        number = round(float(cell.choice.value))
        is_off = self._is_marked(cell)
        low, high = self.low or 0.0, self.high or 0.0
        if number == 0:
            low = high = 0.0
        elif number < 0:
            low = 0.0 if is_off else float(-number)
        else:
            high = 0.0 if is_off else float(number)
        if is_off and not low and not high:
            self.clear()
            return
        self._take(low, high)

    def clear(self) -> None:
        """Take both sides back, as the person's own act."""
        self._take(None, None)

    def take_key(self, event: QKeyEvent) -> bool:
        """Digits and minus mark and go on; arrows move, Backspace clears, Enter goes on."""
        typed = typed_text(event)
        was_minus, self._is_minus_typed = self._is_minus_typed, typed in {"-", MINUS}
        if self._is_minus_typed:
            return True
        if is_clear(event) or is_enter(event) or event.key() in {*STEPS, Qt.Key.Key_Home}:
            return super().take_key(event)
        cell = self._by_key.get(f"-{typed}" if was_minus else typed)
        if cell is None:
            return super().take_key(event)
        self._answer(cell)
        return True

    @property
    def _even(self) -> Cell:
        return next(cell for cell in self.cells if cell.choice.value == 0)

    def _take(self, low: float | None, high: float | None) -> None:
        before = self.low, self.high
        self.show_marks(low, high)
        if low != before[0]:
            self.changed.emit()
        if high != before[1]:
            self.other.changed.emit()

    def _is_marked(self, cell: Cell) -> bool:
        number = float(cell.choice.value)
        if number:
            return number == (self.high if number > 0 else -(self.low or 0))
        return (self.low, self.high) != (None, None) and not self.low and not self.high

    def _anchors(self) -> Iterator[tuple[str, str]]:
        """Yield what each mark means, if that is not written under its cell already."""
        for measure, mark, sign in (
            (self.measure, self.low, -1),
            (self.other.measure, self.high, 1),
        ):
            assert measure.scale is not None  # the constructor sees to it
            if mark and mark < measure.scale.high and (anchor := measure.anchor_for(mark)):
                yield signed(sign * round(mark)), anchor

    def _choice(self, number: int) -> Choice:
        measure = self.measure if number <= 0 else self.other.measure
        label = signed(number)
        anchor = measure.anchor_for(abs(number))
        name = self.measure.row or self.measure.label
        spoken = _("{measure}: {answer}").format(measure=name, answer=label)
        if anchor:
            spoken = pgettext("name, hint", "{name}, {hint}").format(name=spoken, hint=anchor)
        return Choice(float(number), label, spoken, (str(number),))

    def _add_captions(self, n_low: int, n_cells: int) -> None:
        """Write under the ends and the middle what they mean."""
        low, high = self.measure, self.other.measure
        assert low.scale is not None
        assert high.scale is not None
        ends = (
            (low.anchor_for(low.scale.high), 0, n_low, Qt.AlignmentFlag.AlignLeft),
            (low.anchor_for(0), n_low, 1, Qt.AlignmentFlag.AlignHCenter),
            (
                high.anchor_for(high.scale.high),
                n_low + 1,
                n_cells - n_low - 1,
                Qt.AlignmentFlag.AlignRight,
            ),
        )
        for words, at, span, where in ends:
            caption = text(words, "hint", wrap=False)
            caption.setAlignment(where | Qt.AlignmentFlag.AlignTop)
            caption.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self._grid.addWidget(caption, 1, at, 1, span)


def _number(value: Value | None) -> float | None:
    return float(value) if isinstance(value, int | float) else None
