"""Days, drafts, marks: nothing typed is lost, nothing saved is overwritten."""

from __future__ import annotations

import json
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication

from iop_companion.catalog.catalog import load_catalog
from iop_companion.domain.early_warning import EarlyWarning, Level
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.records import PlanStep, PlanZone
from iop_companion.foundation.errors import KnownProblem
from iop_companion.services.views import CheckInDraft, DayView, ShownValue
from iop_companion.ui.today.model import CheckInForm
from iop_companion.ui.today.presenter import DRAFT_AFTER_MS
from iop_companion.ui.toolkit import theme
from tests.ui.today.conftest import THURSDAY, FailingCheckIns

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
WEDNESDAY = THURSDAY - timedelta(days=1)
FRIDAY = THURSDAY + timedelta(days=1)
MONDAY = THURSDAY - timedelta(days=3)
MOOD, ANXIETY = MeasureId("mood"), MeasureId("anxiety")


def press(qtbot, *keys, modifiers=Qt.KeyboardModifier.NoModifier):
    for key in keys:
        qtbot.keyClick(QApplication.focusWidget(), key, modifiers)


# --- drafts


def test_a_change_reaches_the_encrypted_draft_within_two_seconds(qtbot, open_page):
    window = open_page()

    press(qtbot, "5")

    assert DRAFT_AFTER_MS < 2000
    qtbot.waitUntil(lambda: window.services.check_ins.day().draft is not None, timeout=2000)
    assert window.panel.footer.line.text() == "Draft kept, 9:04 pm. Skip anything."


def test_typing_on_does_not_put_the_draft_off(qtbot, open_page):
    window = open_page()
    press(qtbot, "5")
    left = window.page._timer.remainingTime()

    qtbot.wait(30)
    press(qtbot, "5")

    assert window.page._timer.remainingTime() < left


def test_a_day_opens_with_its_draft_and_says_from_when_it_is(qtbot, open_page, clock):
    first = open_page()
    press(qtbot, "5", "7")
    note = first.editor("note").edit
    note.setFocus()
    press(qtbot, "h", "i")
    first.editor("sleep_duration").enter()
    press(qtbot, "2", "6")
    first.hub.locking.emit()
    clock.move(minutes=20)

    again = open_page()

    assert (again.shown("mood"), again.shown("anxiety"), again.shown("note")) == (5.0, 7.0, "hi")
    assert again.editor("sleep_duration").edit.text() == "26"
    assert again.panel.footer.line.text() == "Draft from 9:04 pm."
    assert again.services.saved() == {}


def test_a_draft_never_overwrites_what_was_recorded_after_it(open_page, services, qtbot):
    window = open_page()
    press(qtbot, "5", "7")
    window.page.keep_draft()
    draft = services.check_ins.day().draft
    services.save(mood=2.0)
    services.check_ins.keep_draft(THURSDAY, draft)

    again = open_page()

    assert (again.shown("mood"), again.shown("anxiety")) == (2.0, 7.0)


def test_another_day_keeps_the_draft_of_the_old_one(qtbot, open_page):
    window = open_page()
    press(qtbot, "5")

    press(qtbot, Qt.Key.Key_Left, modifiers=ALT)
    assert window.panel.title.text() == "Wednesday 11 March"
    assert window.shown("mood") is None
    press(qtbot, Qt.Key.Key_Right, modifiers=ALT)

    assert window.panel.title.text() == "Thursday 12 March"
    assert window.shown("mood") == 5.0
    assert window.services.saved() == {}


def test_taking_every_answer_back_drops_the_draft(qtbot, open_page):
    window = open_page(move_on_answer=False)
    press(qtbot, "5")
    window.page.keep_draft()

    press(qtbot, Qt.Key.Key_Backspace)
    window.page.keep_draft()

    assert window.services.check_ins.day().draft is None


def test_saving_drops_the_draft(qtbot, open_page):
    window = open_page()
    press(qtbot, "5")
    window.page.keep_draft()

    press(qtbot, Qt.Key.Key_Return, modifiers=CTRL)

    assert window.services.check_ins.day().draft is None
    assert open_page().panel.footer.line.text() == "Skip anything."


