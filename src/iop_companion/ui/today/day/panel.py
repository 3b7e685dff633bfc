"""The details of a day: each value with its origin, its private mark, and what it was before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from iop_companion.domain.measure import MAX_TEXT
from iop_companion.domain.observation import Observation
from iop_companion.foundation.dates import clock_time, long_day
from iop_companion.foundation.i18n import _
from iop_companion.services.day_history import KeptValue, OldValue
from iop_companion.services.views import DayView
from iop_companion.ui.today.day.words import old_words, origin_words, value_line
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import button, divider, text
from iop_companion.ui.toolkit.emptying import drop
from iop_companion.ui.toolkit.in_turns import InTurns, dressed
from iop_companion.ui.toolkit.page_area import PageArea
from iop_companion.ui.widgets.flow_layout import FlowLayout
from iop_companion.ui.widgets.text_undo import UndoLineEdit
from iop_companion.ui.widgets.tick_row import TickRow
from iop_companion.ui.widgets.wrapping_card import WrappingCard
from iop_companion.ui.widgets.wrapping_head import WrappingHead


class OldLine(QWidget):
    """An old value with the way to erase it, which asks once in its own place."""

    erase_requested = Signal(object)

    def __init__(self, kept: KeptValue, old: OldValue, view: DayView) -> None:
        """Tell ``old``, a value that ``kept`` had before."""
        super().__init__()
        self._old = old
        words = old_words(kept, old, view)
        self.erase = button(_("Erase old value"), "quiet")
        self.erase.setAccessibleName(_("Erase: {what}").format(what=words))
        self._question = text(
            _("It will be gone for good. Backups made before still hold it."), "small"
        )
        self.sure = button(_("Erase for good"))
        self.keep = button(_("Keep it"), "quiet")
        pile = QVBoxLayout(self)
        pile.setContentsMargins(0, 0, 0, 0)
        spacing.gap(pile, 4)
        line = FlowLayout(gap=24, line_gap=4)
        line.addWidget(text(words, "small", wrap=False))
        line.addWidget(self.erase)
        pile.addLayout(line)
        pile.addWidget(self._question)
        answers = FlowLayout(gap=24, line_gap=4)
        answers.addWidget(self.keep)
        answers.addWidget(self.sure)
        pile.addLayout(answers)
        self._ask(asks=False)
        self.erase.clicked.connect(lambda: self._ask(asks=True))
        self.keep.clicked.connect(lambda: self._ask(asks=False))
        self.sure.clicked.connect(lambda: self.erase_requested.emit(self._old))

    def _ask(self, *, asks: bool) -> None:
        had_focus = self.isAncestorOf(QApplication.focusWidget() or self)
        for part in (self._question, self.sure, self.keep):
            part.setVisible(asks)
        self.erase.setVisible(not asks)
        if had_focus:
            (self.keep if asks else self.erase).setFocus(Qt.FocusReason.OtherFocusReason)


class ValueCard(WrappingCard):
    """One value of the day, and what was in its place before."""

    private_changed = Signal(object, bool)
    """The :class:`Observation`, and whether it is to be left out of summaries."""

    note_changed = Signal(object, str)
    erase_requested = Signal(object)

    def __init__(self, kept: KeptValue, view: DayView) -> None:
        """Tell ``kept`` of ``view``'s day."""
        super().__init__()
        self.kept = kept
        self.private: TickRow | None = None
        self.note: UndoLineEdit | None = None
        self.old = [OldLine(kept, old, view) for old in kept.old]
        head = FlowLayout(gap=12, line_gap=2)
        name = kept.measure.label
        if kept.moment is not None:
            name = _("{measure} at {time}").format(measure=name, time=clock_time(kept.moment))
        self._name = name
        head.addWidget(text(name, "h2", wrap=False))
        self.layout_.addLayout(head)
        if kept.now is not None:
            self._add_present(kept.now, view)
        else:
            self.add(text(_("Not answered any more."), "small"))
        for line in self.old:
            line.erase_requested.connect(self.erase_requested)
            self.add(divider(), line)

    def commit(self) -> None:
        """Hand in words that were typed and not yet kept."""
        now, note = self.kept.now, self.note
        if now is not None and note is not None and note.text().strip() != now.note:
            self.note_changed.emit(now, note.text())

    def _add_present(self, now: Observation, view: DayView) -> None:
        self.add(text(value_line(self.kept.asked(now), now)))
        self.add(text(origin_words(now, view), "hint"))
        self.private = TickRow(_("Private: stays out of the Summary"))
        self.private.tick(now.private)
        self.private.box.setAccessibleName(_("{measure}, private").format(measure=self._name))
        self.private.box.toggled.connect(lambda on: self.private_changed.emit(now, on))
        self.note = UndoLineEdit(now.note)
        self.note.setMaxLength(MAX_TEXT)
        self.note.setPlaceholderText(_("A few words about this value, if you like"))
        self.note.setAccessibleName(_("{measure}, a few words").format(measure=self._name))
        self.note.editingFinished.connect(self.commit)
        self.add(self.private, self.note)


