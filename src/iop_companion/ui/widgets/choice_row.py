"""One answer of several as cells: one tab stop, arrows, keys, a second click clears."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from iop_companion.domain.measure import Measure, Value
from iop_companion.ui.toolkit.theme import current
from iop_companion.ui.widgets.editor import Editor, is_clear, is_enter, typed_text

STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One cell: its value, its words, its name for assistive technology, the keys that pick it."""

    value: float | str
    label: str
    spoken: str
    keys: tuple[str, ...] = ()


class Cell(QPushButton):
    """A cell that reads as a radio button and can be taken back by a second click."""

    def __init__(self, row: ChoiceRow, choice: Choice, **properties: str) -> None:
        """Stand in ``row``; the style sheet draws it by ``properties``."""
        super().__init__(with_mnemonic(choice.label, choice.keys), row)
        self.setShortcut("")  # the underline is a picture; Alt+letter belongs to the window
        self._row = row
        self.choice = choice
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAutoDefault(False)
        self._was_chosen = True  # before the click that is under way
        self.clicked.connect(self._on_clicked)
        self.setAccessibleName(choice.spoken)
        for name, value in properties.items():
            self.setProperty(name, value)

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Return a size that holds the words in bold, too: choosing it does not cut or move them.

        Qt asks while it is not chosen, and leaves the width as it is afterwards.
        """
        hint = super().sizeHint()
        theme = current()
        plain, bold = (
            QFontMetrics(theme.font(weight=weight)).horizontalAdvance(self.choice.label)
            for weight in (QFont.Weight.Normal, QFont.Weight.Bold)
        )
        return QSize(hint.width() + max(0, bold - plain), hint.height())

    def nextCheckState(self) -> None:  # noqa: N802 -- Qt's name
        """Leave to the row what a click or Space does; Qt asks only while it is not chosen."""
        self._was_chosen = False
        self._row.toggle(self)

    def _on_clicked(self) -> None:
        """Take the answer back if the cell was chosen before this click."""
        if self._was_chosen:
            self._row.toggle(self)
        self._was_chosen = True

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Offer the key to the row first."""
        if not self._row.take_key(event):
            if event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Select}:
                super().keyPressEvent(event)
            else:
                event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 -- Qt's name
        """Become the row's tab stop."""
        self._row.move_tab_stop(self)
        super().focusInEvent(event)


class ChoiceRow(Editor):
    """Cells of which at most one is chosen. Subclasses lay the cells out.

    Keys: a cell's own keys choose it and go on; arrows, Home and End move; Space ticks and unticks;
    Backspace clears; Enter goes on.
    """

    def __init__(self, measure: Measure, parent: QWidget | None = None) -> None:
        """Start without cells; see :meth:`_add_cell`."""
        super().__init__(measure, parent)
        self.cells: list[Cell] = []
        self._by_key: dict[str, Cell] = {}
        self._unshown: Value | None = None

    def value(self) -> Value | None:
        """Return the value of the chosen cell, or one that was set and has no cell."""
        cell = self._chosen()
        return cell.choice.value if cell else self._unshown

    def set_value(self, value: Value | None) -> None:
        """Choose the cell of ``value``; a value between cells is kept and no cell is chosen."""
        cell = next((cell for cell in self.cells if cell.choice.value == value), None)
        self._unshown = value if cell is None else None
        self._choose(cell)
        if not any(one.hasFocus() for one in self.cells):
            self.move_tab_stop(cell or self.cells[0])

    def tab_stop(self) -> QWidget:
        """Return the chosen cell, else the one last visited, else the first."""
        stops = [c for c in self.cells if c.focusPolicy() == Qt.FocusPolicy.StrongFocus]
        return self._chosen() or stops[0]

    def toggle(self, cell: Cell) -> None:
        """Choose ``cell``, or take the answer back if it is chosen already."""
        self._unshown = None
        self._choose(None if cell.isChecked() else cell)
        self.changed.emit()

    def move_tab_stop(self, stop: Cell) -> None:
        """Let Tab come to ``stop`` alone; a click still reaches every cell."""
        for cell in self.cells:
            is_stop = cell is stop
            cell.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if is_stop else Qt.FocusPolicy.ClickFocus
            )

    def take_key(self, event: QKeyEvent) -> bool:
        """Act on a key of the row; return whether it was one."""
        if is_clear(event):
            self.clear()
            return True
        if is_enter(event):
            self.done.emit()
            return True
        if self._move(event):
            return True
        cell = self._by_key.get(typed_text(event))
        if cell is None:
            return False
        self._answer(cell)
        return True

    def _answer(self, cell: Cell) -> None:
        if not cell.isChecked():
            self.toggle(cell)
        cell.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.answered.emit()

    def _move(self, event: QKeyEvent) -> bool:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        shown = [cell for cell in self.cells if not cell.isHidden()]
        here = next((i for i, cell in enumerate(shown) if cell.hasFocus()), 0)
        key = Qt.Key(event.key())
        if key in STEPS:
            there = min(max(here + STEPS[key], 0), len(shown) - 1)
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            there = 0 if key == Qt.Key.Key_Home else len(shown) - 1
        else:
            return False
        shown[there].setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _add_cell(self, choice: Choice, **properties: str) -> Cell:
        cell = Cell(self, choice, **properties)
        self.cells.append(cell)
        for key in choice.keys:
            self._by_key.setdefault(key, cell)
        self.move_tab_stop(self.cells[0])
        return cell

    def _chosen(self) -> Cell | None:
        return next((cell for cell in self.cells if cell.isChecked()), None)

    def _choose(self, cell: Cell | None) -> None:
        if cell is not None:
            cell.setChecked(True)
            return
        for one in self.cells:
            # an exclusive button cannot be unticked while it is exclusive
            one.setAutoExclusive(False)
            one.setChecked(False)
            one.setAutoExclusive(True)


def with_mnemonic(label: str, keys: Sequence[str]) -> str:
    """Return ``label`` with its first key letter underlined; digits are not underlined."""
    safe = label.replace("&", "&&")
    for key in keys:
        if key.isalpha() and key.lower() != label.lower():
            at = _letter_position(safe, key)
            if at >= 0:
                return f"{safe[:at]}&{safe[at:]}"
    return safe


def _letter_position(label: str, key: str) -> int:
    """Prefer the start of a word: "Poor sleep" with S underlines the s of sleep."""
    folded, letter = label.lower(), key.lower()
    starts = [i for i, c in enumerate(folded) if c == letter and (i == 0 or folded[i - 1] == " ")]
    return starts[0] if starts else folded.find(letter)
