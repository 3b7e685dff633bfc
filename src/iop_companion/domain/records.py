"""The small records that stand beside observations in the vault."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from iop_companion.domain.diary_entries import DiaryEntry
from iop_companion.domain.ids import ImportId, MeasureId, RecordId
from iop_companion.domain.measure import Measure
from iop_companion.domain.observation import Observation


@dataclass(frozen=True, slots=True)
class SessionDate:
    """A day on which the person had a session; "since my last session" counts from the latest."""

    id: RecordId
    day: date
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class ImportBatch:
    """One committed import; its values carry ``import:<id>`` as their source."""

    id: ImportId
    format: str
    imported_at: datetime
    n_values: int


class PlanZone(StrEnum):
    """The level a step of the person's plan is meant for."""

    WATCH = "watch"
    ACT = "act"


@dataclass(frozen=True, slots=True)
class PlanStep:
    """One step of the person's own plan for a level, in their words; ``done_on`` ticks it."""

    id: RecordId
    zone: PlanZone
    position: int
    text: str = field(repr=False)
    done_on: date | None = None


class Answer(StrEnum):
    """What the person says a change is (``warning-signs.md`` section 2, point 7)."""

    PASSING = "passing"
    BAD_SPELL = "bad_spell"
    NEW_NORMAL = "new_normal"


@dataclass(frozen=True, slots=True)
class PanelAnswer:
    """The person's answer to the episode that spoke on ``spoke_on``; at most one an episode."""

    id: RecordId
    spoke_on: date
    answer: Answer
    answered_on: date


@dataclass(frozen=True, slots=True)
class ShownLevel:
    """A line of the append-only log: what level the panel showed on a day, for which measures."""

    id: RecordId
    shown_at: datetime
    as_of: date
    level: str
    measures: tuple[MeasureId, ...] = ()
    since: date | None = None


@dataclass(frozen=True, slots=True)
class ParticipantSetting:
    """A private choice kept inside the vault (rows shown, talk points); value is JSON text."""

    key: str
    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PastVersion:
    """An earlier state of an observation, newest last."""

    observation: Observation
    replaced_at: datetime


Record = (
    Observation
    | SessionDate
    | ImportBatch
    | PlanStep
    | PanelAnswer
    | ShownLevel
    | ParticipantSetting
    | Measure
    | DiaryEntry
)
"""Anything a vault keeps and a :class:`~iop_companion.domain.change.Change` can hold.

A stored :class:`Measure` is the person's own one, or a changed version of a catalogue measure.
"""
