"""The grid: a column a day, a row a measure; Enter goes down, Tab goes right."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import Measure
from iop_companion.foundation.dates import long_day
from iop_companion.foundation.day_words import weekday_short
from iop_companion.foundation.i18n import _
from iop_companion.services.card_cells import card_rows, cell_hint, cell_text, tick_rows
from iop_companion.services.paper_weeks import PaperDay
from iop_companion.ui.today.paper_week.model import Cell, PaperSheet
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import TextRole, button, set_state, text
from iop_companion.ui.toolkit.in_turns import InTurns, dressed
from iop_companion.ui.toolkit.theme import current
from iop_companion.ui.widgets.editor import is_enter
from iop_companion.ui.widgets.text_undo import UndoLineEdit

_LABEL, _LABEL_WIDE, _CELL, _GAP = 150, 222, 66, 6
_BETWEEN_BLOCKS = 16
_LONGEST = 80
"""Longest text of a cell: numbers and letters; a longer paste keeps its beginning."""
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class PaperCell(UndoLineEdit):
    """One answer of one day, typed as on the card."""

    left = Signal(int)
    """Enter or an arrow: go so many rows down (or up)."""

    def __init__(self, measure: Measure, day: date, parent: QWidget) -> None:
        """Build it empty."""
        super().__init__(parent)
        self.cell: Cell = (day, measure.id)
        self.setProperty("kind", "cell")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMaxLength(_LONGEST)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(
            _("{measure}, {day}").format(measure=measure.label, day=long_day(day))
        )
        self.setAccessibleDescription(cell_hint(measure))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Go down with Enter, up and down with the arrows."""
        step = 1 if is_enter(event) else _STEPS.get(Qt.Key(event.key()), 0)
        if step:
            self.left.emit(step)
            return
        super().keyPressEvent(event)


