"""What a chart draws and says: average, axis, labels, and one true sentence."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from iop_companion.analytics.series import DailySeries
from iop_companion.domain.early_warning import Usual
from iop_companion.domain.measure import Kind, Measure, Scale, Worse
from iop_companion.services.chart_building import (
    chart_series,
    mean_text,
    seven_day_average,
    told_as_of,
    unit_words,
    value_text,
)

TODAY = date(2026, 3, 12)
MOOD = Measure("mood", "Mood", Kind.SCALE, Worse.LOW, scale=Scale(0, 10))
LOW_HIGH = Measure("balance", "Balance", Kind.SCALE, Worse.BOTH, scale=Scale(-3, 3))
SLEEP = Measure("sleep_duration", "Sleep", Kind.HOURS, Worse.LOW, scale=Scale(0, 24, 0.25))
SCREEN = Measure("screen", "Screen", Kind.HOURS, scale=Scale(0, 24, 0.25))
MOVE = Measure("movement_minutes", "Movement", Kind.MINUTES, Worse.LOW, scale=Scale(0, 1440))
USED = Measure("skills_used", "Skills a day", Kind.COUNT, Worse.LOW, scale=Scale(0, 50))
NAN = np.nan


def days(*values, last=TODAY, measure=MOOD):
    return DailySeries(measure.id, last - timedelta(days=len(values) - 1), np.array(values, float))


def usual(low, high, mean):
    return Usual(low, high, mean, 26, date(2026, 1, 29), date(2026, 2, 25))


def chart(measure, *values, known=None, today=TODAY, since=None):
    series = days(*values, measure=measure)
    made = chart_series(measure, series, series.first, series.last, known)
    return told_as_of(made, measure, today, since)


def test_the_average_needs_an_entry_that_day_and_four_of_seven():
    series = days(4, NAN, 6, 5, NAN, 5, NAN, NAN, 8)

    average = seven_day_average(series, series.first, series.last)

    assert np.flatnonzero(~np.isnan(average)).tolist() == [5, 8]
    assert average[5] == 5.0
    assert average[8] == pytest.approx((6 + 5 + 5 + 8) / 4)


def test_days_before_the_chart_count_in_its_first_averages():
    series = days(1, 2, 3, 4, 5, 6, 7)

    average = seven_day_average(series, series.last, series.last)

    assert average.tolist() == [4.0]


@given(st.lists(st.none() | st.integers(0, 10), min_size=1, max_size=40))
def test_an_average_never_stands_where_nothing_was_entered_and_never_leaves_its_week(values):
    series = days(*[NAN if value is None else value for value in values])

    average = seven_day_average(series, series.first, series.last)

    for place, mean in enumerate(average):
        week = [value for value in values[max(0, place - 6) : place + 1] if value is not None]
        drawn = values[place] is not None and len(week) >= 4
        assert drawn == (not np.isnan(mean))
        if drawn:
            assert mean == pytest.approx(sum(week) / len(week))


def test_mood_is_told_with_its_usual_range_its_week_and_its_gaps():
    made = chart(MOOD, NAN, 5, 5, 5, NAN, 4, 4, 4, NAN, 4, 5, known=usual(4.4, 6.6, 5.5))

    assert made.sentence == (
        "Mood from 2 to 12 March, 0 to 10: usual range 4.4 to 6.6; the last 7 days average 4.2; "
        "3 of 11 days have no entry."
    )


def test_sleep_is_told_since_its_change_and_as_last_night_only_if_it_was():
    values = (7, 7, 7, 5.5, NAN, 5, 5.25, 5.5)
    since = TODAY - timedelta(days=4)
    made = chart(SLEEP, *values, known=usual(6.1, 7.7, 6.9), since=since)
    older = chart(SLEEP, *values[:-1], NAN, known=usual(6.1, 7.7, 6.9), since=since)

    assert made.sentence == (
        "Sleep in hours a night, 5 to 12 March: usually 6.9; since 8 March 5.3, 5.5 last night; "
        "1 of 8 nights has no entry."
    )
    assert made.last_label == "5.5 h last night"
    assert older.last_label == "5.25 h on 11 Mar"
    assert "last night" not in older.sentence


def test_hours_that_come_of_clocks_are_told_like_a_mean_and_typed_ones_as_typed():
    made = chart(SLEEP, 7, 6.75, 5 + 20 / 60)

    assert made.last_label == "5.3 h last night"
    assert value_text(SLEEP, 6.75) == "6.75"


def test_movement_is_told_as_varying_when_its_usual_is_wide():
    made = chart(MOVE, 30, 0, 45, 20, known=usual(0, 47, 21))

    assert made.sentence == (
        "Movement in minutes a day, 9 to 12 March: usually 21; the last 7 days average 24; "
        "this measure varies a lot; every day has an entry."
    )
    assert made.last_label == "20 min today"
    assert made.as_bars


def test_too_few_entries_are_said_to_be_too_few():
    assert "too few entries in the last 7 days to compare" in chart(MOOD, 5, NAN, 5).sentence
    empty = chart(MOOD, NAN, NAN)
    assert empty.sentence == "Mood from 11 to 12 March, 0 to 10: no entry."
    assert empty.last_label == ""


def test_a_chart_of_more_than_twelve_weeks_over_a_new_year_names_both_years():
    made = chart(MOOD, *[5] * 90)

    assert "from 13 December 2025 to 12 March 2026" in made.sentence


@pytest.mark.parametrize(
    ("measure", "values", "limits"),
    [
        (MOOD, (2, 3), (0, 10)),
        (LOW_HIGH, (0,), (-3, 3)),
        (SLEEP, (7, 6), (3.5, 9.5)),
        (SLEEP, (2.25, 11), (1.5, 11.5)),
        (SLEEP, (0,), (0, 9.5)),
        (SCREEN, (2,), (0, 6)),
        (MOVE, (30,), (0, 70)),
        (MOVE, (300,), (0, 315)),
        (USED, (2,), (0, 6)),
        (MOOD, (NAN,), (0, 10)),
    ],
)
def test_the_axis_is_the_whole_scale_or_holds_every_value(measure, values, limits):
    made = chart(measure, *values)

    assert (made.low, made.high) == limits


def test_units_and_numbers_are_written_as_the_page_writes_them():
    assert [unit_words(m) for m in (MOOD, LOW_HIGH, SLEEP, SCREEN, MOVE, USED)] == [
        "0 to 10",
        "\N{MINUS SIGN}3 to 3",
        "hours a night",
        "hours a day",
        "minutes a day",
        "",
    ]
    assert mean_text(MOOD, 4.25) == "4.2"
    assert mean_text(MOVE, 20.6) == "21"
    assert mean_text(LOW_HIGH, -0.04) == "0.0"
    assert mean_text(LOW_HIGH, -1.5) == "\N{MINUS SIGN}1.5"
    assert (value_text(MOOD, 5.0), value_text(SLEEP, 7.0), value_text(SLEEP, 6.75)) == (
        "5",
        "7.0",
        "6.75",
    )


def test_marks_of_late_and_imported_days_travel_with_the_chart():
    series = replace(days(4, 5), late=np.array([True, False]), imported=np.array([False, True]))

    made = chart_series(MOOD, series, series.first, series.last, None)

    assert (made.late, made.imported, made.paper) == ((True, False), (False, True), (False, False))
    assert made.n_entries == 2
