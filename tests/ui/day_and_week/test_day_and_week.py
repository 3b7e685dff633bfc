"""The pages opened from Today: a day in detail, and a week from paper; in the real window."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from iop_companion.domain.ids import MeasureId
from iop_companion.foundation.errors import KnownProblem
from iop_companion.services.views import CheckInDraft
from iop_companion.ui.toolkit.in_turns import work_in_turns
from tests.ui.open_pages import THURSDAY, enter, nameless, settle

MOOD, SLEEP, ACTED = MeasureId("mood"), MeasureId("sleep_duration"), MeasureId("urge_acted_on")
SUNDAY = THURSDAY - timedelta(days=4)
ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab


def cell(page, day, name):
    return page.panel.grid.cells[day, MeasureId(name)]


def type_in(page, text):
    page.qtbot.keyClicks(QApplication.focusWidget(), text)


def saved(services, day):
    return {name: one.value for name, one in services.check_ins.day(day).values.items()}


# --- a week from paper


def test_enter_goes_down_and_tab_goes_right(open_page, services):
    page = open_page("paper_week", services)
    first = THURSDAY - timedelta(days=6)
    cell(page, first, "mood").setFocus()

    type_in(page, "4")
    page.press(ENTER)
    assert QApplication.focusWidget() is cell(page, first, "anxiety")
    type_in(page, "5")
    page.press(TAB)
    assert QApplication.focusWidget() is cell(page, first + timedelta(days=1), "anxiety")


def test_a_week_is_saved_as_paper_and_empty_cells_stay_empty(open_page, services):
    page = open_page("paper_week", services)
    cell(page, SUNDAY, "mood").setFocus()
    type_in(page, "4")
    cell(page, SUNDAY, "urge_acted_on").setFocus()
    type_in(page, "n")
    cell(page, SUNDAY, "sleep_duration").setFocus()
    type_in(page, "5,5")

    page.press(ENTER, Qt.KeyboardModifier.ControlModifier)

    assert saved(services, SUNDAY) == {MOOD: 4, ACTED: "no", SLEEP: 5.5}
    assert services.check_ins.day(SUNDAY).values[MOOD].is_paper
    assert page.said.startswith("Saved from paper: 1 day.")
    page.click_notice()
    assert saved(services, SUNDAY) == {}


def test_a_saved_day_is_grey_and_cannot_be_typed_over(open_page, services):
    enter(services, [0], mood=5.0)
    page = open_page("paper_week", services)

    today = cell(page, THURSDAY, "mood")

    assert (today.text(), today.isReadOnly()) == ("5", True)
    assert page.panel.grid.written[THURSDAY].text() == "saved"


def test_hours_that_no_night_has_stay_in_the_cell_and_stop_the_save(
    open_page,
    services,
):
    page = open_page("paper_week", services)
    wrong = cell(page, SUNDAY, "sleep_duration")
    wrong.setFocus()

    type_in(page, "26")
    assert "0 to 24 hours" in page.panel.problem.text()
    page.panel.save.click()

    assert wrong.text() == "26"
    assert QApplication.focusWidget() is wrong
    assert saved(services, SUNDAY) == {}
    page.press(Qt.Key.Key_Backspace)
    assert page.panel.problem.text() == ""


def test_each_day_says_when_its_paper_was_written(open_page, services):
    page = open_page("paper_week", services)
    written = page.panel.grid.written[SUNDAY]
    assert (written.text(), written.isEnabled()) == ("no entry", False)
    cell(page, SUNDAY, "mood").setFocus()
    type_in(page, "4")
    assert written.text() == "same day"

    page.click(written)
    assert written.text() == "later"
    page.panel.save.click()

    assert services.check_ins.day(SUNDAY).is_written_later


def test_what_is_typed_comes_back_after_a_lock(open_page, services):
    page = open_page("paper_week", services)
    cell(page, SUNDAY, "mood").setFocus()
    type_in(page, "4")
    cell(page, SUNDAY, "sleep_duration").setFocus()
    type_in(page, "lots")

    page.page._on_locking()
    page.page._context.hub.locking.connect(page.page._on_locking)
    page.page.refresh()

    assert cell(page, SUNDAY, "mood").text() == "4"
    assert cell(page, SUNDAY, "sleep_duration").text() == "lots"


def test_a_week_that_could_not_be_saved_stays_and_can_be_tried_again(
    open_page,
    services,
    monkeypatch,
):
    page = open_page("paper_week", services)
    cell(page, SUNDAY, "mood").setFocus()
    type_in(page, "4")

    def full(_entries):
        raise KnownProblem("disk_full")

    with monkeypatch.context() as broken:
        broken.setattr(services.paper_weeks, "save", full)
        page.panel.save.click()
    assert "Your entry is still here." in page.panel.problem.text()
    assert cell(page, SUNDAY, "mood").text() == "4"

    page.panel.retry.click()
    assert saved(services, SUNDAY) == {MOOD: 4}


def test_the_week_before_is_one_press_away(open_page, services):
    page = open_page("paper_week", services)

    page.click(page.panel.before)

    assert (THURSDAY - timedelta(days=7), MOOD) in page.panel.grid.cells
    assert page.panel.after.isEnabled()


def test_a_megabyte_pasted_into_a_cell_stops_nothing(open_page, services):
    page = open_page("paper_week", services)
    cell(page, SUNDAY, "mood").setFocus()
    QApplication.clipboard().setText("9" * 1_000_000)

    page.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    assert cell(page, SUNDAY, "mood").text()
    assert page.panel.problem.text()
    page.panel.save.click()
    assert saved(services, SUNDAY) == {}


# --- a day in detail


def card(page, name):
    return next(one for one in page.panel.cards if one.kept.measure.id == name)


def test_an_old_value_is_erased_after_a_second_press(open_page, services):
    for mood in (7.0, 5.0):
        services.check_ins.record(CheckInDraft(THURSDAY, {MOOD: mood}))
    page = open_page("day", services)
    (old,) = card(page, MOOD).old

    page.click(old.erase)
    assert len(services.day_history.of(THURSDAY)[0].old) == 1
    page.click(old.sure)

    assert services.day_history.of(THURSDAY)[0].old == ()
    assert page.said == "Erased for good."
    assert saved(services, THURSDAY) == {MOOD: 5.0}


def test_a_private_tick_keeps_the_focus_and_is_kept(open_page, services):
    enter(services, [0], mood=5.0)
    page = open_page("day", services)

    card(page, MOOD).private.box.setFocus()
    page.press(Qt.Key.Key_Space)
    settle()

    assert services.check_ins.day(THURSDAY).values[MOOD].private
    assert QApplication.focusWidget() is card(page, MOOD).private.box


def test_a_change_of_one_value_leaves_the_cards_of_the_others_alone(open_page, services):
    enter(services, [0], mood=5.0, sleep_duration=7.0)
    page = open_page("day", services)
    mood, sleep = card(page, MOOD), card(page, SLEEP)
    sleep.note.setText("half a word")

    mood.private.box.click()
    settle()

    assert card(page, MOOD) is not mood
    assert card(page, MOOD).private.box.isChecked()
    assert card(page, SLEEP) is sleep
    assert sleep.note.text() == "half a word"
    assert page.panel._pile.indexOf(card(page, MOOD)) == 0


def test_a_day_and_a_week_made_in_turns_are_whole_in_the_end(open_page, services, qtbot):
    enter(services, [0], mood=5.0, sleep_duration=7.0)
    work_in_turns()
    try:
        day = open_page("day", services)
        qtbot.waitUntil(day.panel._list.isVisible)
        assert [one.kept.measure.id for one in day.panel.cards] == [MOOD, SLEEP]
        week = open_page("paper_week", services)
        qtbot.waitUntil(week.panel.grid.isVisible)
        qtbot.waitUntil(lambda: QApplication.focusWidget() in week.panel.grid.cells.values())
        type_in(week, "4")
        assert QApplication.focusWidget().text() == "4"
    finally:
        work_in_turns(on=False)


def test_words_beside_a_value_are_kept_by_enter(open_page, services):
    enter(services, [0], mood=5.0)
    page = open_page("day", services)

    card(page, MOOD).note.setFocus()
    type_in(page, "after the call")
    page.press(ENTER)
    settle()

    assert services.day_history.of(THURSDAY)[0].now.note == "after the call"


def test_words_beside_a_value_survive_a_lock_in_the_middle(open_page, services):
    enter(services, [0], mood=5.0)
    page = open_page("day", services)
    card(page, MOOD).note.setFocus()
    type_in(page, "half a thou")

    page.page._on_locking()

    assert services.day_history.of(THURSDAY)[0].now.note == "half a thou"
    page.page._context.hub.locking.connect(page.page._on_locking)


def test_a_day_is_removed_and_comes_back(open_page, services):
    enter(services, [0], mood=5.0, anxiety=4.0)
    page = open_page("day", services)

    page.click(page.panel.remove)
    settle()
    assert saved(services, THURSDAY) == {}
    assert page.said.startswith("Removed: the entry of Thursday 12 March.")
    page.click_notice()

    assert saved(services, THURSDAY) == {MOOD: 5.0, MeasureId("anxiety"): 4.0}


def test_details_show_the_day_that_today_had_open_and_lead_back(open_page, services):
    enter(services, [0, 4], mood=5.0)
    page = open_page("today", services)
    page.page._open(SUNDAY)
    settle()

    page.click(page.panel.side.entry.details)
    settle()
    assert page.panel.title.text() == "Sunday 8 March, in detail"
    page.click(page.panel.back)
    settle()

    assert page.page._form.view.day == SUNDAY


def test_every_control_of_the_sub_pages_has_a_name(open_page, services):
    enter(services, [0], mood=5.0)
    page = open_page("paper_week", services)
    assert nameless(page.panel) == []

    page.go_to("day")
    assert nameless(page.panel) == []


def test_an_ordinary_week_and_save_are_seen_without_scrolling(open_page, services):
    page = open_page("paper_week", services, size=(1280, 800))
    settle()

    assert page.panel.verticalScrollBar().maximum() == 0


def test_a_week_that_is_saved_as_a_whole_says_so_in_one_sentence(open_page, services):
    enter(services, list(range(7)), mood=5.0)
    page = open_page("paper_week", services)

    assert page.panel._saved_words.text() == "The whole week is shown, not changed."
