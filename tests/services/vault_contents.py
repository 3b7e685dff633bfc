"""Vaults full of anything a vault can hold, drawn by hypothesis."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

from hypothesis import strategies as st

from iop_companion.domain.ids import new_id
from iop_companion.domain.measure import DayRule, Kind, Measure, Scale
from iop_companion.domain.observation import Observation
from iop_companion.domain.records import (
    Answer,
    ImportBatch,
    PanelAnswer,
    ParticipantSetting,
    PlanStep,
    PlanZone,
    SessionDate,
    ShownLevel,
)

OWN = Measure(
    id="tea_cups", label="Cups of tea", kind=Kind.COUNT, scale=Scale(0, 99),
    day_rule=DayRule.SUM, own=True, on=True,
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


def _value(measure):
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
        *(ParticipantSetting(key, '{"on": [], "off": []}') for key in ("rows", "a")[: len(days)]),
        *([OWN] if draw(st.booleans()) else []),
    ]  # fmt: skip


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
