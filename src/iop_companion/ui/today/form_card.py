"""The form itself: a card of rows, in which an answer leads on to the next question."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget
from shiboken6 import isValid

from iop_companion.domain.ids import MeasureId
from iop_companion.ui.today.model import CheckInForm, FormRow, rows_of
from iop_companion.ui.today.row import CheckInRow
from iop_companion.ui.today.words import marks_words
from iop_companion.ui.toolkit.emptying import drop
from iop_companion.ui.widgets.editor import Editor


class FormCard(QFrame):
    """Rows in the order of their measures. The row with the focus is marked."""

    answer_changed = Signal(str, object, str)
    """Measure id, new value or None, and the text typed if it is no answer yet."""

    more_requested = Signal(str, str)
    """A page that tells more than a row can, by its key."""

    passed_end = Signal()
    """The person went on from the last row."""

    def __init__(self, *, moves_on: bool = True, leads_on: bool = False) -> None:
        """Build it without rows; ``moves_on`` lets a one-key answer lead to the next row.

        With ``leads_on`` rows offer the page that tells more; without it nothing leads away, as at
        the lock screen, where no such page can be opened.
        """
        super().__init__()
        self.setProperty("card", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.moves_on = moves_on
        self._leads_on = leads_on
        self._asked: tuple[FormRow, ...] = ()
        self._rows: list[CheckInRow] = []
        self._is_stacked = False
        self._pile = QVBoxLayout(self)
        self._pile.setContentsMargins(1, 1, 1, 1)
        self._pile.setSpacing(0)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)

    @property
    def rows(self) -> list[CheckInRow]:
        """The rows in their order."""
        return self._rows

    @property
    def editors(self) -> Mapping[MeasureId, Editor]:
        """Every control by its measure, in the order of the rows."""
        return {editor.measure.id: editor for row in self._rows for editor in row.editors}

    def show_form(self, form: CheckInForm) -> None:
        """Show the answers of ``form``; controls that show them already are left alone."""
        self._set_rows(rows_of(form.view))
        for row in self._rows:
            for editor in row.editors:
                _show(editor, form)
            row.show_companions()
            row.show_marks(_marks(row, form))

    def stack(self, is_stacked: bool) -> None:  # noqa: FBT001 -- one switch
        """Put labels above their controls, for large text and narrow windows."""
        if is_stacked != self._is_stacked:
            self._is_stacked = is_stacked
            for row in self._rows:
                row.stack(is_stacked)

    def focus_first(self) -> None:
        """Put the focus on the first row."""
        if self._rows:
            self._rows[0].main.enter()

    def focus_open(self) -> None:
        """Put the focus on the first row without an answer, or on the first one."""
        rows = [row for row in self._rows if row.main.value() is None and not row.main.typed()]
        for row in (*rows, *self._rows)[:1]:
            row.main.enter()

    def focus_problem(self) -> bool:
        """Put the focus on the first control whose text does not fit; say whether there is one."""
        for editor in self.editors.values():
            if editor.problem():
                editor.enter()
                return True
        return False

    def forget(self) -> None:
        """Hold no value any more."""
        self._set_rows(())

    def _set_rows(self, rows: tuple[FormRow, ...]) -> None:
        if rows == self._asked:
            return
        self._asked = rows
        drop(self._pile, *self._rows)
        self._rows = [self._make_row(rows, at) for at in range(len(rows))]

    def _make_row(self, rows: tuple[FormRow, ...], at: int) -> CheckInRow:
        edge = "only" if len(rows) == 1 else {0: "first", len(rows) - 1: "last"}.get(at, "mid")
        row = CheckInRow(rows[at], edge, leads_on=self._leads_on)
        row.stack(self._is_stacked)
        row.changed.connect(self._on_changed)
        row.answered.connect(self._on_answered)
        row.done.connect(self._go_on)
        row.more_requested.connect(self.more_requested)
        self._pile.addWidget(row)
        return row

    def _on_changed(self, editor: Editor) -> None:
        self.answer_changed.emit(str(editor.measure.id), editor.value(), editor.typed())

    def _on_answered(self, editor: Editor) -> None:
        if self.moves_on and not QAccessible.isActive():
            self._go_on(editor)

    def _go_on(self, editor: Editor) -> None:
        stops = [stop for row in self._rows for stop in row.stops()]
        order = list(self.editors.values())
        here = order.index(editor)
        later = [stop for stop in stops if order.index(stop) > here]
        if later:
            later[0].enter()
        else:
            self.passed_end.emit()

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None or not isValid(self) or new.window() is not self.window():
            return
        for row in self._rows:
            row.show_now(row.isAncestorOf(new))


def _show(editor: Editor, form: CheckInForm) -> None:
    measure_id = editor.measure.id
    typed = form.typed.get(measure_id, "")
    if typed:
        if editor.typed() != typed:
            editor.set_typed(typed)
    elif editor.typed() or editor.value() != form.shown(measure_id):
        editor.set_value(form.shown(measure_id))


def _marks(row: CheckInRow, form: CheckInForm) -> str:
    """Say each origin once a row, for the values that are shown as recorded."""
    said = dict.fromkeys(
        marks_words(form.view.values[measure.id], form.view)
        for measure in row.row.measures
        if measure.id in form.view.values and measure.id not in form.edits
    )
    return "; ".join(words for words in said if words)
