"""Triggers and if-then plans: what came up, what was done, how often a plan helped."""

from dataclasses import replace
from datetime import time

import pytest

from iop_companion import bootstrap
from iop_companion.domain.diary_entries import Helped
from iop_companion.domain.private import Secret
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.paths import paths_under
from iop_companion.services.triggers import ExposureDraft, PlanDraft
from iop_companion.store.cipher import LIGHT
from tests.made_vault import open_new
from tests.stopped_clock import StoppedClock


@pytest.fixture
def services(tmp_path):
    built = bootstrap.build(paths_under(tmp_path), clock=StoppedClock(), kdf=LIGHT)
    open_new(built.session, Secret("a lamp in the long hallway"))
    yield built
    built.lock()


def test_an_exposure_with_its_plan_counts_for_the_trigger_and_for_the_plan(services):
    day = services.clock.today()
    services.triggers.keep_plan(
        PlanDraft("I am alone at night", "call Dana", trigger="being_alone")
    )
    (seen,) = services.triggers.day().plans
    for strength, helped in ((8, Helped.YES), (6, Helped.NO)):
        services.triggers.keep(
            day,
            ExposureDraft(
                "being_alone",
                strength,
                "came home",
                "called",
                "it passed",
                str(seen.plan.id),
                helped,
            ),
        )
    services.clock.move(seconds=1)
    services.triggers.keep(day, ExposureDraft("a smell"))
    services.clock.move(days=28)
    assert services.triggers.day().top == (), "another period"
    services.clock.move(days=-28)

    view = services.triggers.day()
    (seen,) = view.plans
    assert (seen.count.n_used, seen.count.helped, seen.count.not_helped) == (2, 1, 1)
    assert [(one.trigger, one.n, one.intensity) for one in view.top] == [
        ("being_alone", 2, 7.0), ("a smell", 1, None),
    ]  # fmt: skip
    assert view.label("a smell") == "a smell"
    assert view.label("being_alone") != "being_alone"
    assert view.exposures[0].outcome == "it passed"


def test_an_exposure_is_changed_removed_and_taken_back(services):
    day = services.clock.today()
    services.triggers.keep(day, ExposureDraft("noise", 3))
    (one,) = services.triggers.day().exposures

    services.triggers.keep(day, ExposureDraft("noise", 5, response="went out", id=str(one.id)))
    (changed,) = services.triggers.day().exposures
    assert (changed.id, changed.intensity, changed.response) == (one.id, 5, "went out")
    services.triggers.remove(changed)
    assert services.triggers.day().exposures == ()
    services.undo()

    assert services.triggers.day().exposures == (changed,)


def test_a_plan_is_changed_and_removed_and_what_was_recorded_with_it_stays(services):
    day = services.clock.today()
    services.triggers.keep_plan(PlanDraft("evening", "walk", "music"))
    (seen,) = services.triggers.day().plans
    services.triggers.keep(day, ExposureDraft("noise", plan=str(seen.plan.id)))

    services.triggers.keep_plan(PlanDraft("late evening", "walk", id=str(seen.plan.id)))
    (changed,) = services.triggers.day().plans
    assert (changed.plan.id, changed.plan.cue) == (seen.plan.id, "late evening")
    services.triggers.remove_plan(changed.plan)

    assert services.triggers.day().plans == ()
    assert services.triggers.day().exposures[0].plan == seen.plan.id


@pytest.mark.parametrize(
    ("keep", "code"),
    [
        (lambda t, day: t.keep(day, ExposureDraft("  ")), "exposure_needs_trigger"),
        (lambda t, _day: t.keep_plan(PlanDraft("", "walk")), "plan_needs_both"),
        (lambda t, _day: t.keep_plan(PlanDraft("evening", " ")), "plan_needs_both"),
    ],
)
def test_what_says_too_little_is_refused_in_words(services, keep, code):
    with pytest.raises(KnownProblem) as refused:
        keep(services.triggers, services.clock.today())

    assert refused.value.code == code


def test_what_the_form_does_not_ask_stays_when_an_exposure_is_changed(services):
    # given one with a time of day, as a file of another computer may bring it
    day = services.clock.today()
    services.triggers.keep(day, ExposureDraft("being_alone", 5))
    (written,) = services.triggers.day().exposures
    marked = replace(written, moment=time(16, 41), private=True)
    with services.session.vault.write() as journal:
        journal.put(marked)

    services.triggers.keep(day, ExposureDraft("conflict", 7, id=str(written.id)))

    (changed,) = services.triggers.day().exposures
    assert (changed.trigger, changed.intensity) == ("conflict", 7)
    assert (changed.moment, changed.private) == (time(16, 41), False)
