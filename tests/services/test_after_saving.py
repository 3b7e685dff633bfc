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
