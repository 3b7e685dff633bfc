"""A question about the computer's clock or zone: quiet, above the form, and never in the way."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from iop_companion.domain.clock_doubt import ClockDoubt, DoubtKind
from iop_companion.foundation.dates import clock_time, long_day
from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.announce import announce
from iop_companion.ui.toolkit.cards import button, text
from iop_companion.ui.widgets.flow_layout import FlowLayout


class ClockQuestion(QFrame):
    """Asked until it is answered or something is written; the form below can be used meanwhile."""

    other_day_wanted = Signal()
    """The clock is wrong: the person names the day."""

    def __init__(self) -> None:
        """Build it hidden."""
        super().__init__()
        self.setObjectName("well")
        self.words = text("")
        self.right = button("", size="small")
        self.other = button(_("Choose the day"), size="small")
        self._asked: ClockDoubt | None = None
        self._answered: set[DoubtKind] = set()
        row = QWidget()
        flow = FlowLayout(row, gap=10, line_gap=6)
        for pressed in (self.right, self.other):
            flow.addWidget(pressed)
        pile = QVBoxLayout(self)
        spacing.margins(pile, 16, 10, 16, 12)
        spacing.gap(pile, 8)
        pile.addWidget(self.words)
        pile.addWidget(row)
        self.right.clicked.connect(self._answer)
        self.other.clicked.connect(self.other_day_wanted)
        self.hide()

    def show_doubt(self, doubt: ClockDoubt | None, now: datetime, today: date) -> None:
        """Ask about ``doubt`` unless that was answered since unlocking; None asks nothing."""
        if doubt is None or doubt.kind in self._answered:
            self._asked = None
            self.hide()
            return
        self.words.setText(question_words(doubt, now, today))
        is_of_zone = doubt.kind is DoubtKind.ZONE
        self.right.setText(_("All right") if is_of_zone else _("The clock is right"))
        self.other.setVisible(not is_of_zone)
        self.show()
        if self._asked is None or self._asked.kind is not doubt.kind:
            announce(self, self.words.text())
        self._asked = doubt

    def _answer(self) -> None:
        if self._asked is not None:
            self._answered.add(self._asked.kind)
        self._asked = None
        self.hide()


def question_words(doubt: ClockDoubt, now: datetime, today: date) -> str:
    """Return the question: what the clock says, what was written last, what may be done."""
    here = _("{day}, {time}").format(day=long_day(now.date()), time=clock_time(now.time()))
    here = _dated(here, now.date(), doubt.last.date())
    last = long_day(doubt.last.date(), None if now.year == doubt.last.year else date.min)
    if doubt.kind is DoubtKind.ZONE:
        return _(
            "This computer is in another time zone now: {zone}. Entries go to the day as it is "
            "here, {day}; what you wrote before keeps its day and its time."
        ).format(zone=zone_words(doubt.zone), day=long_day(today))
    if doubt.kind is DoubtKind.BACK:
        return _(
            "This computer’s clock says {here}, but your last entry was written after that, on "
            "{last}. If the clock is wrong, you can choose the day of this entry yourself."
        ).format(here=here, last=last)
    return _(
        "This computer’s clock says {here}. Your last entry is from {last}. If the clock is wrong, "
        "you can choose the day of this entry yourself."
    ).format(here=here, last=last)


def zone_words(zone: str) -> str:
    """Return the place of an IANA zone as it is read: "New York"."""
    return zone.rpartition("/")[2].replace("_", " ")


def _dated(words: str, day: date, other: date) -> str:
    if day.year == other.year:
        return words
    return _("{day} {year}").format(day=words, year=day.year)
