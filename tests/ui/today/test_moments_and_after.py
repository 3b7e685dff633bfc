"""After a check-in, and moments: real keys and clicks over a real vault."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from iop_companion.domain.early_warning import EarlyWarning, Level
from iop_companion.domain.ids import MeasureId, RecordId
from iop_companion.domain.records import PlanStep, PlanZone
from iop_companion.foundation.errors import KnownProblem
from iop_companion.ui.widgets.typed_time import read_time
from tests.ui.today.conftest import THURSDAY, ZONE, FailingCheckIns

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
FRIDAY = THURSDAY + timedelta(days=1)


@pytest.fixture
def press(qtbot):
    def keys(*wanted):
        for key in wanted:
            focus = QApplication.focusWidget()
            if isinstance(key, str):
                qtbot.keyClicks(focus, key)
            elif isinstance(key, tuple):
                qtbot.keyClick(focus, *key)
            else:
                qtbot.keyClick(focus, key)

    return keys


SAVE = (Qt.Key.Key_Return, CTRL)
MOMENT = (Qt.Key.Key_N, CTRL)
EDIT = (Qt.Key.Key_E, CTRL)


def moments(window):
    return {one.at: dict(one.values) for one in window.services.check_ins.day(THURSDAY).moments}


# --- after a check-in


def test_after_a_check_in_stands_what_was_saved_and_two_weeks_of_mood(open_page, press):
    window = open_page()

    press("5", SAVE)

    panel = window.panel
    assert panel.saved.isVisible()
    assert not panel.card.isVisible()
    assert not panel.footer.isVisible()
    assert panel.saved.mood.words.text() == "5 on 1 day."  # days before the first are not missing
    assert panel.under.text() == "That is all for today, unless you want to add something."


def test_after_a_check_in_of_another_day_the_line_speaks_of_that_day(open_page, press):
    window = open_page()
    press((Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier), "5", SAVE)

    words = "That is all for this day, unless you want to add something."
    assert window.panel.under.text() == words


@pytest.mark.parametrize("way", ["keys", "click"])
def test_edit_brings_the_form_back_with_what_was_saved(open_page, press, qtbot, way):
    window = open_page()
    press("5", SAVE)

    if way == "keys":
        press(EDIT)
    else:
        qtbot.mouseClick(window.panel.side.entry.edit, Qt.MouseButton.LeftButton)

    assert window.panel.card.isVisible()
    assert not window.panel.saved.isVisible()
    assert window.shown("mood") == 5.0
    press("6", SAVE)
    assert window.services.saved() == {"mood": 6.0}
    assert window.panel.saved.isVisible()


def test_undo_after_a_check_in_brings_the_form_back_and_says_what(open_page, press):
    window = open_page()
    press("5", SAVE)

    window.notices.action()

    assert window.panel.card.isVisible()
    assert window.notices.said[-1] == "Taken back: the check-in of Thursday 12 March."


def test_a_day_left_and_opened_again_shows_its_form(open_page, press):
    window = open_page()
    press("5", SAVE)

    press((Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier))
    assert window.panel.card.isVisible()

    press((Qt.Key.Key_T, CTRL))
    assert window.panel.card.isVisible()
    assert window.shown("mood") == 5.0


def test_mood_only_with_other_answers_open_keeps_the_form(open_page, press):
    window = open_page()

    press("5", "4", (Qt.Key.Key_Return, CTRL | SHIFT))

    assert window.panel.card.isVisible()
    assert window.shown("anxiety") == 4.0


@pytest.mark.parametrize(("level", "shows"), [(Level.CALM, False), (Level.WATCH, True)])
def test_one_step_of_the_plan_stands_there_only_where_the_level_speaks(
    open_page, press, services, level, shows
):
    services.early_warnings.warning = EarlyWarning(THURSDAY, level, "Sleep has been short.")
    if shows:
        services.early_warnings.steps = (
            PlanStep(RecordId("1"), PlanZone.WATCH, 0, "Screens off at 10"),
        )
    window = open_page()

    press("5", SAVE)

    assert window.panel.saved.step.isVisible() is shows
    if shows:
        assert not window.panel.side.warning.isVisible()  # not said twice


def test_ctrl_m_goes_to_the_mood_also_after_a_check_in(open_page, press):
    window = open_page()
    press("5", SAVE)

    window.page.begin()

    assert window.editor("mood").isAncestorOf(QApplication.focusWidget())


# --- moments


def test_a_moment_takes_its_time_of_now_and_a_few_keys(open_page, press):
    window = open_page()

    press(MOMENT, "3", SAVE)

    assert moments(window) == {time(21, 4): {"mood": 3.0}}
    assert window.notices.said[-1] == "Saved: a moment at 9:04 pm."
    assert not window.panel.moment.isVisible()


def test_moments_make_the_day_and_the_form_says_so(open_page, press):
    window = open_page()
    for mood, at in (("3", "9:15 am"), ("6", "16.30")):
        press(MOMENT, mood)
        window.panel.moment.time.setText(at)
        press(SAVE)

    assert set(moments(window)) == {time(9, 15), time(16, 30)}
    assert window.services.saved() == {"mood": 4.5}
    row = window.panel.card.rows[0]
    assert row.marks.text() == "from 2 moments"


def test_a_time_that_cannot_be_read_stays_with_a_sentence_beside_it(open_page, press):
    window = open_page()
    press(MOMENT, "3")
    window.panel.moment.time.setText("teatime")

    press(SAVE)

    assert moments(window) == {}
    assert window.panel.moment.time.text() == "teatime"
    assert "4:41 pm or 16:41" in window.panel.moment.problem.text()
    window.panel.moment.time.clear()
    press("16:41", SAVE)
    assert moments(window) == {time(16, 41): {"mood": 3.0}}


def test_a_moment_is_changed_and_removed_and_comes_back(open_page, press):
    window = open_page()
    press(MOMENT, "3", SAVE)
    card = window.panel.side.moments

    card.edit_requested.emit(time(21, 4))
    press("7", SAVE)
    assert moments(window) == {time(21, 4): {"mood": 7.0}}

    card.remove_requested.emit(time(21, 4))
    assert moments(window) == {}
    window.notices.action()
    assert moments(window) == {time(21, 4): {"mood": 7.0}}
    assert window.notices.said[-1] == "Taken back: removing a moment of Thursday 12 March."


def test_a_moment_that_could_not_be_saved_stays_and_can_be_tried_again(open_page, press, services):
    services.check_ins = FailingCheckIns(services.check_ins)
    window = open_page()
    press(MOMENT, "3")

    services.check_ins.save_moment = _full
    press(SAVE)
    assert "Your entry is still here." in window.panel.moment.problem.text()

    del services.check_ins.save_moment
    press(SAVE)
    assert moments(window) == {time(21, 4): {"mood": 3.0}}


def _full(*_anything):
    raise KnownProblem("disk_full")


def test_an_unsaved_moment_is_in_the_draft_of_its_day(open_page, press):
    window = open_page()
    press(MOMENT, "3")
    window.panel.moment.time.setText("16:30")
    window.panel.moment.time.textEdited.emit("16:30")
    window.page.keep_draft()

    window.page._open(THURSDAY - timedelta(days=1))
    assert not window.panel.moment.isVisible()
    window.page._open(THURSDAY)

    assert window.panel.moment.isVisible()
    assert window.panel.moment.time.text() == "16:30"
    press(MOMENT, SAVE)
    assert moments(window) == {time(16, 30): {"mood": 3.0}}


def test_a_cancelled_moment_can_be_brought_back(open_page, press, qtbot):
    window = open_page()
    press(MOMENT, "3")

    qtbot.mouseClick(window.panel.moment.cancel, Qt.MouseButton.LeftButton)
    assert not window.panel.moment.isVisible()
    window.notices.action()

    assert window.panel.moment.isVisible()
    assert window.panel.moment.form.editors[MeasureId("mood")].value() == 3.0


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("4:41 pm", time(16, 41)),
        ("16.41", time(16, 41)),
        ("9", time(9)),
        ("12 am", time(0)),
        ("12:30pm", time(12, 30)),
        ("1641", time(16, 41)),
        ("24:00", None),
        ("13 pm", None),
        ("", None),
        ("x" * 1_000_000, None),
    ],
)
def test_times_are_read_as_people_write_them(typed, read):
    assert read_time(typed) == read


# --- after midnight


def test_after_midnight_the_new_day_can_be_chosen_and_the_old_one_again(open_page, clock, press):
    clock.at = datetime(2026, 3, 13, 1, 20, tzinfo=ZONE)
    window = open_page()
    assert window.panel.under.text() == "It is 1:20 am. This entry is for Thursday."
    assert window.panel.instead.text() == "Friday instead"

    window.panel.instead.click()
    assert window.panel.under.text() == "It is 1:20 am. This entry is for Friday."
    assert window.panel.instead.text() == "Thursday instead"
    press("5", SAVE)

    assert window.services.saved(FRIDAY) == {"mood": 5.0}
    assert window.services.saved(THURSDAY) == {}


def test_by_day_there_is_no_other_day_to_choose(open_page):
    assert not open_page().panel.instead.isVisible()
