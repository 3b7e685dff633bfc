"""What came up most, in Trends and in the Summary: the same counts in the same words."""

from datetime import timedelta

import pytest

from iop_companion.domain.ids import MeasureId
from iop_companion.domain.summary import Section
from iop_companion.services.summarising import SummaryRequest
from iop_companion.services.trigger_words import top_sentence
from iop_companion.services.triggers import ExposureDraft
from iop_companion.services.views import CheckInDraft

URGE, SET_OFF_BY = MeasureId("urge"), MeasureId("urge_set_off_by")


@pytest.fixture
def filled(services, today):
    """Conflict on three days (once ticked and written down), being alone on one, own words once."""
    services.check_ins.record(CheckInDraft(today, {URGE: 6, SET_OFF_BY: ("conflict",)}))
    services.triggers.keep(today, ExposureDraft("conflict", 8))
    services.triggers.keep(today - timedelta(days=2), ExposureDraft("conflict", 5))
    services.triggers.keep(today - timedelta(days=4), ExposureDraft("conflict"))
    services.triggers.keep(today - timedelta(days=4), ExposureDraft("being_alone", 3))
    services.triggers.keep(today - timedelta(days=5), ExposureDraft("an old song", 9))
    services.triggers.keep(today - timedelta(days=40), ExposureDraft("noise", 9))
    return services


def test_days_are_counted_over_ticks_and_what_was_written_down(filled, today):
    top = filled.triggers.period(today - timedelta(days=6), today)

    assert [(one.label, one.n_days, one.n_rated) for one in top.triggers] == [
        ("Conflict", 3, 2),
        ("an old song", 1, 1),
        ("Being alone", 1, 1),
    ]
    assert top_sentence(top) == (
        "A trigger is noted on 4 of 7 days. Most often: Conflict on 3 days, an old song on 1 day, "
        "Being alone on 1 day. Counts, not causes."
    )


def test_a_stretch_without_one_says_so(filled, today):
    top = filled.triggers.period(today - timedelta(days=30), today - timedelta(days=20))

    assert top_sentence(top) == "No trigger is noted in these 11 days."


def test_the_summary_tells_the_same_without_own_words_and_without_private_ones(filled, today):
    filled.triggers.keep(today - timedelta(days=1), ExposureDraft("conflict", 10, private=True))
    request = SummaryRequest(today - timedelta(days=6), today, tuple(Section))

    summary = filled.summarising.assemble(request)

    assert [(one.label, one.n_days, one.strength) for one in summary.triggers] == [
        ("Conflict", 3, "6.5 of 10, rated 2 times"),
        ("Being alone", 1, "3.0 of 10, rated once"),
    ]
    assert summary.trigger_sentence.startswith("A trigger is noted on 3 of 7 days. Most often: ")
    assert summary.n_private_left_out == 1


def test_who_leaves_triggers_out_of_the_summary_has_none_in_it(filled, today):
    sections = tuple(section for section in Section if section is not Section.TRIGGERS)

    summary = filled.summarising.assemble(SummaryRequest(today, today, sections))

    assert summary.triggers == ()
    assert summary.trigger_sentence == ""
