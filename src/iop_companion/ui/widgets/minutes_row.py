"""Minutes as ready cells (None, 10, 20 ...) and a field for any other number."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iop_companion.catalog.value_words import range_words
from iop_companion.domain.measure import Measure, UnfitValue, Value
from iop_companion.foundation.i18n import _, pgettext
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import set_state
from iop_companion.ui.widgets.choice_row import Cell, Choice, ChoiceRow
from iop_companion.ui.widgets.editor import is_clear, is_enter, typed_text
from iop_companion.ui.widgets.flow_layout import FlowLayout
from iop_companion.ui.widgets.stepper_field import LONGEST, bare, spoken_field, with_unit
from iop_companion.ui.widgets.text_undo import UndoLineEdit

QUICK = (0.0, 10.0, 20.0, 30.0, 45.0, 60.0)
"""Offered where the measure names no values of its own."""

_OTHER = "other"


class MinutesEdit(UndoLineEdit):
    """The field behind "Other". Enter goes on; Backspace in an empty field closes it."""

    def __init__(self, row: MinutesRow) -> None:
        """Belong to ``row``."""
        super().__init__(row)
        self._row = row
        self.setMaxLength(LONGEST)
        self.setAccessibleName(spoken_field(row.measure))
        self.setProperty("kind", "cell")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Go on, close, or edit."""
        if is_enter(event):
            self._row.settle(take_focus=True)
            self._row.done.emit()
        elif is_clear(event) and not self.text():
            self._row.settle(take_focus=True)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 -- Qt's name
        """Show the bare number."""
        super().focusInEvent(event)
        self._row.show_bare()
        if event.reason() is Qt.FocusReason.TabFocusReason:
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 -- Qt's name
        """Turn a ready number into its cell, an empty field back into "Other"."""
        super().focusOutEvent(event)
        self._row.settle(take_focus=False)


