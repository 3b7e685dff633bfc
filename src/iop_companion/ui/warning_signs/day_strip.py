"""The days that count towards a comparison: a tick for an entry, a dash for none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from iop_companion.domain.early_warning import Level
from iop_companion.foundation.day_words import weekday_short, weekday_words
from iop_companion.foundation.i18n import _
from iop_companion.services.views import PanelView
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card, set_state, text
from iop_companion.ui.toolkit.emptying import empty
from iop_companion.ui.toolkit.icons import set_icon
from iop_companion.ui.widgets.flow_layout import FlowLayout

LEARNING_DAYS, WEEK = 14, 7
_NARROW, _BROAD, _HEIGHT = 39, 80, 38


@dataclass(frozen=True, slots=True)
class StripDay:
    """One day: its entry (None: still to come) and what stands under it."""

    day: date
    has_entry: bool | None
    caption: str


def strip_days(view: PanelView) -> tuple[StripDay, ...]:
    """Return the days of learning, or of the last week; empty where the view knows too little."""
    entered = {
        day
        for small in view.small
        for day, value in zip(small.series.days, small.series.values, strict=True)
        if value is not None
    }
    today = view.warning.as_of
    if view.warning.level is Level.NOT_ENOUGH_ENTRIES:
        days = [today - timedelta(days=n) for n in reversed(range(WEEK))]
        return tuple(StripDay(day, day in entered, _caption(day, today)) for day in days)
    began = min(entered, default=None)
    if view.warning.level is not Level.LEARNING or began is None:
        return ()
    if (today - began).days >= LEARNING_DAYS:
        return ()
    days = [began + timedelta(days=n) for n in range(LEARNING_DAYS)]
    return tuple(
        StripDay(day, day in entered if day <= today else None, f"{number}")
        for number, day in enumerate(days, start=1)
    )


class DayStripCard(Card):
    """A cell a day; wraps where there is no room for one line. Hidden without days."""

    def __init__(self) -> None:
        """Build it empty."""
        super().__init__()
        self.cells: list[DayCell] = []
        strip = QWidget()
        self._flow = FlowLayout(strip, gap=4, line_gap=8)
        self._words = text("", "small")
        self.heading.show()
        self.add(strip, self._words)

    def show_days(self, heading: str, days: Sequence[StripDay], words: str) -> None:
        """Show ``days`` under ``heading`` and ``words`` below them."""
        self.heading.setText(heading)
        self._words.setText(words)
        empty(self._flow)
        width = _BROAD if len(days) <= WEEK else _NARROW
        self.cells = [DayCell(day, width) for day in days]
        self.hide()
        for cell in self.cells:
            self._flow.addWidget(cell)
        self.setVisible(bool(days))


class DayCell(QWidget):
    """One day of the strip, read out as "Tuesday 3 March: an entry"."""

    def __init__(self, day: StripDay, width: int) -> None:
        """Show ``day`` in a cell ``width`` px wide at 100 % text."""
        super().__init__()
        spacing.fixed(self, width=width)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        box = QLabel()
        box.setProperty("role", "day")
        box.setAlignment(Qt.AlignmentFlag.AlignCenter)
        spacing.fixed(box, height=_HEIGHT)
        caption = text(day.caption, "hint", wrap=False)
        caption.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        pile = QVBoxLayout(self)
        pile.setContentsMargins(0, 0, 0, 0)
        spacing.gap(pile, 2)
        pile.addWidget(box)
        pile.addWidget(caption)
        states = {True: _("an entry"), False: _("no entry"), None: _("still to come")}
        self.setAccessibleName(
            _("{day}: {state}").format(day=weekday_words(day.day), state=states[day.has_entry])
        )
        set_state(box, "entry", {True: "yes", False: "no", None: "later"}[day.has_entry])
        if day.has_entry:
            set_icon(box, "check", "on_primary_soft", size=18)
        elif day.has_entry is not None:
            box.setText("–")


def _caption(day: date, today: date) -> str:
    if day == today:
        return _("Today")
    return _("{weekday} {number}").format(weekday=weekday_short(day), number=day.day)
