"""The plan: zones with steps, people and dates; what was done comes back to its review."""

import pytest

from iop_companion.domain.records import PlanZone, StepDone, ZonePlan
from iop_companion.domain.setting_values import Contact
from iop_companion.foundation.errors import KnownProblem
from iop_companion.services.my_plan import ZoneDraft
from iop_companion.services.own_signs import SignDraft


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
    assert (plan.zone(PlanZone.WATCH).n_done, plan.zone(PlanZone.WATCH).last_done) == (
        2,
        clock.today(),
    )
    plan.tick(walk.id, done=False)
    assert plan.zone(PlanZone.WATCH).n_done == 1
    plan.keep(ZoneDraft(PlanZone.WATCH, "", ("Walk",), ()))
    with services.session.vault.read() as journal:
        assert sorted(line.text for line in journal.all(StepDone)) == ["Call Dana", "Walk"]

    plan.review("Dr. Okafor")

    zone = plan.zone(PlanZone.WATCH)
    assert (zone.reviewed_on, zone.reviewed_with) == (clock.today(), "Dr. Okafor")
    assert (zone.n_done, zone.last_done) == (0, None)
    assert zone.written_on == clock.today()


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
