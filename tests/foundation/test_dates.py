"""Days and times as pages say them."""

from datetime import date, time

import pytest

from iop_companion.foundation.dates import clock_time, long_day, short_day


def test_a_day_of_this_year_is_said_without_its_year():
    assert long_day(date(2026, 3, 12), today=date(2026, 11, 22)) == "Thursday 12 March"
    assert short_day(date(2026, 3, 12), today=date(2026, 11, 22)) == "12 Mar"


def test_a_day_of_another_year_names_it():
    assert long_day(date(2025, 3, 12), today=date(2026, 11, 22)) == "Wednesday 12 March 2025"
    assert short_day(date(2025, 3, 12), today=date(2026, 11, 22)) == "12 Mar 2025"


def test_without_a_today_no_year_is_named():
    assert long_day(date(2020, 2, 29)) == "Saturday 29 February"


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (time(0, 5), "12:05 am"),
        (time(9, 0), "9:00 am"),
        (time(12, 0), "12:00 pm"),
        (time(16, 41), "4:41 pm"),
        (time(23, 59), "11:59 pm"),
    ],
)
def test_a_time_of_day_is_said_with_am_and_pm(moment, words):
    assert clock_time(moment) == words
