"""The form of one use: what, how much, when, a note; all but the first may stay empty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from iop_companion.domain.diary_entries import UseAmount
from iop_companion.domain.measure import Measure
from iop_companion.foundation.dates import clock_time
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.services.medicines import MOST_CHARACTERS
from iop_companion.services.single_uses import STANDARD_DRINK
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.announce import announce
from iop_companion.ui.toolkit.cards import button, row, text
from iop_companion.ui.toolkit.holds_typed import HoldsTyped
from iop_companion.ui.widgets.note_and_mark import NoteAndMark
from iop_companion.ui.widgets.quiet_combo import QuietCombo
from iop_companion.ui.widgets.stepper_field import bare
from iop_companion.ui.widgets.text_undo import UndoLineEdit
from iop_companion.ui.widgets.wrapping_card import WrappingCard

_WIDTH = 130
_LONGEST_SIGN = 2
"""Up to so many letters a unit is a sign (g, ml), which has no plural."""


@dataclass(frozen=True, slots=True)
class UseWish:
    """What was filled in; amount and time as they were typed."""

    substance: str = field(repr=False)
    amount: str = field(repr=False)
    at: str = field(repr=False)
    note: str = field(repr=False)
    private: bool
    id: str


class UseForm(HoldsTyped, WrappingCard):
    """Enter saves. What was typed stays until it is saved or let go."""

    saved = Signal(object)
    touched = Signal()
    discarded = Signal(object)

    def __init__(self) -> None:
        """Build it empty."""
        super().__init__(_("A single use"))
        self.setProperty("region", "true")
        self._id = ""
        self._measures: dict[str, Measure] = {}
        self._what_label = text(_("What"), "label")
        self.what = QuietCombo()
        self.what.setAccessibleName(_("What"))
        self.amount = _line(_("How much"))
        self._unit = text("", "hint")
        self.at = _line(_("At what time"))
        self.note = NoteAndMark(mark=_("Private: its part of the day stays out of the Summary"))
        self.problem = text("", "problem")
        self.problem.hide()
        self.save = button("", "primary")
        self.cancel = button(_("Cancel"), "quiet")
        self._arrange()
        self._connect()
        self.begin()

    def offer(self, measures: Sequence[Measure]) -> None:
        """Offer the rows that a use can belong to; what is chosen stays."""
        if tuple(measures) == tuple(self._measures.values()):
            return
        is_clean = self.typed() is None
        chosen = self.what.currentData()
        self._measures = {str(one.id): one for one in measures}
        self.what.clear()
        for substance, measure in self._measures.items():
            self.what.addItem(measure.row or measure.label, substance)
        self.take_up(chosen if chosen in self._measures or not is_clean else "")
        if is_clean:
            self._opened = self._plain()

    def take_up(self, substance: str) -> None:
        """Choose what was used; words that are no row of theirs are added."""
        at = self.what.findData(substance)
        if at < 0 and substance:
            self.what.addItem(substance, substance)
            at = self.what.count() - 1
        self.what.setCurrentIndex(max(0, at))
        self._follow()

    def prefer(self, substance: str) -> None:
        """Begin with this row, unless something is being written."""
        if substance and self.typed() is None and not self._id:
            self.take_up(substance)
            self._opened = self._plain()

    def begin(self, use: UseAmount | None = None) -> None:
        """Fill the form with a use to change it, or with nothing."""
        self._id = str(use.id) if use is not None else ""
        if use is not None:
            self.take_up(self._row_of(use))
        self.amount.setText(_typed_amount(use) if use is not None else "")
        self.at.setText(clock_time(use.moment) if use is not None and use.moment else "")
        self.note.show_note(
            use.note if use is not None else "", is_private=use is not None and use.private
        )
        self._show_state(is_touched=False)
        self.say("")
        self._opened = self._plain()

    def start_over(self) -> None:
        """Empty the form."""
        self.begin()

    def show_typed(self, typed: dict[str, Any]) -> None:
        """Fill the form as it was left; what cannot be read is left out."""
        words = {name: one for name, one in typed.items() if isinstance(one, str)}
        self._id = words.get("id", "")
        self.take_up(words.get("what", ""))
        self.amount.setText(words.get("amount", ""))
        self.at.setText(words.get("at", ""))
        self.note.show_note(words.get("note", ""), is_private=typed.get("private") is True)
        self._show_state(is_touched=True)
        self.say(_("Not saved yet: this is as you left it."))

    def take_focus(self) -> None:
        """Put the keyboard on the amount."""
        self.amount.setFocus(Qt.FocusReason.TabFocusReason)

    def say(self, words: str) -> None:
        """Say in place what does not fit, or take it away."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        if words:
            announce(self, words)

    def ask_to_save(self) -> None:
        """Hand over what the form holds, or say that the note is too long."""
        if words := self.note.problem():
            self.say(words)
            self.note.enter()
            return
        self.saved.emit(
            UseWish(
                str(self.what.currentData() or ""),
                self.amount.text(),
                self.at.text(),
                self.note.words(),
                self.note.is_private,
                self._id,
            )
        )

    def discard(self, use: UseAmount | None = None) -> None:
        """Begin with ``use`` or with nothing; what stood there can be had back."""
        typed = self.typed()
        self.begin(use)
        if typed is not None:
            self.discarded.emit(typed)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Esc empties the form; it can be had back."""
        if event.key() == Qt.Key.Key_Escape and (self._id or self.typed() is not None):
            self.discard()
        else:
            super().keyPressEvent(event)

    def _row_of(self, use: UseAmount) -> str:
        named = use.substance.casefold()
        found = (name for name, one in self._measures.items() if one.label.casefold() == named)
        return use.substance if use.substance in self._measures else next(found, use.substance)

    def _plain(self) -> dict[str, Any]:
        return {
            "what": self.what.currentData() or "",
            "amount": self.amount.text(),
            "at": self.at.text(),
            "note": self.note.words(),
            "private": self.note.is_private,
            "id": self._id,
        }

    def _show_state(self, *, is_touched: bool) -> None:
        self.save.setText(_("Save the change") if self._id else _("Add it"))
        self.cancel.setVisible(bool(self._id) or is_touched)

    def _follow(self) -> None:
        """Say what is counted; with a single row there is nothing to choose."""
        is_choice = self.what.count() > 1
        self._what_label.setVisible(is_choice)
        self.what.setVisible(is_choice)
        measure = self._measures.get(str(self.what.currentData() or ""))
        said = [measure.row or measure.label] if measure is not None and not is_choice else []
        if measure is not None and measure.hint:
            said.append(_("in {unit}").format(unit=measure.hint))
        counted = ", ".join(said)
        counted = f"{counted[:1].upper()}{counted[1:]}. " if counted else ""
        self._unit.setText(counted + _("Empty: you would rather not say."))

    def _on_touched(self) -> None:
        self.say("")
        self._show_state(is_touched=True)
        self.touched.emit()

    def _on_chosen(self) -> None:
        self._follow()
        self._on_touched()

    def _arrange(self) -> None:
        self.add(self._what_label)
        self.layout_.addWidget(self.what, 0, Qt.AlignmentFlag.AlignLeft)
        self.add(text(_("How much"), "label"))
        self.layout_.addWidget(self.amount, 0, Qt.AlignmentFlag.AlignLeft)
        self.add(self._unit, text(_("At what time, if you like"), "label"))
        self.layout_.addWidget(self.at, 0, Qt.AlignmentFlag.AlignLeft)
        self.add(self.note, self.problem)
        self.layout_.addLayout(row(self.save, self.cancel, gap=8, stretch_at=-1))

    def _connect(self) -> None:
        self.what.activated.connect(lambda _at: self._on_chosen())
        for one in (self.amount, self.at):
            one.textEdited.connect(lambda _text: self._on_touched())
            one.returnPressed.connect(self.ask_to_save)
        self.note.changed.connect(self._on_touched)
        self.note.done.connect(self.ask_to_save)
        self.save.clicked.connect(self.ask_to_save)
        self.cancel.clicked.connect(lambda _checked: self.discard())


def _typed_amount(use: UseAmount) -> str:
    return f"{use.amount:.12g}" if use.amount is not None else ""  # saving it changes nothing


def use_words(use: UseAmount, measure: Measure | None) -> str:
    """Return an amount with its unit as the row or the use itself names it; "" for none."""
    if use.amount is None:
        return ""
    if measure is not None and measure.grams and use.unit == STANDARD_DRINK:
        return amount_words(use.amount, measure)
    if use.unit == STANDARD_DRINK:
        n = plural_of(use.amount)
        words = ngettext("{n} standard drink", "{n} standard drinks", n)
        return words.format(n=bare(use.amount))
    return _own_unit(use.amount, use.unit)


def amount_words(amount: float, measure: Measure) -> str:
    """Return what a row counts, with its unit."""
    if measure.grams:
        n = plural_of(amount)
        return ngettext("{n} drink", "{n} drinks", n).format(n=bare(amount))
    return _own_unit(amount, measure.unit)


def plural_of(amount: float) -> int:
    """Return the number whose form goes with ``amount``: a part of one is counted like several."""
    return int(amount) if float(amount).is_integer() else 2


def _own_unit(amount: float, unit: str) -> str:
    """A unit in the person's words has but the one form that was typed: "1 (hits)"."""
    is_a_word = len(unit) > _LONGEST_SIGN
    words = _("{n} ({unit})") if amount == 1 and is_a_word else _("{n} {unit}")
    return words.format(n=bare(amount), unit=unit).strip()


def _line(name: str) -> QLineEdit:
    made = UndoLineEdit()
    made.setAccessibleName(name)
    made.setMaxLength(MOST_CHARACTERS)
    spacing.fixed(made, width=_WIDTH)
    return made
