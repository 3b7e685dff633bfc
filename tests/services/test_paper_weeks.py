"""A week from paper over a real encrypted vault."""

from datetime import timedelta

import pytest

from iop_companion.domain.ids import MeasureId
from iop_companion.foundation.errors import KnownProblem
from iop_companion.services.paper_weeks import PaperEntry
from iop_companion.services.views import CheckInDraft

MOOD, SLEEP = MeasureId("mood"), MeasureId("sleep_duration")


def column(services, day):
    return next(one for one in services.paper_weeks.week().days if one.day == day)


def test_a_week_ends_today_and_shows_what_is_saved(services, today):
    services.check_ins.record(CheckInDraft(today, {MOOD: 5}))

    week = services.paper_weeks.week()

    assert [one.day for one in week.days] == [today - timedelta(days=n) for n in range(6, -1, -1)]
    assert [one.is_saved for one in week.days] == [False] * 6 + [True]
    assert week.days[-1].values == {MOOD: 5}
    assert not any(row.kind.value == "text" for row in week.rows)


def test_what_is_saved_says_paper_and_is_never_late(services, today):
    day = today - timedelta(days=5)

    services.paper_weeks.save([PaperEntry(day, {MOOD: 4, SLEEP: 5.5})])

    shown = services.check_ins.day(day).values[MOOD]
    assert (shown.value, shown.is_paper, shown.is_late) == (4, True, False)


def test_a_card_filled_in_later_is_told_and_undo_takes_that_back_too(services, today):
    day, other = today - timedelta(days=5), today - timedelta(days=4)

    services.paper_weeks.save(
        [PaperEntry(day, {MOOD: 4}, is_later=True), PaperEntry(other, {MOOD: 6})]
    )

    assert services.check_ins.day(day).is_written_later
    assert not services.check_ins.day(other).is_written_later
    services.undo()
    assert not services.check_ins.day(day).is_written_later
    assert not services.check_ins.day(day).has_entry


def test_a_day_that_was_saved_meanwhile_is_left_as_it_is(services, today):
    services.check_ins.record(CheckInDraft(today, {MOOD: 5}))

    services.paper_weeks.save([PaperEntry(today, {MOOD: 1})])

    assert services.check_ins.day(today).values[MOOD].value == 5


def test_one_value_out_of_range_saves_nothing_of_the_week(services, today):
    day = today - timedelta(days=2)

    with pytest.raises(KnownProblem) as met:
        services.paper_weeks.save([PaperEntry(day, {MOOD: 4}), PaperEntry(today, {SLEEP: 26})])

    assert met.value.code == "values_refused"
    assert not services.check_ins.day(day).has_entry


def test_the_two_drafts_of_a_day_do_not_lose_each_other(services, today):
    services.check_ins.keep_draft(today, '{"version": 1, "answers": {"mood": {"to": 3}}}')
    services.paper_weeks.keep_draft({today: {"cells": {"mood": "4"}}})
    services.check_ins.keep_draft(today, '{"version": 1, "answers": {"mood": {"to": 2}}}')

    assert column(services, today).draft == {"cells": {"mood": "4"}}
    services.check_ins.drop_draft(today)
    assert column(services, today).draft == {"cells": {"mood": "4"}}
    services.paper_weeks.keep_draft({today: None})
    assert services.check_ins.day(today).draft is None


def test_saving_the_week_drops_what_was_kept_of_it(services, today):
    services.paper_weeks.keep_draft({today: {"cells": {"mood": "4"}}})

    services.paper_weeks.save([PaperEntry(today, {MOOD: 4})])

    assert services.check_ins.day(today).draft is None
