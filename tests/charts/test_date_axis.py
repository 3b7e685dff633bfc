"""Where dates and values have their ticks."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iop_companion.charts.date_axis import date_ticks, value_ticks
from iop_companion.charts.marks import spread_apart, weekly_medians

LAST = date(2026, 3, 12)


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0, 10, [0, 5, 10]),
        (3.5, 9.5, [4, 6, 8]),
        (0, 70, [0, 30, 60]),
        (1, 5, [1, 3, 5]),
        (-3, 3, [-3, 0, 3]),
        (0, 1, [0, 0.5, 1]),
        (0, 3, [0, 1, 2, 3]),
    ],
)
def test_values_have_about_three_round_ticks(low, high, ticks):
    assert value_ticks(low, high) == ticks


@pytest.mark.parametrize(
    ("n_days", "labels"),
    [
        (1, ["12 Mar"]),
        (7, ["6 Mar", "8 Mar", "10 Mar", "12 Mar"]),
        (28, ["16 Feb", "23 Feb", "2 Mar", "9 Mar"]),
        (120, ["17 Nov", "15 Dec", "12 Jan 2026", "9 Feb", "9 Mar"]),
        (365, ["May", "Jul", "Sep", "Nov", "2026", "Mar"]),
        (3650, ["2018", "2020", "2022", "2024", "2026"]),
    ],
)
def test_dates_are_days_then_mondays_then_months_then_years(n_days, labels):
    ticks = date_ticks(LAST - timedelta(days=n_days - 1), LAST, 320 if n_days < 9 else 480, 1.0)

    assert [label for _day, label in ticks] == labels


@given(st.integers(1, 20_000), st.integers(60, 1600), st.sampled_from([1.0, 1.5, 2.0]))
def test_there_is_never_a_tick_outside_nor_more_than_fit(n_days, width, scale):
    first = LAST - timedelta(days=n_days - 1)

    ticks = date_ticks(first, LAST, width, scale)

    days = [day for day, _label in ticks]
    assert days == sorted(set(days))
    assert all(first.toordinal() <= day <= LAST.toordinal() for day in days)
    assert len(ticks) <= max(1, width / (62 * scale))


@given(st.lists(st.floats(0, 100), min_size=1, max_size=5))
def test_labels_that_fit_stand_apart_and_inside(wanted):
    placed = spread_apart(sorted(wanted), 18, 100)

    assert all(b - a >= 18 - 1e-9 for a, b in pairwise(placed))
    assert min(placed) >= -1e-9
    assert max(placed) <= 100 + 1e-9


def test_a_week_without_entries_has_no_median():
    import numpy as np

    values = np.array([1, 9, np.nan, 2, 3, 4, np.nan] + [np.nan] * 7 + [5, 6])

    np.testing.assert_array_equal(weekly_medians(values), [3, np.nan, 5.5])
