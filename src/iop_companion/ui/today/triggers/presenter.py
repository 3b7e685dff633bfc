"""Between a day's triggers and their service."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from iop_companion.domain.change import ChangeSet
from iop_companion.domain.diary_entries import IfThenPlan, TriggerExposure
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _
from iop_companion.foundation.problem_texts import describe
from iop_companion.services.form_drafts import FormName
from iop_companion.services.triggers import ExposureDraft, PlanDraft
from iop_companion.ui.today.day_form import DayFormPage
from iop_companion.ui.today.triggers.panel import TriggersPanel
from iop_companion.ui.toolkit.day_in_hand import DayInHand
from iop_companion.ui.toolkit.draft_keeper import DraftKeeper
from iop_companion.ui.toolkit.page import PageContext

if TYPE_CHECKING:
    from iop_companion.services.bundle import Services


class TriggersPage(DayFormPage[TriggersPanel]):
    """Shows the day that Today had open; keeps what is typed."""

    def __init__(
        self, panel: TriggersPanel, services: Services, context: PageContext, in_hand: DayInHand
    ) -> None:
        """Connect ``panel`` with ``services``."""
        super().__init__(panel, services, context, in_hand)
        self._triggers = services.triggers
        drafts = services.form_drafts
        self._keeper = DraftKeeper(panel.form, drafts.of(FormName.TRIGGER), context, panel)
        self._plan_keeper = DraftKeeper(
            panel.plan_form, drafts.of(FormName.IF_THEN), context, panel
        )
        self._keepers = (self._keeper, self._plan_keeper)
        panel.saved.connect(self._save)
        panel.removed.connect(self._remove)
        panel.plan_saved.connect(self._save_plan)
        panel.plan_removed.connect(self._remove_plan)

    @property
    def title(self) -> str:
        """See :class:`~iop_companion.ui.toolkit.page.Page`."""
        return _("Triggers")

    def main_action(self) -> None:
        """Save what the form holds."""
        self._panel.form.ask_to_save()

    def _save(self, draft: ExposureDraft) -> None:
        day = self._day or self._services.clock.today()
        self._keeper.saving()

        def kept(changes: ChangeSet) -> None:
            self._keeper.saved()
            self._panel.form.begin(None)
            self._kept.tell(_("Kept."), changes)

        self._context.tasks.run(
            lambda: self._triggers.keep(day, draft),
            kept,
            self._refuse,
        )

    def _refuse(self, problem: KnownProblem) -> None:
        self._keeper.not_saved()
        self._panel.form.say(describe(problem).sentence)

    def _refuse_plan(self, problem: KnownProblem) -> None:
        self._plan_keeper.not_saved()
        self._panel.plan_form.say(describe(problem).sentence)

    def _remove(self, exposure: TriggerExposure) -> None:
        self._run(
            lambda: self._triggers.remove(exposure),
            lambda changes: self._kept.tell(_("Removed."), changes),
        )

    def _save_plan(self, draft: PlanDraft) -> None:
        self._plan_keeper.saving()

        def kept(changes: ChangeSet) -> None:
            self._plan_keeper.saved()
            self._panel.close_plan()
            self._kept.tell(_("Your plan is saved."), changes)

        self._context.tasks.run(
            lambda: self._triggers.keep_plan(draft),
            kept,
            self._refuse_plan,
        )

    def _remove_plan(self, plan: IfThenPlan) -> None:
        self._run(
            lambda: self._triggers.remove_plan(plan),
            lambda changes: self._kept.tell(
                _("Removed. What you recorded with it stays."), changes
            ),
        )

    def _read(self, day: date) -> None:
        self._day = day
        self._context.tasks.run(lambda: self._triggers.day(day), self._panel.show_view)
        self._keeper.open(day)
        self._plan_keeper.open()
