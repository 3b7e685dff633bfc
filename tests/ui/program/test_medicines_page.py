"""Medicines in the real window: doses by one key, counts with n, the list and its changes."""

from datetime import time, timedelta

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QPushButton

from iop_companion.domain.diary_entries import Dose, DoseOutcome, Medicine, Regimen, SideEffect
from iop_companion.ui.program.medicines.course_strip import DayState
from tests.ui.open_pages import THURSDAY, cut_words, nameless, settle

START = THURSDAY - timedelta(days=60)


def kept(services, kind):
    with services.session.vault.read() as journal:
        return journal.all(kind)


def fill(services):
    """Sertraline each morning, naltrexone on some mornings, hydroxyzine if needed."""
    medicines = services.medicines
    medicines.add("Sertraline", Regimen(START, "50 mg", ("morning",)))
    medicines.add("Naltrexone", Regimen(START, "50 mg", ("morning", "bedtime")))
    medicines.add("Hydroxyzine", Regimen(START, "25 mg"))
    [sertraline, *_rest] = medicines.view().medicines
    for back in range(1, 14):
        if back != 4:
            outcome = DoseOutcome.LATE if back == 9 else DoseOutcome.TAKEN
            medicines.record(sertraline.id, THURSDAY - timedelta(days=back), "morning", outcome)
    return sertraline


def test_a_first_medicine_is_put_on_the_list_by_keys_and_answered_by_one(open_page, services):
    # given the page, reached from the other part of Program
    stage = open_page("program", services)
    stage.click(stage.panel.list.switch.button_of("medicines"))
    settle()
    panel = stage.panel
    assert panel.add_button.hasFocus()
    # when a name and an amount are typed
    stage.press(Qt.Key.Key_Space)
    panel.form.name.setText("  ")
    stage.press(Qt.Key.Key_Return)
    assert panel.form.problem.text().startswith("This medicine has no name yet.")
    panel.form.name.setText("Sertraline")
    panel.form.amount.setText("50 mg")
    assert (nameless(panel), cut_words(panel)) == ([], [])
    stage.press(Qt.Key.Key_Return)
    # then it is due today, and one key says what became of it
    [row] = panel.rows
    row.enter()
    stage.press(Qt.Key.Key_T)
    settle()
    [dose] = kept(services, Dose)
    assert dose.outcome is DoseOutcome.TAKEN
    assert panel.rows[0].isAncestorOf(stage.window.focusWidget())
    stage.press(Qt.Key.Key_Backspace)
    settle()
    assert kept(services, Dose) == []
    stage.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert kept(services, Dose) == [dose]


def test_fourteen_days_say_what_was_taken_and_of_how_many(open_page, services):
    fill(services)
    stage = open_page("medicines", services)
    panel = stage.panel

    strips = [one for one in panel.findChildren(type_of_strip()) if one.isVisible()]
    states = strips[0].states
    assert states.count(DayState.TAKEN) == 11
    assert states[-1] is DayState.OPEN
    assert [states[9], states[4]] == [DayState.NO_ENTRY, DayState.LATE]
    assert "12 of 12 taken, 1 late, today open" in strips[0].accessibleDescription()
    assert len(panel.rows) == 3
    assert (nameless(panel), cut_words(panel)) == ([], [])
    # another day can be answered, too
    panel.day_requested.emit(THURSDAY - timedelta(days=4))
    panel.rows[0].enter()
    stage.press(Qt.Key.Key_M)
    settle()
    missed = [dose for dose in kept(services, Dose) if dose.outcome is DoseOutcome.MISSED]
    assert [dose.day for dose in missed] == [THURSDAY - timedelta(days=4)]


def type_of_strip():
    from iop_companion.ui.program.medicines.course_strip import CourseStrip

    return CourseStrip


def test_a_change_has_its_day_and_can_stop_a_medicine(open_page, services):
    fill(services)
    stage = open_page("medicines", services)
    panel = stage.panel
    panel.edit(panel.view.medicines[0])
    panel.form.amount.setText("100 mg")
    stage.click(panel.form.save_button)
    [now] = [one for one in kept(services, Medicine) if one.name == "Sertraline"]
    assert [one.amount for one in now.regimens] == ["50 mg", "100 mg"]
    assert now.regimens[-1].from_day == THURSDAY
    panel.edit(panel.view.medicines[1])
    panel.form.stopped.box.click()
    stage.click(panel.form.save_button)
    assert [row.key[1] for row in panel.rows] == ["morning"]
    stage.click_notice()
    assert len(panel.rows) == 3


def test_a_dose_as_needed_has_its_time_and_its_reason(open_page, services):
    fill(services)
    stage = open_page("medicines", services)
    card = stage.panel.as_needed
    stage.click(next(iter(card.buttons.values())))
    assert card.at.text() == "9:04 pm"
    card.at.setText("half past")
    card.reason.setText("could not settle")
    stage.press(Qt.Key.Key_Return)
    assert card.problem.text().startswith("Write a time like")
    card.at.setText("22:20")
    card.helped.choose("a_little")

    stage.press(Qt.Key.Key_Return)

    [dose] = [one for one in kept(services, Dose) if not one.due]
    assert (dose.moment.hour, dose.reason) == (22, "could not settle")
    assert card.form.isHidden()


