"""Days in words."""

from datetime import date

from iop_companion.foundation import day_words as words

THURSDAY = date(2026, 3, 5)


def test_a_day_is_named_with_and_without_its_weekday_and_year():
    assert words.day_words(THURSDAY) == "5 March"
    assert words.day_words(THURSDAY, with_year=True) == "5 March 2026"
    assert words.day_short(THURSDAY) == "5 Mar"
    assert words.weekday_words(THURSDAY) == "Thursday 5 March"
    assert words.weekday_day_short(THURSDAY) == "Thu 5 Mar"


def test_a_period_names_month_and_year_only_as_often_as_needed():
    assert words.period_words(date(2026, 3, 6), date(2026, 3, 12)) == "6 to 12 March"
    assert words.period_words(date(2025, 12, 19), date(2026, 3, 12)) == "19 December to 12 March"
    assert (
        words.period_words(date(2025, 12, 19), date(2026, 3, 12), with_year=True)
        == "19 December 2025 to 12 March 2026"
    )
    assert (
        words.period_words(date(2026, 3, 6), date(2026, 3, 12), with_year=True)
        == "6 to 12 March 2026"
    )
    assert words.period_words(THURSDAY, THURSDAY, with_year=True) == "5 March 2026"
