"""The days that count towards a comparison: a tick for an entry, a dash for none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from iop_companion.domain.early_warning import Level
from iop_companion.foundation.day_words import weekday_short, weekday_words
from iop_companion.foundation.i18n import _
from iop_companion.services.views import PanelView
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card, set_state, text
from iop_companion.ui.toolkit.emptying import empty
from iop_companion.ui.toolkit.icons import set_icon
from iop_companion.ui.toolkit.theme import current

LEARNING_DAYS, WEEK = 14, 7
_NARROW, _BROAD, _HEIGHT, _GAP = 36, 72, 38, 4
"""Least widths of a cell in a fortnight and in a week, px at 100 %."""


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
    """A cell a day, in one line or in lines of equal length. Hidden without days."""

    def __init__(self) -> None:
        """Build it empty."""
        super().__init__()
        self.cells: list[DayCell] = []
        self._strip = _Strip()
        self._words = text("", "small")
        self.heading.show()
        self.add(self._strip, self._words)

    def show_days(self, heading: str, days: Sequence[StripDay], words: str) -> None:
        """Show ``days`` under ``heading`` and ``words`` below them."""
        self.heading.setText(heading)
        self._words.setText(words)
        self.cells = [DayCell(day) for day in days]
        self.hide()
        self._strip.show_cells(self.cells, _BROAD if len(days) <= WEEK else _NARROW)
        self.setVisible(bool(days))


class _Strip(QWidget):
    """The cells, as wide as there is room for: seven and seven rather than thirteen and one."""

    def __init__(self) -> None:
        super().__init__()
        self._cells: list[DayCell] = []
        self._least = _NARROW
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        spacing.gap(self._grid, _GAP, 2 * _GAP)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_cells(self, cells: list[DayCell], least: int) -> None:
        """Show ``cells``, none narrower than ``least`` px at 100 % text."""
        empty(self._grid)
        self._cells, self._least = cells, least
        self._place()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Narrow: the cells go into further lines rather than ask for width."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Look anew how many lines they need."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        if not self._cells:
            return
        theme = current()
        gap = theme.px(_GAP)
        most = max(1, (self.width() + gap) // (theme.px(self._least) + gap))
        n_lines = -(-len(self._cells) // most)
        columns = -(-len(self._cells) // n_lines)
        for column in range(max(columns, self._grid.columnCount())):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        for at, cell in enumerate(self._cells):
            self._grid.addWidget(cell, at // columns, at % columns)


class DayCell(QWidget):
    """One day of the strip, read out as "Tuesday 3 March: an entry"."""

    def __init__(self, day: StripDay) -> None:
        """Show ``day`` in a cell as wide as its column."""
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
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
