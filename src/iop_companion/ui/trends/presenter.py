"""Between the Trends page and its services."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from iop_companion.domain.change import ChangeSet
from iop_companion.domain.chart_series import ChartEvent
from iop_companion.domain.ids import MeasureId
from iop_companion.foundation.dates import long_day
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _
from iop_companion.foundation.problem_texts import describe
from iop_companion.services.bundle import Services
from iop_companion.services.views import TrendRange, TrendsView
from iop_companion.ui.toolkit.page import PageContext
from iop_companion.ui.toolkit.undo_offer import UndoOffer
from iop_companion.ui.trends.event_form import EventWish
from iop_companion.ui.trends.panel import TrendsPanel

_FEW_DAYS = 28  # days of entries that twelve weeks would press into a corner of the chart


class TrendsPage:
    """Reads a range when it is asked for or when something changed; writes dates and the choice."""

    def __init__(self, panel: TrendsPanel, services: Services, context: PageContext) -> None:
        """Connect ``panel`` with ``services``."""
        self._panel = panel
        self._services = services
        self._context = context
        self._kept = UndoOffer(context, services.undo_if_newest)
        self._range: TrendRange | None = None
        self._wants_focus = False
        panel.range_requested.connect(self._choose)
        panel.session_requested.connect(self._add_session)
        panel.check_in_requested.connect(lambda: context.go_to("today"))
        panel.session_removed.connect(self._remove_session)
        panel.event_saved.connect(self._save_event)
        panel.event_removed.connect(self._remove_event)
        panel.charts_chosen.connect(self._choose_charts)
        context.hub.locking.connect(self._keep_and_forget)

    @property
    def widget(self) -> QWidget:
        """See :class:`~iop_companion.ui.toolkit.page.Page`."""
        return self._panel

    @property
    def title(self) -> str:
        """See :class:`~iop_companion.ui.toolkit.page.Page`."""
        return _("Trends")

    def refresh(self) -> None:
        """Read the range anew."""
        self._context.tasks.run(self._view, self._show)

    def on_shown(self) -> None:
        """Put the focus where work begins, as soon as it is known where that is."""
        self._wants_focus = not self._panel.is_filled
        if self._panel.is_filled:
            self._panel.take_focus()

    def main_action(self) -> None:
        """Nothing: this is a reading page."""

    def _view(self) -> TrendsView:
        view = self._charts()
        return replace(view, triggers=self._services.triggers.period(view.first, view.last))

    def _charts(self) -> TrendsView:
        if self._range is not None:
            return self._services.trends.view(self._range)
        if self._services.sessions.last() is not None:
            return self._services.trends.view(TrendRange.SINCE_SESSION)
        view = self._services.trends.view(TrendRange.TWELVE_WEEKS)
        if view.began is not None and (view.last - view.began).days < _FEW_DAYS:
            return self._services.trends.view(TrendRange.FOUR_WEEKS)
        return view

    def _show(self, view: TrendsView) -> None:
        self._panel.show_view(view)
        if self._wants_focus:
            self._wants_focus = False
            self._panel.take_focus()

    def _choose(self, key: str) -> None:
        self._range = TrendRange(key)
        self.refresh()

    def _add_session(self, day: date) -> None:
        today = self._services.clock.today()
        words = _("Session noted for {day}.").format(day=long_day(day, today))
        there = _("A session is noted for {day} already.").format(day=long_day(day, today))
        self._write(partial(self._services.sessions.add, day), words, there)

    def _remove_session(self, day: date) -> None:
        words = _("The session is taken off.")
        self._write(partial(self._services.sessions.remove, day), words)

    def _save_event(self, wish: EventWish) -> None:
        words = _("Marked on the charts.") if wish.before is None else _("Changed on the charts.")
        save, close = partial(_saved, self._services, wish), self._panel.marked.close_form
        self._write(save, words, done=close, failed=self._tell_event_problem)

    def _remove_event(self, event: ChartEvent) -> None:
        remove = partial(self._services.events.remove, event)
        self._write(remove, _("Taken off the charts."), done=self._panel.marked.close_form)

    def _choose_charts(self, order: list[MeasureId], off: list[MeasureId]) -> None:
        choose = partial(self._services.chart_choice.choose, order, off)
        self._context.tasks.run(choose, self._context.hub.tell)

    def _tell_event_problem(self, problem: KnownProblem) -> None:
        if problem.code in {"event_unnamed", "future_day"}:
            told = describe(problem)
            self._panel.marked.form.show_problem(f"{told.happened} {told.to_do}")
            self._panel.marked.form.words.setFocus()
        else:
            self._context.notices.show_problem(problem)

    def _write(
        self,
        job: Callable[[], ChangeSet],
        words: str,
        unchanged: str = "",
        *,
        done: Callable[[], None] | None = None,
        failed: Callable[[KnownProblem], None] | None = None,
    ) -> None:
        """Run ``job``, say ``words`` with a way to take it back, or ``unchanged``."""

        def told(changes: ChangeSet) -> None:
            if done is not None:
                done()
            if changes:
                self._kept.tell(words, changes)
            elif unchanged:
                self._context.notices.show(unchanged)

        self._context.tasks.run(job, told, failed)

    def _keep_and_forget(self) -> None:
        """Keep a mark that was filled in but not saved, then hold nothing (on lock)."""
        wish = self._panel.marked.form.unsaved
        if wish is not None:
            # where the vault is closed already, there is nothing left to hand it to
            self._context.tasks.run(
                partial(_saved, self._services, wish), failed=lambda _problem: None
            )
        self._panel.forget()


def _saved(services: Services, wish: EventWish) -> ChangeSet:
    if wish.before is None:
        return services.events.add(wish.day, wish.words, wish.kind)
    return services.events.change(wish.before, wish.day, wish.words, wish.kind)
