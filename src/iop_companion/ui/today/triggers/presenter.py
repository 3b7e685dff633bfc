"""Between a day's triggers and their service."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from iop_companion.domain.change import ChangeSet
from iop_companion.domain.diary_entries import IfThenPlan, TriggerExposure
from iop_companion.foundation.i18n import _
from iop_companion.foundation.problem_texts import describe
from iop_companion.services.triggers import ExposureDraft, PlanDraft
from iop_companion.ui.today.triggers.panel import TriggersPanel
from iop_companion.ui.toolkit.day_in_hand import DayInHand
from iop_companion.ui.toolkit.page import PageContext

if TYPE_CHECKING:
    from iop_companion.services.bundle import Services


class TriggersPage:
    """Shows the day that Today had open."""

    def __init__(
        self, panel: TriggersPanel, services: Services, context: PageContext, in_hand: DayInHand
    ) -> None:
        """Connect ``panel`` with ``services``."""
        self._panel = panel
        self._services = services
        self._triggers = services.triggers
        self._context = context
        self._in_hand = in_hand
        self._day: date | None = None
        panel.saved.connect(self._save)
        panel.removed.connect(self._remove)
        panel.plan_saved.connect(self._save_plan)
        panel.plan_removed.connect(self._remove_plan)
        panel.back_requested.connect(self._back)
        context.hub.locking.connect(panel.forget)

    @property
    def widget(self) -> QWidget:
        """See :class:`~iop_companion.ui.toolkit.page.Page`."""
        return self._panel

    @property
    def title(self) -> str:
        """See :class:`~iop_companion.ui.toolkit.page.Page`."""
        return _("Triggers")

    def refresh(self) -> None:
        """Read the day anew."""
        day = self._in_hand.day or self._services.clock.today()
        self._day = day
        self._context.tasks.run(lambda: self._triggers.day(day), self._panel.show_view)

    def on_shown(self) -> None:
        """Put the focus on the trigger."""
        self._panel.take_focus()

    def main_action(self) -> None:
        """Save what the form holds."""
        self._panel.form.ask_to_save()

    def _save(self, draft: ExposureDraft) -> None:
        day = self._day or self._services.clock.today()

        def kept(changes: ChangeSet) -> None:
            self._panel.form.begin(None)
            self._told(_("Kept."), changes)

        self._context.tasks.run(
            lambda: self._triggers.keep(day, draft),
            kept,
            lambda problem: self._panel.form.say(describe(problem).sentence),
        )

    def _remove(self, exposure: TriggerExposure) -> None:
        self._run(
            lambda: self._triggers.remove(exposure),
            lambda changes: self._told(_("Removed."), changes),
        )

    def _save_plan(self, draft: PlanDraft) -> None:
        def kept(changes: ChangeSet) -> None:
            self._panel.close_plan()
            self._told(_("Your plan is saved."), changes)

        self._context.tasks.run(
            lambda: self._triggers.keep_plan(draft),
            kept,
            lambda problem: self._panel.plan_form.say(describe(problem).sentence),
        )

    def _remove_plan(self, plan: IfThenPlan) -> None:
        self._run(
            lambda: self._triggers.remove_plan(plan),
            lambda changes: self._told(_("Removed. What you recorded with it stays."), changes),
        )

    def _back(self) -> None:
        self._in_hand.wanted = self._day
        self._context.go_to("today")

    def _told(self, words: str, changes: ChangeSet) -> None:
        def take_back() -> None:
            self._run(lambda: self._services.undo_if_newest(changes), self._context.hub.tell)

        self._context.hub.tell(changes)
        self._context.notices.show(words, _("Undo"), take_back)

    def _run(self, job: Callable[[], ChangeSet], then: Callable[[ChangeSet], None]) -> None:
        self._context.tasks.run(job, then, self._context.notices.show_problem)