def test_an_unreadable_draft_is_left_out_without_a_word(open_page, services):
    services.check_ins.keep_draft(THURSDAY, '{"answers": {"mood": {"to": 99}, "x": 3}, "typed": 1}')

    window = open_page()

    assert window.shown("mood") is None


@pytest.mark.parametrize(
    "body", ["", "[]", "{", "null", '{"answers": []}', '{"typed": {"mood": 3}}']
)
def test_no_text_of_a_draft_stops_a_day_from_opening(body):
    view = DayView(THURSDAY, THURSDAY, load_catalog().measures, {}, draft=body)

    assert not CheckInForm.opened(view).is_touched


ANSWERS = {
    "mood": st.integers(0, 10).map(float) | st.none(),
    "sleep_duration": st.floats(0, 24) | st.none(),
    "skills": st.lists(st.sampled_from(["urge_surfing"]), min_size=1).map(lambda t: tuple(set(t))),
    "urge_acted_on": st.sampled_from(["no", "yes", "partly"]),
    "note": st.text(min_size=1).filter(lambda text: text.strip() == text),
}


@given(st.fixed_dictionaries({}, optional=ANSWERS))
def test_a_draft_gives_every_answer_back(answers):
    view = DayView(THURSDAY, THURSDAY, load_catalog().measures, {MOOD: ShownValue(4.0)}, draft=None)
    form = CheckInForm(view)
    for name, value in answers.items():
        form.answer(MeasureId(name), value)

    kept = DayView(THURSDAY, THURSDAY, view.rows, view.values, draft=form.to_json())

    assert CheckInForm.opened(kept).edits == form.edits


def test_the_text_of_a_draft_is_plain_json(open_page, qtbot):
    window = open_page()
    press(qtbot, "5")
    window.page.keep_draft()

    body = json.loads(window.services.check_ins.day().draft)

    assert body["answers"] == {"mood": {"from": None, "to": 5.0}}


# --- days


def test_yesterday_is_one_click_away_with_the_same_form(qtbot, open_page):
    window = open_page()

    qtbot.mouseClick(window.panel.switch.yesterday, Qt.MouseButton.LeftButton)
    press(qtbot, "5")
    press(qtbot, Qt.Key.Key_Return, modifiers=CTRL)

    assert window.services.saved(WEDNESDAY) == {"mood": 5.0}
    assert window.panel.switch.yesterday.isChecked()
    assert not window.panel.switch.today.isChecked()


def test_a_day_to_come_is_asked_about_and_can_be_written_all_the_same(qtbot, open_page):
    window = open_page()

    press(qtbot, Qt.Key.Key_Right, modifiers=ALT)

    assert window.notices.said == ["Friday 13 March is still to come by this computer’s clock."]
    assert window.panel.title.text() == "Thursday 12 March"
    assert window.panel.switch.today.isChecked()
    window.notices.action()
    assert window.panel.title.text() == "Friday 13 March"
    assert window.panel.under.text() == "This day is still to come by this computer’s clock."
    press(qtbot, "5")
    press(qtbot, Qt.Key.Key_Return, modifiers=CTRL)
    assert window.services.saved(FRIDAY) == {"mood": 5.0}


def test_ctrl_t_comes_back_to_today(qtbot, open_page):
    window = open_page()
    for _ in range(3):
        press(qtbot, Qt.Key.Key_Left, modifiers=ALT)
    assert window.panel.under.text().startswith("3 days ago.")

    press(qtbot, Qt.Key.Key_T, modifiers=CTRL)

    assert window.panel.title.text() == "Thursday 12 March"


def test_the_calendar_opens_by_key_and_enter_takes_a_day(qtbot, open_page):
    window = open_page()

    press(qtbot, Qt.Key.Key_G, modifiers=CTRL)
    press(qtbot, Qt.Key.Key_Up, Qt.Key.Key_Return)

    assert window.panel.title.text() == "Thursday 5 March"
    assert window.editor("mood").isAncestorOf(QApplication.focusWidget())


def test_days_to_come_stand_fainter_in_the_calendar_in_each_month(open_page):
    window = open_page()
    window.panel.switch.open_calendar()
    calendar = window.panel.switch._calendar.calendar

    def is_faint(month, day):
        brush = calendar.dateTextFormat(QDate(2026, month, day)).foreground()
        return brush.color() == theme.current().colour("disabled")

    assert [is_faint(3, day) for day in (11, 12, 13, 31)] == [False, False, True, True]
    calendar.showNextMonth()
    assert is_faint(4, 1)
    calendar.showPreviousMonth()
    calendar.showPreviousMonth()
    assert not is_faint(2, 28)


