"""The tables of diary entries: for each kind one, with the common columns before its own.

Enumerations, clock times and ids are texts, days are ordinals, and what is a list or has parts of
its own (the regimens of a medicine, the answers of a questionnaire) is JSON.
"""

from __future__ import annotations

from sqlalchemy import Index
from sqlmodel import Field

from iop_companion.store.tables import LIVE, StoreRow


def _by_day(table: str) -> tuple[Index]:
    """Return the index by which the live entries of a period are found."""
    return (Index(f"ix_{table}_live_day", "day", "moment", sqlite_where=LIVE),)


class EntryRow(StoreRow):
    """The columns that every kind has. ``moment`` is ``HH:MM:SS`` or ""."""

    id: str = Field(primary_key=True)
    day: int
    moment: str
    recorded_ms: int
    recorded_offset_min: int
    source: str
    private: bool
    deleted_ms: int | None = None
    zone: str
    note: str


class AnsweredQuestionnaireRow(EntryRow, table=True):
    """A questionnaire as answered."""

    __tablename__ = "answered_questionnaire"
    __table_args__ = _by_day("answered_questionnaire")

    instrument: str
    version: int
    locale: str
    answers: str
    finished: bool


class EnteredScoreRow(EntryRow, table=True):
    """A score without answers."""

    __tablename__ = "entered_score"
    __table_args__ = _by_day("entered_score")

    instrument: str
    name: str
    score: float
    low: float | None = None
    high: float | None = None
    given_by: str


class SleepNightRow(EntryRow, table=True):
    """The clock times of a night."""

    __tablename__ = "sleep_night"
    __table_args__ = _by_day("sleep_night")

    bed: str | None = None
    try_to_sleep: str | None = None
    final_wake: str | None = None
    out: str | None = None
    latency_min: int | None = None
    awake_min: int | None = None
    awakenings: int | None = None
    rested: str | None = None
    day_before: str


class MedicineRow(EntryRow, table=True):
    """A medicine with all its regimens."""

    __tablename__ = "medicine"
    __table_args__ = _by_day("medicine")

    name: str
    for_what: str
    position: int
    regimens: str


class DoseRow(EntryRow, table=True):
    """What became of a dose."""

    __tablename__ = "dose"
    __table_args__ = _by_day("dose")

    medicine: str
    due: str
    outcome: str
    amount: str
    reason: str
    helped: str | None = None


class SideEffectRow(EntryRow, table=True):
    """How strong something was on a day."""

    __tablename__ = "side_effect"
    __table_args__ = _by_day("side_effect")

    words: str
    strength: int
    medicine: str | None = None


class SkillUseRow(EntryRow, table=True):
    """A skill tried, or meant and not used."""

    __tablename__ = "skill_use"
    __table_args__ = _by_day("skill_use")

    skill: str
    used: bool
    finished: bool
    rated: str
    before: int | None = None
    after: int | None = None
    minutes: float | None = None
    helped_later: str | None = None
    why_not: str


class OwnSkillRow(EntryRow, table=True):
    """A skill of the person's own."""

    __tablename__ = "own_skill"
    __table_args__ = _by_day("own_skill")

    skill: str
    label: str
    module: str
    steps: str
    minutes: int | None = None
    hidden: bool


class TriggerExposureRow(EntryRow, table=True):
    """A trigger met."""

    __tablename__ = "trigger_exposure"
    __table_args__ = _by_day("trigger_exposure")

    trigger: str
    intensity: int | None = None
    came_before: str
    response: str
    outcome: str
    plan: str | None = None
    plan_helped: str | None = None


class IfThenPlanRow(EntryRow, table=True):
    """An if-then plan."""

    __tablename__ = "if_then_plan"
    __table_args__ = _by_day("if_then_plan")

    trigger: str
    cue: str
    action: str
    backup: str
    position: int
    rested_on: int | None = None


class MovementBoutRow(EntryRow, table=True):
    """One stretch of movement."""

    __tablename__ = "movement_bout"
    __table_args__ = _by_day("movement_bout")

    movement: str
    minutes: float
    effort: str | None = None


class UseAmountRow(EntryRow, table=True):
    """How much of a substance on a day."""

    __tablename__ = "use_amount"
    __table_args__ = _by_day("use_amount")

    substance: str
    amount: float | None = None
    unit: str
    grams: float | None = None


class EntryHistoryRow(StoreRow, table=True):
    """An earlier state of an entry of any kind, as JSON, kept when anything of it changed."""

    __tablename__ = "entry_history"
    __table_args__ = ({"sqlite_autoincrement": True},)

    seq: int | None = Field(default=None, primary_key=True)
    entry_id: str = Field(index=True)
    replaced_ms: int
    replaced_offset_min: int
    body: str
