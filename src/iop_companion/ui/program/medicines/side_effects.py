"""Side effects of a day by the person's own names, none to strong; optional, and never rated."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QWidget

from iop_companion.domain.diary_entries import SideEffect
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import Kind, Measure, Option
from iop_companion.foundation.i18n import _, pgettext
from iop_companion.services.medicines import MOST_CHARACTERS
from iop_companion.ui.program.medicines.entry_note import EntryNote
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card, button, column, row, text
from iop_companion.ui.toolkit.emptying import empty
from iop_companion.ui.toolkit.theme import current
from iop_companion.ui.widgets.at_once import at_once
from iop_companion.ui.widgets.segment import Segment

_BESIDE_FROM = 520


class SideEffectsCard(Card):
    """A row for each thing noticed of late; ``chosen`` tells words and strength or None.

    One that the day says something of has room for a note beside it.
    """

    chosen = Signal(str, object)
    noted = Signal(object, str, bool)
    """The side effect, its note, and whether it is private."""

    def __init__(self) -> None:
        """Build it empty."""
        super().__init__(_("Side effects"))
        self.rows: dict[str, Segment] = {}
        self.notes: list[EntryNote] = []
        self._shown: tuple[tuple[str, SideEffect | None], ...] = ()
        self._lines: list[QBoxLayout] = []
        self._list = QWidget()
        self._pile = column(gap=10)
        self._pile.setContentsMargins(0, 0, 0, 0)
        self._list.setLayout(self._pile)
        self.new = QLineEdit()
        self.new.setAccessibleName(_("Something you noticed"))
        self.new.setPlaceholderText(_("Dry mouth, headache …"))
        self.new.setMaxLength(MOST_CHARACTERS)
        self.add_button = button(_("Add one"), icon="plus")
        line = row(self.new, self.add_button, gap=10)
        line.setStretch(0, 1)
        self.add(text(_("Optional. In your own words, for your prescriber."), "small"), self._list)
        self.layout_.addLayout(line)
        self.new.returnPressed.connect(self._add)
        self.add_button.clicked.connect(self._add)

    def show_effects(self, effects: Sequence[tuple[str, SideEffect | None]]) -> None:
        """Show what was noticed of late, with what the day shown says of it."""
        if tuple(effects) == self._shown:
            return
        held = next((words for words, one in self.rows.items() if _has_focus(one)), "")
        states = [one.state() for one in self.notes]
        self._shown = tuple(effects)
        self.rows, self._lines, self.notes = {}, [], []
        with at_once(self._list):
            empty(self._pile)
            for words, effect in effects:
                self._pile.addWidget(self._row(words, effect))
                if effect is not None:
                    self._pile.addWidget(self._note(words, effect))
        self._place()
        for note in self.notes:
            note.be_as(states)
        if held in self.rows:
            self.rows[held].enter()

    def forget(self) -> None:
        """Hold no word any more."""
        self.new.clear()
        self.show_effects(())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Put the choices below their words where there is no room beside."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        is_wide = self.width() >= current().px(_BESIDE_FROM)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        for line in self._lines:
            line.setDirection(across if is_wide else down)

    def _note(self, words: str, effect: SideEffect) -> EntryNote:
        made = EntryNote((effect.day, words), words, effect)
        made.noted.connect(self.noted)
        self.notes.append(made)
        return made

    def _row(self, words: str, effect: SideEffect | None) -> QWidget:
        made = QWidget()
        line = QBoxLayout(QBoxLayout.Direction.LeftToRight, made)
        line.setContentsMargins(0, 0, 0, 0)
        spacing.gap(line, 10)
        line.addWidget(text(words), 1)
        segment = Segment(_strengths(words))
        segment.set_value(None if effect is None else str(effect.strength))
        segment.changed.connect(lambda: self._tell(words, segment))
        line.addWidget(segment)
        self.rows[words] = segment
        self._lines.append(line)
        return made

    def _tell(self, words: str, segment: Segment) -> None:
        value = segment.value()
        strength = None if value is None else int(str(value))
        # once the key is done with: it still moves the focus, and the row is made anew
        QTimer.singleShot(0, self, lambda: self.chosen.emit(words, strength))

    def _add(self) -> None:
        words = self.new.text().strip()
        if not words:
            self.new.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.new.clear()
        self.chosen.emit(words, 1)


def _has_focus(segment: Segment) -> bool:
    return any(cell.hasFocus() for cell in segment.cells)


def _strengths(words: str) -> Measure:
    names = (_("None"), _("Mild"), _("Medium"), _("Strong"))
    keys = (
        pgettext("key for none", "N"),
        pgettext("key for mild", "I"),
        pgettext("key for medium", "M"),
        pgettext("key for strong", "S"),
    )
    return Measure(
        id=MeasureId("side_effect"),
        label=words,
        kind=Kind.CHOICE,
        options=tuple(
            Option(str(at), name, key)
            for at, (name, key) in enumerate(zip(names, keys, strict=True))
        ),
    )
