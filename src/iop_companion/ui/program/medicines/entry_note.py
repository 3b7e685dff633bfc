"""The note beside a dose or a side effect: a line that opens in place and keeps itself."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iop_companion.domain.diary_entries import Dose, SideEffect
from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import at_edge, button, text
from iop_companion.ui.widgets.note_and_mark import NoteAndMark, told_with_mark


@dataclass(frozen=True, slots=True)
class EntryNoteState:
    """What has to be the same when the lines are built anew."""

    key: Hashable
    is_open: bool
    held: str
    typed: tuple[str, bool] | None = field(default=None, repr=False)


class EntryNote(QWidget):
    """Closed it says what stands there; leaving the open one is enough to keep it."""

    noted = Signal(object, str, bool)
    """The dose or side effect, its note, and whether it is private."""

    touched = Signal()

    def __init__(self, key: Hashable, about: str, entry: Dose | SideEffect) -> None:
        """Show the note of ``entry``; ``key`` is the same for the line built in its place."""
        super().__init__()
        self._entry = entry
        self.key = key
        said = told_with_mark(entry.note, is_private=entry.private)
        self.words = text(said, "small")
        words = _("Change note") if said else _("Add a note")
        self.opener = at_edge(button(words, "quiet", size="small"))
        self.opener.setAccessibleName(f"{self.opener.text()}: {about}")
        self.note = NoteAndMark(about=about, label=False)
        self.note.show_note(entry.note, is_private=entry.private)
        pile = QVBoxLayout(self)
        pile.setContentsMargins(0, 0, 0, 0)
        spacing.gap(pile, 4)
        pile.addWidget(self.words)
        pile.addWidget(self.opener, 0, Qt.AlignmentFlag.AlignLeft)
        pile.addWidget(self.note)
        if not said:
            self.words.hide()
        self.note.hide()
        self.opener.clicked.connect(self._open_and_enter)
        self.note.left.connect(self.commit)
        self.note.done.connect(self._keep_and_close)
        self.note.changed.connect(self.touched)

    @property
    def entry_id(self) -> str:
        """The id of the entry it stands beside."""
        return str(self._entry.id)

    def state(self) -> EntryNoteState:
        """Return which entry it is of, whether it is open, and where the keyboard is in it."""
        held = "opener" if self.opener.hasFocus() else self.note.held
        is_open = not self.note.isHidden()
        return EntryNoteState(self.key, is_open=is_open, held=held, typed=self.typed())

    def be_as(self, states: Sequence[EntryNoteState]) -> None:
        """Take the place of the line that was there before for the same entry."""
        was = next((one for one in states if one.key == self.key), None)
        if was is None:
            return
        if was.typed is not None:
            self.show_typed(*was.typed)
        elif was.is_open:
            self._open()
        if was.held == "opener":
            self.opener.setFocus(Qt.FocusReason.OtherFocusReason)
        elif was.held:
            self.note.hold(was.held)

    def typed(self) -> tuple[str, bool] | None:
        """Return what was written and is not kept yet, None for nothing."""
        note, is_private = self.note.words(), self.note.is_private
        if (note, is_private) == (self._entry.note, self._entry.private):
            return None
        return self.note.edit.toPlainText(), is_private

    def show_typed(self, note: str, is_private: bool) -> None:  # noqa: FBT001 -- as :meth:`typed`
        """Open the note as it was left."""
        self.note.show_note(note, is_private=is_private)
        self._open()

    def commit(self) -> None:
        """Hand in what was written and is not kept yet."""
        note, is_private = self.note.words(), self.note.is_private
        if self.typed() is not None and not self.note.problem():
            before = self._entry
            self._entry = replace(before, note=note, private=is_private)
            self.noted.emit(before, note, is_private)

    def _keep_and_close(self) -> None:
        self.commit()
        if not self.note.problem():
            self.note.hide()
            self.opener.show()
            self.words.setVisible(bool(self.words.text()))
            self.opener.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self) -> None:
        self.words.hide()
        self.opener.hide()
        self.note.show()

    def _open_and_enter(self) -> None:
        self._open()
        self.note.enter()


class NotesInHand(QObject):
    """The words of all these notes as one form, so that a draft holds them while they are typed."""

    touched = Signal()
    discarded = Signal(object)

    def __init__(self, parent: QObject) -> None:
        """Hold none; they come by :meth:`hold` each time the lines are built."""
        super().__init__(parent)
        self._notes: dict[str, list[EntryNote]] = {}

    def hold(self, place: str, notes: Iterable[EntryNote]) -> None:
        """Take the notes of one card, in the place of those that were there before."""
        before, self._notes[place] = self._notes.get(place, []), list(notes)
        for one in self._notes[place]:
            if one not in before:
                one.touched.connect(self.touched)

    def typed(self) -> dict[str, Any] | None:
        """Return the words that are not kept yet by the entry they stand beside."""
        found = {
            one.entry_id: list(typed) for one in self._all() if (typed := one.typed()) is not None
        }
        return found or None

    def show_typed(self, typed: dict[str, Any]) -> None:
        """Open the notes as they were left; those of entries that are gone are left out."""
        for one in self._all():
            match typed.get(one.entry_id):
                case [str(note), bool(is_private)]:
                    one.show_typed(note, is_private)

    def start_over(self) -> None:
        """Nothing to do: the notes are built anew with each day."""

    def commit(self) -> None:
        """Hand in what was written and is not kept yet."""
        for one in self._all():
            one.commit()

    def _all(self) -> list[EntryNote]:
        return [one for notes in self._notes.values() for one in notes]
