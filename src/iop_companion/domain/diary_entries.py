"""What a person writes down that is more than one value: a dose, a night, a skill tried.

Every kind has its day, its note and its private mark, and a vault treats all kinds alike: an
earlier state is kept when one is changed, one that is removed goes to the trash, all of them travel
in the full export. What a day's row on Today says stays an :class:`Observation`; an entry tells
what a row cannot, and whoever writes an entry that implies a day's value (the hours of a night, the
minutes of bouts) writes that value in the same transaction.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from iop_companion.domain.ids import RecordId
from iop_companion.domain.observation import TYPED, is_known_source, was_recorded_late

STRONGEST = 10
"""Ratings of intensity and distress run from 0 to this."""

_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)
_DAYS_A_WEEK = 7
_LONGEST_MIN = 24 * 60
_STRONGEST_SIDE_EFFECT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class DiaryEntry:
    """The common ground of all kinds. ``note`` never shows in ``repr``, nor do other words.

    ``moment`` is the local time of day it speaks of, or None. ``recorded_at`` is an aware instant.
    ``source`` and ``zone`` are those of an observation.
    """

    id: RecordId
    day: date
    recorded_at: datetime
    moment: time | None = None
    source: str = TYPED
    private: bool = False
    zone: str = ""
    note: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        """Raise ``ValueError`` for a naive instant, an unknown source, or what cannot be meant."""
        if self.recorded_at.tzinfo is None:
            raise ValueError("recorded_at needs a UTC offset")
        if not is_known_source(self.source):
            raise ValueError("unknown source")
        self.check()

    def check(self) -> None:
        """Raise ``ValueError`` for fields of the kind itself that cannot be meant."""

    @property
    def is_late(self) -> bool:
        """Whether it was typed more than 36 h after its day's end."""
        return was_recorded_late(self.day, self.recorded_at, self.source)

    @property
    def is_under_way(self) -> bool:
        """Whether it is begun and not done; nothing counts it yet, and no history is kept of it."""
        return False

    @property
    def place(self) -> tuple[Any, ...]:
        """What makes two entries one and the same; for most kinds the id alone."""
        return (self.id,)


@dataclass(frozen=True, slots=True)
class ItemAnswer:
    """The option chosen for one question of a questionnaire."""

    item: str
    value: int = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredQuestionnaire(DiaryEntry):
    """A questionnaire as answered, word for word of its ``version`` and ``locale``.

    Scores are never stored: they are worked out of ``answers``. Not answered is absent. While not
    ``finished`` it can be gone on with.
    """

    instrument: str
    version: int
    locale: str
    answers: tuple[ItemAnswer, ...] = ()
    finished: bool = True

    def check(self) -> None:
        """Raise ``ValueError`` for a question answered twice."""
        if len({answer.item for answer in self.answers}) < len(self.answers):
            raise ValueError("a question was answered twice")

    @property
    def is_under_way(self) -> bool:
        """Whether it can be gone on with."""
        return not self.finished

    @property
    def values(self) -> dict[str, int]:
        """The answers by item, as the arithmetic of questionnaires takes them."""
        return {answer.item: answer.value for answer in self.answers}


@dataclass(frozen=True, slots=True, kw_only=True)
class EnteredScore(DiaryEntry):
    """A score without answers: from a clinic's sheet, or of a questionnaire not shipped here.

    ``instrument`` is the id of one in the catalogue, or "" with ``name`` in the person's words.
    """

    instrument: str = ""
    name: str = field(default="", repr=False)
    score: float = field(repr=False)
    low: float | None = None
    high: float | None = None
    given_by: str = field(default="", repr=False)

    def check(self) -> None:
        """Raise ``ValueError`` for a score of nothing, or outside its own range."""
        if bool(self.instrument) == bool(self.name):
            raise ValueError("a score is of one questionnaire")
        if self.low is not None and self.high is not None and self.low >= self.high:
            raise ValueError("a range runs from low to high")
        if self.low is not None and self.score < self.low:
            raise ValueError("a score below its range")
        if self.high is not None and self.score > self.high:
            raise ValueError("a score above its range")


