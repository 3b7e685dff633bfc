"""The note beside a dose that is recorded: a line that opens in place and keeps itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iop_companion.domain.diary_entries import Dose
from iop_companion.foundation.i18n import _
from iop_companion.services.medicine_words import due_words
from iop_companion.services.medicines import DueDose
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import at_edge, button, text
from iop_companion.ui.widgets.note_and_mark import NoteAndMark, told_with_mark


@dataclass(frozen=True, slots=True)
class DoseNoteState:
    """What has to be the same when the lines are built anew."""

    key: tuple[str, str]
    is_open: bool
    held: str


class DoseNote(QWidget):
    """Closed it says what stands there; leaving the open one is enough to keep it."""

    noted = Signal(object, str, bool)
    """The :class:`Dose`, its note, and whether it is private."""

    def __init__(self, due: DueDose, dose: Dose) -> None:
        """Show the note of ``dose``, which answers ``due``."""
        super().__init__()
        self._dose = dose
        self.key = (due.medicine.id, due.due)
        about = f"{due.medicine.name}, {due_words(due)}"
        said = told_with_mark(dose.note, is_private=dose.private)
        self.words = text(said, "small")
        words = _("Change note") if said else _("Add a note")
        self.opener = at_edge(button(words, "quiet", size="small"))
        self.opener.setAccessibleName(f"{self.opener.text()}: {about}")
        self.note = NoteAndMark(about=about, label=False)
        self.note.show_note(dose.note, is_private=dose.private)
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

    def state(self) -> DoseNoteState:
        """Return which dose it is of, whether it is open, and where the keyboard is in it."""
        held = "opener" if self.opener.hasFocus() else self.note.held
        return DoseNoteState(self.key, is_open=not self.note.isHidden(), held=held)

    def be_as(self, states: Sequence[DoseNoteState]) -> None:
        """Take the place of the line that was there before for the same dose."""
        was = next((one for one in states if one.key == self.key), None)
        if was is None:
            return
        if was.is_open:
            self._open()
        if was.held == "opener":
            self.opener.setFocus(Qt.FocusReason.OtherFocusReason)
        elif was.held:
            self.note.hold(was.held)

    def commit(self) -> None:
        """Hand in what was written and is not kept yet."""
        note, is_private = self.note.words(), self.note.is_private
        if not self.note.problem() and (note, is_private) != (self._dose.note, self._dose.private):
            before, self._dose = self._dose, replace(self._dose, note=note, private=is_private)
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