class MinutesRow(ChoiceRow):
    """Ready numbers of minutes by click; digits typed anywhere in the row go into the field."""

    @property
    def none_keys(self) -> tuple[str, ...]:
        """Letters that answer "None" and go on."""
        return ()

    def __init__(self, measure: Measure, parent: QWidget | None = None) -> None:
        """Build a cell for each ready value and one for "Other"."""
        super().__init__(measure, parent)
        self._flow = FlowLayout(gap=4, line_gap=4)
        for minutes in measure.quick or QUICK:
            self._flow.addWidget(self._add_cell(self._ready(minutes), kind="cell", wide="true"))
        spoken = _("{measure}: {answer}").format(measure=measure.label, answer=_("Other"))
        self.other = self._add_cell(
            Choice(_OTHER, pgettext("other number", "Other"), spoken), kind="cell", wide="true"
        )
        self._flow.addWidget(self.other)
        self.edit = MinutesEdit(self)
        self.edit.setAlignment(Qt.AlignmentFlag.AlignCenter)
        spacing.fixed(self.edit, width=76)
        self.edit.textEdited.connect(self._on_text)
        self.edit.hide()
        self._flow.addWidget(self.edit)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(self._flow)
        self._minutes: float | None = None

    def value(self) -> Value | None:
        """Return the minutes of the chosen cell or of the field, if they fit."""
        return self._minutes

    def set_value(self, value: Value | None) -> None:
        """Choose the cell of ``value``, or show it in the field."""
        self._minutes = float(value) if isinstance(value, int | float) else None
        cell = self._cell_of(self._minutes)
        self._choose(cell)
        self._show_field(is_shown=self._minutes is not None and cell is None)
        self._show_text()
        if not any(one.hasFocus() for one in self.cells):
            self.move_tab_stop(cell or self.cells[0])
        self._show_problem()

    def tab_stop(self) -> QWidget:
        """Return the field while it is open, else the row's cell."""
        return super().tab_stop() if self.edit.isHidden() else self.edit

    def problem(self) -> str:
        """Return what fits, while something else stands in the field."""
        return range_words(self.measure) if self.typed() else ""

    def typed(self) -> str:
        """Return the text of the field while it is no answer."""
        return "" if self.edit.isHidden() or self._minutes is not None else self.edit.text()

    def set_typed(self, typed: str) -> None:
        """Open the field with a text that did not fit."""
        self._choose(None)
        self._show_field(is_shown=True)
        self.edit.setText(typed)
        self._minutes = self._fitting(typed)
        self._show_problem()

    def toggle(self, cell: Cell) -> None:
        """Choose a ready cell, or open the field."""
        if cell is self.other:
            self._open_field("")
            return
        self._minutes = None if cell.isChecked() else float(cell.choice.value)
        self._choose(None if cell.isChecked() else cell)
        self._show_field(is_shown=False)
        self._show_problem()
        self.changed.emit()

    def take_key(self, event: QKeyEvent) -> bool:
        """Send digits to the field; the rest is every row's."""
        typed = typed_text(event)
        if typed.isdecimal():
            self._open_field(typed)
            return True
        return super().take_key(event)

    def settle(self, *, take_focus: bool) -> None:
        """Close the field if it is empty or holds a ready number; the answer stays."""
        if self.typed() or (self._minutes is not None and self._cell_of(self._minutes) is None):
            self._show_text()
            return
        cell = self._cell_of(self._minutes)
        self._choose(cell)
        stop = cell or self.cells[0]
        self.move_tab_stop(stop)
        if take_focus:
            stop.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._show_field(is_shown=False)

    def show_bare(self) -> None:
        """Show the number alone, for typing."""
        if self._minutes is not None:
            self.edit.setText(bare(self._minutes))

    def _ready(self, minutes: float) -> Choice:
        label = bare(minutes) if minutes else pgettext("no minutes", "None")
        spoken = _("{measure}: {answer}").format(
            measure=self.measure.label, answer=with_unit(minutes, self.measure.unit)
        )
        return Choice(minutes, label, spoken, () if minutes else self.none_keys)

    def _cell_of(self, minutes: float | None) -> Cell | None:
        return next((cell for cell in self.cells if cell.choice.value == minutes), None)

    def _open_field(self, typed: str) -> None:
        had_answer = self._minutes is not None
        self._choose(None)
        self._show_field(is_shown=True)
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edit.setText(typed)
        self._minutes = self._fitting(typed)
        self._show_problem()
        if typed or had_answer:
            self.changed.emit()

    def _on_text(self, typed: str) -> None:
        self._minutes = self._fitting(typed)
        self._show_problem()
        self.changed.emit()

    def _fitting(self, typed: str) -> float | None:
        number = typed.removesuffix(self.measure.unit).strip()
        try:
            fitted = self.measure.fitted(float(number.replace(",", ".")))
        except (ValueError, UnfitValue):
            return None
        assert isinstance(fitted, float)  # number kinds fit to a float
        return fitted

    def _show_field(self, *, is_shown: bool) -> None:
        if not is_shown:
            self.edit.clear()
        self.edit.setVisible(is_shown)
        self.other.setVisible(not is_shown)

    def _show_text(self) -> None:
        if self._minutes is None or self.edit.isHidden():
            return
        if self.edit.hasFocus():
            self.show_bare()
        else:
            self.edit.setText(with_unit(self._minutes, self.measure.unit))

    def _show_problem(self) -> None:
        words = self.problem()
        self.said.emit(words)
        set_state(self.edit, "problem", "true" if words else "false")
        set_state(self.edit, "chosen", "true" if self._minutes is not None else "false")
        self.edit.setAccessibleDescription(words or self.measure.hint)


class AmountRow(MinutesRow):
    """Ready amounts by click, any other one in the field; one key for none."""

    @property
    def none_keys(self) -> tuple[str, ...]:
        """N, for none."""
        return (pgettext("key for none", "N"),)
