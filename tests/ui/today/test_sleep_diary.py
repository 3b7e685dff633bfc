"""The sleep diary by keys: a night from Today and back, slips of morning and evening, drafts."""

from datetime import time, timedelta

from PySide6.QtCore import Qt

from iop_companion.domain.ids import MeasureId
from tests.ui.open_pages import (  # noqa: F401 -- fixtures
    THURSDAY,
    cut_words,
    nameless,
    open_page,
    services,
    settle,
)

CTRL = Qt.KeyboardModifier.ControlModifier
HOURS, QUALITY = MeasureId("sleep_duration"), MeasureId("sleep_quality")


def type_answers(opened, *answers):
    """Type each answer where the focus is, and Enter after it."""
    for answer in answers:
        opened.qtbot.keyClicks(opened.window.focusWidget(), answer)
        opened.press(Qt.Key.Key_Return)
    settle()


def saved(opened, day=THURSDAY):
    values = opened.services.check_ins.day(day).values
    return {name: values[name].value for name in (HOURS, QUALITY) if name in values}


def night(opened, day=THURSDAY):
    return opened.services.sleep_diary.night(day).draft


def test_a_night_is_written_by_keys_and_its_hours_stand_on_today(services, open_page):  # noqa: F811
    opened = open_page("today", services)
    (row,) = [one for one in opened.panel.card.rows if one.row.measure.id == HOURS]
    opened.click(next(b for b in row.findChildren(type(opened.panel.instead)) if b.toolTip()))
    panel = opened.panel
    assert opened.window.shell.now == "sleep"
    assert panel._sub.text() == "Night to Thursday 12 March"

    type_answers(opened, "10:30 pm", "23.00", "30", "2", "45 min", "6:30", "7 am")
    assert panel.computed._parts[0][1].text() == "6 h 15 min"
    assert panel.computed._parts[2][1].text() == "74 %"
    opened.qtbot.keyClicks(opened.window.focusWidget(), "2")
    opened.press(Qt.Key.Key_Return, CTRL)

    assert saved(opened) == {HOURS: 6.25, QUALITY: 2}
    assert (night(opened).bed, night(opened).awakenings) == (time(22, 30), 2)
    assert not nameless(opened.window)
    assert not cut_words(panel)
    opened.click_notice()
    assert saved(opened) == {}
    opened.click(panel.back)
    assert opened.window.shell.now == "today"


def test_evening_written_as_morning_is_asked_about_and_mended_by_one_press(services, open_page):  # noqa: F811
    opened = open_page("sleep", services)
    panel = opened.panel
    type_answers(opened, "10:30", "11:00 pm", "", "", "", "6:30", "7:00")
    assert panel.question.isVisible()
    assert "10:30 pm to bed" in panel.question.words.text()

    opened.press(Qt.Key.Key_Return, CTRL)
    assert saved(opened) == {}, "it is asked before anything is saved"
    assert panel.question.yes.hasFocus()
    opened.press(Qt.Key.Key_Space)
    assert panel.form.clock("bed").at() == time(22, 30)
    opened.press(Qt.Key.Key_Return, CTRL)

    assert saved(opened) == {HOURS: 7.5}


def test_a_long_night_may_be_right(services, open_page):  # noqa: F811
    opened = open_page("sleep", services)
    type_answers(opened, "18:00", "18:30", "", "", "", "9:30", "10:00")
    opened.press(Qt.Key.Key_Return, CTRL)
    assert "16 h in bed" in opened.panel.question.words.text()

    opened.click(opened.panel.question.no)
    opened.press(Qt.Key.Key_Return, CTRL)

    assert saved(opened) == {HOURS: 15.0}


def test_what_is_no_time_and_what_leaves_no_sleep_is_said_in_place_and_stays(services, open_page):  # noqa: F811
    opened = open_page("sleep", services)
    panel = opened.panel
    type_answers(opened, "half past", "11 pm", "300", "", "300", "6:30", "7")
    assert panel.form.problem.text().startswith("Went to bed: a time such as")
    opened.press(Qt.Key.Key_Return, CTRL)
    assert panel.form.clock("bed").edit.text() == "half past"
    assert saved(opened) == {}

    panel.form.clock("bed").set_typed("10:30 pm")
    panel._on_changed()
    assert "leave nothing to sleep" in panel.form.problem.text()
    opened.press(Qt.Key.Key_Return, CTRL)
    assert saved(opened) == {}
    assert opened.panel.form.fields["latency_min"].value() == 300


def test_what_was_typed_comes_back_after_another_night_and_the_hours_alone_are_enough(
    services,  # noqa: F811
    open_page,  # noqa: F811
):
    opened = open_page("sleep", services)
    panel = opened.panel
    type_answers(opened, "10:40 pm", "soon")
    opened.click(panel.before)
    settle()
    assert panel.form.clock("bed").at() is None
    assert panel.short.isVisible()
    opened.click(panel.short)
    type_answers(opened, "5.5")
    opened.press(Qt.Key.Key_Return, CTRL)
    assert saved(opened, THURSDAY - timedelta(days=1)) == {HOURS: 5.5}

    opened.click(panel.after)
    settle()

    assert panel.form.clock("bed").at() == time(22, 40)
    assert panel.form.clock("try_to_sleep").edit.text() == "soon"
