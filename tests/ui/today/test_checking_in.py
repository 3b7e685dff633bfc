"""The check-in by real keys and clicks, counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from iop_companion.domain.setting_values import Contact
from iop_companion.foundation.errors import KnownProblem
from iop_companion.ui.today.hard_answer import PersonLine
from iop_companion.ui.toolkit.page import PageContext
from tests.ui.today.conftest import THURSDAY, FailingCheckIns

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
KEYPAD = Qt.KeyboardModifier.KeypadModifier


class Hands:
    """Presses keys where the focus is, and clicks; counts both. A chord is one press."""

    def __init__(self, qtbot) -> None:
        self._qtbot = qtbot
        self.presses = 0
        self.clicks = 0

    def type(self, *keys) -> None:
        for key in keys:
            self._qtbot.keyClick(QApplication.focusWidget(), key)
            self.presses += 1

    def chord(self, key, modifiers) -> None:
        self._qtbot.keyClick(QApplication.focusWidget(), key, modifiers)
        self.presses += 1

    def click(self, widget) -> None:
        self._qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.clicks += 1


@pytest.fixture
def hands(qtbot):
    return Hands(qtbot)


ENTER = Qt.Key.Key_Return

FULL = {
    "mood": 5.0,
    "anxiety": 5.0,
    "urge": 3.0,
    "urge_set_off_by": ("poor_sleep",),
    "sleep_duration": 5.5,
    "sleep_quality": 2.0,
    "movement_minutes": 20.0,
    "movement_kind": "walk",
    "skills": ("paced_breathing", "urge_surfing"),
    "medicine_taken": "taken",
}


def the_skills(window):
    """The ids behind the letters B and U."""
    chips = window.editor("skills").measure.options
    return tuple(sorted(option.id for option in chips if option.first and option.key in "BU"))


def test_a_full_check_in_with_an_urge_acted_on_takes_at_most_20_presses(open_page, hands):
    window = open_page()

    hands.type("5", "5", "3", "s", ENTER, "n")
    hands.type("5", ".", "5", ENTER, "2")
    hands.type("2", "0", ENTER, "b", "u", ENTER, "t")
    hands.chord(ENTER, CTRL)

    assert hands.presses <= 20
    skills = the_skills(window)
    assert len(skills) == 2
    assert window.services.saved() == FULL | {"urge_acted_on": "no", "skills": skills}


def test_a_full_check_in_takes_twelve_clicks(open_page, hands):
    window = open_page()
    editor = window.editor

    hands.click(editor("mood").cells[5])
    hands.click(editor("anxiety").cells[5])
    hands.click(editor("urge").cells[3])
    hands.click(editor("urge_set_off_by").chips[0])
    hands.click(editor("sleep_duration").edit)
    hands.click(editor("sleep_duration").grid.cell_of(5.5))
    hands.click(editor("sleep_quality").cells[1])
    hands.click(editor("movement_minutes").cells[2])
    hands.click(editor("skills").chips[0])
    hands.click(editor("skills").chips[1])
    hands.click(editor("medicine_taken").cells[0])
    hands.click(window.panel.footer.save)

    assert hands.clicks == 12
    saved = window.services.saved()
    assert saved.keys() == FULL.keys()
    assert (saved["mood"], saved["sleep_duration"], saved["movement_minutes"]) == (5.0, 5.5, 20.0)


def test_mood_only_takes_two_presses_and_leaves_the_rest_as_draft(open_page, hands):
    window = open_page(move_on_answer=True)

    hands.type("5")
    hands.chord(ENTER, CTRL | SHIFT)

    assert hands.presses == 2
    assert window.services.saved() == {"mood": 5.0}


def test_mood_only_takes_two_clicks(open_page, hands):
    window = open_page()

    hands.click(window.editor("mood").cells[5])
    hands.click(window.panel.footer.mood_only)

    assert window.services.saved() == {"mood": 5.0}


def test_mood_only_keeps_the_other_answers_unsaved_on_the_form(open_page, hands):
    window = open_page()
    hands.type("5", "7")

    hands.chord(ENTER, CTRL | SHIFT)

    assert window.services.saved() == {"mood": 5.0}
    assert window.shown("anxiety") == 7.0
    window.page.keep_draft()
    assert "anxiety" in window.services.check_ins.day().draft


@pytest.mark.parametrize(
    ("key", "modifiers"),
    [
        (ENTER, CTRL),
        (Qt.Key.Key_Enter, CTRL | KEYPAD),
        (Qt.Key.Key_S, CTRL),
    ],
)
def test_every_chord_of_saving_saves_also_from_the_note(open_page, hands, key, modifiers):
    window = open_page()
    note = window.editor("note").edit
    note.setFocus()
    hands.type("o", "k")

    hands.chord(key, modifiers)

    assert window.services.saved() == {"note": "ok"}


def test_nothing_is_answered_before_the_person_answers(open_page):
    window = open_page()

    assert all(editor.value() is None for editor in window.panel.card.editors.values())


def test_the_kind_of_movement_appears_with_minutes_and_begins_with_a_walk(open_page, hands):
    window = open_page()
    kind = window.editor("movement_kind")
    assert kind.isHidden()

    hands.click(window.editor("movement_minutes").cells[2])

    assert not kind.isHidden()
    assert kind.value() == "walk"


def test_no_minutes_are_saved_without_a_kind(open_page, hands):
    window = open_page()
    row = window.editor("movement_minutes")

    hands.click(row.cells[2])
    hands.click(row.cells[0])
    window.page.main_action()

    assert window.services.saved() == {"movement_minutes": 0.0}


def test_acted_on_it_is_asked_only_above_zero_and_never_saved_for_zero(open_page, hands):
    window = open_page()
    line = window.editor("urge_acted_on").parentWidget()
    assert line.isHidden()

    hands.click(window.editor("urge").cells[3])
    assert not line.isHidden()
    hands.click(window.editor("urge_acted_on").cells[2])
    hands.click(window.editor("urge").cells[0])

    assert line.isHidden()
    window.page.main_action()
    assert window.services.saved() == {"urge": 0.0}


def test_an_urge_of_zero_goes_straight_on_to_sleep(open_page, hands):
    window = open_page()
    window.editor("urge").enter()

    hands.type("0")

    assert QApplication.focusWidget() is window.editor("sleep_duration").edit


def test_moving_on_can_be_switched_off_and_enter_still_goes_on(open_page, hands):
    window = open_page(move_on_answer=False)

    hands.type("5")
    assert window.editor("mood").isAncestorOf(QApplication.focusWidget())
    hands.type(ENTER)

    assert window.editor("anxiety").isAncestorOf(QApplication.focusWidget())


def test_the_row_with_the_focus_is_marked_and_only_that_one(open_page, hands):
    window = open_page()

    hands.type("5")

    marked = [row.label.text() for row in window.panel.card.rows if row.property("now") == "true"]
    assert marked == ["Anxiety"]


def test_after_the_last_row_comes_save(open_page, hands):
    window = open_page()
    window.editor("note").edit.setFocus()

    hands.type(ENTER)

    assert QApplication.focusWidget() is window.panel.footer.save


def test_saving_says_when_and_offers_undo(open_page, hands):
    window = open_page()
    hands.type("5")

    hands.chord(ENTER, CTRL)

    assert window.panel.footer.line.text() == "Saved 9:04 pm."
    assert window.notices.said == ["Saved for Thursday 12 March: 1 answer."]
    assert window.shown("mood") == 5.0
    window.notices.action()
    assert window.services.saved() == {}
    assert window.shown("mood") is None


def test_saving_nothing_says_that_one_answer_is_enough(open_page, hands):
    window = open_page()

    hands.chord(ENTER, CTRL)

    assert "one answer is enough" in window.panel.footer.problem.text()
    assert not window.panel.footer.problem.isHidden()


def test_saving_again_without_a_change_changes_nothing(open_page, hands):
    window = open_page()
    hands.type("5")
    hands.chord(ENTER, CTRL)
    generation = window.services.session.vault.generation

    hands.chord(ENTER, CTRL)

    assert window.services.session.vault.generation == generation
    assert window.panel.footer.line.text() == "That is saved already."


def test_a_value_out_of_range_stops_the_save_and_stays_in_its_field(open_page, hands):
    window = open_page()
    hands.type("5")
    window.editor("sleep_duration").enter()
    hands.type("2", "6")

    hands.chord(ENTER, CTRL)

    assert window.services.saved() == {}
    assert window.editor("sleep_duration").edit.text() == "26"
    assert window.panel.footer.problem.text() == "Sleep can be 0 to 24 hours."
    sleep = next(row for row in window.panel.card.rows if row.label.text() == "Sleep")
    assert sleep.problem.text() == "Sleep can be 0 to 24 hours."
    assert not sleep.problem.isHidden()


def test_a_save_that_fails_keeps_everything_and_can_be_tried_again(open_page, services, hands):
    failing = services.check_ins = FailingCheckIns(services.check_ins)
    window = open_page()
    hands.type("5", "5")
    note = window.editor("note").edit
    note.setFocus()
    for letter in "a long day":
        hands.type(letter)

    hands.chord(ENTER, CTRL)

    footer = window.panel.footer
    assert "the disk is full" in footer.problem.text()
    assert "Saved" not in footer.line.text()
    assert note.toPlainText() == "a long day"
    assert (window.shown("mood"), window.shown("anxiety")) == (5.0, 5.0)
    failing.is_full = False
    hands.click(footer.retry)
    assert window.services.saved() == {"mood": 5.0, "anxiety": 5.0, "note": "a long day"}
    assert footer.problem.isHidden()


def test_answers_given_while_the_save_is_under_way_stay(open_page, hands):
    window = open_page()
    held = []

    class LateTasks:
        def run(self, job, then=None, _failed=None, **_how):
            held.append((job, then))

    real: PageContext = window.page._context
    hands.type("5")
    window.page._context = replace(real, tasks=LateTasks())
    hands.chord(ENTER, CTRL)
    window.page._context = real

    hands.type("7")
    job, then = held[0]
    then(job())

    assert window.services.saved() == {"mood": 5.0}
    assert window.shown("anxiety") == 7.0


def test_after_a_hard_answer_a_calm_card_leads_to_support(open_page, hands):
    window = open_page()

    hands.type("1")
    hands.chord(ENTER, CTRL)

    hard = window.panel.hard
    assert not hard.isHidden()
    hands.click(hard.support)
    assert window.went_to == ["support"]


def test_the_calm_card_names_the_persons_people_and_keeps_their_numbers_until_asked(
    open_page, hands, services
):
    services.people.keep([Contact("Dana", "555 0104", "also late"), Contact("Uncle Bo", "")])
    window = open_page()

    hands.type("0")
    hands.chord(ENTER, CTRL)

    hard = window.panel.hard
    dana, bo = (line for line in hard.findChildren(PersonLine) if line.isVisible())
    assert hard.support.hasFocus()
    assert not dana.number.isVisible()
    assert not bo.show_number.isVisible()
    hands.click(dana.show_number)
    assert (dana.number.text(), dana.number.hasFocus()) == ("555 0104", True)
    window.page._open(THURSDAY - timedelta(days=1))
    assert not hard.findChildren(PersonLine) or not dana.isVisible()


@pytest.mark.parametrize(("size", "scale"), [((1280, 460), 200), ((960, 460), 200)])
def test_in_large_text_the_first_words_after_a_hard_answer_are_in_sight(
    open_page, hands, services, size, scale
):
    services.people.keep([Contact("Dana", "555 0104", "also late"), Contact("Uncle Bo", "")])
    window = open_page(size=size, text_scale=scale)

    hands.type("0")
    hands.chord(ENTER, CTRL)

    QApplication.processEvents()
    hard = window.panel.hard
    viewport = window.panel._scroll.viewport()
    assert hard.height() > viewport.height()
    assert 0 <= hard.heading.mapTo(viewport, QPoint()).y() < viewport.height() // 3
    assert hard.hasFocus()
    hands.type(Qt.Key.Key_Tab)
    assert hard.findChildren(PersonLine)[0].show_number.hasFocus()


def test_after_any_other_answer_there_is_no_such_card(open_page, hands):
    window = open_page()

    hands.type("2")
    hands.chord(ENTER, CTRL)

    assert window.panel.hard.isHidden()


def test_undo_in_a_note_stays_its_own_until_it_has_nothing_left(open_page, hands):
    window = open_page()
    hands.type("5")
    hands.chord(ENTER, CTRL)
    note = window.editor("note").edit
    note.setFocus()
    hands.type("h", "i")

    hands.chord(Qt.Key.Key_Z, CTRL)
    assert note.toPlainText() == ""
    assert window.services.saved() == {"mood": 5.0}
    hands.chord(Qt.Key.Key_Z, CTRL)

    assert window.services.saved() == {}


def test_trouble_with_the_plan_does_not_make_a_hard_answer_look_unsaved(
    open_page, hands, services, monkeypatch
):
    def fail(*_zone):
        raise KnownProblem("vault_damaged")

    window = open_page()
    monkeypatch.setattr(services.early_warnings, "plan", fail)
    hands.type("0")
    hands.chord(ENTER, CTRL)

    assert window.services.saved() == {"mood": 0.0}
    assert not window.panel.hard.isHidden()
    assert window.panel.hard.support.isVisible()
    assert not window.panel.footer.problem.text()
