"""What was removed: told in words with the day it goes for good, and put back where it was."""

from datetime import timedelta

import pytest

from iop_companion.domain.diary_entries import DoseOutcome, Regimen
from iop_companion.domain.ids import MeasureId
from iop_companion.foundation.errors import KnownProblem
from iop_companion.services.movement import BoutDraft
from iop_companion.services.trash import MOST_SHOWN
from iop_companion.services.triggers import ExposureDraft, PlanDraft
from iop_companion.services.views import CheckInDraft

MOOD, MINUTES = MeasureId("mood"), MeasureId("movement_minutes")


def titles(services):
    return [one.title for one in services.trash.view().removed]


def test_what_was_removed_is_named_with_its_days_newest_first(services, today):
    services.triggers.keep(today, ExposureDraft("conflict", 5))
    (exposure,) = services.triggers.day().exposures
    services.check_ins.record(CheckInDraft(today, {MOOD: 4}))
    services.check_ins.remove_day(today)
    services.clock.move(days=2)
    services.triggers.remove(exposure)

    view = services.trash.view()

    assert titles(services) == ["Conflict", "Mood, 4"]
    newest, older = view.removed
    assert (newest.day, newest.removed_on) == (today, today + timedelta(days=2))
    assert (older.removed_on, older.kept_until) == (today, today + timedelta(days=30))
    assert view.n_more == 0


def test_each_kind_is_told_in_words_of_its_own(services, today):
    services.medicines.add("Sertraline", Regimen(today, "50 mg", ("morning",)))
    (medicine,) = services.medicines.view().medicines
    services.medicines.record(medicine.id, today, "morning", DoseOutcome.TAKEN)
    services.medicines.record(medicine.id, today, "morning", None)
    services.medicines.side_effect("Dry mouth", today, 1)
    services.medicines.side_effect("Dry mouth", today, None)
    services.medicines.remove(medicine)
    services.triggers.keep_plan(PlanDraft("evening", "walk"))
    services.triggers.remove_plan(services.triggers.day().plans[0].plan)
    services.questionnaires.enter_score(day=today, score=9, instrument_id="phq9")
    services.questionnaires.remove(services.questionnaires.get("phq9").newest.entry)
    services.skills.let_go(services.skills.begin("urge_surfing"))

    assert sorted(titles(services)) == [
        "A dose of Sertraline", "Dry mouth", "If evening, then walk", "PHQ-9",
        "Sertraline, of the list",
    ]  # fmt: skip


def test_a_movement_put_back_counts_in_its_day_again_and_undo_takes_it_away(services, today):
    services.movement.keep(today, BoutDraft("walk", 20, note="by the river", private=True))
    services.clock.move(seconds=1)
    services.movement.keep(today, BoutDraft("yoga", 15))
    walk, yoga = services.movement.day().bouts
    services.movement.remove(walk)
    (gone,) = services.trash.view().removed
    assert gone.title == "Walk, 20 min"

    services.trash.put_back(gone.record)

    assert set(services.movement.day().bouts) == {walk, yoga}
    assert services.check_ins.day().values[MINUTES].value == 35
    assert titles(services) == []
    services.undo()
    assert services.movement.day().bouts == (yoga,)
    assert services.check_ins.day().values[MINUTES].value == 15


def test_a_value_is_not_put_over_another_that_stands_in_its_place(services, today):
    services.check_ins.record(CheckInDraft(today, {MOOD: 4}))
    services.check_ins.remove_day(today)
    services.check_ins.record(CheckInDraft(today, {MOOD: 7}))
    (gone,) = services.trash.view().removed

    with pytest.raises(KnownProblem, match="slot_taken"):
        services.trash.put_back(gone.record)

    assert services.check_ins.day().values[MOOD].value == 7
    assert titles(services) == ["Mood, 4"]


def test_nothing_is_put_back_that_is_gone_for_good(services, today):
    services.triggers.keep(today, ExposureDraft("conflict", 5))
    services.triggers.remove(services.triggers.day().exposures[0])
    (gone,) = services.trash.view().removed
    with services.session.vault.write() as journal:
        journal.erase_trashed(gone.record)

    with pytest.raises(KnownProblem, match="removed_gone"):
        services.trash.put_back(gone.record)


def test_no_more_than_a_page_is_listed_and_the_rest_is_counted(services, today):
    for back in range(MOST_SHOWN + 3):
        day = today - timedelta(days=back)
        services.triggers.keep(day, ExposureDraft("noise"))
        services.triggers.remove(services.triggers.day(day).exposures[0])

    view = services.trash.view()

    assert (len(view.removed), view.n_more) == (MOST_SHOWN, 3)