class Rested(StrEnum):
    """How rested a person felt after a night."""

    NOT = "not"
    A_LITTLE = "a_little"
    MOSTLY = "mostly"
    WELL = "well"


@dataclass(frozen=True, slots=True, kw_only=True)
class SleepNight(DiaryEntry):
    """What the clock said in the night that ended on ``day``; at most one a day.

    Clock times are local; minutes are the person's own guess. Each may be missing: what can be
    worked out of a whole one is :func:`iop_companion.domain.sleep_night.work_out`. The hours and
    the quality are values of the day (``sleep_duration``, ``sleep_quality``). ``day_before`` names
    what stood before the night: ids such as ``nap``, or own words.
    """

    bed: time | None = None
    try_to_sleep: time | None = None
    final_wake: time | None = None
    out: time | None = None
    latency_min: int | None = None
    awake_min: int | None = None
    awakenings: int | None = None
    rested: Rested | None = None
    day_before: tuple[str, ...] = field(default=(), repr=False)

    def check(self) -> None:
        """Raise ``ValueError`` for a count below 0."""
        counts = (self.latency_min, self.awake_min, self.awakenings)
        if any(count is not None and count < 0 for count in counts):
            raise ValueError("a count of a night is 0 or more")

    @property
    def place(self) -> tuple[Any, ...]:
        """Its day."""
        return (self.day,)


@dataclass(frozen=True, slots=True)
class Regimen:
    """How a medicine is taken from ``from_day`` on, as the person was told.

    ``amount`` is in words ("50 mg"). ``times`` are :data:`PARTS_OF_DAY` or clock times ``HH:MM``;
    none means as needed. It is due on
    ``weekdays`` (0 is Monday), or, without any, every ``every_days`` days from ``from_day``.
    """

    from_day: date
    amount: str = field(default="", repr=False)
    times: tuple[str, ...] = ()
    weekdays: tuple[int, ...] = ()
    every_days: int = 1
    stopped: bool = False
    why: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        """Raise ``ValueError`` for a time, weekday or distance there is not."""
        if any(at not in PARTS_OF_DAY and not _CLOCK.fullmatch(at) for at in self.times):
            raise ValueError("a time is a part of the day or HH:MM")
        if len(set(self.times)) < len(self.times):
            raise ValueError("a time stands twice")
        if not set(self.weekdays) <= set(range(_DAYS_A_WEEK)):
            raise ValueError("weekdays run from 0 to 6")
        if self.every_days < 1:
            raise ValueError("every_days is 1 or more")

    def due_on(self, day: date) -> tuple[str, ...]:
        """Return the times at which it is due on ``day``; none before it began."""
        apart = (day - self.from_day).days
        if self.stopped or apart < 0:
            return ()
        if self.weekdays:
            return self.times if day.weekday() in self.weekdays else ()
        return self.times if apart % self.every_days == 0 else ()


