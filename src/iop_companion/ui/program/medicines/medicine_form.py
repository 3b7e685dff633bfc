"""A medicine of the list: its name, how it is taken and from which day, a note, a private mark."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from iop_companion.domain.diary_entries import PARTS_OF_DAY, Medicine, Regimen
from iop_companion.foundation.day_words import weekday_short
from iop_companion.foundation.i18n import _
from iop_companion.services.medicine_words import part_words
from iop_companion.services.medicines import MOST_CHARACTERS
from iop_companion.ui.toolkit.cards import asked, asking, at_edge, button, row, text
from iop_companion.ui.toolkit.holds_typed import HoldsTyped
from iop_companion.ui.widgets.day_calendar import DayButton
from iop_companion.ui.widgets.flow_layout import FlowLayout
from iop_companion.ui.widgets.note_and_mark import NoteAndMark
from iop_companion.ui.widgets.quiet_combo import QuietCombo
from iop_companion.ui.widgets.tick_row import TickRow

_WEEKDAYS = -1
_MONDAY = date(2024, 1, 1)


@dataclass(frozen=True, slots=True)
class MedicineWish:
    """What was filled in; ``before`` is the medicine that it changes, None for a new one."""

    before: Medicine | None
    name: str = field(repr=False)
    for_what: str = field(repr=False)
    regimen: Regimen
    note: str = field(repr=False)
    private: bool


class MedicineForm(HoldsTyped, QWidget):
    """Enter saves, Esc leaves. What was typed stays until it is saved or let go."""

    saved = Signal(object)
    removed = Signal(object)
    left = Signal()
    came_back = Signal()
    """What was left in it is shown again."""

    touched = Signal()
    discarded = Signal(object)

    def __init__(self) -> None:
        """Build it empty."""
        super().__init__()
        self._before: Medicine | None = None
        self._medicines: dict[str, Medicine] = {}
        self._today = date.min
        self._opened: dict[str, Any] = {}
        self.name = _line(_("Name"))
        self.amount = _line(_("How much each time"))
        self.amount.setPlaceholderText(_("50 mg"))
        self.times = {at: _tick(part_words(at).capitalize()) for at in PARTS_OF_DAY}
        self.needed = _tick(_("Only when needed"))
        self.often = QuietCombo()
        self.often.setAccessibleName(_("On which days"))
        for words, days in (
            (_("Every day"), 1),
            (_("Every second day"), 2),
            (_("Every week"), 7),
            (_("Every 2 weeks"), 14),
            (_("Every 4 weeks"), 28),
            (_("On some weekdays"), _WEEKDAYS),
        ):
            self.often.addItem(words, days)
        self.weekdays = [_tick(weekday_short(_MONDAY.replace(day=1 + at))) for at in range(7)]
        self._weekdays = QWidget()
        self.from_day = DayButton(_("From which day"))
        self.why = _line(_("Why, if you want to remember"))
        self.note = NoteAndMark(mark=_("Private: stays off the charts and out of the Summary"))
        self.stopped = TickRow(_("I stopped taking it on that day"))
        self.problem = text("", "problem")
        self.problem.hide()
        self.save_button = button(_("Save"))
        self.cancel_button = button(_("Cancel"), "quiet")
        self.remove_button = at_edge(button(_("Take it off the list"), "quiet", size="small"))
        self._timed = QWidget()
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        times = QWidget()
        flow = FlowLayout(times, gap=14, line_gap=4)
        for box in (*self.times.values(), self.needed):
            flow.addWidget(box)
        days = FlowLayout(self._weekdays, gap=10, line_gap=4)
        for box in self.weekdays:
            days.addWidget(box)
        timed = asked(_("On which days"), self.often, self._weekdays)
        timed.setContentsMargins(0, 0, 0, 0)
        self._timed.setLayout(timed)
        pile = asking(
            asked(_("Name"), self.name),
            asked(_("How much each time"), self.amount),
            asked(_("When"), times),
            self._timed,
            asked(_("From which day"), self.from_day, self.stopped),
            asked(_("Why, if you want to remember"), self.why),
            self.note,
            self.problem,
        )
        pile.addLayout(row(self.save_button, self.cancel_button, gap=8, stretch_at=-1))
        pile.addWidget(self.remove_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.setLayout(pile)

    def _connect(self) -> None:
        self.needed.clicked.connect(self._follow)
        self.often.activated.connect(lambda _at: self._follow())
        self.often.activated.connect(lambda _at: self._on_touched())
        for box in (*self.times.values(), self.needed, *self.weekdays, self.stopped.box):
            box.clicked.connect(self._on_touched)
        self.from_day.chosen.connect(lambda _day: self._on_touched())
        self.note.changed.connect(self._on_touched)
        self.save_button.clicked.connect(self._save)
        self.cancel_button.clicked.connect(self._leave)
        self.remove_button.clicked.connect(lambda: self.removed.emit(self._before))
        self.note.done.connect(self._save)
        for one in (self.name, self.amount, self.why):
            one.returnPressed.connect(self._save)
            one.textEdited.connect(lambda _text: self._on_touched())

    def know(self, medicines: Sequence[Medicine], today: date) -> None:
        """Take the list, which a draft names its medicine from."""
        self._medicines = {str(one.id): one for one in medicines}
        self._today = today

    def begin(self, medicine: Medicine | None, today: date) -> None:
        """Fill in ``medicine`` to change it, or nothing for a new one.

        What stands in the form is let go; it can be had back.
        """
        if (typed := self.typed()) is not None:
            self.discarded.emit(typed)
        self._fill(medicine, today)
        self._opened = self._plain()
        (self.amount if medicine else self.name).setFocus(Qt.FocusReason.OtherFocusReason)

    def start_over(self) -> None:
        """Be closed and empty."""
        self.forget()

    def show_typed(self, typed: dict[str, Any]) -> None:
        """Open the form as it was left; what cannot be read is left out."""
        words = {name: one for name, one in typed.items() if isinstance(one, str)}
        self._fill(self._medicines.get(words.get("before", "")), self._today)
        self._opened = self._plain()
        self.name.setText(words.get("name", ""))
        self.amount.setText(words.get("amount", ""))
        self.why.setText(words.get("why", ""))
        times, weekdays = _list_of(typed.get("times")), _list_of(typed.get("weekdays"))
        for at, box in self.times.items():
            box.setChecked(at in times)
        for weekday, box in enumerate(self.weekdays):
            box.setChecked(weekday in weekdays)
        self.needed.setChecked(typed.get("needed") is True)
        self.often.setCurrentIndex(max(0, self.often.findData(typed.get("often"))))
        self.stopped.tick(is_on=typed.get("stopped") is True)
        with suppress(ValueError):
            self.from_day.show_day(date.fromisoformat(words.get("from_day", "")), self._today)
        self.note.show_note(words.get("note", ""), is_private=typed.get("private") is True)
        self._follow()
        self.came_back.emit()
        self.say(_("Not saved yet: this is as you left it."))

    def _plain(self) -> dict[str, Any]:
        return {
            "before": str(self._before.id) if self._before is not None else "",
            "name": self.name.text(),
            "amount": self.amount.text(),
            "why": self.why.text(),
            "times": [at for at, box in self.times.items() if box.isChecked()],
            "weekdays": [at for at, box in enumerate(self.weekdays) if box.isChecked()],
            "needed": self.needed.isChecked(),
            "often": self.often.currentData(),
            "stopped": self.stopped.box.isChecked(),
            "from_day": self.from_day.day.isoformat(),
            "note": self.note.words(),
            "private": self.note.is_private,
        }

    @property
    def _is_in_use(self) -> bool:
        return not self.isHidden()

    def _on_touched(self) -> None:
        self.say("")
        self.touched.emit()

    def _leave(self) -> None:
        typed = self.typed()
        self.left.emit()
        if typed is not None:
            self.discarded.emit(typed)

    def _fill(self, medicine: Medicine | None, today: date) -> None:
        self._before = medicine
        now = medicine.regimens[-1] if medicine else Regimen(today, times=("morning",))
        self.name.setText(medicine.name if medicine else "")
        self.amount.setText(now.amount)
        for at, box in self.times.items():
            box.setChecked(at in now.times)
        self.needed.setChecked(not now.times)
        days = _WEEKDAYS if now.weekdays else now.every_days
        if self.often.findData(days) < 0:
            self.often.addItem(_("Every {n} days").format(n=days), days)
        self.often.setCurrentIndex(self.often.findData(days))
        for weekday, box in enumerate(self.weekdays):
            box.setChecked(weekday in now.weekdays)
        self.from_day.show_day(today, today)
        self.stopped.tick(is_on=now.stopped)
        self.stopped.setVisible(medicine is not None)
        self.why.clear()
        self.note.show_note(
            medicine.note if medicine else "", is_private=bool(medicine and medicine.private)
        )
        self.remove_button.setVisible(medicine is not None)
        self.say("")
        self._follow()
        self.show()

    def say(self, words: str) -> None:
        """Say under the fields what is wrong, or nothing."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def forget(self) -> None:
        """Hold no word any more."""
        self._before = None
        for one in (self.name, self.amount, self.why):
            one.clear()
        self.note.show_note("", is_private=False)
        self.say("")
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Leave by Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _follow(self) -> None:
        is_needed = self.needed.isChecked()
        for box in self.times.values():
            box.setEnabled(not is_needed)
        self._timed.setVisible(not is_needed)
        self._weekdays.setVisible(self.often.currentData() == _WEEKDAYS)

    def _save(self) -> None:
        if words := self.note.problem():
            self.say(words)
            return
        times = tuple(at for at, box in self.times.items() if box.isChecked())
        is_needed = self.needed.isChecked()
        if not is_needed and not times:
            self.say(_("Choose when it is taken, or only when needed."))
            return
        every = int(self.often.currentData())
        weekdays = tuple(at for at, box in enumerate(self.weekdays) if box.isChecked())
        if not is_needed and every == _WEEKDAYS and not weekdays:
            self.say(_("Choose one weekday or more."))
            return
        by_weekday = every == _WEEKDAYS and not is_needed
        self.saved.emit(
            MedicineWish(
                before=self._before,
                name=self.name.text(),
                for_what=self._before.for_what if self._before else "",
                regimen=Regimen(
                    from_day=self.from_day.day,
                    amount=self.amount.text().strip(),
                    times=() if is_needed else times,
                    weekdays=weekdays if by_weekday else (),
                    every_days=1 if is_needed or by_weekday else every,
                    stopped=self.stopped.box.isChecked(),
                    why=self.why.text().strip(),
                ),
                note=self.note.words(),
                private=self.note.is_private,
            )
        )


def _list_of(thing: object) -> list[Any]:
    return thing if isinstance(thing, list) else []


def _line(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setMaxLength(MOST_CHARACTERS)
    return made


def _tick(words: str) -> QCheckBox:
    return QCheckBox(words)
