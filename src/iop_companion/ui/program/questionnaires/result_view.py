"""What the answers add up to: the number, its range, the course as facts, question by question."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from iop_companion.domain.diary_entries import AnsweredQuestionnaire
from iop_companion.foundation.dates import clock_time, long_day, short_day
from iop_companion.foundation.i18n import _
from iop_companion.services.questionnaire_words import (
    course_sentences,
    next_words,
    part_words,
    range_words,
    score_words,
)
from iop_companion.services.questionnaires import Asked, Scored
from iop_companion.ui.program.questionnaires.score_bars import ScoreBars
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card, button, divider, row, text
from iop_companion.ui.toolkit.columns import Columns
from iop_companion.ui.toolkit.page_area import NARROW_FROM
from iop_companion.ui.toolkit.theme import current
from iop_companion.ui.widgets.note_and_mark import NoteAndMark
from iop_companion.ui.widgets.wrapping_head import WrappingHead

MOST_LISTED = 12


class ResultView(QWidget):
    """The newest score in large; earlier ones in a list. ``done`` goes back to the list."""

    done = Signal()
    change_requested = Signal(object)
    removed = Signal(object)
    noted = Signal(object, str, bool)
    support_requested = Signal()

    def __init__(self, asked: Asked, today: date) -> None:
        """Show ``asked``, which has a score."""
        super().__init__()
        self.asked, self._today = asked, today
        newest = asked.newest
        assert newest is not None
        self.newest = newest
        self._noted = newest.entry
        shown = asked.instrument
        self.change_button = button(_("Change answers"), icon="edit")
        if not isinstance(newest.entry, AnsweredQuestionnaire):
            self.change_button.hide()
        self.change_button.clicked.connect(lambda: self.change_requested.emit(newest.entry))
        self.done_button = button(_("Done"), "primary")
        self.done_button.clicked.connect(self.done)
        self.sentences = course_sentences(asked, today)
        saved = newest.entry.recorded_at
        sub = _("Saved {day}, {time}. It can still be changed.").format(
            day=long_day(saved.date(), today), time=clock_time(saved.time())
        )
        self._columns = Columns(side_width=318)
        pile = QVBoxLayout(self)
        pile.setContentsMargins(0, 0, 0, 0)
        spacing.gap(pile, 16)
        title = _("{name}, result").format(name=shown.abbreviation)
        pile.addWidget(WrappingHead(text(title, "h1"), text(sub, "sub"), self.change_button))
        pile.addWidget(self._columns)
        pile.addStretch(1)
        main, side = self._columns.main, self._columns.side
        self.score_card = self._number()
        main.addWidget(self.score_card)
        if asked.totals and shown.charted:
            main.addWidget(self._course())
        main.addWidget(self._next())
        main.addStretch(1)
        if (compared := self._questions()) is not None:
            side.addWidget(compared)
        if (hard := self._hard()) is not None:
            side.addWidget(hard)
        side.addWidget(self._note())
        side.addWidget(self._earlier())
        side.addStretch(1)

    def enter(self) -> None:
        """Put the keyboard on Done.

        In large text it has no room beside the score: then the focus waits on the score before it.
        """
        is_large = current().scale >= NARROW_FROM
        QWidget.setTabOrder(self.score_card, self.done_button)
        stop: QWidget = self.score_card if is_large else self.done_button
        stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def _number(self) -> Card:
        shown, newest = self.asked.instrument, self.newest
        card = Card()
        words = QVBoxLayout()
        spacing.gap(words, 3)
        if newest.total is not None and (name := range_words(shown, newest.total)):
            words.addWidget(text(name, "title"))
        words.addWidget(text(score_words(shown, newest, self._today), "sub"))
        for name, value in part_words(shown, newest):
            words.addWidget(text(f"{name}: {value}", "small"))
        line = QHBoxLayout()
        spacing.gap(line, 20)
        number = text("–" if newest.total is None else str(newest.total), "score", wrap=False)
        line.addWidget(number, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addLayout(words, 1)
        card.layout_.addLayout(line)
        card.setProperty("ring", "none")  # the focus only waits there
        card.setAccessibleName(score_words(shown, newest, self._today))
        return card

    def _course(self) -> Card:
        card = Card(_("Over time"))
        shown = self.asked.instrument
        sentence = " ".join(self.sentences)
        self.bars = ScoreBars(shown, self.asked.totals, sentence)
        if shown.recall_days > 1:
            card.add(text(_("Each bar covers the days that the questions ask about."), "hint"))
        card.add(self.bars, text(sentence))
        return card

    def _next(self) -> Card:
        card = Card(_("Next"))
        line = row(text(next_words(self.asked, self._today), "small"), self.done_button, gap=12)
        line.setStretch(0, 1)
        card.layout_.addLayout(line)
        return card

    def _questions(self) -> Card | None:
        """Compare the newest answers with those before, question by question, in its own words."""
        answered = [
            one.entry for one in self.asked.scores if isinstance(one.entry, AnsweredQuestionnaire)
        ]
        if not answered or answered[-1] is not self.newest.entry:
            return None
        now, before = answered[-1], answered[-2] if len(answered) > 1 else None
        card = Card(_("Question by question"))
        if before is not None:
            card.add(
                text(
                    _("{before} to {now}").format(
                        before=short_day(before.day, self._today),
                        now=short_day(now.day, self._today),
                    ),
                    "small",
                )
            )
        grid = QGridLayout()
        spacing.gap(grid, 12, 6)
        grid.setColumnStretch(0, 1)
        for at, item in enumerate(self.asked.instrument.items):
            value = now.values.get(item.id)
            if value is None and (before is None or item.id not in before.values):
                continue
            if grid.count():
                grid.addWidget(divider(), 2 * at - 1, 0, 1, 2)
            grid.addWidget(text(item.text, "small"), 2 * at, 0)
            was = "–" if before is None else str(before.values.get(item.id, "–"))
            is_now = "–" if value is None else str(value)
            words = (
                is_now if before is None else _("{before} to {now}").format(before=was, now=is_now)
            )
            value_words = text(words, "label", wrap=False)
            grid.addWidget(value_words, 2 * at, 1, Qt.AlignmentFlag.AlignTop)
        card.layout_.addLayout(grid)
        return card

    def _hard(self) -> Card | None:
        """Say again, without a word of judgement, what was answered to the hard question."""
        shown, entry = self.asked.instrument, self.newest.entry
        item = shown.item(shown.support_item) if shown.support_item else None
        if item is None or not isinstance(entry, AnsweredQuestionnaire):
            return None
        option = item.option(entry.values.get(item.id, 0))
        if option is None or option.value < shown.support_from:
            return None
        number = shown.items.index(item) + 1
        card = Card(_("About question {n}").format(n=number))
        words = _(
            "You answered “{answer}”. It is a good thing to bring up. The support sheet stays open "
            "to you."
        )
        self.sheet_button = button(_("Open the sheet"), icon="support")
        self.sheet_button.clicked.connect(self.support_requested)
        card.add(text(words.format(answer=option.label), "small"))
        card.layout_.addWidget(self.sheet_button, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _note(self) -> Card:
        card = Card(_("Note"))
        entry = self.newest.entry
        self.note = NoteAndMark(about=self.asked.instrument.abbreviation, label=False)
        self.note.show_note(entry.note, is_private=entry.private)
        self.note.left.connect(self.commit)
        self.note.done.connect(self.commit)
        card.add(self.note)
        return card

    def commit(self) -> None:
        """Hand in what was written beside the score and is not kept yet."""
        entry = self._noted
        note, private = self.note.words(), self.note.is_private
        if not self.note.problem() and (note, private) != (entry.note, entry.private):
            self._noted = replace(entry, note=note, private=private)
            self.noted.emit(self.newest.entry, note, private)

    def _earlier(self) -> Card:
        card = Card(_("All scores"))
        scores = self.asked.scores[::-1][:MOST_LISTED]
        for at, one in enumerate(scores):
            if at:
                card.add(divider())
            card.layout_.addLayout(self._line(one))
        return card

    def _line(self, one: Scored) -> QHBoxLayout:
        day = short_day(one.day, self._today)
        number = "–" if one.total is None else str(one.total)
        words = _("{day}, entered").format(day=day) if one.is_entered else day
        remove = button("", "quiet", icon="close")
        remove.setProperty("fit", "icon")
        remove.setToolTip(_("Take it out"))
        remove.setAccessibleName(_("Take the score of {day} out").format(day=day))
        remove.clicked.connect(partial(self.removed.emit, one.entry))
        line = row(text(words, "small"), text(number, "label", wrap=False), remove, gap=10)
        line.setStretch(0, 1)
        return line
