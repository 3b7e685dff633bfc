"""A check-in saves what was answered, amends what is there, and invents nothing."""

from datetime import date, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iop_companion.domain.measure import DayRule, Kind, Measure, Scale, Worse
from iop_companion.domain.observation import observe
from iop_companion.foundation.errors import KnownProblem
from iop_companion.services.views import CheckInDraft

TODAY = date(2026, 3, 12)
YESTERDAY = TODAY - timedelta(days=1)


def saved(services, day=TODAY, **values):
    return services.check_ins.record(CheckInDraft(day, values))


def shown(services, day=TODAY):
    return {key: value.value for key, value in services.check_ins.day(day).values.items()}


def test_what_was_answered_is_there_and_nothing_else(services):
    skills = ("paced_breathing",)
    saved(services, mood=5.0, note="slept badly", skills=skills, medicine_taken="taken")
    assert shown(services) == {
        "mood": 5.0,
        "note": "slept badly",
        "skills": ("paced_breathing",),
        "medicine_taken": "taken",
    }


def test_a_second_check_in_amends_the_day_and_leaves_the_rest(services, clock):
    saved(services, mood=5.0, anxiety=4.0)
    clock.move(hours=1)
    changes = saved(services, mood=6.0)
    assert shown(services) == {"mood": 6.0, "anxiety": 4.0}
    assert len(changes.changes) == 1
    assert changes.changes[0].before.value == 5.0
    assert changes.changes[0].before.id == changes.changes[0].after.id


def test_an_amended_day_says_when_it_was_changed(services, clock):
    saved(services, mood=5.0)
    clock.move(days=2)
    saved(services, TODAY, mood=6.0)
    assert services.check_ins.day(TODAY).values["mood"].changed_on == date(2026, 3, 14)


def test_the_same_answer_again_changes_nothing(services, clock):
    saved(services, mood=5.0)
    clock.move(hours=2)
    assert not saved(services, mood=5.0)
    assert services.check_ins.day().values["mood"].changed_on is None


def test_a_cleared_answer_is_gone_and_not_zero(services):
    saved(services, mood=5.0, anxiety=0.0)
    saved(services, mood=None)
    assert shown(services) == {"anxiety": 0.0}


def test_one_value_that_does_not_fit_saves_nothing(services):
    with pytest.raises(KnownProblem) as caught:
        saved(services, mood=5.0, anxiety=12.0)
    assert caught.value.code == "values_refused"
    assert shown(services) == {}


def test_every_refusal_is_listed_with_words_that_do_not_repeat_the_value(services):
    draft = CheckInDraft(TODAY, {"mood": 77.0, "sleep_duration": 25.0, "anxiety": 3.0})
    refused = services.check_ins.refusals(draft)
    assert [item.measure_id for item in refused] == ["mood", "sleep_duration"]
    assert "77" not in refused[0].reason
    assert "24" in refused[1].reason


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (CheckInDraft(TODAY + timedelta(days=1), {"mood": 5.0}), "future_day"),
        (CheckInDraft(TODAY, {}), "empty_check_in"),
        (CheckInDraft(TODAY, {"juggling": 5.0}), "unknown_measure"),
    ],
)
def test_a_draft_that_cannot_be_saved_says_why(services, draft, code):
    with pytest.raises(KnownProblem) as caught:
        services.check_ins.record(draft)
    assert caught.value.code == code


def test_after_midnight_the_day_is_still_yesterday_until_four(services, clock):
    clock.move(hours=5)
    assert services.check_ins.day().day == TODAY
    clock.move(hours=2)
    assert services.check_ins.day().day == TODAY + timedelta(days=1)


def test_a_value_typed_days_later_is_late(services):
    saved(services, TODAY - timedelta(days=5), mood=5.0)
    assert services.check_ins.day(TODAY - timedelta(days=5)).values["mood"].is_late
    saved(services, YESTERDAY, mood=5.0)
    assert not services.check_ins.day(YESTERDAY).values["mood"].is_late


def test_moments_make_the_days_value_until_a_whole_day_is_given(services):
    for hour, mood in ((8, 2.0), (20, 6.0)):
        services.check_ins.record(CheckInDraft(TODAY, {"mood": mood}, moment=time(hour)))
    view = services.check_ins.day().values["mood"]
    assert (view.value, view.n_moments) == (4.0, 2)
    saved(services, mood=7.0)
    view = services.check_ins.day().values["mood"]
    assert (view.value, view.n_moments) == (7.0, 0)


