"""The steps after the code: what to track, my people, data from elsewhere."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from iop_companion.domain.private import Secret
from iop_companion.domain.setting_values import Contact
from iop_companion.ui.first_run.presenter import COMPUTER, DATA, FOCUS, PEOPLE
from iop_companion.ui.widgets.code_sheet import groups_of
from tests.ui.stage import CODE, PaperSession


@pytest.fixture
def at_focus(stage):
    """The first run, after the code was typed back."""
    made = stage(PaperSession(exists=False))
    panel, step = made.entrance, made.entrance.presenter.code.sheet
    panel.go_on.click()
    panel.go_on.click()
    for field, at in zip(step.fields, step._asked, strict=True):
        QTest.keyClicks(field, groups_of(Secret(CODE))[at])
    panel.go_on.click()
    return made


def _click(widget):
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def _key(key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def test_two_focuses_by_mouse_show_what_the_check_in_would_ask(at_focus):
    panel, chooser = at_focus.entrance, at_focus.entrance.presenter.focus.chooser
    assert panel.at == FOCUS
    assert at_focus.session.kept["at"] == "confirmed"

    _click(chooser.cards["mood"])
    _click(chooser.cards["substance_use"])

    assert chooser.shown_rows()[:4] == ("Mood", "Motivation", "Strongest urge", "Used")
    assert chooser.length.text().startswith("9 short questions, about 45 seconds.")
    _click(panel.go_on)
    assert at_focus.session.kept["focuses"] == ("mood", "substance_use")
    assert panel.at == PEOPLE


def test_the_later_steps_by_keyboard_alone(at_focus):
    panel, presenter = at_focus.entrance, at_focus.entrance.presenter
    assert QApplication.focusWidget() is presenter.focus.chooser.cards["mood"]
    _key(Qt.Key.Key_Tab)
    _key(Qt.Key.Key_Space)
    _key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert at_focus.session.kept["focuses"] == ("anxiety",)

    QTest.keyClicks(QApplication.focusWidget(), "Dana")
    _key(Qt.Key.Key_Tab)
    QTest.keyClicks(QApplication.focusWidget(), "555 0117")
    presenter.people.program.setFocus()
    QTest.keyClicks(QApplication.focusWidget(), "555 0142")
    presenter.people.steps[0].setFocus()
    QTest.keyClicks(QApplication.focusWidget(), "Walk to the river")
    _key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert at_focus.session.kept["people"] == (
        Contact("My program", "555 0142"),
        Contact("Dana", "555 0117"),
    )
    assert at_focus.session.kept["steps"] == ("Walk to the river",)
    assert panel.at == DATA
    _key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert panel.at == COMPUTER


def test_just_the_basics_and_later_lead_past_both_steps(at_focus):
    panel = at_focus.entrance
    assert panel.skip.text() == "Just the basics"
    _click(panel.skip)
    assert at_focus.session.kept["focuses"] == ("basics",)
    assert panel.skip.text() == "Later"
    _click(panel.skip)
    assert panel.at == DATA
    assert "people" not in at_focus.session.kept


def test_what_cannot_be_kept_is_said_on_the_step_and_the_choice_stays(at_focus):
    panel, step = at_focus.entrance, at_focus.entrance.presenter.focus
    at_focus.session.later_trouble = "disk_full"
    _click(step.chooser.cards["trauma"])
    _click(panel.go_on)
    assert panel.at == FOCUS
    assert step.problem.isVisible()
    assert step.chooser.chosen == ("trauma",)

    at_focus.session.later_trouble = ""
    _click(panel.go_on)
    assert panel.at == PEOPLE


def test_going_back_keeps_what_was_typed(at_focus):
    panel, presenter = at_focus.entrance, at_focus.entrance.presenter
    _click(panel.skip)
    QTest.keyClicks(presenter.people.people.lines[0][0], "Leo")
    _click(panel.go_on)
    _click(panel.back)
    assert panel.at == PEOPLE
    assert presenter.people.people.people == (Contact("Leo", ""),)


def test_a_lock_on_an_open_step_keeps_what_stands_on_it(at_focus):
    panel, presenter = at_focus.entrance, at_focus.entrance.presenter
    _click(presenter.focus.chooser.cards["mood"])
    _click(panel.go_on)
    QTest.keyClicks(presenter.people.people.lines[0][0], "Dana")
    QTest.keyClicks(presenter.people.program, "555 0142")
    QTest.keyClicks(presenter.people.steps[0], "Walk to the river")

    at_focus.window.lock()

    assert not at_focus.session.is_open
    assert at_focus.session.kept["people"] == (
        Contact("My program", "555 0142"),
        Contact("Dana", ""),
    )
    assert at_focus.session.kept["steps"] == ("Walk to the river",)


def test_a_lock_on_the_focuses_keeps_those_chosen_and_no_people(at_focus):
    _click(at_focus.entrance.presenter.focus.chooser.cards["mood"])
    at_focus.window.lock()
    assert at_focus.session.kept["focuses"] == ("mood",)
    assert "people" not in at_focus.session.kept


def test_what_is_said_last_on_a_step_counts_after_going_back(at_focus):
    panel, presenter = at_focus.entrance, at_focus.entrance.presenter
    kept = at_focus.session.kept
    _click(presenter.focus.chooser.cards["mood"])
    _click(panel.go_on)
    QTest.keyClicks(presenter.people.people.lines[0][0], "Leo")
    QTest.keyClicks(presenter.people.steps[0], "Walk")
    _click(panel.go_on)
    assert kept["steps"] == ("Walk",)

    _click(panel.back)
    presenter.people.steps[0].setFocus()
    presenter.people.steps[0].selectAll()
    QTest.keyClicks(QApplication.focusWidget(), "Call Dana")
    _click(panel.back)
    _click(presenter.focus.chooser.cards["mood"])
    _click(panel.go_on)
    _click(panel.go_on)

    assert kept["focuses"] == ()
    assert kept["steps"] == ("Call Dana",)
    assert kept["people"] == (Contact("Leo", ""),)
    assert panel.at == DATA


def test_later_is_offered_while_the_step_is_empty_and_then_takes_back_what_was_kept(at_focus):
    panel, presenter = at_focus.entrance, at_focus.entrance.presenter
    _click(panel.skip)
    name = presenter.people.people.lines[0][0]
    QTest.keyClicks(name, "Leo")
    assert not panel.skip.isVisible()
    _click(panel.go_on)
    _click(panel.back)
    name.setFocus()
    name.selectAll()
    _key(Qt.Key.Key_Delete)
    assert panel.skip.isVisible()
    _click(panel.skip)

    assert panel.at == DATA
    assert at_focus.session.kept["people"] == ()


def test_writing_while_locked_can_be_unticked_again(at_focus):
    panel, computer = at_focus.entrance, at_focus.entrance.presenter.computer
    while panel.at < COMPUTER:
        _click(panel.go_on)
    _click(computer.shared)
    _click(computer.while_locked)
    _click(panel.go_on)
    assert at_focus.session.kept["writes_locked"] is True
    _click(panel.back)
    _click(computer.while_locked)
    _click(computer.own)
    _click(panel.go_on)

    assert at_focus.session.kept["writes_locked"] is False
    assert at_focus.preferences.now.lock_after_minutes == 10


def test_a_lock_on_a_later_step_keeps_what_was_typed_on_an_earlier_one(at_focus):
    panel, presenter = at_focus.entrance, at_focus.entrance.presenter
    _click(panel.go_on)
    QTest.keyClicks(presenter.people.people.lines[0][0], "Dana")
    _click(panel.back)
    at_focus.window.lock()

    assert at_focus.session.kept["people"] == (Contact("Dana", ""),)


def test_enter_goes_from_field_to_field_and_then_on(at_focus):
    panel, presenter = at_focus.entrance, at_focus.entrance.presenter
    _key(Qt.Key.Key_Return)  # on a card: on as it stands
    assert panel.at == PEOPLE
    step = presenter.people
    seen = []
    for _n in range(2 * 3 + 1 + 3):
        seen.append(QApplication.focusWidget().accessibleName())
        _key(Qt.Key.Key_Return)

    assert seen[:4] == [
        "Name of person 1", "Number of person 1", "Remark about person 1", "Name of person 2"
    ]  # fmt: skip
    assert seen[-4:] == [step.program.accessibleName(), "Step 1", "Step 2", "Step 3"]
    assert panel.at == DATA


def test_enter_presses_the_button_that_has_the_focus(at_focus):
    panel = at_focus.entrance
    _click(panel.go_on)
    panel.back.setFocus()
    _key(Qt.Key.Key_Enter)
    assert panel.at == FOCUS


def test_this_computer_says_what_it_waits_for(at_focus):
    panel, computer = at_focus.entrance, at_focus.entrance.presenter.computer
    while panel.at < COMPUTER:
        _click(panel.go_on)
    assert panel.why.isVisible()
    assert panel.why.text() == "Choose one of the two; then it goes on."
    assert not panel.go_on.isEnabled()
    _click(computer.shared)
    assert not panel.why.isVisible()
    assert panel.go_on.isEnabled()


def test_nothing_moves_under_the_pointer_as_one_of_the_two_is_chosen(at_focus):
    panel, computer = at_focus.entrance, at_focus.entrance.presenter.computer
    while panel.at < COMPUTER:
        _click(panel.go_on)
    QTest.qWait(0)
    stood = computer.discreet.box.mapTo(panel, QPoint())
    _click(computer.shared)
    QTest.qWait(0)
    assert computer.discreet.box.mapTo(panel, QPoint()) == stood