def test_a_day_to_come_in_the_calendar_is_asked_about_too(open_page):
    window = open_page()
    window.panel.switch.open_calendar()

    window.panel.switch._calendar.calendar.clicked.emit(QDate(2026, 3, 20))

    assert window.notices.said == ["Friday 20 March is still to come by this computer’s clock."]


def test_a_clock_behind_the_last_entry_is_asked_about_and_nothing_is_blocked(
    qtbot, open_page, clock
):
    clock.move(days=3)
    window = open_page()
    window.services.save(clock.today(), mood=4.0)
    clock.move(days=-3)
    window.page.refresh()
    question = window.panel.clock

    assert question.isVisible()
    assert "says Thursday 12 March" in question.words.text()
    assert "after that, on Sunday 15 March" in question.words.text()
    qtbot.mouseClick(question.other, Qt.MouseButton.LeftButton)
    assert window.panel.switch._calendar.isVisible()
    press(qtbot, Qt.Key.Key_Escape)
    window.services.save(THURSDAY, mood=5.0)
    window.page.refresh()
    assert not question.isVisible()


def test_the_answer_that_the_clock_is_right_is_taken(qtbot, open_page, clock):
    clock.move(days=3)
    window = open_page()
    window.services.save(clock.today(), mood=4.0)
    clock.move(days=-3)
    window.page.refresh()

    qtbot.mouseClick(window.panel.clock.right, Qt.MouseButton.LeftButton)
    window.page.refresh()

    assert not window.panel.clock.isVisible()


def test_after_midnight_the_entry_is_still_for_the_evening_before(open_page, clock):
    clock.move(hours=4, minutes=16)

    window = open_page()

    assert window.panel.under.text() == "It is 1:20 am. This entry is for Thursday."


def test_a_touched_day_stays_open_when_the_next_one_begins(qtbot, open_page, clock):
    window = open_page()
    press(qtbot, "5")
    clock.move(hours=9)

    window.page.refresh()

    assert window.panel.title.text() == "Thursday 12 March"
    assert window.shown("mood") == 5.0


# --- what is said about values


def test_a_value_of_several_moments_says_so_and_chooses_no_cell_between(open_page, services):
    for hour, mood in ((9, 4.0), (13, 5.0), (18, 5.0)):
        services.check_ins.record(CheckInDraft(THURSDAY, {MOOD: mood}, moment=time(hour)))

    window = open_page()

    row = window.panel.card.rows[0]
    assert row.marks.text() == "from 3 moments"
    assert not any(cell.isChecked() for cell in window.editor("mood").cells)
    window.page.main_action()
    assert window.services.saved()["mood"] == pytest.approx(14 / 3)


def test_late_and_changed_values_are_marked(open_page, services, clock, qtbot):
    services.save(day=MONDAY, anxiety=3.0)
    clock.move(hours=1)
    services.save(day=MONDAY, anxiety=4.0)
    window = open_page()

    for _ in range(3):
        press(qtbot, Qt.Key.Key_Left, modifiers=ALT)

    assert window.panel.card.rows[1].marks.text() == "added later, changed on 12 Mar"
    line = window.panel.side.entry._lines[0]
    assert (line.label, line.value, line.marks) == (
        "Anxiety",
        "4",
        "added later, changed on 12 Mar",
    )


def test_what_was_saved_stands_beside_the_form_in_words(open_page, services):
    services.save(
        mood=5.0, sleep_duration=5.5, sleep_quality=2.0, movement_minutes=20.0, movement_kind="walk"
    )

    window = open_page()

    shown = [(line.label, line.value) for line in window.panel.side.entry._lines]
    assert shown == [("Mood", "5"), ("Sleep", "5.5 h, Fair"), ("Movement", "20 min, Walk")]


@pytest.mark.parametrize("level", list(Level))
def test_the_level_stands_beside_the_form_only_where_it_speaks(open_page, services, level):
    services.early_warnings.warning = EarlyWarning(THURSDAY, level, "Sleep has been below it.")

    window = open_page()

    speaks = level in {Level.WATCH, Level.ACT}
    assert window.panel.side.warning.isHidden() is not speaks


