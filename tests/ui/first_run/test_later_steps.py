"""The steps after the code: what to track, my people, data from elsewhere."""

import pytest
from PySide6.QtCore import Qt
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