class PaperGrid(QWidget):
    """Shows a :class:`PaperSheet`. As many days side by side as there is room for."""

    typed = Signal(object, str)
    ticked = Signal(object, str, bool)
    written_changed = Signal(object, bool)
    passed_end = Signal()

    def __init__(self) -> None:
        """Build it empty."""
        super().__init__()
        self.cells: dict[Cell, PaperCell] = {}
        self.boxes: dict[tuple[date, MeasureId, str], QCheckBox] = {}
        self.written: dict[date, QPushButton] = {}
        self._sheet: PaperSheet | None = None
        self._placed: tuple[int, int, int, float] = (0, 0, 0, 0.0)
        self._label_width = _LABEL
        self._is_built = False
        self._turns = InTurns(self)
        self._words: list[QWidget] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        spacing.gap(self._grid, _GAP, 4)
        current().changed.connect(self._place)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Narrow: days go below each other."""
        return QSize(0, super().minimumSizeHint().height())

    def show_sheet(self, sheet: PaperSheet, then: Callable[[], object] | None = None) -> None:
        """Build the cells of another week, out of sight; ``then`` is called when they are there."""
        self.hide()
        self.forget()
        self._sheet = sheet
        self._turns.run(self._building(sheet), then)

    def _building(self, sheet: PaperSheet) -> Iterator[None]:
        for column in sheet.week.days:
            self.written[column.day] = self._written_button(column)
            for row in card_rows(sheet.week):
                self.cells[column.day, row.id] = self._cell(sheet, row, column)
            for measure, option in tick_rows(sheet.week):
                box = self._box(sheet, measure.id, option.id, column)
                box.setAccessibleName(
                    _("{measure}, {day}").format(measure=option.label, day=long_day(column.day))
                )
                self.boxes[column.day, measure.id, option.id] = box
            yield
        self._is_built = True
        self._placed = (0, 0, 0, 0.0)
        self._place()
        self.show_written(sheet)
        yield
        yield from dressed(self)
        self.show()

    def show_written(self, sheet: PaperSheet) -> None:
        """Say above each column when its card was filled in."""
        for column in sheet.week.days:
            made = self.written[column.day]
            has_any = sheet.has_anything(column.day)
            is_later = column.is_later if column.is_saved else column.day in sheet.later
            if column.is_saved:
                words = _("saved")
            elif not has_any:
                words = _("no entry")
            else:
                words = _("later") if is_later else _("same day")
            made.setText(words)
            made.setEnabled(has_any and not column.is_saved)
            made.setChecked(is_later and has_any)
            made.setAccessibleName(
                _("{day}, written: {when}").format(day=long_day(column.day), when=words)
            )

    def mark_problems(self, cells: set[Cell]) -> None:
        """Outline the cells whose text is no answer."""
        for cell, edit in self.cells.items():
            set_state(edit, "problem", "true" if cell in cells else "false")

    def focus_first(self) -> None:
        """Go to the first cell of the first day that can be typed."""
        first = next((edit for edit in self.cells.values() if not edit.isReadOnly()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def forget(self) -> None:
        """Hold no value any more."""
        self._turns.drop()
        self._is_built = False
        for widget in (*self.cells.values(), *self.boxes.values(), *self.written.values()):
            widget.hide()
            widget.deleteLater()
        self.cells, self.boxes, self.written = {}, {}, {}
        self._drop_words()
        self._sheet = None

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Find out how many days stand side by side."""
        super().resizeEvent(event)
        self._place()

    def _cell(self, sheet: PaperSheet, row: Measure, column: PaperDay) -> PaperCell:
        edit = PaperCell(row, column.day, self)
        if column.is_saved:
            value = column.values.get(row.id)
            edit.setText("" if value is None else cell_text(row, value))
            edit.setReadOnly(True)
            edit.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            edit.setProperty("saved", "true")
        else:
            edit.setText(sheet.texts.get(edit.cell, ""))
            edit.textChanged.connect(lambda words, edit=edit: self.typed.emit(edit.cell, words))
            edit.left.connect(lambda step, edit=edit: self._go(edit, step))
        return edit

    def _box(
        self, sheet: PaperSheet, measure_id: MeasureId, tag: str, column: PaperDay
    ) -> QCheckBox:
        box, cell = QCheckBox(), (column.day, measure_id)
        kept = column.values.get(measure_id, ()) if column.is_saved else sheet.ticks.get(cell, ())
        box.setChecked(isinstance(kept, tuple | set) and tag in kept)
        box.setEnabled(not column.is_saved)
        box.setProperty("fit", "cell")
        box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        box.toggled.connect(lambda on: self.ticked.emit(cell, tag, on))
        return box

    def _written_button(self, column: PaperDay) -> QPushButton:
        made = button("", "quiet", checkable=True)
        made.setProperty("fit", "written")
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        made.clicked.connect(lambda on: self.written_changed.emit(column.day, on))
        return made

    def _go(self, edit: PaperCell, step: int) -> None:
        """Go down the column, then to the top of the next; up the same way back."""
        order = [one for one in self.cells.values() if not one.isReadOnly()]
        at = order.index(edit) + step
        if at >= len(order):
            self.passed_end.emit()
        elif at >= 0:
            order[at].setFocus(Qt.FocusReason.TabFocusReason)
            order[at].selectAll()

    def _place(self) -> None:
        sheet = self._sheet
        if sheet is None or not self._is_built:
            return
        theme = current()
        least = max(theme.px(_CELL), self._written_width())
        whole = theme.px(_LABEL_WIDE) + 7 * (least + theme.px(_GAP))
        label = _LABEL_WIDE if self.width() >= whole else _LABEL
        room = self.width() - theme.px(label)
        most = min(7, max(1, room // (least + theme.px(_GAP))))
        n_beside = -(-7 // -(-7 // most))  # blocks of like width: four and three, not six and one
        if (n_beside, least, label, theme.scale) == self._placed:
            return  # a grid that is told the same again lays the whole page out anew
        self._placed = (n_beside, least, label, theme.scale)
        self._label_width = label
        self._grid.setColumnMinimumWidth(0, theme.px(label))
        self._drop_words()
        while self._grid.takeAt(0) is not None:
            pass
        days = sheet.week.days
        line = 0
        order: list[QWidget] = []
        for start in range(0, len(days), n_beside):
            line = self._place_block(sheet, days[start : start + n_beside], line, order)
        for column in range(1, 8):
            self._grid.setColumnStretch(column, 1 if column <= n_beside else 0)
            self._grid.setColumnMinimumWidth(column, least if column <= n_beside else 0)
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _written_width(self) -> int:
        """Return the px that the widest word above a column needs in any language."""
        widths = [0]
        for made in self.written.values():
            frame = made.sizeHint().width() - made.fontMetrics().horizontalAdvance(made.text())
            words = (_("saved"), _("no entry"), _("same day"), _("later"))
            widths += [frame + made.fontMetrics().horizontalAdvance(one) for one in words]
        return max(widths)

    def _place_block(
        self, sheet: PaperSheet, days: tuple[PaperDay, ...], line: int, order: list[QWidget]
    ) -> int:
        """Place some days with the labels of their rows; return the next free line."""
        if line:
            apart = QWidget()
            spacing.fixed(apart, height=_BETWEEN_BLOCKS)
            self._words.append(apart)
            self._grid.addWidget(apart, line, 0)
            line += 1
        for at, column in enumerate(days, start=1):
            short = _("{weekday} {day}").format(
                weekday=weekday_short(column.day), day=column.day.day
            )
            head = self._label(short, "label")
            head.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._grid.addWidget(head, line, at)
        self._grid.addWidget(self._label(_("Written"), "label"), line + 1, 0)
        for at, column in enumerate(days, start=1):
            self._grid.addWidget(self.written[column.day], line + 1, at)
        order += [self.written[column.day] for column in days]
        line += 2
        for row in card_rows(sheet.week):
            self._grid.addWidget(self._row_label(row), line, 0)
            for at, column in enumerate(days, start=1):
                self._grid.addWidget(self.cells[column.day, row.id], line, at)
                order.append(self.cells[column.day, row.id])
            line += 1
        for measure, option in tick_rows(sheet.week):
            name = self._label(option.label, "label")
            spacing.at_most(name, width=self._label_width)
            self._grid.addWidget(name, line, 0)
            for at, column in enumerate(days, start=1):
                box = self.boxes[column.day, measure.id, option.id]
                self._grid.addWidget(box, line, at, Qt.AlignmentFlag.AlignCenter)
                order.append(box)
            line += 1
        return line

    def _row_label(self, row: Measure) -> QWidget:
        both = QWidget()
        spacing.at_most(both, width=self._label_width)
        pile = QVBoxLayout(both)
        pile.setContentsMargins(0, 0, 0, 0)
        spacing.gap(pile, 0)
        pile.addWidget(text(row.label, "label"))
        pile.addWidget(text(cell_hint(row), "hint"))
        self._words.append(both)
        return both

    def _label(self, words: str, role: TextRole) -> QLabel:
        made = text(words, role)
        self._words.append(made)
        return made

    def _drop_words(self) -> None:
        for widget in self._words:
            widget.hide()
            widget.deleteLater()
        self._words = []
