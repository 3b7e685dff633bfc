"""Medicines for when they are needed: the last time, and a dose recorded with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from iop_companion.domain.diary_entries import Dose, Helped, Medicine
from iop_companion.foundation.dates import clock_time
from iop_companion.foundation.i18n import _
from iop_companion.services.medicine_words import last_words
from iop_companion.services.medicines import MOST_CHARACTERS
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card, asked, asking, button, column, divider, row, text
from iop_companion.ui.toolkit.emptying import empty
from iop_companion.ui.toolkit.holds_typed import HoldsTyped
from iop_companion.ui.widgets.at_once import at_once
from iop_companion.ui.widgets.note_and_mark import NoteAndMark
from iop_companion.ui.widgets.switch import Switch

_OPEN = "open"


@dataclass(frozen=True, slots=True)
class TakenWish:
    """A dose taken as needed; the time as it was typed."""

    medicine: Medicine
    at: str
    reason: str = field(repr=False)
    helped: Helped | None
    note: str = field(default="", repr=False)
    private: bool = False


class AsNeededCard(HoldsTyped, Card):
    """One line a medicine; its button opens a small form in place."""

    taken = Signal(object)
    touched = Signal()
    discarded = Signal(object)
    form_requested = Signal(object)
    """A dose of this medicine is to be recorded; :meth:`open_form` answers."""

    def __init__(self) -> None:
        """Build it hidden."""
        super().__init__(_("As needed"))
        self.buttons: dict[str, QPushButton] = {}
        self._medicine: Medicine | None = None
        self._medicines: dict[str, Medicine] = {}
        self._opened: dict[str, Any] = {}
        self._lines = QWidget()
        self._pile = column(gap=10)
        self._pile.setContentsMargins(0, 0, 0, 0)
        self._lines.setLayout(self._pile)
        self.form = QWidget()
        self.title = text("", "label")
        self.at = _line(_("At what time"))
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
            asked(_("What for, in your words"), self.reason),
            asked(_("Did it help"), self.helped),
            self.note,
            self.problem,
        )
        pile.addLayout(row(self.save_button, self.cancel_button, gap=8, stretch_at=-1))
        self.form.setLayout(pile)
        self.add(self._lines, self.form)
        self.form.hide()
        self.hide()
        self.save_button.clicked.connect(self._save)
        self.cancel_button.clicked.connect(self._leave)
        self.helped.chosen.connect(lambda _key: self.touched.emit())
        for one in (self.at, self.reason):
            one.returnPressed.connect(self._save)
            one.textEdited.connect(lambda _text: self._on_touched())
        self.note.done.connect(self._save)
        self.note.changed.connect(self._on_touched)

    def show_medicines(self, found: Sequence[tuple[Medicine, Dose | None]], today: date) -> None:
        """Show each with its last dose; none hides the card."""
        self.buttons = {}
        self._medicines = {str(medicine.id): medicine for medicine, _last in found}
        with at_once(self._lines):
            empty(self._pile)
            for medicine, last in found:
                self._pile.addWidget(self._row(medicine, last, today))
        self.setVisible(bool(found))

    def open_form(self, medicine: Medicine, now: time) -> None:
        """Ask when, and what for."""
        self._medicine = medicine
        self.title.setText(_("A dose of {medicine}").format(medicine=medicine.name))
        self.at.setText(clock_time(now))
        self.reason.clear()
        self.helped.choose(_OPEN)
        self.note.show_note("", is_private=False)
        self.say("")
        self.form.show()
        self._opened = self._plain()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_form(self) -> None:
        """Hide the form, empty."""
        medicine, self._medicine = self._medicine, None
        for one in (self.at, self.reason):
            one.clear()
        self.note.show_note("", is_private=False)
        self.form.hide()
        if medicine is not None and (opener := self.buttons.get(medicine.id)) is not None:
            opener.setFocus(Qt.FocusReason.OtherFocusReason)

    def start_over(self) -> None:
        """Be closed and empty."""
        self._medicine = None
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
        self._medicine = medicine
        self.title.setText(_("A dose of {medicine}").format(medicine=medicine.name))
        self.at.setText(words.get("at", ""))
        self.reason.setText(words.get("reason", ""))
        helped = words.get("helped", _OPEN)
        self.helped.choose(helped if helped in {one.value for one in Helped} else _OPEN)
        self.note.show_note(words.get("note", ""), is_private=typed.get("private") is True)
        self._opened = {}
        self.form.show()
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
            "at": self.at.text(),
            "reason": self.reason.text(),
            "helped": self.helped.key,
            "note": self.note.words(),
            "private": self.note.is_private,
        }

    def _on_touched(self) -> None:
        self.say("")
        self.touched.emit()

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
            )
        )


def _line(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setMaxLength(MOST_CHARACTERS)
    return made
