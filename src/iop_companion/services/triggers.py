"""Triggers met, what came before and after, and the if-then plans for them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from iop_companion.catalog.catalog import Catalog
from iop_companion.domain.change import Change, ChangeSet
from iop_companion.domain.diary_entries import Helped, IfThenPlan, TriggerExposure
from iop_companion.domain.ids import MeasureId, RecordId, new_id
from iop_companion.domain.if_then import PlanCount, TriggerCount, plan_counts, top_triggers
from iop_companion.domain.measure import Option
from iop_companion.domain.observation import TYPED
from iop_companion.domain.ports import Clock, Journal
from iop_companion.domain.setting_values import or_default, read_texts
from iop_companion.domain.trigger_days import TopTriggers, TriggerMet, trigger_days
from iop_companion.foundation.errors import KnownProblem
from iop_companion.services.focuses import FOCUSES_SETTING
from iop_companion.services.form_drafts import FormName, forget_draft
from iop_companion.services.history import History

if TYPE_CHECKING:
    from iop_companion.services.session import VaultSession

PERIOD_DAYS = 28
"""How far back the top triggers are counted on their page."""

MAX_WORDS = 500
"""What a line of these forms takes; what came in by another way is kept whole."""

MOST_SHOWN = 6
"""How many of the triggers of a stretch are named."""

SET_OFF_BY = MeasureId("urge_set_off_by")


@dataclass(frozen=True, slots=True)
class ExposureDraft:
    """What the form holds; ``id`` names the entry that it changes, or is ""."""

    trigger: str
    intensity: int | None = None
    came_before: str = field(default="", repr=False)
    response: str = field(default="", repr=False)
    outcome: str = field(default="", repr=False)
    plan: str = ""
    plan_helped: Helped | None = None
    note: str = field(default="", repr=False)
    private: bool = False
    id: str = ""


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """An if-then plan as written; ``id`` names the one that it changes, or is ""."""

    cue: str = field(repr=False)
    action: str = field(repr=False)
    backup: str = field(default="", repr=False)
    trigger: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class PlanSeen:
    """A plan with how it went."""

    plan: IfThenPlan = field(repr=False)
    count: PlanCount


@dataclass(frozen=True, slots=True)
class TriggersView:
    """A day's exposures, the person's plans, and what came up most in the last four weeks."""

    day: date
    today: date
    exposures: tuple[TriggerExposure, ...]
    plans: tuple[PlanSeen, ...]
    top: tuple[TriggerCount, ...]
    n_period: int
    offered: tuple[Option, ...]
    labels: dict[str, str] = field(default_factory=dict, repr=False)

    def label(self, trigger: str) -> str:
        """Return the words of a trigger; own words stand for themselves."""
        return self.labels.get(trigger, trigger)


class Triggers:
    """Reads and keeps exposures and plans. Every write can be undone."""

    def __init__(
        self,
        session: VaultSession,
        clock: Clock,
        catalog: Catalog,
        history: History | None = None,
    ) -> None:
        """Work on the vault that ``session`` has open."""
        self._session = session
        self._clock = clock
        self._catalog = catalog
        self._history = history or History()

    def day(self, day: date | None = None) -> TriggersView:
        """Return the exposures of ``day`` (default: today), all plans, and the top triggers."""
        today = self._clock.today()
        shown = day or today
        with self._session.vault.read() as journal:
            exposures = journal.entries(TriggerExposure)
            plans = [plan for plan in journal.entries(IfThenPlan) if plan.rested_on is None]
            modules = _modules(journal)
        period = [
            one for one in exposures if shown - timedelta(days=PERIOD_DAYS) < one.day <= shown
        ]
        counts = plan_counts(plans, exposures)
        plans.sort(key=lambda plan: (plan.position, plan.recorded_at))
        groups = self._catalog.triggers
        shown_groups = self._catalog.offered_triggers(frozenset(modules))
        return TriggersView(
            day=shown,
            today=today,
            exposures=tuple(
                sorted(
                    (one for one in exposures if one.day == shown),
                    key=lambda one: one.recorded_at,
                )
            ),
            plans=tuple(PlanSeen(plan, counts[plan.id]) for plan in plans),
            top=top_triggers(period),
            n_period=len(period),
            offered=tuple(
                Option(one.id, one.label, group=group.label)
                for group in shown_groups
                for one in group.triggers
            ),
            labels={one.id: one.label for group in groups for one in group.triggers},
        )

    def period(self, first: date, last: date) -> TopTriggers:
        """Return what came up most from ``first`` to ``last``, both included.

        Counted are the days on which it was ticked beside an urge or written down by itself.
        """
        with self._session.vault.read() as journal:
            exposures = journal.entries(TriggerExposure, first, last)
            rows = journal.tag_rows([SET_OFF_BY])
        names = {one.id: one.label for group in self._catalog.triggers for one in group.triggers}
        ticked = [
            TriggerMet(date.fromordinal(row.day), names.get(tag, tag))
            for row in rows
            for tag in row.tags
        ]
        written = [
            TriggerMet(one.day, names.get(one.trigger, one.trigger), one.intensity)
            for one in exposures
        ]
        return trigger_days(first, last, [*ticked, *written], MOST_SHOWN)

    def keep(self, day: date, draft: ExposureDraft) -> ChangeSet:
        """Add an exposure, or change one.

        Raises ``KnownProblem``: ``future_day``, ``exposure_needs_trigger``.
        """
        if day > self._clock.today():
            raise KnownProblem("future_day", day=day.isoformat())
        trigger = draft.trigger.strip()
        if not trigger:
            raise KnownProblem("exposure_needs_trigger")

        def save(journal: Journal) -> Change:
            there = journal.entries(TriggerExposure, day, day)
            before = next((one for one in there if one.id == draft.id), None)
            now = self._clock.now()
            base = before or TriggerExposure(
                id=RecordId(new_id()), day=day, recorded_at=now, trigger=trigger
            )
            fresh = replace(  # what the form does not ask, such as a moment, stays as it was
                base,
                recorded_at=now,
                zone=self._clock.zone_name(),
                source=TYPED,
                trigger=trigger,
                intensity=draft.intensity,
                came_before=draft.came_before.strip(),
                response=draft.response.strip(),
                outcome=draft.outcome.strip(),
                plan=RecordId(draft.plan) if draft.plan else None,
                plan_helped=draft.plan_helped if draft.plan else None,
                note=draft.note.strip(),
                private=draft.private,
            )
            journal.put(fresh)
            forget_draft(journal, FormName.TRIGGER, day, self._clock)
            return Change(before, fresh)

        return self._history.remember(ChangeSet("trigger_kept", (self._session.saved(save),)))

    def remove(self, exposure: TriggerExposure) -> ChangeSet:
        """Move an exposure to the trash."""
        self._session.saved(lambda journal: journal.remove(exposure))
        return self._history.remember(ChangeSet("trigger_removed", (Change(exposure, None),)))

    def keep_plan(self, draft: PlanDraft) -> ChangeSet:
        """Add an if-then plan, or change one; raises ``KnownProblem("plan_needs_both")``."""
        if not (draft.cue.strip() or draft.trigger) or not draft.action.strip():
            raise KnownProblem("plan_needs_both")

        def save(journal: Journal) -> Change:
            plans = journal.entries(IfThenPlan)
            before = next((one for one in plans if one.id == draft.id), None)
            now = self._clock.now()
            base = before or IfThenPlan(
                id=RecordId(new_id()),
                day=self._clock.today(),
                recorded_at=now,
                action=draft.action.strip(),
                cue=draft.cue.strip(),
                trigger=draft.trigger,
                position=len(plans),
            )
            fresh = replace(
                base,
                recorded_at=now,
                zone=self._clock.zone_name(),
                source=TYPED,
                trigger=draft.trigger,
                cue=draft.cue.strip(),
                action=draft.action.strip(),
                backup=draft.backup.strip(),
            )
            journal.put(fresh)
            forget_draft(journal, FormName.IF_THEN, None, self._clock)
            return Change(before, fresh)

        return self._history.remember(ChangeSet("if_then_kept", (self._session.saved(save),)))

    def remove_plan(self, plan: IfThenPlan) -> ChangeSet:
        """Move a plan to the trash; what was recorded with it stays."""
        self._session.saved(lambda journal: journal.remove(plan))
        return self._history.remember(ChangeSet("if_then_removed", (Change(plan, None),)))


def _modules(journal: Journal) -> tuple[str, ...]:
    return or_default(read_texts, journal.setting(FOCUSES_SETTING), ())
