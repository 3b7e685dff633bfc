"""Fills a throw-away vault with eighteen months of an invented person, to look at and to test."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import NAMESPACE_OID, UUID, uuid5

import numpy as np

from iop_companion.catalog.demo_words import DemoWords, demo_words
from iop_companion.domain.chart_series import ChartEvent, EventKind
from iop_companion.domain.ids import MeasureId, ObservationId, RecordId
from iop_companion.domain.measure import Measure, Value
from iop_companion.domain.observation import DEMO, Observation
from iop_companion.domain.ports import OpenVault
from iop_companion.domain.records import (
    OwnSign,
    ParticipantSetting,
    PlanStep,
    PlanZone,
    Record,
    SessionDate,
    SignTick,
    ZonePlan,
)
from iop_companion.domain.setting_values import Contact
from iop_companion.domain.sign_rule import Comparison, SignCondition, SignRule
from iop_companion.services import demo_story
from iop_companion.services.chart_events import EVENTS_SETTING, events_text
from iop_companion.services.demo_story import DayOfStory, Stretch
from iop_companion.services.people import PEOPLE_SETTING

if TYPE_CHECKING:
    from iop_companion.services.measures import MeasureList

N_DAYS = 548
SEED = 23

TALK_POINTS_SETTING = "talk_points"
"""Key of the setting that the summary reads: a JSON list of texts."""

_PRIVATE_NOTE_BEFORE = 40
_FIRST_MEDICINE_BEFORE = 200
_LATE_SHARE = 0.07
_MOMENTS_SHARE = 0.06
_NOTE_SHARE = {Stretch.BEFORE: 0.12, Stretch.PROGRAM: 0.25, Stretch.AFTER: 0.16, Stretch.HARD: 0.4}
_ANSWERED = {
    "mood": 0.99, "anxiety": 0.94, "urge": 0.95, "urge_acted_on": 0.85, "urge_set_off_by": 0.8,
    "sleep_duration": 0.96, "sleep_quality": 0.92, "movement_minutes": 0.9, "movement_kind": 0.95,
    "medicine_taken": 0.96,
}  # fmt: skip
"""How often the person answers each row on a day with an entry."""

_MOMENT_TIMES = (time(8, 10), time(13, 30), time(20, 45))
_SESSION_HOUR = time(12, 0)

_KINDS = {"walk": 55, "yoga": 14, "strength": 9, "sport": 7, "house_garden": 11, "other": 4}
_SKILLS = {
    Stretch.BEFORE: {"reach_out": 4, "creative": 3, "gentle_yoga": 2, "gratitude": 1},
    Stretch.PROGRAM: {
        "paced_breathing": 9, "grounding_senses": 7, "cool_water": 4, "thought_record": 5,
        "urge_surfing": 6, "name_feeling": 3, "check_facts": 3, "plan_activity": 4, "delay": 3,
        "muscle_release": 2, "ask_clearly": 2, "sleep_winddown": 3,
    },
    Stretch.AFTER: {
        "paced_breathing": 9, "urge_surfing": 6, "grounding_senses": 5, "recovery_routine": 6,
        "peer_meeting": 3, "sleep_winddown": 5, "plan_activity": 4, "reach_out": 4, "delay": 3,
        "play_forward": 2, "halt_check": 3, "cool_water": 2, "say_no": 1, "gratitude": 2,
    },
    Stretch.HARD: {"paced_breathing": 6, "urge_surfing": 4, "cool_water": 2, "delay": 2},
}  # fmt: skip
_TRIGGERS = {
    Stretch.BEFORE: {
        "lonely": 5, "bored": 4, "poor_sleep": 5, "being_alone": 6, "work_or_school_stress": 5,
        "payday": 2, "conflict": 3, "self_criticism": 3,
    },
    Stretch.PROGRAM: {
        "anxious": 5, "memories": 3, "conflict": 4, "being_alone": 5, "poor_sleep": 3, "tired": 4,
        "medicine_change": 2, "family_contact": 3,
    },
    Stretch.AFTER: {
        "tired": 4, "conflict": 3, "being_around_use": 3, "unstructured_time": 4, "worry": 3,
        "being_alone": 3, "money": 2, "very_good_or_celebrating": 2,
    },
    Stretch.HARD: {"poor_sleep": 8, "being_alone": 6, "worry": 4, "money": 4, "conflict": 3},
}  # fmt: skip
_MEDICINE = {"taken": 93, "some": 4, "not_today": 3}
_MEDICINE_HARD = {"taken": 74, "some": 14, "not_today": 12}
_ACTED_ON = {
    Stretch.BEFORE: {"no": 50, "partly": 22, "yes": 22, "rather_not_say": 6},
    Stretch.PROGRAM: {"no": 78, "partly": 12, "yes": 7, "rather_not_say": 3},
    Stretch.AFTER: {"no": 93, "partly": 5, "yes": 1, "rather_not_say": 1},
    Stretch.HARD: {"no": 80, "partly": 14, "rather_not_say": 6},
}


@dataclass(frozen=True, slots=True)
class _Said:
    """One answer of a day, before it is an observation."""

    measure_id: str
    value: Value
    moment: time | None = None
    private: bool = False


def demo_observations(
    measures: Iterable[Measure], last: date, seed: int = SEED, n_days: int = N_DAYS
) -> list[Observation]:
    """Return the entries of ``n_days`` days that end on ``last``, oldest first.

    The same arguments give the same entries, ids included. Measures that are not among
    ``measures`` are left out. Nothing is recorded after ``last`` itself.
    """
    known = {measure.id: measure for measure in measures}
    rng = np.random.default_rng(seed)
    days = demo_story.tell(rng, last, n_days)
    diary = _Diary(rng, demo_words())
    return [
        observation for day in days for observation in _written(rng, known, day, diary.answers(day))
    ]


def fill_demo(vault: OpenVault, measures: MeasureList, today: date, seed: int = SEED) -> int:
    """Write the whole demonstration in one transaction; returns the number of values.

    Entries end on the day before ``today``, so that today's check-in is there to be tried.
    """
    observations = demo_observations(measures.all(), today - timedelta(days=1), seed)
    with vault.write() as journal:
        written = journal.put_many(observations)
        for record in demo_records(today):
            journal.put(record)
    return written


def demo_records(today: date) -> list[Record]:
    """Return what stands beside the entries: Monday sessions, plan, chart events, talk points."""
    words = demo_words()
    signs = _signs(words, today)
    return [*_sessions(today), *_plan(words), *signs, *_settings(words, today)]


class _Diary:
    """What the person writes down about a day of the story."""

    def __init__(self, rng: np.random.Generator, words: DemoWords) -> None:
        self._rng = rng
        self._words = words
        self._notes = {
            Stretch.BEFORE: _again_and_again(rng, words.notes_before),
            Stretch.PROGRAM: _again_and_again(rng, words.notes_program),
            Stretch.AFTER: _again_and_again(rng, words.notes_after),
            Stretch.HARD: _again_and_again(rng, words.notes_hard),
        }

    def answers(self, day: DayOfStory) -> list[_Said]:
        """Return what was answered that day; rows are skipped now and then, as people do."""
        said = [
            *self._scale("mood", day.mood),
            _Said("anxiety", day.anxiety),
            *self._urge(day),
            _Said("sleep_duration", day.sleep),
            _Said("sleep_quality", day.quality),
            *self._movement(day),
            *self._medicine(day),
        ]
        kept = [item for item in said if self._rng.random() < _ANSWERED[item.measure_id]]
        return [*kept, *self._skills(day), *self._note(day)]

    def _scale(self, measure_id: str, value: float) -> Iterator[_Said]:
        """Now and then two or three moments instead of one number for the day."""
        if self._rng.random() >= _MOMENTS_SHARE:
            yield _Said(measure_id, value)
            return
        n_moments = int(self._rng.integers(2, 4))
        for moment in _MOMENT_TIMES[-n_moments:]:
            around = value + float(self._rng.integers(-1, 2))
            yield _Said(measure_id, min(max(around, 0.0), 10.0), moment)

    def _urge(self, day: DayOfStory) -> Iterator[_Said]:
        yield _Said("urge", day.urge)
        if day.urge >= 1:
            yield _Said("urge_acted_on", self._one_of(_ACTED_ON[day.stretch]))
        if day.urge >= 2:
            wanted = int(self._rng.integers(1, 3))
            yield _Said("urge_set_off_by", self._some_of(_TRIGGERS[day.stretch], wanted))

    def _movement(self, day: DayOfStory) -> Iterator[_Said]:
        yield _Said("movement_minutes", day.movement)
        if day.movement:
            yield _Said("movement_kind", self._one_of(_KINDS))

    def _medicine(self, day: DayOfStory) -> Iterator[_Said]:
        if day.before_last <= _FIRST_MEDICINE_BEFORE:
            hard = day.stretch is Stretch.HARD
            yield _Said("medicine_taken", self._one_of(_MEDICINE_HARD if hard else _MEDICINE))

    def _skills(self, day: DayOfStory) -> Iterator[_Said]:
        """Ticks, or the number 0: no tick at all would be "not answered"."""
        if day.n_skills == 0:
            yield _Said("skills_used", 0.0)
        else:
            yield _Said("skills", self._some_of(_SKILLS[day.stretch], day.n_skills))

    def _note(self, day: DayOfStory) -> Iterator[_Said]:
        if day.before_last == _PRIVATE_NOTE_BEFORE:
            yield _Said("note", self._words.private_note, private=True)
        elif self._rng.random() < _NOTE_SHARE[day.stretch]:
            yield _Said("note", next(self._notes[day.stretch]))

    def _one_of(self, weights: Mapping[str, int]) -> str:
        return self._some_of(weights, 1)[0]

    def _some_of(self, weights: Mapping[str, int], n: int) -> tuple[str, ...]:
        share = np.array(list(weights.values()), dtype=float)
        picked = self._rng.choice(
            list(weights), size=min(n, len(weights)), replace=False, p=share / share.sum()
        )
        return tuple(str(name) for name in picked)


def _again_and_again(rng: np.random.Generator, texts: Sequence[str]) -> Iterator[str]:
    """Yield every text once in a random order, then again in another."""
    while True:
        for index in rng.permutation(len(texts)):
            yield texts[index]


def _written(
    rng: np.random.Generator,
    known: Mapping[MeasureId, Measure],
    day: DayOfStory,
    said: Iterable[_Said],
) -> Iterator[Observation]:
    recorded_at = _recorded_at(rng, day)
    for item in said:
        measure = known.get(MeasureId(item.measure_id))
        if measure is None:
            continue
        yield Observation(
            id=ObservationId(str(UUID(bytes=rng.bytes(16), version=4))),
            measure_id=measure.id,
            measure_version=measure.version,
            day=day.day,
            value=measure.fitted(item.value),
            recorded_at=recorded_at,
            moment=item.moment,
            source=DEMO,
            private=item.private,
        )


def _recorded_at(rng: np.random.Generator, day: DayOfStory) -> datetime:
    """The evening of the day, or two to five evenings later for a late entry."""
    is_late = rng.random() < _LATE_SHARE and day.before_last >= 5
    later = int(rng.integers(2, 6)) if is_late else 0
    evening = datetime.combine(day.day + timedelta(days=later), time(17, 30), tzinfo=UTC)
    return evening + timedelta(minutes=int(rng.integers(0, 360)))


def _sessions(today: date) -> Iterator[SessionDate]:
    """Mondays since the program began; the newest lies before today."""
    newest = today - timedelta(days=(today.weekday() or 7))
    for week in range(demo_story.PROGRAM_START // 7):
        day = newest - timedelta(weeks=week)
        recorded_at = datetime.combine(day, _SESSION_HOUR, tzinfo=UTC)
        yield SessionDate(_record_id("session", day.isoformat()), day, recorded_at)


def _plan(words: DemoWords) -> Iterator[PlanStep]:
    for zone, texts in ((PlanZone.WATCH, words.plan_watch), (PlanZone.ACT, words.plan_act)):
        for position, text in enumerate(texts):
            yield PlanStep(_record_id(zone.value, str(position)), zone, position, text)


def _signs(words: DemoWords, today: date) -> Iterator[OwnSign | SignTick | ZonePlan]:
    """Signs that were written at step-down; the first is read from entries, one showed lately."""
    since = today - timedelta(days=demo_story.STEP_DOWN)
    written_at = datetime.combine(since, _SESSION_HOUR, tzinfo=UTC)
    short = SignRule((SignCondition(MeasureId("sleep_duration"), Comparison.UNDER, 5.0),), 3)
    zones = [PlanZone.WATCH] * len(words.signs_watch) + [PlanZone.ACT] * len(words.signs_act)
    for n, (text, zone) in enumerate(
        zip((*words.signs_watch, *words.signs_act), zones, strict=True)
    ):
        rule = None if n else short
        sign_id = _record_id("sign", str(n))
        yield OwnSign(sign_id, text, zone, written_at, since, rule=rule, position=n)
    yield SignTick(
        _record_id("tick", "1"), _record_id("sign", "1"), today - timedelta(days=2), written_at
    )
    program, relative, friend = (name for name, _number, _remark in words.people)
    people = {PlanZone.WATCH: (friend,), PlanZone.ACT: (program, relative)}
    to_say = {PlanZone.ACT: words.to_say}
    for zone, told in zip(PlanZone, words.how_i_know, strict=True):
        yield ZonePlan(
            zone, since, how_i_know=told, people=people.get(zone, ()), to_say=to_say.get(zone, "")
        )


def _settings(words: DemoWords, today: date) -> Iterator[ParticipantSetting]:
    last = today - timedelta(days=1)
    begins = (demo_story.PROGRAM_START, demo_story.STEP_DOWN, demo_story.PROGRAM_END)
    kinds = (EventKind.START, EventKind.STEP_DOWN, EventKind.DISCHARGE)
    events = tuple(
        ChartEvent(_monday_of(last - timedelta(days=before)), label, kind)
        for before, label, kind in zip(begins, words.events, kinds, strict=True)
    )
    yield ParticipantSetting(EVENTS_SETTING, events_text(events))
    yield ParticipantSetting(TALK_POINTS_SETTING, json.dumps(list(words.talk_points)))
    people = [Contact(*one)._asdict() for one in words.people]
    yield ParticipantSetting(PEOPLE_SETTING, json.dumps(people))


def _monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _record_id(kind: str, name: str) -> RecordId:
    """A stable id, so that the same demonstration is the same to the last bit."""
    return RecordId(str(uuid5(NAMESPACE_OID, f"demo {kind} {name}")))
