"""Own signs raise a level by the person's own rule, and by nothing that lies in the future."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from iop_companion.analytics.own_signs import (
    Lowered,
    SignShown,
    entered_days,
    shown_days,
    signs_level,
)
from iop_companion.analytics.series import DailySeries
from iop_companion.domain.early_warning import Level
from iop_companion.domain.records import PlanZone
from iop_companion.domain.sign_rule import Comparison, SignCondition, SignRule

FIRST = date(2026, 3, 1)
NAN = float("nan")


def day(number):
    return FIRST + timedelta(days=number)


def sleep(*hours):
    return DailySeries("sleep_duration", FIRST, np.array(hours, dtype=float))


def under(limit, n_days, *, in_a_row=False):
    return SignRule(
        (SignCondition("sleep_duration", Comparison.UNDER, limit),), n_days, in_a_row=in_a_row
    )


def shown(name, zone, *numbers):
    return SignShown(name, zone, tuple(day(number) for number in numbers))


def test_three_nights_in_a_row_show_on_the_third_and_on_every_further_one():
    nights = [sleep(7, 5, 5.5, 5.75, 5, 6, 5)]
    assert shown_days(under(6, 3, in_a_row=True), nights, day(0), day(6)) == (day(3), day(4))


def test_a_night_without_an_entry_breaks_a_row_and_meets_nothing():
    nights = [sleep(5, 5, NAN, 5, 5)]
    assert shown_days(under(6, 3, in_a_row=True), nights, day(0), day(4)) == ()
    assert shown_days(under(6, 4), nights, day(0), day(9)) == (day(4),)
    assert list(entered_days(nights, day(0), day(3))) == [True, True, False, True]


def test_days_of_a_week_need_not_follow_each_other_and_only_a_met_day_shows():
    nights = [sleep(5, 7, 7, 5, 7, 7, 7, 5)]
    assert shown_days(under(6, 2), nights, day(0), day(7)) == (day(3), day(7))


def test_where_the_reading_begins_does_not_change_the_answer_for_a_day():
    nights = [sleep(5, 5, 5, 5, 5)]
    rule = under(6, 3, in_a_row=True)
    assert shown_days(rule, nights, day(3), day(4)) == (day(3), day(4))
    assert shown_days(rule, nights, day(4), day(3)) == ()


def test_two_measures_must_meet_on_the_same_day():
    energy = DailySeries("energy", FIRST, np.array([9.0, 4.0, 9.0]))
    rule = SignRule(
        (
            SignCondition("sleep_duration", Comparison.AT_MOST, 5),
            SignCondition("energy", Comparison.AT_LEAST, 8),
        )
    )
    assert shown_days(rule, [sleep(5, 5, 6), energy], day(0), day(2)) == (day(0),)


def test_one_sign_raises_nothing_and_two_within_seven_days_raise_watch():
    one = shown("a", PlanZone.WATCH, 1)
    assert signs_level([one], day(1)) is None

    found = signs_level([one, shown("b", PlanZone.WATCH, 7)], day(7))

    assert found is not None
    assert (found.level, found.signs) == (Level.WATCH, ("a", "b"))
    assert (found.since, found.spoke_on) == (day(1), day(7))
    assert signs_level([one, shown("b", PlanZone.WATCH, 7)], day(8)) is None
    assert signs_level([one, shown("b", PlanZone.CALM, 2)], day(2)) is None


def test_a_sign_under_act_is_act_for_a_week_until_the_person_says_otherwise():
    sign = shown("a", PlanZone.ACT, 2)
    found = signs_level([sign], day(5))
    assert found is not None
    assert (found.level, found.spoke_on) == (Level.ACT, day(2))
    assert signs_level([sign], day(9)) is None

    lowered = signs_level([sign], day(5), [Lowered(day(3), ("a",))])

    assert lowered is not None
    assert (lowered.level, lowered.is_lowered) == (Level.WATCH, True)
    again = shown("a", PlanZone.ACT, 2, 4)
    assert signs_level([again], day(5), [Lowered(day(3), ("a",))]).level is Level.ACT
    assert signs_level([sign], day(2), [Lowered(day(3), ("a",))]).level is Level.ACT


_SIGNS = st.lists(
    st.tuples(st.sampled_from(PlanZone), st.sets(st.integers(0, 40), max_size=8)), max_size=5
).map(
    lambda made: [
        SignShown(str(at), zone, tuple(day(number) for number in sorted(days)))
        for at, (zone, days) in enumerate(made)
    ]
)
_LOWERED = st.lists(
    st.builds(
        lambda number, signs: Lowered(day(number), tuple(signs)),
        st.integers(0, 40),
        st.sets(st.sampled_from("01234")),
    ),
    max_size=2,
)


@given(_SIGNS, _LOWERED, st.integers(0, 40))
def test_what_signs_raise_on_a_day_never_depends_on_later_days(signs, lowered, number):
    until = [
        SignShown(one.sign_id, one.zone, tuple(d for d in one.days if d <= day(number)))
        for one in signs
    ]
    known = [one for one in lowered if one.said_on <= day(number)]

    assert signs_level(signs, day(number), lowered) == signs_level(until, day(number), known)


@given(_SIGNS, _LOWERED, st.integers(0, 40))
def test_a_level_names_its_signs_and_begins_no_later_than_it_speaks(signs, lowered, number):
    found = signs_level(signs, day(number), lowered)
    if found is None:
        return
    zones = {one.sign_id: one.zone for one in signs}
    assert found.signs
    assert PlanZone.CALM not in {zones[name] for name in found.signs}
    assert found.since <= day(number)
    assert day(number - 6) <= found.since
    if found.level is Level.ACT:
        assert {zones[name] for name in found.signs} == {PlanZone.ACT}
    else:
        assert len(found.signs) > 1 or found.is_lowered


@given(
    st.lists(st.none() | st.floats(0, 24), min_size=1, max_size=40),
    st.floats(0, 24),
    st.integers(1, 7),
    st.booleans(),
)
def test_a_rule_shows_exactly_where_counting_by_hand_says(values, limit, n_days, in_a_row):
    series = sleep(*(NAN if value is None else value for value in values))
    rule = under(limit, n_days, in_a_row=in_a_row)
    met = [value is not None and value < limit for value in values]

    found = shown_days(rule, [series], day(0), day(len(values) - 1))

    by_hand = tuple(
        day(at)
        for at in range(len(values))
        if met[at] and sum(met[max(0, at - rule.span + 1) : at + 1]) >= n_days
    )
    assert found == by_hand


@pytest.mark.parametrize("n_days", [0, 8])
def test_days_of_a_week_are_one_to_seven(n_days):
    with pytest.raises(ValueError, match="days"):
        under(6, n_days)