def test_saving_the_shown_mean_of_moments_adds_nothing(services):
    for hour, mood in ((8, 2.0), (20, 6.0)):
        services.check_ins.record(CheckInDraft(TODAY, {"mood": mood}, moment=time(hour)))
    assert not saved(services, mood=4.0)


def test_a_private_mark_stays_when_the_value_is_amended(services):
    services.check_ins.record(CheckInDraft(TODAY, {"note": "x"}, private=frozenset({"note"})))
    saved(services, note="y")
    assert services.check_ins.day().values["note"].private


def test_undo_and_redo_replay_a_check_in(services):
    saved(services, mood=5.0)
    saved(services, mood=6.0, anxiety=2.0)
    services.undo()
    assert shown(services) == {"mood": 5.0}
    services.redo()
    assert shown(services) == {"mood": 6.0, "anxiety": 2.0}
    services.undo()
    services.undo()
    assert shown(services) == {}
    with pytest.raises(KnownProblem) as caught:
        services.undo()
    assert caught.value.code == "nothing_to_undo"


def test_a_new_write_forgets_what_could_be_done_again(services):
    saved(services, mood=5.0)
    services.undo()
    saved(services, mood=3.0)
    with pytest.raises(KnownProblem) as caught:
        services.redo()
    assert caught.value.code == "nothing_to_redo"


def test_a_removed_day_comes_back_by_undo(services):
    saved(services, mood=5.0, note="words")
    services.check_ins.remove_day(TODAY)
    assert shown(services) == {}
    services.undo()
    assert shown(services) == {"mood": 5.0, "note": "words"}


def test_locking_forgets_what_could_be_undone(services):
    saved(services, mood=5.0)
    services.lock()
    assert not services.history.can_undo


def test_a_draft_is_kept_for_its_day_and_dropped_by_saving(services):
    services.check_ins.keep_draft(TODAY, '{"mood": 5}')
    services.check_ins.keep_draft(YESTERDAY, '{"mood": 3}')
    assert services.check_ins.day(TODAY).draft == '{"mood": 5}'
    saved(services, TODAY, mood=5.0)
    assert services.check_ins.day(TODAY).draft is None
    assert services.check_ins.day(YESTERDAY).draft == '{"mood": 3}'


def test_the_newest_gap_is_offered_and_days_before_the_first_entry_are_not(services):
    assert services.check_ins.day().gap is None
    saved(services, TODAY - timedelta(days=4), mood=5.0)
    saved(services, YESTERDAY, mood=5.0)
    assert services.check_ins.day().gap == TODAY - timedelta(days=2)


FITTING = st.fixed_dictionaries(
    {},
    optional={
        "mood": st.none() | st.integers(0, 10).map(float),
        "urge": st.none() | st.integers(0, 10).map(float),
        "sleep_duration": st.none() | st.integers(0, 48).map(lambda n: n / 2),
        "note": st.none()
        | st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip),
    },
).filter(bool)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=st.lists(FITTING, min_size=1, max_size=4))
def test_undoing_everything_gives_the_day_as_it_was(services, steps):
    services.history.clear()
    before = shown(services)
    n_steps = sum(bool(saved(services, **step)) for step in steps)
    after = shown(services)
    for _ in range(n_steps):
        services.undo()
    assert shown(services) == before
    for _ in range(n_steps):
        services.redo()
    assert shown(services) == after


def test_an_imported_value_amended_by_hand_becomes_a_typed_one(services):
    measure = services.measures.get("mood")
    imported = observe(
        measure, 3.0, day=TODAY, recorded_at=services.clock.now(), source="import:abc"
    )
    with services.session.vault.write() as journal:
        journal.put(imported)
    saved(services, mood=4.0)
    view = services.check_ins.day().values["mood"]
    assert (view.value, view.is_imported) == (4.0, False)


def test_a_value_of_no_known_measure_does_not_close_the_day(services, clock):
    tea = Measure("tea", "Tea", Kind.COUNT, Worse.NEITHER, DayRule.SUM, Scale(0, 9))
    stray = observe(tea, 3.0, day=TODAY, recorded_at=clock.now())
    with services.session.vault.write() as journal:
        journal.put(stray)
    saved(services, mood=5.0)

    assert shown(services) == {"mood": 5.0}