PARTS_OF_DAY = ("morning", "midday", "evening", "bedtime", "any_time")
"""The times of a medicine that are no clock time, in the order of the day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Medicine(DiaryEntry):
    """A medicine of the person's list, with every change of how it is taken, oldest first.

    ``day`` is the one on which it came on the list. ``for_what`` is in the person's words.
    """

    name: str = field(repr=False)
    for_what: str = field(default="", repr=False)
    position: int = 0
    regimens: tuple[Regimen, ...] = ()

    def check(self) -> None:
        """Raise ``ValueError`` without a name or regimen, or for two of one day."""
        if not self.name.strip() or not self.regimens:
            raise ValueError("a medicine needs a name and a regimen")
        days = [regimen.from_day for regimen in self.regimens]
        if sorted(set(days)) != days:
            raise ValueError("regimens stand by their days")

    def regimen_on(self, day: date) -> Regimen | None:
        """Return how it is taken on ``day``; None before it began."""
        begun = [regimen for regimen in self.regimens if regimen.from_day <= day]
        return begun[-1] if begun else None

    def due_on(self, day: date) -> tuple[str, ...]:
        """Return the times at which it is due on ``day``."""
        regimen = self.regimen_on(day)
        return regimen.due_on(day) if regimen else ()

    def is_as_needed_on(self, day: date) -> bool:
        """Whether it is there on ``day`` to be taken when needed."""
        regimen = self.regimen_on(day)
        return regimen is not None and not regimen.stopped and not regimen.times

    def changes(self) -> Iterator[tuple[Regimen | None, Regimen]]:
        """Yield each regimen with the one before it, None before the first."""
        before: Regimen | None = None
        for regimen in self.regimens:
            yield before, regimen
            before = regimen


class DoseOutcome(StrEnum):
    """What became of a dose."""

    TAKEN = "taken"
    LATE = "late"
    MISSED = "missed"
    SKIPPED_ON_ADVICE = "skipped_on_advice"


class Helped(StrEnum):
    """Whether something helped, as the person sees it."""

    NO = "no"
    A_LITTLE = "a_little"
    YES = "yes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose(DiaryEntry):
    """One dose of a medicine.

    ``due`` is the time of its regimen that it answers, "" for one taken as needed. ``moment`` is
    when it was taken, if the person said so.
    """

    medicine: RecordId
    due: str = ""
    outcome: DoseOutcome
    amount: str = field(default="", repr=False)
    reason: str = field(default="", repr=False)
    helped: Helped | None = None

    @property
    def place(self) -> tuple[Any, ...]:
        """Medicine, day and time due: one answer for each; as needed, any number."""
        return (self.medicine, self.day, self.due) if self.due else (self.id,)


@dataclass(frozen=True, slots=True, kw_only=True)
class SideEffect(DiaryEntry):
    """How strong something was on a day, 0 none to 3 strong; ``medicine`` if the person knows."""

    words: str = field(repr=False)
    strength: int
    medicine: RecordId | None = None

    def check(self) -> None:
        """Raise ``ValueError`` without words or for a strength there is not."""
        if not self.words.strip() or not 0 <= self.strength <= _STRONGEST_SIDE_EFFECT:
            raise ValueError("a side effect has words and a strength from 0 to 3")

    @property
    def place(self) -> tuple[Any, ...]:
        """What and when: one answer a day for each."""
        return (self.words, self.day, self.medicine)


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillUse(DiaryEntry):
    """A skill tried, or meant and not used (``used`` False, ``why_not`` in words).

    ``skill`` is the id of the catalogue or of an own one. ``before`` and ``after`` rate ``rated``
    (``distress``, ``urge``, ``anxiety``) from 0 to 10. ``helped_later`` is asked the next day. Not
    ``finished`` while its steps are under way; ``moment`` is when it was begun.
    """

    skill: str
    used: bool = True
    finished: bool = True
    rated: str = "distress"
    before: int | None = None
    after: int | None = None
    minutes: float | None = None
    helped_later: Helped | None = None
    why_not: str = field(default="", repr=False)

    def check(self) -> None:
        """Raise ``ValueError`` for a rating or a length that cannot be."""
        _check_rating(self.before)
        _check_rating(self.after)
        _check_minutes(self.minutes)

    @property
    def is_under_way(self) -> bool:
        """Whether its steps are being done."""
        return not self.finished


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSkill(DiaryEntry):
    """A skill of the person's own. ``skill`` is the id by which days and uses speak of it."""

    skill: str
    label: str = field(repr=False)
    module: str = ""
    steps: tuple[str, ...] = field(default=(), repr=False)
    minutes: int | None = None
    hidden: bool = False

    def check(self) -> None:
        """Raise ``ValueError`` without a name."""
        if not self.skill or not self.label.strip():
            raise ValueError("an own skill needs an id and a name")

    @property
    def place(self) -> tuple[Any, ...]:
        """Its id."""
        return (self.skill,)


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerExposure(DiaryEntry):
    """A trigger met: how strong it was, what came before, what the person did, what came of it.

    ``trigger`` is the id of the catalogue or own words. ``plan`` is the if-then plan they used.
    """

    trigger: str
    intensity: int | None = None
    came_before: str = field(default="", repr=False)
    response: str = field(default="", repr=False)
    outcome: str = field(default="", repr=False)
    plan: RecordId | None = None
    plan_helped: Helped | None = None

    def check(self) -> None:
        """Raise ``ValueError`` without a trigger or for an intensity there is not."""
        if not self.trigger:
            raise ValueError("an exposure is to something")
        _check_rating(self.intensity)