def test_the_warning_leads_to_its_page_and_shows_one_step_of_the_plan(qtbot, open_page, services):
    services.early_warnings.warning = EarlyWarning(THURSDAY, Level.WATCH, "Sleep is below it.")
    services.early_warnings.steps = (
        PlanStep("a", PlanZone.WATCH, 1, "Screens off at 10", done_on=THURSDAY),
        PlanStep("b", PlanZone.WATCH, 2, "Call Dana"),
    )
    window = open_page()

    qtbot.mouseClick(window.panel.side.warning.see, Qt.MouseButton.LeftButton)

    assert window.panel.side.warning._step.text() == "You wrote: “Call Dana”"
    assert window.went_to == ["warning_signs"]


def test_the_newest_gap_is_offered_once_and_opens_that_day(qtbot, open_page, services):
    for back in (1, 2, 4, 5):
        services.save(day=THURSDAY - timedelta(days=back), mood=5.0)
    window = open_page()
    gap = window.panel.side.gap
    assert (gap._title.text(), gap.add_button.text()) == ("Monday 9 March", "Add Monday")

    qtbot.mouseClick(gap.add_button, Qt.MouseButton.LeftButton)

    assert window.panel.title.text() == "Monday 9 March"
    assert gap.isHidden()


def test_a_change_elsewhere_is_shown_under_the_answers_not_yet_saved(qtbot, open_page, services):
    window = open_page()
    press(qtbot, "5")

    services.save(anxiety=9.0, mood=1.0)
    window.page.refresh()

    assert (window.shown("mood"), window.shown("anxiety")) == (5.0, 9.0)


def test_after_a_lock_the_page_holds_nothing_and_hears_nothing(qtbot, open_page):
    window = open_page()
    press(qtbot, "5")

    window.hub.locking.emit()
    window.preferences.change(move_on_answer=False)

    assert window.page._form is None
    assert window.services.check_ins.day(date(2026, 3, 12)).draft is not None


def test_answers_whose_draft_could_not_be_kept_are_still_there_when_the_day_is_opened_again(
    qtbot, open_page, services
):
    class FullDisk:
        def keep_draft(self, _day, _body):
            raise KnownProblem("disk_full")

        def __getattr__(self, name):
            return getattr(real, name)

    real, services.check_ins = services.check_ins, FullDisk()
    window = open_page()
    press(qtbot, "5")

    press(qtbot, Qt.Key.Key_Left, modifiers=ALT)
    assert window.shown("mood") is None
    press(qtbot, Qt.Key.Key_Right, modifiers=ALT)

    assert window.shown("mood") == 5.0
    assert services.check_ins.day().draft is None


def test_answers_that_could_not_be_saved_get_their_draft_before_the_lock(
    qtbot, open_page, services
):
    real, services.check_ins = services.check_ins, FailingCheckIns(services.check_ins)
    window = open_page()
    press(qtbot, "5")
    press(qtbot, Qt.Key.Key_Return, modifiers=CTRL)
    assert real.day().draft is None

    press(qtbot, Qt.Key.Key_Left, modifiers=ALT)
    window.hub.locking.emit()

    assert open_page().shown("mood") == 5.0


def test_a_save_that_fails_after_its_day_was_left_still_ends_in_a_draft(qtbot, open_page, services):
    real, services.check_ins = services.check_ins, FailingCheckIns(services.check_ins)
    window = open_page()
    press(qtbot, "5")
    window.tasks.is_busy = True
    press(qtbot, Qt.Key.Key_Return, modifiers=CTRL)
    press(qtbot, Qt.Key.Key_Left, modifiers=ALT)

    window.tasks.is_busy = False
    window.tasks.finish()

    assert real.day().draft is not None
    assert window.panel.title.text() == "Wednesday 11 March"


def test_a_save_that_ends_after_its_day_was_left_leaves_no_draft_behind(qtbot, open_page):
    window = open_page()
    press(qtbot, "5")
    window.tasks.is_busy = True
    press(qtbot, Qt.Key.Key_Return, modifiers=CTRL)
    press(qtbot, Qt.Key.Key_Left, modifiers=ALT)
    window.tasks.is_busy = False
    window.tasks.finish()

    window.hub.locking.emit()

    assert window.services.saved() == {"mood": 5.0}
    assert window.services.check_ins.day().draft is None


