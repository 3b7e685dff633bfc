"""Everything the window and the command line may ask for, handed over as one value."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass

from iop_companion.domain.change import ChangeSet
from iop_companion.domain.ports import Clock
from iop_companion.services.after_saving import AfterSavingReader
from iop_companion.services.backing_up import Backups
from iop_companion.services.chart_choice import ChartChoice
from iop_companion.services.chart_events import ChartEvents
from iop_companion.services.check_ins import CheckIns
from iop_companion.services.day_history import DayHistory
from iop_companion.services.diary_cards import DiaryCards
from iop_companion.services.early_warnings import EarlyWarnings
from iop_companion.services.erasing import Erasing
from iop_companion.services.exporting import Exporting
from iop_companion.services.focuses import Focuses
from iop_companion.services.form_drafts import FormDrafts
from iop_companion.services.history import History
from iop_companion.services.importing import Importing
from iop_companion.services.keys import Keys
from iop_companion.services.measures import MeasureList
from iop_companion.services.medicines import Medicines
from iop_companion.services.movement import Movement
from iop_companion.services.moving_in import MovingIn
from iop_companion.services.my_plan import MyPlan
from iop_companion.services.openings import Openings
from iop_companion.services.own_rows import OwnRows
from iop_companion.services.own_signs import OwnSigns
from iop_companion.services.paper_weeks import PaperWeeks
from iop_companion.services.people import People
from iop_companion.services.plan_on_paper import PlanPaper
from iop_companion.services.questionnaires import Questionnaires
from iop_companion.services.rescuing import Rescuing
from iop_companion.services.sealing import SealedCheckIns
from iop_companion.services.session import VaultSession
from iop_companion.services.sessions import SessionDates
from iop_companion.services.setting_up import SettingUp
from iop_companion.services.shown_locked import ShownLocked
from iop_companion.services.single_uses import SingleUses
from iop_companion.services.skills import Skills
from iop_companion.services.sleep_diary import SleepDiary
from iop_companion.services.summarising import Summarising
from iop_companion.services.support import Support
from iop_companion.services.traces import Traces
from iop_companion.services.trash import Trash
from iop_companion.services.trends import Trends
from iop_companion.services.triggers import Triggers
from iop_companion.services.usual_offers import UsualOffers
from iop_companion.services.what_happened import WhatHappened


@dataclass(frozen=True, slots=True)
class Services:
    """All use cases over one vault; built by ``bootstrap``."""

    session: VaultSession
    check_ins: CheckIns
    measures: MeasureList
    focuses: Focuses
    people: People
    setting_up: SettingUp
    moving_in: MovingIn
    sessions: SessionDates
    events: ChartEvents
    chart_choice: ChartChoice
    questionnaires: Questionnaires
    medicines: Medicines
    trends: Trends
    early_warnings: EarlyWarnings
    own_signs: OwnSigns
    my_plan: MyPlan
    plan_on_paper: PlanPaper
    what_happened: WhatHappened
    usual_offers: UsualOffers
    summarising: Summarising
    diary_cards: DiaryCards
    importing: Importing
    exporting: Exporting
    support: Support
    keys: Keys
    erasing: Erasing
    sealed: SealedCheckIns
    shown_locked: ShownLocked
    openings: Openings
    traces: Traces
    backups: Backups
    rescuing: Rescuing
    history: History
    clock: Clock
    day_history: DayHistory
    paper_weeks: PaperWeeks
    after_saving: AfterSavingReader
    skills: Skills
    sleep_diary: SleepDiary
    movement: Movement
    single_uses: SingleUses
    triggers: Triggers
    own_rows: OwnRows
    trash: Trash
    form_drafts: FormDrafts

    def undo(self) -> ChangeSet:
        """Take back the newest operation; raises ``KnownProblem`` if there is none."""
        return self.history.undo(self.session.vault)

    def undo_if_newest(self, changes: ChangeSet) -> ChangeSet:
        """Take back ``changes``; raises ``KnownProblem("changed_since")`` if more came since."""
        return self.history.undo_if_newest(changes, self.session.vault)

    def redo(self) -> ChangeSet:
        """Do again what was taken back last; raises ``KnownProblem`` if there is nothing."""
        return self.history.redo(self.session.vault)

    def lock(self) -> None:
        """Back up what changed, close the vault, and forget what could be undone.

        The vault is closed whatever becomes of the backup.
        """
        with ExitStack() as closing:
            closing.callback(self.session.lock)
            closing.callback(self.history.clear)
            closing.callback(self.rescuing.leave)
            if self.session.is_unlocked:
                self.shown_locked.set_right()
            self.backups.make_if_due()
