"""The arithmetic of the sleep diary: over midnight, over a change of the clocks, over slips."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iop_companion.domain.sleep_night import (
    CLOCKS,
    ClockQuestion,
    NightFault,
    NightTimes,
    UnfitNight,
    clock_question,
    means,
    work_out,
)

DAY = date(2026, 2, 12)
WARSAW = ZoneInfo("Europe/Warsaw")
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)


def clock(text):
    return time.fromisoformat(text)


def written(bed, tried, woke, out, latency=0, awake=0):
    return NightTimes(*map(clock, (bed, tried, woke, out)), latency, awake)


USUAL = written("22:30", "23:00", "06:30", "07:00", 30, 45)


def test_the_first_worked_night_comes_out():
    night = work_out(DAY, USUAL, UTC)

    assert (night.in_bed_min, night.asleep_min, night.lying_min) == (510, 375, 30)
    assert round(night.efficiency, 1) == 73.5
    assert round(night.episode_efficiency, 1) == 78.1
    assert round(night.maintenance, 1) == 89.3
    assert night.hours == 6.25
    assert (night.day, night.midpoint) == (DAY, datetime(2026, 2, 12, 3, 0, tzinfo=UTC))


def test_the_second_worked_night_begins_after_midnight():
    night = work_out(DAY, written("00:15", "00:15", "07:40", "07:45", 10), UTC)

    assert (night.in_bed_min, night.asleep_min, night.lying_min) == (450, 435, 5)
    assert round(night.efficiency, 1) == round(night.episode_efficiency, 1) == 96.7
    assert night.maintenance == 100


def test_the_third_worked_night_would_be_below_nothing_and_is_refused():
    with pytest.raises(UnfitNight) as raised:
        work_out(DAY, written("23:00", "23:30", "05:00", "06:00", 120, 400), UTC)

    assert raised.value.fault is NightFault.AWAKE_TOO_LONG


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"latency_min": -1}, NightFault.NEGATIVE_MINUTES),
        ({"awake_min": -1}, NightFault.NEGATIVE_MINUTES),
        ({"latency_min": 451}, NightFault.LATENCY_TOO_LONG),
        ({"awake_min": 451}, NightFault.AWAKE_TOO_LONG),
        ({"latency_min": 300, "awake_min": 151}, NightFault.NOTHING_LEFT_TO_SLEEP),
        ({"bed": clock("12:59")}, NightFault.TOO_LONG_IN_BED),
    ],
)
def test_what_cannot_be_is_told_by_its_fault(changes, fault):
    with pytest.raises(UnfitNight) as raised:
        work_out(DAY, replace(USUAL, **changes), UTC)

    assert raised.value.fault is fault


@pytest.mark.parametrize(
    "changes",
    [
        {"latency_min": 405},
        {"latency_min": 300, "awake_min": 150},
        {"bed": clock("13:00")},
    ],
)
def test_what_only_just_can_be_is_taken(changes):
    assert work_out(DAY, replace(USUAL, **changes), UTC).asleep_min >= 0


def test_a_night_without_sleep_is_a_night():
    night = work_out(DAY, replace(USUAL, latency_min=450, awake_min=0), UTC)

    assert (night.asleep_min, night.efficiency, night.maintenance) == (0, 0, 0)


@pytest.mark.parametrize(("day", "in_bed_min"), [(DAY, 510), (SPRING, 450), (AUTUMN, 570)])
def test_a_night_is_as_long_as_it_was_when_the_clocks_change(day, in_bed_min):
    night = work_out(day, USUAL, WARSAW)

    assert night.in_bed_min == in_bed_min
    assert night.asleep_min == in_bed_min - 135


def test_an_hour_that_comes_twice_is_its_first_and_one_that_never_came_is_carried_on():
    twice = work_out(AUTUMN, written("02:30", "02:30", "08:00", "08:00"), WARSAW)
    never = work_out(SPRING, written("02:30", "02:30", "08:00", "08:00"), WARSAW)

    assert (twice.in_bed_min, never.in_bed_min) == (390, 270)


@pytest.mark.parametrize("out", ["00:10", "15:00"])
def test_a_night_belongs_to_the_day_of_getting_up(out):
    begin = (datetime.combine(DAY, clock(out)) - timedelta(hours=7)).time()

    night = work_out(DAY, NightTimes(begin, begin, clock(out), clock(out)), UTC)

    assert (night.day, night.in_bed_min) == (DAY, 420)


@pytest.mark.parametrize(
    ("slip", "names"),
    [
        ({"bed": "10:30"}, ("bed",)),
        ({"try_to_sleep": "11:00"}, ("try_to_sleep",)),
        ({"final_wake": "18:30"}, ("final_wake",)),
        ({"out": "19:00"}, ("out",)),
        ({"bed": "10:30", "try_to_sleep": "11:00"}, ("bed", "try_to_sleep")),
        ({"final_wake": "18:30", "out": "19:00"}, ("final_wake", "out")),
    ],
)
def test_a_slip_of_morning_and_evening_is_asked_about_with_what_was_likely_meant(slip, names):
    times = replace(USUAL, **{field: clock(text) for field, text in slip.items()})

    assert clock_question(DAY, times, UTC) == ClockQuestion(names, USUAL)


def test_a_usual_night_is_not_asked_about_and_an_odd_one_is_still_worked_out():
    assert clock_question(DAY, USUAL, UTC) is None
    nap = written("05:00", "05:00", "06:00", "06:30")
    assert clock_question(DAY, nap, UTC) == ClockQuestion()
    assert work_out(DAY, nap, UTC).in_bed_min == 90


@pytest.mark.parametrize(("bed", "is_asked"), [("17:00", False), ("16:59", True)])
def test_from_above_fourteen_hours_in_bed_the_times_are_asked_about(bed, is_asked):
    times = replace(USUAL, bed=clock(bed))

    assert (clock_question(DAY, times, UTC) is not None) is is_asked


def test_means_weigh_efficiency_by_the_time_in_bed_and_say_of_how_many_nights():
    nights = [
        work_out(DAY, USUAL, UTC),
        work_out(DAY, written("01:00", "01:00", "03:00", "03:00"), UTC),
    ]

    found = means(nights)

    assert (found.n, found.asleep_min, found.in_bed_min) == (2, 247.5, 315)
    assert found.efficiency == pytest.approx(100 * 495 / 630)
    assert means([]) is None


@given(
    day=st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    parts=st.tuples(*[st.integers(0, 239)] * 3),
    out=st.times().map(lambda moment: moment.replace(second=0, microsecond=0)),
    shares=st.tuples(st.floats(0, 0.5), st.floats(0, 0.5)),
)
def test_any_night_adds_up(day, parts, out, shares):
    """Bed, trying, waking, rising: the parts of the night are the night, none below nothing."""
    wait, span, lying = parts
    at = datetime.combine(day, out)
    steps = (wait + span + lying, span + lying, lying, 0)
    clocks = [(at - timedelta(minutes=minutes)).time() for minutes in steps]
    latency, awake = (int(share * span) for share in shares)

    night = work_out(day, NightTimes(*clocks, latency, awake), UTC)

    assert night.in_bed_min == wait + span + lying
    assert night.asleep_min + night.latency_min + night.awake_min == span
    assert night.lying_min == lying
    assert 0 <= night.efficiency <= night.episode_efficiency <= night.maintenance + 1e-9 <= 100.1


def test_the_clocks_are_the_times_of_the_night_in_its_order():
    fields = NightTimes.__dataclass_fields__

    assert tuple(fields)[: len(CLOCKS)] == CLOCKS
