"""The plan: zones with steps, people and dates; what was done comes back to its review."""

from datetime import UTC, datetime, time, timedelta

import pytest

from iop_companion.domain.diary_entries import Helped
from iop_companion.domain.early_warning import Level
from iop_companion.domain.ids import RecordId, new_id
from iop_companion.domain.records import (
    EpisodeOutcome,
    PlanUsed,
    PlanZone,
    ShownEpisode,
    StepDone,
    ZonePlan,
)
from iop_companion.domain.setting_values import Contact
from iop_companion.foundation.errors import KnownProblem
from iop_companion.services.my_plan import ZoneDraft
from iop_companion.services.own_signs import SignDraft
from iop_companion.services.plan_review import ZoneReview
from iop_companion.services.plan_words import review_words
from iop_companion.services.what_happened import Told


@pytest.fixture
def plan(services):
    services.people.keep([Contact("Dana", "555 0117"), Contact("Leo", "555 0188")])
    return services.my_plan


def test_a_zone_keeps_words_steps_and_people_as_versions_that_can_be_undone(services, plan, today):
    plan.keep(ZoneDraft(PlanZone.WATCH, "Up past 1 am", ("Call Dana", " ", "Walk"), ("Dana",)))
    zone = plan.zone(PlanZone.WATCH)
    assert zone.how_i_know == "Up past 1 am"
    assert [step.text for step in zone.steps] == ["Call Dana", "Walk"]
    assert [person.number for person in zone.people] == ["555 0117"]
    assert zone.written_on == today

    plan.keep(ZoneDraft(PlanZone.WATCH, "Awake late", ("Walk",), ()))

    with services.session.vault.read() as journal:
        assert [one.how_i_know for one in journal.all(ZonePlan)] == ["Up past 1 am", "Awake late"]
    services.undo()
    assert plan.zone(PlanZone.WATCH).how_i_know == "Up past 1 am"
    assert len(plan.zone(PlanZone.WATCH).steps) == 2
    same = ZoneDraft(PlanZone.WATCH, "Up past 1 am", ("Call Dana", "Walk"), ("Dana",))
    assert not plan.keep(same)


def test_a_person_who_is_deleted_is_named_as_lost_and_nothing_else_changes(services, plan):
    plan.keep(ZoneDraft(PlanZone.ACT, "", ("Call",), ("Dana", "Leo")))

    services.people.keep([Contact("Leo", "555 0188")])

    zone = plan.zone(PlanZone.ACT)
    assert [person.name for person in zone.people] == ["Leo"]
    assert zone.lost == ("Dana",)


def test_steps_done_are_counted_since_the_last_review(services, plan, clock):
    plan.keep(ZoneDraft(PlanZone.WATCH, "", ("Call Dana", "Walk"), ()))
    call, walk = plan.steps(PlanZone.WATCH)
    plan.tick(call.id, done=True)
    plan.tick(walk.id, done=True)
    clock.move(days=1)
    plan.tick(walk.id, done=True)
    zone = plan.zone(PlanZone.WATCH)
    assert (zone.n_done, zone.last_done, zone.step_days) == (2, clock.today(), (1, 2))
    plan.tick(walk.id, done=False)
    assert plan.zone(PlanZone.WATCH).n_done == 1
    plan.keep(ZoneDraft(PlanZone.WATCH, "", ("Walk",), ()))
    with services.session.vault.read() as journal:
        assert sorted(line.text for line in journal.all(StepDone)) == ["Call Dana", "Walk"]

    plan.review("Dr. Okafor")

    zone = plan.zone(PlanZone.WATCH)
    assert (zone.reviewed_on, zone.reviewed_with) == (clock.today(), "Dr. Okafor")
    assert (zone.n_done, zone.last_done, zone.step_days) == (0, None, (0,))
    assert zone.written_on == clock.today()


def test_what_came_of_warnings_is_counted_with_their_zone_until_it_is_gone_through(
    services, plan, clock, today
):
    # given three warnings under Watch, one under Act: said of each what the person wished to say
    plan.keep(ZoneDraft(PlanZone.WATCH, "", ("Call Dana",), ()))
    log_a_warning(services, today - timedelta(90), helped=Helped.YES, used_plan=PlanUsed.PARTLY)
    log_a_warning(services, today - timedelta(60), helped=Helped.NO, is_false_alarm=True)
    log_a_warning(services, today - timedelta(30), Level.ACT)
    log_a_warning(services, today)
    plan.tick(plan.steps(PlanZone.WATCH)[0].id, done=True)
    # then each zone has its own counts, and one that never came up says nothing
    assert plan.zone(PlanZone.WATCH).review == ZoneReview(
        n_shown=3, n_used=2, n_said_helped=2, n_helped=1, n_did_not_help=1, n_false_alarms=1
    )
    assert review_words(plan.zone(PlanZone.WATCH)) == (
        "Came up 3 times so far. You used your plan 2 times. "
        "Did it help? You said yes once and not much once. You called 1 a false alarm."
    )
    assert review_words(plan.zone(PlanZone.ACT)) == (
        "Came up once so far. No use of the plan is noted."
    )
    assert not review_words(plan.zone(PlanZone.CALM))
    # when the plan is gone through, and the newest is told of afterwards
    plan.review("Dr. Okafor")
    assert not review_words(plan.zone(PlanZone.WATCH))
    clock.move(days=7)
    services.what_happened.tell(episode_on(services, today), Told(helped=Helped.A_LITTLE))
    # then that one alone is new
    assert review_words(plan.zone(PlanZone.WATCH)) == (
        "New since 12 March: came up once. You used your plan once. "
        "Did it help? You said a little once."
    )


def log_a_warning(services, day, level=Level.WATCH, **said):
    with services.session.vault.write() as journal:
        shown = datetime.combine(day, time(20), tzinfo=UTC)
        journal.put(ShownEpisode(RecordId(new_id()), shown, day, level.value))
        if said:
            journal.put(EpisodeOutcome(RecordId(new_id()), day, day, **said))


def episode_on(services, day):
    return next(row.id for row in services.what_happened.view().rows if row.spoke_on == day)


def test_a_zone_shows_the_signs_that_belong_to_it(services, plan):
    services.own_signs.keep(SignDraft("Skipping breakfast"))
    services.own_signs.keep(SignDraft("Hiding it", PlanZone.ACT))
    assert [sign.words for sign in plan.zone(PlanZone.ACT).signs] == ["Hiding it"]
    assert plan.zone(PlanZone.CALM).signs == ()
    assert plan.zone(PlanZone.CALM).written_on is None


def test_a_text_without_end_is_refused_and_nothing_changes(plan):
    with pytest.raises(KnownProblem, match="zone_too_long"):
        plan.keep(ZoneDraft(PlanZone.CALM, "x" * 1001))
    with pytest.raises(KnownProblem, match="zone_too_long"):
        plan.review("x" * 1001)
    with pytest.raises(KnownProblem, match="unknown_step"):
        plan.tick("gone", done=True)


def test_what_was_typed_of_a_zone_waits_as_a_draft(plan):
    draft = ZoneDraft(PlanZone.ACT, "Half a s", ("Call",), ("Dana",), "I have slept very little")
    plan.keep_draft(draft)
    assert plan.draft() == draft
    plan.keep_draft(None)
    plan.keep_draft(None)
    assert plan.draft() is None