def test_side_effects_have_the_persons_own_names(open_page, services):
    fill(services)
    stage = open_page("medicines", services)
    card = stage.panel.effects
    card.new.setText("Dry mouth")
    card.new.setFocus()
    stage.press(Qt.Key.Key_Return)
    card.rows["Dry mouth"].enter()
    stage.press(Qt.Key.Key_S)
    settle()
    assert [(one.words, one.strength) for one in kept(services, SideEffect)] == [("Dry mouth", 3)]


def test_on_today_each_dose_is_one_click_and_the_row_for_all_of_them_rests(open_page, services):
    stage = open_page("today", services)
    assert "medicine_taken" in [row.id for row in stage.page._form.view.rows]
    assert stage.panel.side.doses.isHidden()
    services.medicines.add("Sertraline", Regimen(START, "50 mg", ("morning",)))
    stage.page.refresh()
    settle()

    [row] = stage.panel.side.doses.rows
    stage.click(row.segment.cells[0])
    settle()

    assert [dose.outcome for dose in kept(services, Dose)] == [DoseOutcome.TAKEN]
    assert "medicine_taken" not in [row.id for row in stage.page._form.view.rows]
    stage.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert kept(services, Dose) == []


def named(stage, name):
    buttons = stage.panel.findChildren(QPushButton)
    return next(one for one in buttons if one.accessibleName() == name)


def test_a_dose_as_needed_is_changed_by_keys_and_removed_by_click(open_page, services):
    services.medicines.add("Hydroxyzine", Regimen(START, "25 mg"))
    [medicine] = services.medicines.view().medicines
    services.medicines.take(medicine.id, day=THURSDAY, at=time(20), reason="a loud day")
    stage = open_page("medicines", services)
    card = stage.panel.as_needed
    named(stage, "Change: Hydroxyzine, 25 mg, 8:00 pm").setFocus()
    stage.press(Qt.Key.Key_Space)
    assert (card.at.text(), card.reason.text()) == ("8:00 pm", "a loud day")
    assert card.at.hasFocus()
    card.at.selectAll()
    stage.qtbot.keyClicks(card.at, "19:15")
    stage.press(Qt.Key.Key_Tab)
    stage.qtbot.keyClicks(card.amount, "12.5 mg")
    assert (nameless(stage.panel), cut_words(stage.panel)) == ([], [])
    stage.press(Qt.Key.Key_Return)
    settle()

    [dose] = kept(services, Dose)
    assert (dose.moment, dose.amount, dose.reason) == (time(19, 15), "12.5 mg", "a loud day")
    assert card.form.isHidden()
    stage.click(named(stage, "Remove: Hydroxyzine, 12.5 mg, 7:15 pm"))
    settle()
    assert kept(services, Dose) == []
    stage.click_notice()
    settle()
    assert kept(services, Dose) == [dose]


def test_a_side_effect_takes_a_note_in_place(open_page, services):
    services.medicines.add("Sertraline", Regimen(START, "50 mg", ("morning",)))
    services.medicines.side_effect("Headache", THURSDAY, 1)
    services.medicines.side_effect("Dry mouth", THURSDAY - timedelta(days=2), 1)
    stage = open_page("medicines", services)
    [note] = stage.panel.effects.notes
    note.opener.setFocus()
    stage.press(Qt.Key.Key_Space)
    stage.qtbot.keyClicks(note.note.edit, "since noon")
    stage.press(Qt.Key.Key_Return)
    settle()

    [effect] = [one for one in kept(services, SideEffect) if one.words == "Headache"]
    assert effect.note == "since noon"
    [note] = stage.panel.effects.notes
    assert note.words.text() == "since noon"
    stage.panel.effects.rows["Headache"].enter()
    stage.press(Qt.Key.Key_S)
    settle()
    [effect] = [one for one in kept(services, SideEffect) if one.words == "Headache"]
    assert (effect.strength, effect.note) == (3, "since noon")
    assert (nameless(stage.panel), cut_words(stage.panel)) == ([], [])


@pytest.mark.parametrize("by", ["key", "mouse"])
def test_a_form_that_opens_below_the_fold_comes_into_sight(open_page, services, by):
    # given a page longer than the window, at its beginning
    fill(services)
    stage = open_page("medicines", services, text_scale=200)
    panel = stage.panel
    panel.verticalScrollBar().setValue(0)
    change = named(stage, "Change Hydroxyzine")
    # when the form of a medicine is opened
    if by == "key":
        change.setFocus(Qt.FocusReason.TabFocusReason)
        stage.press(Qt.Key.Key_Space)
    else:
        panel.ensureWidgetVisible(change)
        stage.click(change)
    settle()
    # then the field that has the keyboard is seen
    field = stage.window.focusWidget()
    assert field is panel.form.amount
    port = panel.viewport()
    assert port.rect().contains(QRect(field.mapTo(port, QPoint(0, 0)), field.size()))
