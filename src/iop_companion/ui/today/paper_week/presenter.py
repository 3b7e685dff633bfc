"""Between a week from paper and its services."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from iop_companion.domain.change import ChangeSet
from iop_companion.domain.observation import Observation
from iop_companion.foundation.dates import clock_time
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.foundation.problem_texts import describe
from iop_companion.services.paper_weeks import DAYS, PaperWeek
from iop_companion.ui.today.paper_week.model import Cell, PaperSheet
from iop_companion.ui.today.paper_week.panel import PaperWeekPanel
from iop_companion.ui.toolkit.day_in_hand import DayInHand
from iop_companion.ui.toolkit.page import PageContext
from iop_companion.ui.toolkit.undo_offer import UndoOffer

if TYPE_CHECKING:
    from iop_companion.services.bundle import Services

DRAFT_AFTER_MS = 1000


class PaperWeekPage:
    """Reads weeks, keeps what is typed, saves. The sheet lives here; the panel only shows it."""

    def __init__(
        self, panel: PaperWeekPanel, services: Services, context: PageContext, in_hand: DayInHand
    ) -> None:
        """Connect ``panel`` with ``services``."""
        self._panel = panel
        self._services = services
        self._context = context
        self._in_hand = in_hand
        self._kept = UndoOffer(context, services.undo_if_newest)
        self._sheet: PaperSheet | None = None
        self._last: date | None = None
        self._unkept: set[date] = set()
        self._timer = QTimer(panel)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DRAFT_AFTER_MS)
        self._timer.timeout.connect(self.keep_draft)
        panel.grid.typed.connect(self._on_typed)
        panel.grid.ticked.connect(self._on_ticked)
        panel.grid.written_changed.connect(self._on_written)
        panel.week_requested.connect(self._step)
        panel.back_requested.connect(lambda: context.go_to("today"))
        panel.save_requested.connect(self.main_action)
        panel.retry_requested.connect(self.main_action)
        panel.card_requested.connect(lambda: context.go_to("diary_card"))
        context.hub.locking.connect(self._on_locking)

    @property
    def widget(self) -> QWidget:
        """See :class:`~iop_companion.ui.toolkit.page.Page`."""
        return self._panel

    @property
    def title(self) -> str:
        """See :class:`~iop_companion.ui.toolkit.page.Page`."""
        return _("A week from paper")

    def refresh(self) -> None:
        """Read the week anew; what is typed is kept first, so that it comes back with it."""
        self.keep_draft()
        weeks, last = self._services.paper_weeks, self._last
        self._context.tasks.run(
            lambda: weeks.week(last), lambda week: self._show(week) if last == self._last else None
        )

    def on_shown(self) -> None:
        """Put the focus on the first cell that can be typed."""
        self._panel.grid.focus_first()

    def main_action(self) -> None:
        """Save the week, unless something does not fit: that stays in its cell."""
        sheet = self._sheet
        if sheet is None or self._show_problems(goes_there=True):
            return
        self.keep_draft()
        weeks, entries = self._services.paper_weeks, sheet.entries()
        self._panel.say("")
        self._context.tasks.run(lambda: weeks.save(entries), self._on_saved, self._on_failed)

    def keep_draft(self) -> None:
        """Hand what was typed to the encrypted draft of each day now."""
        self._timer.stop()
        sheet, days = self._sheet, self._unkept
        if sheet is None or not days:
            return
        self._unkept = set()
        parts = {day: sheet.part(day) for day in days}
        weeks = self._services.paper_weeks

        def failed(_problem: KnownProblem) -> None:
            self._unkept |= days
            self._panel.show_line(_("The draft could not be kept. Save when you can."))

        self._context.tasks.run(lambda: weeks.keep_draft(parts), self._on_kept, failed)

    def _show(self, week: PaperWeek) -> None:
        self._sheet = PaperSheet.opened(week)
        self._panel.show_sheet(self._sheet, self._go_on)
        self._panel.show_line(_("Empty cells stay empty, never 0."))

    def _go_on(self) -> None:
        self._show_problems()
        if self._panel.isVisible():
            self._panel.grid.focus_first()

    def _step(self, weeks: int) -> None:
        if self._sheet is not None:
            shown = self._sheet.week.days[-1].day
            self._last = min(shown + timedelta(days=weeks * DAYS), self._sheet.week.today)
            self.refresh()

    def _on_typed(self, cell: Cell, words: str) -> None:
        if self._sheet is not None:
            self._sheet.texts[cell] = words
            self._changed(cell[0])

    def _on_ticked(self, cell: Cell, tag: str, is_on: bool) -> None:  # noqa: FBT001 -- a tick box
        if self._sheet is not None:
            ticks = self._sheet.ticks.setdefault(cell, set())
            (ticks.add if is_on else ticks.discard)(tag)
            self._changed(cell[0])

    def _on_written(self, day: date, is_later: bool) -> None:  # noqa: FBT001 -- a toggle
        if self._sheet is not None:
            (self._sheet.later.add if is_later else self._sheet.later.discard)(day)
            self._changed(day)

    def _changed(self, day: date) -> None:
        assert self._sheet is not None  # only called with one
        self._unkept.add(day)
        self._panel.grid.show_written(self._sheet)
        self._show_problems()
        if not self._timer.isActive():
            self._timer.start()

    def _show_problems(self, *, goes_there: bool = False) -> bool:
        if self._sheet is None:
            return False
        found = dict(self._sheet.problems())
        self._panel.grid.mark_problems(set(found))
        self._panel.say("\n".join(dict.fromkeys(found.values())))
        if found and goes_there:
            self._panel.grid.cells[next(iter(found))].setFocus()
        return bool(found)

    def _on_kept(self, at: datetime) -> None:
        self._panel.show_line(
            _("Draft kept, {time}. Empty cells stay empty, never 0.").format(
                time=clock_time(at.time())
            )
        )

    def _on_saved(self, changes: ChangeSet) -> None:
        days = {one.record.day for one in changes.changes if isinstance(one.record, Observation)}
        words = ngettext(
            "Saved from paper: {n} day.", "Saved from paper: {n} days.", len(days)
        ).format(n=len(days))
        self._kept.tell(words, changes)

    def _on_failed(self, problem: KnownProblem) -> None:
        is_theirs = problem.code in {"empty_check_in", "values_refused"}
        self._panel.say(describe(problem).sentence, can_retry=not is_theirs)

    def _on_locking(self) -> None:
        self.keep_draft()
        self._context.hub.locking.disconnect(self._on_locking)
        self._sheet = None
        self._panel.forget()
