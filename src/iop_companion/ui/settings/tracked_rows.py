"""What to track: a tick and a place for each row that can stand on Today."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import Measure
from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import button
from iop_companion.ui.toolkit.in_turns import InTurns, dressed
from iop_companion.ui.widgets.at_once import at_once
from iop_companion.ui.widgets.tick_row import TickRow

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class TrackedRow(QWidget):
    """A tick with its words, and at the right the buttons that move it.

    The buttons are for the mouse; by keys, Alt with an arrow moves the row whose tick has the
    focus, so that a walk by Tab meets each row once.
    """

    moved = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        """Build it without words, not yet seen in ``parent``."""
        super().__init__(parent)
        self.tick_row = TickRow()
        self.box = self.tick_row.box
        self.box.installEventFilter(self)
        self.up, self.down = _mover("up"), _mover("down")
        self.up.clicked.connect(partial(self.moved.emit, -1))
        self.down.clicked.connect(partial(self.moved.emit, 1))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        spacing.gap(line, 4)
        line.addWidget(self.tick_row, 1)
        for mover in (self.up, self.down):
            line.addWidget(mover, 0, Qt.AlignmentFlag.AlignTop)

    def set_words(self, words: str, hint: str) -> None:
        """Show the words of a measure; they name the buttons too."""
        self.tick_row.set_words(words, hint)
        self.up.setAccessibleName(_("Move {row} up").format(row=words))
        self.down.setAccessibleName(_("Move {row} down").format(row=words))

    def stand(self, *, is_first: bool, is_last: bool) -> None:
        """Offer only the moves there are."""
        self.up.setEnabled(not is_first)
        self.down.setEnabled(not is_last)

    def eventFilter(self, source: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        """Alt with an arrow moves the row."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self.moved.emit(step)
                return True
        return super().eventFilter(source, event)


class TrackedRows(QWidget):
    """The rows in the order they have on Today."""

    switched = Signal(str, bool)
    moved = Signal(str, int)

    def __init__(self) -> None:
        """Build it without rows."""
        super().__init__()
        self.rows: dict[MeasureId, TrackedRow] = {}
        self._turns = InTurns(self)
        self._shown: tuple[MeasureId, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        spacing.gap(self._column, 0)

    def show_rows(self, measures: Sequence[Measure], on: frozenset[MeasureId]) -> None:
        """Show a row for each of ``measures``, ticked for those in ``on``; nobody is told."""
        self._turns.run(self._made(measures), lambda: self._show(measures, on))

    def _made(self, measures: Sequence[Measure]) -> Iterator[None]:
        """Make the rows there are not yet, out of sight: there may be thirty."""
        n_before = len(self.rows)
        for measure in measures:
            if measure.id not in self.rows:
                self._add(measure.id)
                yield
        for row in list(self.rows.values())[n_before:]:
            yield from dressed(row)
            yield

    def _show(self, measures: Sequence[Measure], on: frozenset[MeasureId]) -> None:
        order = tuple(measure.id for measure in measures)
        focused = next((row for row in self.rows.values() if row.box.hasFocus()), None)
        with at_once(self):
            for measure in measures:
                row = self.rows[measure.id]
                row.set_words(measure.label, measure.hint)
                row.tick_row.tick(measure.id in on)
            if order != self._shown:
                self._place(order)
        if focused is not None:
            focused.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, measure_id: MeasureId) -> None:
        self.rows[measure_id] = row = TrackedRow(self)
        row.box.toggled.connect(partial(self.switched.emit, measure_id))
        row.moved.connect(partial(self.moved.emit, measure_id))

    def _place(self, order: tuple[MeasureId, ...]) -> None:
        """Put the rows in ``order``, and the tab stops with them."""
        self._shown = order
        before: QWidget | None = None
        for place, measure_id in enumerate(order):
            row = self.rows[measure_id]
            self._column.insertWidget(place, row)
            row.show()  # one that was made in sight of somebody waits to be asked
            row.stand(is_first=place == 0, is_last=place == len(order) - 1)
            if before is not None:
                QWidget.setTabOrder(before, row.box)
            before = row.box


def _mover(icon: str) -> QPushButton:
    made = button("", "quiet", icon=icon, size="small")
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return made