@dataclass(frozen=True, slots=True, kw_only=True)
class IfThenPlan(DiaryEntry):
    """If ``cue``, then ``action``, else ``backup``, in the person's words.

    ``trigger`` names one of the triggers, or is "". With ``rested_on`` it is kept, but not offered.
    """

    trigger: str = ""
    cue: str = field(default="", repr=False)
    action: str = field(repr=False)
    backup: str = field(default="", repr=False)
    position: int = 0
    rested_on: date | None = None

    def check(self) -> None:
        """Raise ``ValueError`` for a plan without an if or without a then."""
        if not (self.trigger or self.cue.strip()) or not self.action.strip():
            raise ValueError("a plan needs an if and a then")


class Effort(StrEnum):
    """How hard a movement was, by feel: talking and singing, talking only, neither."""

    LIGHT = "light"
    MODERATE = "moderate"
    VIGOROUS = "vigorous"


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementBout(DiaryEntry):
    """One stretch of movement; ``movement`` is an option of ``movement_kind`` or own words."""

    movement: str
    minutes: float
    effort: Effort | None = None

    def check(self) -> None:
        """Raise ``ValueError`` for a length that cannot be."""
        _check_minutes(self.minutes)


@dataclass(frozen=True, slots=True, kw_only=True)
class UseAmount(DiaryEntry):
    """How much of a substance on a day, or None where the person would rather not say.

    ``unit`` is ``standard_drink`` with the grams of alcohol of one (``grams``: 14 US, 8 UK, 10 AU),
    or any words of their own.
    """

    substance: str = field(repr=False)
    amount: float | None = field(default=None, repr=False)
    unit: str = ""
    grams: float | None = None

    def check(self) -> None:
        """Raise ``ValueError`` without a substance or below 0."""
        if not self.substance.strip():
            raise ValueError("an amount is of something")
        if min(self.amount or 0, self.grams or 0) < 0:
            raise ValueError("an amount is 0 or more")


ENTRY_KINDS: Mapping[str, type[DiaryEntry]] = {
    "answered_questionnaire": AnsweredQuestionnaire,
    "entered_score": EnteredScore,
    "sleep_night": SleepNight,
    "medicine": Medicine,
    "dose": Dose,
    "side_effect": SideEffect,
    "skill_use": SkillUse,
    "own_skill": OwnSkill,
    "trigger_exposure": TriggerExposure,
    "if_then_plan": IfThenPlan,
    "movement_bout": MovementBout,
    "use_amount": UseAmount,
}
"""Every kind by the name that tables and files call it, in the order of a full export."""

KIND_NAMES: Mapping[type[DiaryEntry], str] = {kind: name for name, kind in ENTRY_KINDS.items()}


@dataclass(frozen=True, slots=True)
class PastEntry:
    """An earlier state of an entry."""

    entry: DiaryEntry
    replaced_at: datetime


def _check_rating(rating: int | None) -> None:
    if rating is not None and not 0 <= rating <= STRONGEST:
        raise ValueError("a rating runs from 0 to 10")


def _check_minutes(minutes: float | None) -> None:
    if minutes is not None and not 0 <= minutes <= _LONGEST_MIN:
        raise ValueError("a length is at most a day")
