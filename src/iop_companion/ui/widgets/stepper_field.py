"""A number between a minus and a plus button; what was typed stays, fitting or not."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from iop_companion.catalog.value_words import range_words
from iop_companion.domain.measure import Measure, UnfitValue, Value
from iop_companion.foundation.i18n import _, pgettext
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import button, set_state
from iop_companion.ui.toolkit.icons import set_icon
from iop_companion.ui.widgets.editor import Editor, is_enter
from iop_companion.ui.widgets.text_undo import UndoLineEdit

LONGEST = 40
"""Longest text of a number field; longer pastes keep their beginning, which never fits."""


class NumberEdit(UndoLineEdit):
    """The text of the field. Up and Down step, Enter goes on, an emptied field is cleared."""

    def __init__(self, field: StepperField) -> None:
        """Belong to ``field``."""
        super().__init__(field)
        self._field = field
        self._is_first_click = False
        self.setMaxLength(LONGEST)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Step, go on, or edit."""
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        if is_enter(event):
            self._field.done.emit()
        elif event.key() in steps and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._field.step_by(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 -- Qt's name
        """Show the bare number, selected, so that digits replace it."""
        super().focusInEvent(event)
        self._field.show_bare()
        self._is_first_click = event.reason() is Qt.FocusReason.MouseFocusReason
        if not self._is_first_click:
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 -- Qt's name
        """Show the number with its unit."""
        super().focusOutEvent(event)
        self._field.show_with_unit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 -- Qt's name
        """Offer what the field offers to the mouse."""
        super().mouseReleaseEvent(event)
        if self._is_first_click and not self.hasSelectedText():
            self.selectAll()
        self._is_first_click = False
        self._field.offer()


class StepperField(Editor):
    """Minus, a field, plus. Subclasses say how a text is read and how far a step goes.

    An empty field is "not answered". A text that does not fit stays in the field, what fits is
    said, and :meth:`value` is None.
    """

    def __init__(self, measure: Measure, parent: QWidget | None = None) -> None:
        """Start empty; raises ``ValueError`` for a measure without a scale."""
        super().__init__(measure, parent)
        if measure.scale is None:
            raise ValueError("a stepper needs a scale")
        self._scale = measure.scale
        self._value: float | None = None
        self.edit = NumberEdit(self)
        self.edit.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.edit.setAccessibleName(spoken_field(measure))
        self.edit.setPlaceholderText(measure.unit)
        self.edit.setProperty("joined", "true")
        self.edit.setProperty("ring", "inside")
        self.edit.textEdited.connect(self._on_text)
        spacing.fixed(self.edit, width=82)
        self.minus = self._step_button(-1, "minus", _("{measure}: less"), "first")
        self.plus = self._step_button(1, "plus", _("{measure}: more"), "last")
        self._arrange()

    def value(self) -> Value | None:
        """Return the number, or None while the field is empty or does not fit."""
        return self._value

    def set_value(self, value: Value | None) -> None:
        """Show a number as it is, even one between the steps."""
        self._value = float(value) if isinstance(value, int | float) else None
        self._show_text()
        self._show_problem()

    def tab_stop(self) -> QWidget:
        """Return the field; the buttons are for the mouse, Up and Down do the same."""
        return self.edit

    def problem(self) -> str:
        """Return what the measure takes, while something else stands in the field."""
        return range_words(self.measure) if self.typed() else ""

    def typed(self) -> str:
        """Return the text in the field while it is no answer."""
        typed = self.edit.text()
        return typed if self._value is None and typed.strip() else ""

    def set_typed(self, typed: str) -> None:
        """Show a text that did not fit."""
        self._value = self._fitting(typed)
        self.edit.setText(typed)
        self._show_problem()

    def step_by(self, steps: int) -> None:
        """Go up or down from the present number; an empty field starts in the middle."""
        before = self._value
        wanted = self.first_step() if before is None else self.stepped(before, steps)
        self._value = min(max(wanted, self._scale.low), self._scale.high)
        self._show_text()
        self._show_problem()
        if self._value != before:
            self.changed.emit()

    def read(self, typed: str) -> float | None:
        """Return the number a text means, or None."""
        try:
            return float(typed.replace(",", ".").replace("\N{MINUS SIGN}", "-"))
        except ValueError:
            return None

    def stepped(self, value: float, steps: int) -> float:
        """Return the number ``steps`` steps away."""
        return value + steps * self._scale.step

    def first_step(self) -> float:
        """Return where an empty field starts when it is stepped."""
        return self._scale.low

    def offer(self) -> None:
        """Open something for the mouse, if there is something."""

    def show_bare(self) -> None:
        """Show the number without its unit, for typing."""
        if self._value is not None:
            self.edit.setText(self.written(self._value))

    def show_with_unit(self) -> None:
        """Show the number with its unit, for reading."""
        if self._value is not None:
            self.edit.setText(_and_unit(self.written(self._value), self.measure.unit))

    def written(self, value: float) -> str:
        """Return a number as the field shows it, and reads it."""
        return bare(value)

    def _on_text(self, typed: str) -> None:
        self._value = self._fitting(typed)
        self._show_problem()
        self.changed.emit()

    def _fitting(self, typed: str) -> float | None:
        number = self.read(typed.strip())
        if number is None:
            return None
        try:
            fitted = self.measure.fitted(number)
        except UnfitValue:
            return None
        assert isinstance(fitted, float)  # number kinds fit to a float
        return fitted

    def _show_text(self) -> None:
        if self._value is None:
            self.edit.clear()
        elif self.edit.hasFocus():
            self.show_bare()
        else:
            self.show_with_unit()

    def _show_problem(self) -> None:
        words = self.problem()
        self.said.emit(words)
        set_state(self.edit, "problem", "true" if words else "false")
        self.edit.setAccessibleDescription(words or self.measure.hint)

    def _step_button(self, steps: int, icon: str, name: str, place: str) -> QPushButton:
        made = button("", size="")
        made.setProperty("stepper", place)
        made.setAccessibleName(name.format(measure=self.measure.label))
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setAutoRepeat(True)
        set_icon(made, icon, size=18)
        made.clicked.connect(lambda: self.step_by(steps))
        return made

    def _arrange(self) -> None:
        joined = QHBoxLayout(self)
        joined.setContentsMargins(0, 0, 0, 0)
        joined.setSpacing(0)
        for part in (self.minus, self.edit, self.plus):
            part.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            joined.addWidget(part)
        joined.addStretch(1)


def bare(number: float) -> str:
    """Return the number with at most two decimals: "5.5", "8"."""
    return f"{round(number, 2):g}"


def with_unit(number: float, unit: str) -> str:
    """Return the number with its unit: "5.5 h"; without a unit the number alone."""
    return _and_unit(bare(number), unit)


def _and_unit(number: str, unit: str) -> str:
    if not unit:
        return number
    return pgettext("number with unit", "{number} {unit}").format(number=number, unit=unit)


def spoken_field(measure: Measure) -> str:
    """Return the name of a number field: "Sleep, 0 to 24 h, last night"."""
    assert measure.scale is not None  # only measures with a scale have a number field
    name = _("{measure}, {low} to {high} {unit}").format(
        measure=measure.label,
        low=f"{measure.scale.low:g}",
        high=f"{measure.scale.high:g}",
        unit=measure.unit,
    )
    joined = pgettext("name, hint", "{name}, {hint}").format(name=name.strip(), hint=measure.hint)
    return joined if measure.hint else name.strip()
