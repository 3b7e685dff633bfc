"""What stands on Today after a check-in: two weeks of mood and one plain sentence."""

from datetime import timedelta

import pytest

from iop_companion.domain.ids import MeasureId
from iop_companion.services.views import CheckInDraft


def save(services, day, **values):
    named = {MeasureId(name): value for name, value in values.items()}
    services.check_ins.record(CheckInDraft(day, named))


def test_the_chart_holds_two_weeks_that_end_on_the_day(services, today):
    save(services, today - timedelta(days=20), mood=1)
    save(services, today - timedelta(days=2), mood=4)
    save(services, today, mood=6)

    after = services.after_saving.view(today)

    assert (after.mood.days[0], after.mood.days[-1]) == (today - timedelta(days=13), today)
    assert [value for value in after.mood.values if value is not None] == [4, 6]
    assert after.mood_words == "Between 4 and 6 on 2 days. 12 days have no entry."


def test_days_before_the_first_entry_are_no_missing_ones(services, today):
    save(services, today - timedelta(days=2), anxiety=3)
    save(services, today, mood=6)

    assert services.after_saving.view(today).mood_words == "6 on 1 day. 2 days have no entry."


def test_a_day_without_a_mood_in_two_weeks_has_no_chart(services, today):
    save(services, today, anxiety=4)

    assert services.after_saving.view(today).mood is None


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        (
            {"urge": 3, "skills": ("paced_breathing", "urge_surfing")},
            "You had an urge of 3 and used 2 skills.",
        ),
        ({"urge": 0, "skills": ("paced_breathing",)}, ""),
        (
            {"mood": 2},
            "Mood 2 is hard. Your plan and your people are one click away.",
        ),
        ({"mood": 5, "urge": 3}, ""),
    ],
)
def test_the_sentence_tells_and_never_praises(services, today, values, sentence):
    save(services, today, **values)

    assert services.after_saving.view(today).sentence == sentence


def both(services, day, low, high):
    save(services, day, mood_low=low, mood_high=high)


def test_a_mood_with_two_sides_is_drawn_and_told_with_each_side_apart(services, today):
    services.focuses.apply(["bipolar"])
    for back, low, high in ((0, 0, 2), (1, 2, 1), (2, 0, 0), (5, 3, 0), (30, 3, 3)):
        both(services, today - timedelta(days=back), low, high)

    after = services.after_saving.view(today)

    assert (after.mood.low, after.mood.high) == (-3, 3)
    assert [value for value in after.mood.values if value is not None] == [0, 0, 1, 2]
    assert [value for value in after.mood.opposite.values if value is not None] == [3, 0, 2, 0]
    assert after.mood_words == (
        "Below even on 1 day, even on 1 day, above even on 1 day, both ways on 1 day, "
        "10 days without an entry. Low and high are never averaged."
    )
    found = services.after_saving.both_sides(today)
    assert (found.below, found.even, found.above, found.both, found.none) == (1, 1, 1, 1, 10)


def test_nothing_is_counted_where_both_sides_are_not_asked_or_not_marked_yet(services, today):
    save(services, today, mood=4)
    assert services.after_saving.both_sides(today) is None
    services.focuses.apply(["bipolar"])
    assert services.after_saving.both_sides(today) is None
