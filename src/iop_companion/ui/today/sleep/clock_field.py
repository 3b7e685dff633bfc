"""A time of day between minus and plus: typed as 10:50 pm, 22:50 or 2250, stepped by ten."""

from __future__ import annotations

from datetime import time

from PySide6.QtWidgets import QWidget

from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import Kind, Measure, Scale
from iop_companion.foundation.dates import clock_time
from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.widgets.stepper_field import StepperField
from iop_companion.ui.widgets.typed_time import read_time

STEP_MIN = 10
_DAY_MIN = 24 * 60
_WIDTH = 108


class ClockField(StepperField):
    """Holds whole minutes since midnight as its number; shows and reads times."""

    def __init__(self, name: str, label: str, hint: str, first: time) -> None:
        """Start empty; the first step goes to ``first``."""
        super().__init__(
            Measure(
                id=MeasureId(name),
                label=label,
                hint=hint,
                kind=Kind.MINUTES,
                scale=Scale(0, _DAY_MIN - 1),
            )
        )
        self._first = first
        self.edit.setAccessibleName(_("{label}, a time, {hint}").format(label=label, hint=hint))
        spacing.fixed(self.edit, width=_WIDTH)

    def at(self) -> time | None:
        """Return the time, or None while there is none or none that fits."""
        number = self.value()
        return time(int(number) // 60, int(number) % 60) if isinstance(number, float) else None

    def set_time(self, at: time | None) -> None:
        """Show a time without a word to anybody."""
        self.set_value(None if at is None else float(at.hour * 60 + at.minute))

    def problem(self) -> str:
        """Return how a time can be written, while something else stands in the field."""
        if not self.typed():
            return ""
        return _("{label}: a time such as 10:50 pm or 22:50.").format(label=self.measure.label)

    def read(self, typed: str) -> float | None:
        """Return minutes since midnight of a time as people write it, or None."""
        found = read_time(typed)
        return None if found is None else float(found.hour * 60 + found.minute)

    def step_by(self, steps: int) -> None:
        """Go ten minutes on or back, over midnight too."""
        before = self.at()
        if before is None:
            fresh = self._first
        else:
            minutes = (before.hour * 60 + before.minute) // STEP_MIN * STEP_MIN
            wanted = (minutes + steps * STEP_MIN) % _DAY_MIN
            fresh = time(wanted // 60, wanted % 60)
        self.set_time(fresh)
        self.changed.emit()

    def show_bare(self) -> None:
        """Show the time as it is read."""
        self.show_with_unit()

    def show_with_unit(self) -> None:
        """Show the time: "10:50 pm"."""
        at = self.at()
        if at is not None:
            self.edit.setText(clock_time(at))


class MinutesField(StepperField):
    """Whole minutes, stepped by five."""

    def __init__(self, name: str, label: str, hint: str, parent: QWidget | None = None) -> None:
        """Start empty."""
        measure = Measure(
            id=MeasureId(name),
            label=label,
            hint=hint,
            unit=_("min"),
            kind=Kind.MINUTES,
            scale=Scale(0, _DAY_MIN),
        )
        super().__init__(measure, parent)
        spacing.fixed(self.edit, width=_WIDTH)

    def read(self, typed: str) -> float | None:
        """Read a number with or without its unit."""
        return super().read(typed.removesuffix(self.measure.unit).strip())

    def stepped(self, value: float, steps: int) -> float:
        """Return the next five minutes."""
        return (value // 5 + steps) * 5


class TimesField(StepperField):
    """How many times."""

    def __init__(self, name: str, label: str, hint: str) -> None:
        """Start empty."""
        measure = Measure(
            id=MeasureId(name), label=label, hint=hint, kind=Kind.COUNT, scale=Scale(0, 50)
        )
        super().__init__(measure)
        spacing.fixed(self.edit, width=_WIDTH)
