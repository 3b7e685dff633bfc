"""A score without the answers: from a clinic's sheet, of any questionnaire."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from iop_companion.foundation.i18n import _
from iop_companion.services.questionnaires import MOST_CHARACTERS, Asked
from iop_companion.ui.toolkit.cards import Card, asked, asking, button, row, text
from iop_companion.ui.toolkit.holds_typed import HoldsTyped
from iop_companion.ui.widgets.day_calendar import DayButton
from iop_companion.ui.widgets.note_and_mark import NoteAndMark
from iop_companion.ui.widgets.quiet_combo import QuietCombo


@dataclass(frozen=True, slots=True)
class ScoreWish:
    """What was filled in, numbers as they were typed."""

    day: date
    instrument: str
    name: str = field(repr=False)
    score: str = field(repr=False)
    low: str
    high: str
    note: str = field(repr=False)
    private: bool


class ScoreForm(HoldsTyped, Card):
    """A card with a button that opens the form; Enter saves, Esc leaves."""

    saved = Signal(object)
    touched = Signal()
    discarded = Signal(object)

    def __init__(self) -> None:
        """Build it closed."""
        super().__init__(_("A score from a sheet"))
        self._today = date.max
        self._opened: dict[str, Any] = {}
        self.words = text(
            _("For a questionnaire you filled in elsewhere: its name, the day, the number."),
            "small",
        )
        self.open_button = button(_("Enter a score"), icon="plus")
        self.which = QuietCombo()
        self.which.setAccessibleName(_("Which questionnaire"))
        self.name = _line(_("What it is called"))
        self.name_label = text(_("What it is called"), "label")
        self.score = _line(_("Score"))
        self.low, self.high = _line(_("Lowest possible")), _line(_("Highest possible"))
        self.ends = QWidget()
        self.day = DayButton(_("Day"))
        self.note = NoteAndMark()
        self.problem = text("", "problem")
        self.problem.hide()
        self.save_button = button(_("Save"))
        self.cancel_button = button(_("Cancel"), "quiet")
        self.form = QWidget()
        self._arrange()
        self.close_form()
        self.open_button.clicked.connect(self.open_form)
        self.which.activated.connect(lambda _at: self._on_chosen())
        self.day.chosen.connect(lambda _day: self.touched.emit())
        self.note.changed.connect(self._on_touched)
        self.save_button.clicked.connect(self._save)
        self.cancel_button.clicked.connect(self._cancel)
        self.note.done.connect(self._save)
        for one in (self.name, self.score, self.low, self.high):
            one.returnPressed.connect(self._save)
            one.textEdited.connect(lambda _text: self._on_touched())

    def _arrange(self) -> None:
        ends = asked(_("Lowest and highest possible, if you know them"))
        ends.setContentsMargins(0, 0, 0, 0)
        ends.addLayout(row(self.low, self.high, gap=8))
        self.ends.setLayout(ends)
        pile = asking(
            asked(_("Which questionnaire"), self.which),
            asked(self.name_label, self.name),
            asked(_("Score"), self.score),
            self.ends,
            asked(_("Day"), self.day),
            self.note,
            self.problem,
        )
        pile.addLayout(row(self.save_button, self.cancel_button, gap=8, stretch_at=-1))
        self.form.setLayout(pile)
        self.add(self.words)
        self.layout_.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.add(self.form)

    def show_choices(self, asked: Sequence[Asked], today: date) -> None:
        """Offer the questionnaires that are here, and any other by its name."""
        self._today = today
        chosen = self.which.currentData()
        self.which.clear()
        self.which.addItem(_("Another one"), "")
        for one in asked:
            self.which.addItem(one.instrument.abbreviation, one.instrument.id)
        self.which.setCurrentIndex(max(0, self.which.findData(chosen)))
        self._follow()

    def open_form(self) -> None:
        """Show the fields."""
        self.day.show_day(self._today, self._today)
        self.form.show()
        self.open_button.hide()
        self._follow()
        self._opened = self._plain()
        self.which.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_form(self) -> None:
        """Hide the fields, empty."""
        for one in (self.name, self.score, self.low, self.high):
            one.clear()
        self.note.show_note("", is_private=False)
        self.say("")
        self.form.hide()
        self.open_button.show()

    def start_over(self) -> None:
        """Be closed and empty."""
        self.close_form()

    @property
    def _is_in_use(self) -> bool:
        return not self.form.isHidden()

    def show_typed(self, typed: dict[str, Any]) -> None:
        """Open the form as it was left."""
        words = {name: one for name, one in typed.items() if isinstance(one, str)}
        self.form.show()
        self.open_button.hide()
        self.which.setCurrentIndex(max(0, self.which.findData(words.get("which", ""))))
        for name, line in self._lines().items():
            line.setText(words.get(name, ""))
        self.day.show_day(_day(words.get("day", ""), self._today), self._today)
        self.note.show_note(words.get("note", ""), is_private=typed.get("private") is True)
        self._follow()
        self._opened = {}
        self.say(_("Not saved yet: this is as you left it."))

    def say(self, words: str) -> None:
        """Say under the fields what is wrong, or nothing."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Leave by Esc."""
        if event.key() == Qt.Key.Key_Escape and not self.form.isHidden():
            self._cancel()
        else:
            super().keyPressEvent(event)

    def _lines(self) -> dict[str, QLineEdit]:
        return {"name": self.name, "score": self.score, "low": self.low, "high": self.high}

    def _plain(self) -> dict[str, Any]:
        return {
            "which": str(self.which.currentData() or ""),
            **{name: line.text() for name, line in self._lines().items()},
            "day": self.day.day.isoformat(),
            "note": self.note.words(),
            "private": self.note.is_private,
        }

    def _on_touched(self) -> None:
        self.say("")
        self.touched.emit()

    def _on_chosen(self) -> None:
        self._follow()
        self.touched.emit()

    def _follow(self) -> None:
        is_other = not self.which.currentData()
        for one in (self.name_label, self.name, self.ends):
            one.setVisible(is_other)

    def _save(self) -> None:
        if words := self.note.problem():
            self.say(words)
            return
        self.saved.emit(
            ScoreWish(
                day=self.day.day,
                instrument=str(self.which.currentData() or ""),
                name=self.name.text(),
                score=self.score.text(),
                low=self.low.text(),
                high=self.high.text(),
                note=self.note.words(),
                private=self.note.is_private,
            )
        )

    def _cancel(self) -> None:
        typed = self.typed()
        self.close_form()
        if typed is not None:
            self.discarded.emit(typed)
        self.open_button.setFocus(Qt.FocusReason.OtherFocusReason)


def _line(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setMaxLength(MOST_CHARACTERS)
    return made


def _day(text: str, today: date) -> date:
    """Return the day that a draft kept, today for none."""
    try:
        return min(date.fromisoformat(text), today)
    except ValueError:
        return today