def test_locking_keeps_a_draft_of_every_day_that_was_left_with_answers(
    qtbot, open_page, services, monkeypatch
):
    window = open_page()

    def full(_day, _body):
        raise KnownProblem("disk_full")

    with monkeypatch.context() as disk:
        disk.setattr(services.check_ins, "keep_draft", full)
        press(qtbot, "5")
        press(qtbot, Qt.Key.Key_Left, modifiers=ALT)
        press(qtbot, "6")
        press(qtbot, Qt.Key.Key_Left, modifiers=ALT)

    window.hub.locking.emit()

    assert services.check_ins.day(THURSDAY).draft is not None
    assert services.check_ins.day(WEDNESDAY).draft is not None


def test_only_the_day_asked_for_last_takes_the_screen(open_page):
    window = open_page()
    window.tasks.is_busy = True
    window.page._open(WEDNESDAY)
    window.page._open(MONDAY)

    window.tasks.finish(1)
    assert window.panel.title.text() == "Monday 9 March"
    window.tasks.finish()

    assert window.panel.title.text() == "Monday 9 March"


def test_a_key_pressed_before_the_day_is_read_answers_the_day_that_was_asked_for(
    qtbot, open_page, services
):
    services.save(mood=8, note="rain")
    services.save(WEDNESDAY, anxiety=3)
    window = open_page()
    window.tasks.is_busy = True
    press(qtbot, Qt.Key.Key_Left, modifiers=ALT)

    press(qtbot, "4")
    assert (window.shown("mood"), window.shown("note")) == (4.0, None)
    window.tasks.is_busy = False
    window.tasks.finish()

    assert (window.shown("mood"), window.shown("anxiety")) == (4.0, 3.0)
    assert window.editor("anxiety").isAncestorOf(QApplication.focusWidget())
    press(qtbot, Qt.Key.Key_Return, modifiers=CTRL)
    assert services.saved(WEDNESDAY) == {"mood": 4.0, "anxiety": 3.0}
    assert services.saved() == {"mood": 8.0, "note": "rain"}


@pytest.mark.parametrize("is_left", [True, False])
def test_what_is_typed_before_a_day_is_read_joins_that_days_draft(
    qtbot, open_page, services, is_left
):
    services.check_ins.keep_draft(WEDNESDAY, a_draft(anxiety=6))
    window = open_page()
    window.tasks.is_busy = True
    press(qtbot, Qt.Key.Key_Left, modifiers=ALT)
    press(qtbot, "4")
    if is_left:
        press(qtbot, Qt.Key.Key_Left, modifiers=ALT)

    window.hub.locking.emit()
    window.tasks.forget()
    window.tasks.finish()

    form = CheckInForm.opened(services.check_ins.day(WEDNESDAY))
    assert form.edits == {MOOD: 4.0, ANXIETY: 6.0}


def test_leaving_a_day_before_it_is_read_leaves_its_draft_alone(qtbot, open_page, services):
    services.check_ins.keep_draft(WEDNESDAY, a_draft(anxiety=6))
    services.check_ins.keep_draft(THURSDAY, a_draft(anxiety=2))
    window = open_page()
    window.tasks.is_busy = True
    press(qtbot, Qt.Key.Key_Left, modifiers=ALT)

    window.hub.locking.emit()
    window.tasks.finish()

    assert CheckInForm.opened(services.check_ins.day(WEDNESDAY)).edits == {ANXIETY: 6.0}


def a_draft(**answers):
    kept = {name: {"from": None, "to": value} for name, value in answers.items()}
    return json.dumps({"version": 1, "answers": kept, "typed": {}})


def test_an_answer_given_while_the_next_day_is_being_read_is_kept(qtbot, open_page, clock):
    window = open_page()
    window.tasks.is_busy = True
    clock.move(hours=9)
    window.page.refresh()
    press(qtbot, "5")

    window.tasks.is_busy = False
    window.tasks.finish()

    assert window.panel.title.text() == "Friday 13 March"
    assert window.services.check_ins.day(THURSDAY).draft is not None


def test_the_level_on_today_goes_to_the_log_of_shown_levels(open_page, services):
    open_page()

    assert services.early_warnings.shown == [True]
