"""What is marked private on an entry stays out of the Summary with all that it implies."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from iop_companion.domain.diary_entries import Dose, DoseOutcome, Regimen
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.summary import Section
from iop_companion.services.movement import BoutDraft
from iop_companion.services.sleep_diary import NightDraft
from iop_companion.services.summarising import SummaryRequest

MINUTES = MeasureId("movement_minutes")


@pytest.fixture
def summary(services, today):
    """The summary of the last seven days, with everything in it."""

    def made():
        request = SummaryRequest(today - timedelta(days=6), today, tuple(Section))
        return services.summarising.assemble(request)

    return made


def number(summary, measure_id):
    return next((row for row in summary.numbers if row.measure_id == measure_id), None)


def test_a_night_marked_private_takes_its_hours_and_quality_out_of_the_summary(
    services, summary, today
):
    night = NightDraft(today, time(23), time(23), time(6), time(6, 30), quality=2)
    services.sleep_diary.save(night)
    assert number(summary(), "sleep_duration").mean == 7.0

    services.sleep_diary.save(replace(night, private=True))

    told = summary()
    assert number(told, "sleep_duration") is None
    assert told.sleep_sentences == ()
    assert told.n_private_left_out == 2
    assert services.check_ins.day().values[MeasureId("sleep_duration")].value == 7.0


def test_of_a_day_with_one_private_bout_only_the_others_are_told(services, summary, today):
    services.movement.keep(today, BoutDraft("walk", 20))
    services.clock.move(seconds=1)
    services.movement.keep(today, BoutDraft("sport", 45, private=True))

    told = summary()

    assert services.check_ins.day().values[MINUTES].value == 65
    assert number(told, "movement_minutes").mean == 20.0
    assert told.movement_sentences[-1] == "Kinds: Walk on 1 day."


def test_a_day_with_private_bouts_alone_has_no_movement_in_the_summary(services, summary, today):
    services.movement.keep(today, BoutDraft("sport", 45, private=True))

    told = summary()

    assert number(told, "movement_minutes") is None
    assert told.movement_sentences == ()
    assert told.n_private_left_out == 2


def test_a_skill_used_in_private_is_not_counted_and_one_used_openly_as_well_is(services, summary):
    services.skills.record("urge_surfing", 6, 4, private=True)
    services.skills.record("paced_breathing", 5, 4)
    services.clock.move(days=-1)
    services.skills.record("urge_surfing", 6, 4, private=True)
    services.skills.record("urge_surfing", 6, 3)
    services.clock.move(days=1)

    told = summary()

    counted = {skill.label: skill.n_days for skill in told.skills}
    assert counted == {"Breathing": 1, "Urge surfing": 1}
    assert number(told, "skills_used").highest == 1.0
    assert told.n_private_left_out == 1


def test_a_dose_keeps_its_note_and_mark_when_its_outcome_changes_and_undo_takes_the_note_back(
    services, summary, today
):
    services.medicines.add("Sertraline", Regimen(today, "50 mg", ("morning",)))
    (medicine,) = services.medicines.view().medicines
    services.medicines.record(medicine.id, today, "morning", DoseOutcome.MISSED)
    (due,) = services.medicines.due(today)

    services.medicines.annotate(due.dose, " felt sick ", private=True)
    services.medicines.record(medicine.id, today, "morning", DoseOutcome.LATE)

    (due,) = services.medicines.due(today)
    assert (due.dose.outcome, due.dose.note, due.dose.private) == (
        DoseOutcome.LATE, "felt sick", True,
    )  # fmt: skip
    assert summary().medicine_sentences[0].endswith("nothing recorded.")
    services.undo()
    services.undo()
    (due,) = services.medicines.due(today)
    assert (due.dose.outcome, due.dose.note, due.dose.private) == (DoseOutcome.MISSED, "", False)
    assert not services.medicines.annotate(due.dose, "", private=False)


def test_a_dose_that_is_gone_gets_no_note(services, today):
    services.medicines.add("Sertraline", Regimen(today, "50 mg", ("morning",)))
    (medicine,) = services.medicines.view().medicines
    services.medicines.record(medicine.id, today, "morning", DoseOutcome.TAKEN)
    (due,) = services.medicines.due(today)
    services.medicines.record(medicine.id, today, "morning", None)

    assert not services.medicines.annotate(due.dose, "late", private=False)

    with services.session.vault.read() as journal:
        assert journal.entries(Dose) == []
