"""A note and a private mark, alike in every form that has them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iop_companion.domain.measure import MAX_TEXT
from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import text
from iop_companion.ui.widgets.note_field import NoteEdit, too_long_words
from iop_companion.ui.widgets.tick_row import TickRow


class NoteAndMark(QWidget):
    """``changed`` comes with each change by the person, ``done`` with Enter in the note."""

    changed = Signal()
    done = Signal()
    left = Signal()
    """The keyboard went on from the note, or the mark was ticked or taken away."""

    def __init__(self, *, about: str = "", label: bool = True, mark: str = "") -> None:
        """Build it empty; ``about`` tells one from another on the same page.

        ``mark`` says what the private mark does, where it does more than elsewhere.
        """
        super().__init__()
        self.edit = NoteEdit()
        self.edit.setPlaceholderText(_("A few words, if you like"))
        self._mark = mark or _("Private: stays out of the Summary")
        self.private = TickRow(self._mark)
        self._problem = text("", "problem")
        self._problem.hide()
        self._is_quiet = False
        pile = QVBoxLayout(self)
        pile.setContentsMargins(0, 0, 0, 0)
        spacing.gap(pile, 4)
        if label:
            pile.addWidget(text(_("Note"), "label"))
        for part in (self.edit, self._problem, self.private):
            pile.addWidget(part)
        self.tell_about(about)
        self.edit.textChanged.connect(self._on_text)
        self.edit.done.connect(self.done)
        self.edit.left.connect(self.left)
        self.edit.paste_refused.connect(self._on_paste_refused)
        self.private.box.clicked.connect(self._on_ticked)

    def tell_about(self, about: str) -> None:
        """Say to assistive technology what the note and the mark belong to."""
        name, mark = _("Note"), self._mark
        if about:
            name = _("{what}, a few words").format(what=about)
            mark = _("{what}, private").format(what=about)
        self.edit.setAccessibleName(name)
        self.private.box.setAccessibleName(mark)

    def words(self) -> str:
        """Return the note without blanks around it."""
        return self.edit.toPlainText().strip()

    @property
    def is_private(self) -> bool:
        """Whether the mark is set."""
        return self.private.box.isChecked()

    def show_note(self, note: str, *, is_private: bool) -> None:
        """Show a note and its mark; nobody is told."""
        self._is_quiet = True
        if note != self.edit.toPlainText():
            self.edit.setPlainText(note)
        self._is_quiet = False
        self.private.tick(is_private)
        self._say("")

    def problem(self) -> str:
        """Return a sentence while more stands there than a note can hold, else ""."""
        if len(self.words()) <= MAX_TEXT:
            return ""
        return _("A note holds up to {most} characters.").format(most=f"{MAX_TEXT:,}")

    @property
    def held(self) -> str:
        """Which part has the keyboard: ``note``, ``mark``, or ""."""
        return next((name for name, part in self._parts().items() if part.hasFocus()), "")

    def hold(self, part: str) -> None:
        """Put the keyboard on ``note`` or ``mark``, where it was in the one before."""
        self._parts()[part].setFocus(Qt.FocusReason.OtherFocusReason)

    def _parts(self) -> dict[str, QWidget]:
        return {"note": self.edit, "mark": self.private.box}

    def enter(self) -> None:
        """Take the keyboard."""
        self.edit.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_text(self) -> None:
        if not self._is_quiet:
            self._say(self.problem())
            self.changed.emit()

    def _on_ticked(self) -> None:
        self.changed.emit()
        self.left.emit()

    def _on_paste_refused(self, length: int) -> None:
        self._say(too_long_words(length))

    def _say(self, words: str) -> None:
        self._problem.setText(words)
        self._problem.setVisible(bool(words))


def told_with_mark(words: str, *, is_private: bool) -> str:
    """Return what is said of an entry with its note, and that it is private, if it is."""
    parts = [words, _("Private") if is_private else ""]
    return "\n".join(part for part in parts if part)
