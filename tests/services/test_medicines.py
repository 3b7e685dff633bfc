"""Medicines over a real vault: due doses, counts with n, changes as marks, never advice."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from iop_companion.domain.diary_entries import Dose, DoseOutcome, Helped, Regimen, SideEffect
from iop_companion.foundation.errors import KnownProblem

TODAY = date(2026, 3, 12)
START = TODAY - timedelta(days=40)
TAKEN, LATE, MISSED, SKIPPED = (
    DoseOutcome.TAKEN,
    DoseOutcome.LATE,
    DoseOutcome.MISSED,
    DoseOutcome.SKIPPED_ON_ADVICE,
)


@pytest.fixture
def sertraline(services):
    services.medicines.add("Sertraline", Regimen(START, "50 mg", ("morning",)))
    [medicine] = services.medicines.view().medicines
    return medicine


def test_each_dose_due_is_answered_once_and_an_answer_can_be_taken_back(services, sertraline):
    medicines = services.medicines
    assert [(one.due, one.dose) for one in medicines.due(TODAY)] == [("morning", None)]

    medicines.record(sertraline.id, TODAY, "morning", TAKEN)
    medicines.record(sertraline.id, TODAY, "morning", LATE)

    [due] = medicines.due(TODAY)
    assert due.dose.outcome is LATE
    medicines.record(sertraline.id, TODAY, "morning", None)
    assert medicines.due(TODAY)[0].dose is None
    services.undo()
    services.undo()
    assert medicines.due(TODAY)[0].dose.outcome is TAKEN
    with pytest.raises(KnownProblem, match="future_day"):
        medicines.record(sertraline.id, TODAY + timedelta(days=1), "morning", TAKEN)
    with pytest.raises(KnownProblem, match="unknown_medicine"):
        medicines.record("another", TODAY, "morning", TAKEN)


def test_adherence_counts_what_is_recorded_and_says_n(services, sertraline):
    for back, outcome in enumerate([None, TAKEN, LATE, MISSED, SKIPPED, *[TAKEN] * 20]):
        if outcome:
            day = TODAY - timedelta(days=back)
            services.medicines.record(sertraline.id, day, "morning", outcome)

    course = services.medicines.view().courses[sertraline.id]

    short, long = course.short, course.long
    assert (short.n_taken, short.n, short.n_late, short.n_skipped) == (11, 12, 1, 1)
    assert (short.n_unrecorded, long.n_unrecorded) == (1, 6)
    assert (long.n_taken, long.n) == (22, 23)
    assert len(course.days) == 14
    assert course.first == TODAY - timedelta(days=13)


def test_a_change_is_dated_and_marks_the_charts(services, sertraline):
    medicines = services.medicines
    changed = Regimen(TODAY - timedelta(days=5), "100 mg", ("evening",))
    medicines.change(sertraline, changed)
    [now] = medicines.view().medicines
    medicines.change(now, Regimen(TODAY, stopped=True))

    assert [(event.day, event.label) for event in medicines.events()] == [
        (START, "Sertraline 50 mg begun"),
        (changed.from_day, "Sertraline 50 mg to 100 mg"),
        (TODAY, "Sertraline stopped"),
    ]
    assert medicines.due(TODAY) == ()
    assert [one.due for one in medicines.due(TODAY - timedelta(days=1))] == ["evening"]
    services.undo()
    assert len(medicines.due(TODAY)) == 1


def test_the_charts_of_trends_show_the_changes(services, sertraline):
    from iop_companion.services.views import CheckInDraft, TrendRange

    services.check_ins.record(CheckInDraft(TODAY, {"mood": 5.0}))
    services.medicines.change(sertraline, Regimen(TODAY, "75 mg", ("morning",)))

    view = services.trends.view(TrendRange.FOUR_WEEKS)

    assert [event.label for event in view.events] == ["Sertraline 50 mg to 75 mg"]
    assert view.marked == ()


def test_as_needed_is_taken_any_number_of_times_with_the_reason_in_own_words(services):
    medicines = services.medicines
    medicines.add("Hydroxyzine", Regimen(START, "25 mg"))
    [hydroxyzine] = medicines.view().medicines
    for hour in (10, 22):
        medicines.take(
            hydroxyzine.id, day=TODAY, at=time(hour), reason="could not settle",
            helped=Helped.A_LITTLE,
        )  # fmt: skip

    view = medicines.view()

    assert view.due == ()
    [(medicine, last)] = view.as_needed
    assert (medicine, last.moment, last.reason) == (hydroxyzine, time(22), "could not settle")
    with services.session.vault.read() as journal:
        assert len(journal.all(Dose)) == 2


def test_side_effects_are_asked_about_by_the_names_of_late(services):
    medicines = services.medicines
    medicines.side_effect("Dry  mouth", TODAY - timedelta(days=3), 2)
    medicines.side_effect("Headache", TODAY, 1)
    medicines.side_effect("Headache", TODAY, 3)

    said = {words: one and one.strength for words, one in medicines.view().side_effects}
    assert said == {"Headache": 3, "Dry mouth": None}
    assert list(said) == ["Headache", "Dry mouth"]
    medicines.side_effect("Headache", TODAY, None)
    assert dict(medicines.view().side_effects) == {"Dry mouth": None}
    with services.session.vault.read() as journal:
        assert [one.strength for one in journal.all(SideEffect)] == [2]
    with pytest.raises(KnownProblem, match="side_effect_unnamed"):
        medicines.side_effect("  ", TODAY, 1)


def test_a_name_stands_once_on_the_list_and_needs_letters(services, sertraline):
    medicines = services.medicines
    with pytest.raises(KnownProblem, match="medicine_there"):
        medicines.add("sertraline ", Regimen(TODAY))
    with pytest.raises(KnownProblem, match="medicine_unnamed"):
        medicines.add(" ", Regimen(TODAY))
    with pytest.raises(KnownProblem, match="medicine_unnamed"):
        medicines.amend(sertraline, " ", sertraline.regimens[0], note="", private=False)
    medicines.amend(
        sertraline, "Zoloft", replace(sertraline.regimens[0], from_day=TODAY), note="with food",
        private=True,
    )  # fmt: skip
    assert medicines.view().medicines[0].regimens == sertraline.regimens
    assert [one.name for one in medicines.view().medicines] == ["Zoloft"]
    assert medicines.events() == ()  # private stays off the charts
    medicines.remove(medicines.view().medicines[0])
    assert medicines.view().medicines == ()
    services.undo()
    assert [one.name for one in medicines.view().medicines] == ["Zoloft"]


def test_the_panel_sees_doses_that_are_missed_more_than_is_usual(services, sertraline):
    for back in range(60):
        day = TODAY - timedelta(days=back)
        outcome = MISSED if back < 10 and back % 2 == 0 else TAKEN
        services.medicines.record(sertraline.id, day, "morning", outcome)
    services.measures.get("medicine_taken")

    warning = services.early_warnings.evaluate()

    [finding] = [one for one in warning.findings if one.measure_id == "medicine_taken"]
    assert "missed more than is usual for you since" in finding.sentence


def test_a_dose_as_needed_is_changed_removed_and_put_back(services):
    medicines = services.medicines
    medicines.add("Hydroxyzine", Regimen(START, "25 mg"))
    [hydroxyzine] = medicines.view().medicines
    medicines.take(hydroxyzine.id, day=TODAY, at=time(10), reason="could not settle")
    [dose] = medicines.view().taken
    said = {"at": time(9, 30), "amount": "50 mg", "reason": "a loud day", "note": "at work"}

    medicines.amend_dose(dose, **said, helped=Helped.NO, private=True)

    [changed] = medicines.view().taken
    assert (changed.id, changed.moment, changed.amount, changed.reason, changed.helped) == (
        dose.id, time(9, 30), "50 mg", "a loud day", Helped.NO,
    )  # fmt: skip
    assert (changed.note, changed.private) == ("at work", True)
    medicines.remove_dose(changed)
    assert medicines.view().taken == ()
    with pytest.raises(KnownProblem, match="dose_gone"):
        medicines.amend_dose(dose, **said, helped=None, private=False)
    services.trash.put_back(changed)
    assert medicines.view().taken == (changed,)


def test_a_side_effect_keeps_its_note_when_it_grows_stronger(services):
    medicines = services.medicines
    medicines.side_effect("Headache", TODAY, 1)
    [(_words, effect)] = medicines.view().side_effects

    medicines.annotate(effect, " since noon ", private=True)
    medicines.side_effect("Headache", TODAY, 3)

    [(_words, now)] = medicines.view().side_effects
    assert (now.strength, now.note, now.private) == (3, "since noon", True)
