"""Daily series: gaps stay gaps, windows never invent a day."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from iop_companion.analytics.series import DailySeries, aligned

FIRST = date(2026, 2, 1)


def series(*values, first=FIRST, name="mood"):
    return DailySeries(name, first, np.array(values, dtype=float))


@given(
    st.lists(st.one_of(st.just(np.nan), st.floats(0, 10)), max_size=30),
    st.integers(-20, 40),
    st.integers(0, 40),
)
def test_a_window_holds_each_day_as_it_was_and_gaps_elsewhere(values, start, length):
    whole = series(*values)
    first = FIRST + timedelta(days=start)
    window = whole.window(first, first + timedelta(days=length - 1))
    assert window.n_days == length
    for n in range(length):
        day = first + timedelta(days=n)
        assert window.on(day) == whole.on(day)


def test_until_hides_later_days():
    assert series(1, 2, 3).until(FIRST + timedelta(days=1)).values.tolist() == [1.0, 2.0]
    assert series(1, 2).until(FIRST - timedelta(days=9)).n_days == 0


def test_a_window_that_ends_before_it_begins_is_an_error():
    with pytest.raises(ValueError, match="window"):
        series(1).window(FIRST, FIRST - timedelta(days=2))


@pytest.mark.parametrize("values", [[np.inf], [[1.0]]])
def test_infinite_or_nested_values_are_refused(values):
    with pytest.raises(ValueError, match="one row"):
        DailySeries("mood", FIRST, np.array(values))


def test_marks_must_cover_the_same_days():
    with pytest.raises(ValueError, match="marks"):
        DailySeries("mood", FIRST, np.zeros(3), late=np.zeros(2, dtype=bool))


def test_values_cannot_be_changed_afterwards():
    with pytest.raises(ValueError, match="read-only"):
        series(1, 2).values[0] = 5


def test_series_are_put_side_by_side_from_the_first_entry_on():
    side = aligned([series(np.nan, 1, 2), series(7, first=FIRST + timedelta(days=4), name="urge")])
    assert side.first == FIRST + timedelta(days=1)
    assert side.measure_ids == ("mood", "urge")
    np.testing.assert_array_equal(
        side.values, [[1, np.nan], [2, np.nan], [np.nan, np.nan], [np.nan, 7]]
    )
    assert side.index(side.day(2)) == 2


def test_no_entry_by_a_day_is_nothing_to_put_side_by_side():
    assert aligned([series(np.nan, 4)], FIRST) is None
    assert aligned([]) is None
