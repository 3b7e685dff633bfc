"""An observation knows its day, its moment, and whether it was written down late."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest

from iop_companion.domain.day_values import day_value
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import DayRule, Kind, Measure, Scale
from iop_companion.domain.observation import observe, program_day, utc_ms

DAY = date(2026, 3, 9)
CET = timezone(timedelta(hours=1))


def a_measure(rule=DayRule.MEAN, kind=Kind.SCALE):
    scale = Scale(0, 10) if kind.is_number else None
    return Measure(MeasureId("mood"), "Mood", kind, day_rule=rule, scale=scale, open_options=True)


def an_observation(value=5.0, *, measure=None, recorded_at=None, **shape):
    recorded_at = recorded_at or datetime(2026, 3, 9, 21, tzinfo=CET)
    return observe(measure or a_measure(), value, day=DAY, recorded_at=recorded_at, **shape)


@pytest.mark.parametrize(
    ("recorded_at", "is_late"),
    [
        (datetime(2026, 3, 9, 22, tzinfo=CET), False),
        (datetime(2026, 3, 11, 16, 0, tzinfo=CET), False),
        (datetime(2026, 3, 11, 16, 0, 1, tzinfo=CET), True),
    ],
)
def test_late_begins_36_hours_after_the_days_end(recorded_at, is_late):
    assert an_observation(recorded_at=recorded_at).is_late is is_late


@pytest.mark.parametrize("source", ["paper", "import:abc"])
def test_paper_and_imported_values_are_never_late(source):
    long_after = datetime(2026, 6, 1, tzinfo=CET)
    assert not an_observation(recorded_at=long_after, source=source).is_late


def test_a_naive_instant_is_refused():
    with pytest.raises(ValueError, match="offset"):
        an_observation(recorded_at=datetime(2026, 3, 9, 22))  # noqa: DTZ001


def test_an_unknown_source_is_refused():
    with pytest.raises(ValueError, match="source"):
        an_observation(source="guessed")


def test_neither_value_nor_note_shows_in_repr():
    shown = repr(an_observation(value=7.0, note="a marker"))
    assert "7.0" not in shown
    assert "marker" not in shown


@pytest.mark.parametrize(
    ("clock", "day"),
    [(time(3, 59), date(2026, 3, 8)), (time(4, 0), DAY), (time(23, 59), DAY)],
)
def test_the_program_day_ends_at_four(clock, day):
    assert program_day(datetime.combine(DAY, clock)) == day


def test_instants_become_whole_milliseconds():
    assert utc_ms(datetime(1970, 1, 1, 1, 0, 0, 1500, tzinfo=CET)) == 2
    assert utc_ms(datetime(2026, 3, 9, tzinfo=UTC)) == 1773014400000


@pytest.mark.parametrize(
    ("rule", "day"), [(DayRule.MEAN, 4.0), (DayRule.HIGHEST, 6.0), (DayRule.SUM, 12.0)]
)
def test_moments_join_by_the_rule_of_their_measure(rule, day):
    measure = a_measure(rule)
    parts = [
        an_observation(value, measure=measure, moment=time(hour))
        for value, hour in ((6.0, 8), (2.0, 12), (4.0, 20))
    ]
    joined = day_value(measure, parts)
    assert joined.value == day
    assert joined.n_moments == 3


def test_the_last_moment_wins_where_the_rule_says_so():
    measure = a_measure(DayRule.LAST)
    parts = [
        an_observation(value, measure=measure, moment=time(hour))
        for value, hour in ((4.0, 20), (6.0, 8))
    ]
    assert day_value(measure, parts).value == 4.0


def test_tags_of_several_moments_are_united():
    measure = a_measure(DayRule.UNION, Kind.TAGS)
    parts = [
        an_observation(tags, measure=measure, moment=time(hour))
        for tags, hour in ((("b", "a"), 8), (("c", "a"), 20))
    ]
    assert day_value(measure, parts).value == ("a", "b", "c")


def test_a_value_for_the_whole_day_stands_over_moments():
    measure = a_measure()
    parts = [
        an_observation(2.0, measure=measure, moment=time(8)),
        an_observation(9.0, measure=measure),
    ]
    joined = day_value(measure, parts)
    assert joined.value == 9.0
    assert joined.n_moments == 0


def test_no_part_gives_no_value():
    assert day_value(a_measure(), []) is None


def test_one_imported_moment_marks_the_day():
    measure = a_measure()
    parts = [
        an_observation(2.0, measure=measure, moment=time(8), source="import:x"),
        an_observation(4.0, measure=measure, moment=time(9)),
    ]
    assert day_value(measure, parts).is_imported
