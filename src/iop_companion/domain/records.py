"""The small records that stand beside observations in the vault."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from iop_companion.domain.diary_entries import DiaryEntry, Helped
from iop_companion.domain.ids import ImportId, MeasureId, RecordId
from iop_companion.domain.measure import Measure
from iop_companion.domain.observation import Observation
from iop_companion.domain.sign_rule import SignRule


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
    """A zone of the person's own plan, named like the levels; steps and own signs belong to one."""

    CALM = "calm"
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
class OwnSign:
    """One version of a sign in the person's own words; the newest version is in force.

    ``since`` is the program day from which this version holds. ``rule`` None is ticked by hand.
    ``tellers`` (who may tell me) and ``i_tell`` (whom I tell) are names as the person wrote them,
    so that they stay readable when a contact is gone. ``suggestion`` is the id of the text it
    began from, or "". A resting sign keeps everything and raises nothing.
    """

    id: RecordId
    words: str = field(repr=False)
    zone: PlanZone
    written_at: datetime
    since: date
    version: int = 1
    rule: SignRule | None = field(default=None, repr=False)
    tellers: tuple[str, ...] = field(default=(), repr=False)
    i_do: str = field(default="", repr=False)
    i_tell: str = field(default="", repr=False)
    is_resting: bool = False
    position: int = 0
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class SignTick:
    """The person says that a sign was there on ``day``; at most one a sign and day.

    ``told_by`` names who noticed it, "" for the person themselves.
    """

    id: RecordId
    sign_id: RecordId
    day: date
    recorded_at: datetime
    told_by: str = field(default="", repr=False)


class AsideReason(StrEnum):
    """Why a warning is set aside (``ia.md`` 5, point 7)."""

    TRAVEL = "travel"
    ILL = "ill"
    TALKED = "talked"
    WRONG_ENTRY = "wrong_entry"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class SetAside:
    """A warning was set aside on ``set_on``; quiet for 14 days unless it becomes Act.

    ``spoke_on`` is the day the level began to speak; ``words`` are the person's, if they gave any.
    """

    id: RecordId
    set_on: date
    spoke_on: date
    level: str
    reason: AsideReason
    words: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ZoneSaid:
    """The person says which zone they are in; it stands over ``signs`` that showed until then."""

    id: RecordId
    said_on: date
    zone: PlanZone
    signs: tuple[RecordId, ...] = ()


@dataclass(frozen=True, slots=True)
class ZonePlan:
    """One version of what stands around the steps of a zone; the newest version is in force.

    ``how_i_know`` tells the zone in the person's words, ``people`` are names, ``to_say`` is what to
    say if words are hard, ``reviewed_on`` the day it was last gone through, ``reviewed_with`` whom
    with.
    """

    zone: PlanZone
    written_on: date
    version: int = 1
    how_i_know: str = field(default="", repr=False)
    people: tuple[str, ...] = field(default=(), repr=False)
    to_say: str = field(default="", repr=False)
    reviewed_on: date | None = None
    reviewed_with: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class StepDone:
    """A step of the plan was ticked on ``day``, in the words it had then."""

    id: RecordId
    step_id: RecordId
    zone: PlanZone
    day: date
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ShownEpisode:
    """A line of the append-only log: one warning as it was shown when it was shown first.

    ``spoke_on`` is the day the level began to speak and ``since`` when its change seemed to begin.
    ``what`` names in words what it was about, ``sentence`` is what stood on the page.
    ``numbers_spoke_on`` is the day the statistics spoke, None for own signs alone;
    ``chance_per_6_months`` how often they would by chance, as stated then. It never changes.
    """

    id: RecordId
    shown_at: datetime
    spoke_on: date
    level: str
    what: tuple[str, ...] = field(default=(), repr=False)
    sentence: str = field(default="", repr=False)
    since: date | None = None
    measures: tuple[MeasureId, ...] = ()
    signs: tuple[RecordId, ...] = ()
    numbers_spoke_on: date | None = None
    chance_per_6_months: float = 0.0


class PlanUsed(StrEnum):
    """Did you use your plan?"""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


@dataclass(frozen=True, slots=True)
class EpisodeOutcome:
    """What came of the episode that spoke on ``spoke_on``, as the person says; all of it optional.

    At most one an episode. One that says nothing stands for having been asked: once is enough.
    """

    id: RecordId
    spoke_on: date
    told_on: date
    used_plan: PlanUsed | None = None
    helped: Helped | None = None
    is_false_alarm: bool = False

    @property
    def says_something(self) -> bool:
        """Whether the person answered anything."""
        return bool(self.used_plan or self.helped or self.is_false_alarm)


class OfferCause(StrEnum):
    """Why a new usual was offered."""

    DISCHARGE = "discharge"
    BETTER = "better"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class UsualOffer:
    """A new usual that was offered, or asked for, and answered on ``answered_on``.

    ``cause_on`` is the day of the discharge, the one on which the improvement was steady, or the
    one on which the person asked.
    ``taken`` learns the usual again from the newest days before the answer.
    """

    id: RecordId
    cause: OfferCause
    cause_on: date
    answered_on: date
    taken: bool


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
    | OwnSign
    | SignTick
    | SetAside
    | ZoneSaid
    | ZonePlan
    | StepDone
    | ShownEpisode
    | EpisodeOutcome
    | UsualOffer
    | ParticipantSetting
    | Measure
    | DiaryEntry
)
"""Anything a vault keeps and a :class:`~iop_companion.domain.change.Change` can hold.

A stored :class:`Measure` is the person's own one, or a changed version of a catalogue measure.
"""
