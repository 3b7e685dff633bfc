"""Medicines for when they are needed: the last time, and a dose recorded with its reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from iop_companion.domain.diary_entries import Dose, Helped, Medicine
from iop_companion.foundation.dates import clock_time
from iop_companion.foundation.i18n import _
from iop_companion.services.medicine_words import helped_words, last_words
from iop_companion.services.medicines import MOST_CHARACTERS, MedicinesView
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card, asked, asking, button, column, divider, row, text
from iop_companion.ui.toolkit.emptying import empty
from iop_companion.ui.toolkit.holds_typed import HoldsTyped
from iop_companion.ui.widgets.at_once import at_once
from iop_companion.ui.widgets.entry_lines import EntryLines, EntryWords
from iop_companion.ui.widgets.note_and_mark import NoteAndMark, told_with_mark
from iop_companion.ui.widgets.switch import Switch

_OPEN = "open"


@dataclass(frozen=True, slots=True)
class TakenWish:
    """A dose taken as needed; the time as it was typed.

    ``dose`` is the one that it changes, None for a new one.
    """

    medicine: Medicine
    at: str
    reason: str = field(repr=False)
    helped: Helped | None
    note: str = field(default="", repr=False)
    private: bool = False
    amount: str = field(default="", repr=False)
    dose: Dose | None = None


class AsNeededCard(HoldsTyped, Card):
    """One line a medicine; its button opens a small form in place."""

    taken = Signal(object)
    touched = Signal()
    discarded = Signal(object)
    removed = Signal(object)
    form_requested = Signal(object)
    """A dose of this medicine is to be recorded; :meth:`open_form` answers."""

    def __init__(self) -> None:
        """Build it hidden."""
        super().__init__(_("As needed"))
        self.buttons: dict[str, QPushButton] = {}
        self._medicine: Medicine | None = None
        self._medicines: dict[str, Medicine] = {}
        self._dose: Dose | None = None
        self._doses: dict[str, Dose] = {}
        self.taken_lines = EntryLines()
        self._opened: dict[str, Any] = {}
        self._lines = QWidget()
        self._pile = column(gap=10)
        self._pile.setContentsMargins(0, 0, 0, 0)
        self._lines.setLayout(self._pile)
        self.form = QWidget()
        self.title = text("", "label")
        self.at = _line(_("At what time"))
        self.amount = _line(_("How much"))
        self.reason = _line(_("What for"))
        self.helped = Switch(
            _("Did it help"),
            [
                (_OPEN, _("Too early to say")),
                (Helped.NO.value, _("No")),
                (Helped.A_LITTLE.value, _("A little")),
                (Helped.YES.value, _("Yes")),
            ],
        )
        self.note = NoteAndMark()
        self.problem = text("", "problem")
        self.problem.hide()
        self.save_button = button(_("Save"))
        self.cancel_button = button(_("Cancel"), "quiet")
        pile = asking(
            divider(),
            self.title,
            asked(_("At what time"), self.at),
            asked(_("How much"), self.amount),
            asked(_("What for, in your words"), self.reason),
            asked(_("Did it help"), self.helped),
            self.note,
            self.problem,
        )
        pile.addLayout(row(self.save_button, self.cancel_button, gap=8, stretch_at=-1))
        self.form.setLayout(pile)
        self.add(self._lines, self.taken_lines, self.form)
        self.taken_lines.hide()
        self.taken_lines.change_requested.connect(self._change)
        self.taken_lines.remove_requested.connect(self._remove)
        self.form.hide()
        self.hide()
        self.save_button.clicked.connect(self._save)
        self.cancel_button.clicked.connect(self._leave)
        self.helped.chosen.connect(lambda _key: self.touched.emit())
        for one in (self.at, self.amount, self.reason):
            one.returnPressed.connect(self._save)
            one.textEdited.connect(lambda _text: self._on_touched())
        self.note.done.connect(self._save)
        self.note.changed.connect(self._on_touched)

    def show_medicines(self, view: MedicinesView) -> None:
        """Show each with its last dose, and the doses of the day; none of either hides the card."""
        self.buttons = {}
        self._medicines = {str(one.id): one for one in view.medicines}
        self._doses = {str(one.id): one for one in view.taken}
        with at_once(self._lines):
            empty(self._pile)
            for medicine, last in view.as_needed:
                self._pile.addWidget(self._row(medicine, last, view.today))
        self.taken_lines.show_entries([self._taken_line(one) for one in view.taken])
        self.taken_lines.setVisible(bool(view.taken))
        self.setVisible(bool(view.as_needed or view.taken))

    def open_form(self, medicine: Medicine, now: time) -> None:
        """Ask when, and what for."""
        self._discard()
        self._begin(medicine)
        self.at.setText(clock_time(now))
        self._opened = self._plain()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_form(self) -> None:
        """Hide the form, empty."""
        medicine, self._medicine, self._dose = self._medicine, None, None
        for one in (self.at, self.amount, self.reason):
            one.clear()
        self.note.show_note("", is_private=False)
        self.form.hide()
        if medicine is not None and (opener := self.buttons.get(medicine.id)) is not None:
            opener.setFocus(Qt.FocusReason.OtherFocusReason)

    def start_over(self) -> None:
        """Be closed and empty."""
        self._medicine = self._dose = None
        self.close_form()

    @property
    def _is_in_use(self) -> bool:
        return self._medicine is not None

    def show_typed(self, typed: dict[str, Any]) -> None:
        """Open the form as it was left; a medicine that is gone has none."""
        words = {name: one for name, one in typed.items() if isinstance(one, str)}
        medicine = self._medicines.get(words.get("medicine", ""))
        if medicine is None:
            return
        self._begin(medicine, self._doses.get(words.get("dose", "")))
        self.at.setText(words.get("at", ""))
        self.amount.setText(words.get("amount", ""))
        self.reason.setText(words.get("reason", ""))
        helped = words.get("helped", _OPEN)
        self.helped.choose(helped if helped in {one.value for one in Helped} else _OPEN)
        self.note.show_note(words.get("note", ""), is_private=typed.get("private") is True)
        self._opened = {}
        self.say(_("Not saved yet: this is as you left it."))

    def say(self, words: str) -> None:
        """Say under the fields what is wrong, or nothing."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Leave by Esc."""
        if event.key() == Qt.Key.Key_Escape and not self.form.isHidden():
            self._leave()
        else:
            super().keyPressEvent(event)

    def _plain(self) -> dict[str, Any]:
        return {
            "medicine": str(self._medicine.id) if self._medicine is not None else "",
            "dose": str(self._dose.id) if self._dose is not None else "",
            "at": self.at.text(),
            "amount": self.amount.text(),
            "reason": self.reason.text(),
            "helped": self.helped.key,
            "note": self.note.words(),
            "private": self.note.is_private,
        }

    def _on_touched(self) -> None:
        self.say("")
        self.touched.emit()

    def _begin(self, medicine: Medicine, dose: Dose | None = None) -> None:
        """Show the form of one of its doses, or of a new one."""
        self._medicine, self._dose = medicine, dose
        self.title.setText(_("A dose of {medicine}").format(medicine=medicine.name))
        self.at.setText(clock_time(dose.moment) if dose and dose.moment else "")
        self.amount.setText(dose.amount if dose else "")
        self.amount.setPlaceholderText(medicine.regimens[-1].amount)
        self.reason.setText(dose.reason if dose else "")
        self.helped.choose(dose.helped.value if dose and dose.helped else _OPEN)
        self.note.show_note(dose.note if dose else "", is_private=bool(dose and dose.private))
        self.say("")
        self.form.show()
        self._opened = self._plain()

    def _change(self, dose_id: str) -> None:
        dose = self._doses.get(dose_id)
        medicine = self._medicines.get(str(dose.medicine)) if dose is not None else None
        if medicine is None:
            return
        self._discard()
        self._begin(medicine, dose)
        self.at.setFocus(Qt.FocusReason.TabFocusReason)

    def _remove(self, dose_id: str) -> None:
        if (dose := self._doses.get(dose_id)) is not None:
            self.removed.emit(dose)

    def _taken_line(self, dose: Dose) -> EntryWords:
        medicine = self._medicines[str(dose.medicine)]
        amount = dose.amount or medicine.regimens[-1].amount
        at = clock_time(dose.moment) if dose.moment else ""
        title = ", ".join(part for part in (medicine.name, amount, at) if part)
        said = [dose.reason, helped_words(dose.helped), dose.note]
        words = told_with_mark("\n".join(filter(None, said)), is_private=dose.private)
        return EntryWords(str(dose.id), title, words)

    def _discard(self) -> None:
        """Let go of what stands in the form; it can be had back."""
        typed = self.typed()
        if typed is not None:
            self.discarded.emit(typed)

    def _leave(self) -> None:
        typed = self.typed()
        self.close_form()
        if typed is not None:
            self.discarded.emit(typed)

    def _row(self, medicine: Medicine, last: Dose | None, today: date) -> QWidget:
        made = QWidget()
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 0, 0, 0)
        spacing.gap(line, 12)
        line.addWidget(text(last_words(medicine, last, today)), 1)
        opener = button(_("Record a dose"), icon="plus")
        opener.setAccessibleName(_("Record a dose of {medicine}").format(medicine=medicine.name))
        opener.clicked.connect(lambda _on=False: self.form_requested.emit(medicine))
        self.buttons[medicine.id] = opener
        line.addWidget(opener)
        return made

    def _save(self) -> None:
        if self._medicine is None:
            return
        if words := self.note.problem():
            self.say(words)
            self.note.enter()
            return
        key = self.helped.key
        self.taken.emit(
            TakenWish(
                self._medicine,
                self.at.text(),
                self.reason.text(),
                None if key == _OPEN else Helped(key),
                note=self.note.words(),
                private=self.note.is_private,
                amount=self.amount.text(),
                dose=self._dose,
            )
        )


def _line(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setMaxLength(MOST_CHARACTERS)
    return made
