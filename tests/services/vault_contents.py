"""Vaults full of anything a vault can hold, drawn by hypothesis."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone

from hypothesis import strategies as st

from iop_companion.domain.diary_entries import (
    AnsweredQuestionnaire,
    Dose,
    DoseOutcome,
    Effort,
    EnteredScore,
    Helped,
    IfThenPlan,
    ItemAnswer,
    Medicine,
    MovementBout,
    OwnSkill,
    Regimen,
    Rested,
    SideEffect,
    SkillUse,
    SleepNight,
    TriggerExposure,
    UseAmount,
)
from iop_companion.domain.ids import new_id
from iop_companion.domain.measure import DayRule, Goal, Kind, Measure, Option, Scale, Worse
from iop_companion.domain.observation import Observation
from iop_companion.domain.records import (
    Answer,
    AsideReason,
    EpisodeOutcome,
    ImportBatch,
    OfferCause,
    OwnSign,
    PanelAnswer,
    ParticipantSetting,
    PlanStep,
    PlanUsed,
    PlanZone,
    SessionDate,
    SetAside,
    ShownEpisode,
    ShownLevel,
    SignTick,
    StepDone,
    UsualOffer,
    ZonePlan,
    ZoneSaid,
)
from iop_companion.domain.sign_rule import Comparison, SignCondition, SignRule
from iop_companion.services.own_rows import RowDraft, RowKind, described_by

OWN = Measure(
    id="tea_cups", label="Cups of tea", kind=Kind.COUNT, scale=Scale(0, 99),
    day_rule=DayRule.SUM, own=True, on=True,
)  # fmt: skip

ACTED_ON = Measure(
    id="acted_on", label="Acted on it", kind=Kind.CHOICE, own=True, on=True,
    options=(Option("no", "No", "N"), Option("partly", "Partly", "P")),
)  # fmt: skip

# no lone surrogates (no file can hold them) and no NUL (no text file holds one)
WORDS = st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=25
) | st.text(st.sampled_from("'=+-@＝\t\r\n \",;|<>é☂ab1"), max_size=12)
TAG = WORDS.filter(lambda text: text.strip() and "|" not in text)
DAYS = st.dates(date(2026, 1, 1), date(2026, 3, 10))
ZONES = st.sampled_from([UTC, timezone(timedelta(hours=1)), timezone(timedelta(hours=-9.5))])
INSTANTS = st.builds(
    lambda day, clock, zone: datetime.combine(day, clock.replace(microsecond=0), zone),
    DAYS, st.times(), ZONES,
)  # fmt: skip
MOMENTS = st.none() | st.builds(
    time, st.integers(0, 23), st.integers(0, 59), st.sampled_from([0, 7])
)

RULES = st.none() | st.builds(
    lambda compared, limit, n_days, in_a_row: SignRule(
        (SignCondition("mood", compared, limit),), n_days, in_a_row=in_a_row
    ),
    st.sampled_from(Comparison), st.floats(-99, 99), st.integers(1, 7), st.booleans(),
)  # fmt: skip


DRAFTS = st.builds(
    lambda kind, low, step, n_steps, **other: RowDraft(
        kind, "named below", low=str(low), step=str(step), high=str(round(low + step * n_steps, 6)),
        **other,
    ),
    kind=st.sampled_from(RowKind), low=st.integers(-20, 20).map(float),
    step=st.sampled_from([1.0, 0.5, 0.1, 0.25, 2.0]), n_steps=st.integers(25, 60),
    low_words=st.sampled_from(["", "calm"]), high_words=st.sampled_from(["", "storm"]),
    unit=st.sampled_from(["", "cups", "=1+1"]), worse=st.sampled_from(Worse),
    goal=st.sampled_from(Goal), grams=st.sampled_from(["", "14", "8", "13.45"]),
)  # fmt: skip


@st.composite
def own_measures(draw):
    """Return own rows of any kind and scale, each in one to three versions, the newest last."""
    found = []
    for number, drafts in enumerate(
        draw(st.lists(st.lists(DRAFTS, min_size=1, max_size=3), max_size=4))
    ):
        for version, draft in enumerate(drafts, start=1):
            high = "9" if draft.kind is RowKind.URGE else draft.high
            described = described_by(replace(draft, label=f"Row {number}", high=high))
            measure = replace(described, id=f"row_{number}", version=version)
            found.append(measure)
            if draft.kind is RowKind.URGE:
                found.append(replace(ACTED_ON, id=f"{measure.id}_acted_on", asked_with=measure.id))
    return list({(measure.id, measure.version): measure for measure in found}.values())


def current_ones(measures):
    """Return of each measure its newest version."""
    return list({measure.id: measure for measure in measures}.values())


def _value(measure):
    if measure.kind is Kind.SCALE and measure.scale.step != 1:
        return st.integers(0, measure.scale.n_steps - 1).map(
            lambda n: measure.scale.low + n * measure.scale.step
        )
    if measure.kind.is_number and measure.scale.step == 1:
        return st.integers(int(measure.scale.low), int(measure.scale.high)).map(float)
    if measure.kind.is_number:
        return st.floats(measure.scale.low, measure.scale.high)
    if measure.kind is Kind.TEXT:
        return WORDS.filter(str.strip).map(str.strip)
    ids = [option.id for option in measure.options]
    if measure.kind is Kind.CHOICE:
        return st.sampled_from(ids)
    tag = TAG if measure.open_options else st.sampled_from(ids)
    return st.lists(tag, min_size=1, max_size=3).map(tuple)


@st.composite
def observations(draw, measures):
    """Return observations of some of ``measures``, at most one a slot."""
    found = {}
    for measure in draw(st.lists(st.sampled_from(measures), max_size=12)):
        observation = Observation(
            id=new_id(),
            measure_id=measure.id,
            measure_version=measure.version,
            day=draw(DAYS),
            value=measure.fitted(draw(_value(measure))),
            recorded_at=draw(INSTANTS),
            moment=draw(MOMENTS),
            source=draw(st.sampled_from(["typed", "paper", "demo", "import:elsewhere"])),
            private=draw(st.booleans()),
            note=draw(WORDS),
            zone=draw(st.sampled_from(["", "Europe/Berlin"])),
        )
        found[observation.slot] = observation
    return list(found.values())


@st.composite
def records(draw):
    """Return small records of every kind, none twice."""
    days = draw(st.lists(DAYS, max_size=3, unique=True))
    instant = draw(INSTANTS)
    return [
        *(SessionDate(new_id(), day, instant) for day in days),
        *(PanelAnswer(new_id(), day, draw(st.sampled_from(Answer)), day) for day in days[:1]),
        *(PlanStep(new_id(), draw(st.sampled_from(PlanZone)), place, draw(WORDS), day)
          for place, day in enumerate(days)),
        *(ImportBatch(new_id(), "daylio", instant, 3) for _day in days[:2]),
        *(ShownLevel(new_id(), instant, day, "watch", ("mood",), day) for day in days[:2]),
        *(OwnSign(f"sign-{version}", draw(WORDS), draw(st.sampled_from(PlanZone)), instant, day,
                  version, draw(RULES), tuple(draw(st.lists(WORDS, max_size=2))))
          for version, day in enumerate(days, start=1)),
        *(SignTick(new_id(), "sign-1", day, instant, draw(WORDS)) for day in days),
        *(SetAside(new_id(), day, day, "watch", draw(st.sampled_from(AsideReason)), draw(WORDS))
          for day in days[:1]),
        *(ZoneSaid(new_id(), day, PlanZone.WATCH, ("sign-1",)) for day in days[:1]),
        *(ZonePlan(zone, day, 1, draw(WORDS), (draw(WORDS),), draw(WORDS), day)
          for zone, day in zip(PlanZone, days, strict=False)),
        *(StepDone(new_id(), "step", PlanZone.ACT, day, draw(WORDS)) for day in days),
        *(ShownEpisode(new_id(), instant, day, "watch", (draw(WORDS),), draw(WORDS), day, ("mood",),
                       ("sign-1",), day, 0.5) for day in days[:1]),
        *(EpisodeOutcome(new_id(), day, day, draw(st.none() | st.sampled_from(PlanUsed)),
                         draw(st.none() | st.sampled_from(Helped)), draw(st.booleans()))
          for day in days),
        *(UsualOffer(new_id(), cause, day, day, draw(st.booleans()))
          for cause, day in zip(OfferCause, days, strict=False)),
        *(ParticipantSetting(key, '{"on": [], "off": []}') for key in ("rows", "a")[: len(days)]),
        *([OWN] if draw(st.booleans()) else []),
    ]  # fmt: skip


TOLD = WORDS.filter(str.strip)
CLOCKS = st.none() | st.builds(time, st.integers(0, 23), st.integers(0, 59))
RATINGS = st.none() | st.integers(0, 10)
HELPED = st.none() | st.sampled_from(Helped)
REGIMENS = st.lists(
    st.builds(
        Regimen,
        from_day=DAYS,
        amount=WORDS,
        times=st.lists(st.sampled_from(["morning", "bedtime", "08:30"]), unique=True).map(tuple),
        weekdays=st.sets(st.integers(0, 6)).map(lambda days: tuple(sorted(days))),
        every_days=st.integers(1, 28),
        stopped=st.booleans(),
        why=WORDS,
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda regimen: regimen.from_day,
).map(lambda found: tuple(sorted(found, key=lambda regimen: regimen.from_day)))


def _entry(kind, **own):
    return st.builds(
        kind,
        id=st.builds(new_id),
        day=DAYS,
        recorded_at=INSTANTS,
        moment=MOMENTS,
        source=st.sampled_from(["typed", "paper", "demo", "import:elsewhere"]),
        private=st.booleans(),
        zone=st.sampled_from(["", "Europe/Berlin"]),
        note=WORDS,
        **own,
    )


ENTRIES = {
    AnsweredQuestionnaire: _entry(
        AnsweredQuestionnaire,
        instrument=st.sampled_from(["phq9", "gad7"]),
        version=st.integers(1, 3),
        locale=st.sampled_from(["en", "es-US"]),
        answers=st.dictionaries(st.sampled_from("abcd"), st.integers(0, 4)).map(
            lambda answers: tuple(ItemAnswer(*pair) for pair in answers.items())
        ),
        finished=st.booleans(),
    ),
    EnteredScore: _entry(
        EnteredScore, name=TOLD, score=st.floats(0, 100), low=st.just(0.0), high=st.just(100.0),
        given_by=WORDS,
    ),
    SleepNight: _entry(
        SleepNight, bed=CLOCKS, try_to_sleep=CLOCKS, final_wake=CLOCKS, out=CLOCKS,
        latency_min=st.none() | st.integers(0, 600), awake_min=st.none() | st.integers(0, 600),
        awakenings=st.none() | st.integers(0, 20), rested=st.none() | st.sampled_from(Rested),
        day_before=st.lists(WORDS, max_size=2).map(tuple),
    ),
    Medicine: _entry(
        Medicine, name=TOLD, for_what=WORDS, position=st.integers(0, 9), regimens=REGIMENS
    ),
    Dose: _entry(
        Dose, medicine=st.sampled_from("mn"), due=st.sampled_from(["", "morning", "08:30"]),
        outcome=st.sampled_from(DoseOutcome), amount=WORDS, reason=WORDS, helped=HELPED,
    ),
    SideEffect: _entry(
        SideEffect, words=TOLD, strength=st.integers(0, 3), medicine=st.none() | st.just("m")
    ),
    SkillUse: _entry(
        SkillUse, skill=st.sampled_from(["walk", "own"]), used=st.booleans(),
        finished=st.booleans(), rated=st.sampled_from(["distress", "urge"]), before=RATINGS,
        after=RATINGS, minutes=st.none() | st.floats(0, 90), helped_later=HELPED, why_not=WORDS,
    ),
    OwnSkill: _entry(
        OwnSkill, skill=st.builds(new_id), label=TOLD, module=st.sampled_from(["", "body"]),
        steps=st.lists(WORDS, max_size=3).map(tuple), minutes=st.none() | st.integers(1, 60),
        hidden=st.booleans(),
    ),
    TriggerExposure: _entry(
        TriggerExposure, trigger=WORDS.filter(bool), intensity=RATINGS, came_before=WORDS,
        response=WORDS, outcome=WORDS, plan=st.none() | st.just("p"), plan_helped=HELPED,
    ),
    IfThenPlan: _entry(
        IfThenPlan, trigger=WORDS, cue=TOLD, action=TOLD, backup=WORDS,
        position=st.integers(0, 9), rested_on=st.none() | DAYS,
    ),
    MovementBout: _entry(
        MovementBout, movement=WORDS, minutes=st.floats(0, 1440),
        effort=st.none() | st.sampled_from(Effort),
    ),
    UseAmount: _entry(
        UseAmount, substance=TOLD, amount=st.none() | st.floats(0, 99),
        unit=st.sampled_from(["", "standard_drink", "lines"]), grams=st.none() | st.floats(0, 20),
    ),
}  # fmt: skip
"""For every kind of entry a way to draw one."""


@st.composite
def entries(draw):
    """Return entries of some kinds, no two of them at one place."""
    drawn = draw(st.lists(st.sampled_from(list(ENTRIES)).flatmap(ENTRIES.get), max_size=8))
    return list({(type(entry), entry.place): entry for entry in drawn}.values())


@st.composite
def entry_edits(draw, present):
    """Return (entry, what becomes of it): with another note, or None for the trash."""
    chosen = draw(st.lists(st.sampled_from(present), max_size=3)) if present else []
    return [
        (entry, replace(entry, note=draw(WORDS)) if draw(st.booleans()) else None)
        for entry in chosen
    ]


@st.composite
def edits(draw, present, measures):
    """Return (observation, what becomes of it): another state of it, or None for the trash."""
    known = {measure.id: measure for measure in measures}
    chosen = draw(st.lists(st.sampled_from(present), max_size=5)) if present else []
    return [
        (
            observation,
            draw(st.none() | _value(known[observation.measure_id]).map(
                known[observation.measure_id].fitted
            )),
            draw(INSTANTS),
        )
        for observation in chosen
    ]  # fmt: skip