class DayPanel(PageArea):
    """Shows what is kept of a day; wishes leave by signals."""

    private_changed = Signal(object, bool)
    note_changed = Signal(object, str)
    erase_requested = Signal(object)
    remove_requested = Signal()
    back_requested = Signal()

    def __init__(self) -> None:
        """Build the page without a day."""
        super().__init__()
        self.title = text("", "h1")
        self._sub = text(_("What is kept of this day, and what was in its place before."), "sub")
        self.back = button(_("Back to Today"))
        self._empty = text(_("Nothing is kept of this day."))
        self._list = QWidget()
        self._list.setProperty("region", "true")
        self._pile = QVBoxLayout(self._list)
        self._pile.setContentsMargins(0, 0, 0, 0)
        spacing.gap(self._pile, 12)
        self.cards: list[ValueCard] = []
        self._frame: tuple[date, date, bool] | None = None
        self._turns = InTurns(self)
        self.remove = button(_("Remove the entry of this day"))
        self._remove_hint = text(_("Undo brings it back."), "hint")
        self.body.addWidget(WrappingHead(self.title, self._sub, self.back))
        self.body.addWidget(self._empty)
        self.body.addWidget(self._list)
        self.body.addSpacing(12)
        self.body.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._remove_hint)
        self.body.addStretch(1)
        self.back.clicked.connect(self.back_requested)
        self.remove.clicked.connect(self.remove_requested)

    def show_day(self, view: DayView, kept: Sequence[KeptValue]) -> None:
        """Show the day; the focus stays where it was, by the name of its control."""
        self.title.setText(_("{day}, in detail").format(day=long_day(view.day, view.today)))
        focus = QApplication.focusWidget()
        name = focus.accessibleName() if focus and self.isAncestorOf(focus) else ""
        frame = (view.day, view.today, view.is_written_later)
        if frame != self._frame:
            self._clear()
            self._frame = frame
        self._empty.setVisible(not kept)
        for part in (self.remove, self._remove_hint):
            part.setVisible(view.has_entry)
        self._turns.run(self._placing(view, kept), partial(self._focus_named, name))

    def _placing(self, view: DayView, kept: Sequence[KeptValue]) -> Iterator[None]:
        """Put a card for each value in its place; those that say the same stay as they are."""
        is_anew = not self.cards
        self._list.setHidden(is_anew)
        for card in [card for card in self.cards if card.kept not in kept]:
            self.cards.remove(card)
            _let_go(self._pile, card)
        there, self.cards = self.cards, []
        for at, value in enumerate(kept):
            same = next((one for one in there if one.kept == value), None)
            card = same or self._card(value, view)
            self.cards.append(card)
            if self._pile.indexOf(card) != at:
                self._pile.insertWidget(at, card)
            if is_anew:
                yield
        if is_anew:
            yield from dressed(self._list)
        self._list.show()

    def _card(self, value: KeptValue, view: DayView) -> ValueCard:
        card = ValueCard(value, view)
        card.private_changed.connect(self.private_changed)
        card.note_changed.connect(self.note_changed)
        card.erase_requested.connect(self.erase_requested)
        return card

    def commit(self) -> None:
        """Hand in whatever was typed and not yet kept."""
        for card in self.cards:
            card.commit()

    def forget(self) -> None:
        """Hold no value any more."""
        self._clear()
        self.title.setText("")

    def _clear(self) -> None:
        self._turns.drop()
        for card in self.cards:
            _let_go(self._pile, card)
        self.cards = []
        self._frame = None

    def _focus_named(self, name: str) -> None:
        if not name:
            return
        there = (w for card in self.cards for w in card.findChildren(QWidget))
        found = next((w for w in there if w.accessibleName() == name), self.back)
        found.setFocus(Qt.FocusReason.OtherFocusReason)


def _let_go(pile: QVBoxLayout, card: ValueCard) -> None:
    card.blockSignals(True)  # noqa: FBT003 -- a field that goes hands in nothing any more
    drop(pile, card)
