"""Hours of sleep: typed as 5.5, 5,5 or 5:30, stepped by half hours, or picked from a grid."""

from __future__ import annotations

import math
import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from iop_companion.domain.measure import Measure
from iop_companion.domain.value_text import as_clock
from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import button
from iop_companion.ui.toolkit.theme import current
from iop_companion.ui.widgets.popover import Popover
from iop_companion.ui.widgets.stepper_field import StepperField, bare

_CLOCK = re.compile(r"(\d{1,3})\s*[:hH]\s*([0-5]\d)\s*(?:min|m)?")
_UNIT = re.compile(r"\s*(?:h|hours?)$", re.IGNORECASE)
GRID_FIRST, GRID_LAST = 3, 12
"""The grid offers every half hour between these; anything else is typed."""
_FIRST_STEP = 7.0
_CELL = 46


class HoursField(StepperField):
    """A stepper by half hours whose field opens a grid of half hours to the mouse."""

    def __init__(self, measure: Measure, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(measure, parent)
        self._grid: HoursGrid | None = None
        self.edit.textEdited.connect(lambda _text: self._close_grid())

    @property
    def grid(self) -> HoursGrid:
        """The grid; built when first needed."""
        if self._grid is None:
            self._grid = HoursGrid(self)
        return self._grid

    def read(self, typed: str) -> float | None:
        """Read a clock (5:30, 5h30), else a number with or without h."""
        if clock := _CLOCK.fullmatch(typed):
            return int(clock[1]) + int(clock[2]) / 60
        return super().read(_UNIT.sub("", typed))

    def written(self, value: float) -> str:
        """Return hours that two decimals do not tell whole as a clock: "6:17", not "6.28"."""
        return as_clock(value)

    def stepped(self, value: float, steps: int) -> float:
        """Return the next whole or half hour above or below."""
        halves = math.floor(value * 2) if steps > 0 else math.ceil(value * 2)
        return (halves + steps) / 2

    def first_step(self) -> float:
        """Begin at seven hours."""
        return _FIRST_STEP

    def offer(self) -> None:
        """Open the grid."""
        self.grid.show_for(self._value)

    def pick(self, hours: float) -> None:
        """Take the grid's answer."""
        self._close_grid()
        before, self._value = self._value, hours
        self._show_text()
        self._show_problem()
        if hours != before:
            self.changed.emit()

    def _close_grid(self) -> None:
        if self._grid is not None:
            self._grid.close_()


class HoursGrid(Popover):
    """Every half hour from 3 to 12 as cells: one click opens it, one picks."""

    def __init__(self, field: HoursField) -> None:
        """Belong to ``field``."""
        super().__init__(field)
        self._field = field
        self._cells: dict[float, QPushButton] = {}
        self._plan = QGridLayout()
        spacing.gap(self._plan, 4, 4)
        self.layout_.addLayout(self._plan)
        for half in range(GRID_FIRST * 2, GRID_LAST * 2 + 1):
            self._cells[half / 2] = self._cell(half / 2)
        self.setAccessibleName(_("Hours"))

    def show_for(self, hours: float | None) -> None:
        """Open with the cell of ``hours`` chosen."""
        self._lay_out()
        for value, cell in self._cells.items():
            cell.setChecked(value == hours)
        self.open()

    def cell_of(self, hours: float) -> QPushButton:
        """Return the cell of ``hours``; raises ``KeyError`` where there is none."""
        return self._cells[hours]

    def _cell(self, hours: float) -> QPushButton:
        cell = button(bare(hours), kind="cell", checkable=True)
        cell.setProperty("wide", "hour")
        cell.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        cell.setAccessibleName(_("{hours} hours").format(hours=bare(hours)))
        cell.clicked.connect(lambda: self._field.pick(hours))
        return cell

    def _lay_out(self) -> None:
        """Two rows (whole hours above their halves) where the window is wide enough, else more."""
        whole = GRID_LAST - GRID_FIRST + 1
        fits = (self.anchor.window().width() - current().px(60)) // current().px(_CELL + 4)
        columns = whole if fits >= whole else whole // 2
        for hours, cell in self._cells.items():
            place = int(hours) - GRID_FIRST
            line = 2 * (place // columns) + (hours != int(hours))
            self._plan.addWidget(cell, line, place % columns)
