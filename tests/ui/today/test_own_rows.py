"""Rows of one's own by keys and mouse: made, answered on Today, changed; problems in place."""

from datetime import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import Goal
from iop_companion.services.own_rows import RowDraft, RowKind, as_row_draft
from iop_companion.services.sleep_diary import NightDraft
from iop_companion.services.views import CheckInDraft
from tests.ui.open_pages import (  # noqa: F401 -- fixtures
    cut_words,
    nameless,
    open_page,
    services,
    settle,
)

CTRL = Qt.KeyboardModifier.ControlModifier
ALCOHOL = RowDraft(RowKind.USE, "Alcohol", goal=Goal.ABSTAIN, grams="14")


def type_words(opened, words):
    opened.qtbot.keyClicks(opened.window.focusWidget(), words)
    settle()


def choose_kind(opened, form, kind):
    """Choose a kind of row from the list, by keys."""
    form.kind.combo.setFocus()
    for _step in range(form.kind.combo.findData(kind.value) - form.kind.combo.currentIndex()):
        opened.press(Qt.Key.Key_Down)
    settle()


def labels(services):  # noqa: F811
    return {measure.label for measure in services.measures.rows()}


def test_a_scale_is_made_by_keys_alone_and_stands_on_today(services, open_page):  # noqa: F811
    opened = open_page("own_rows", services)
    form = opened.panel.form
    type_words(opened, "Inner weather")
    form.high.setFocus()
    form.high.selectAll()
    type_words(opened, "4")
    opened.press(Qt.Key.Key_Return)
    assert "Inner weather" in labels(services)
    assert services.measures.get(MeasureId("inner_weather")).scale.high == 4
    assert not nameless(opened.window)
    assert not cut_words(opened.panel)


def test_what_is_used_is_named_once_and_counted_from_then_on(services, open_page):  # noqa: F811
    opened = open_page("used", services)
    form = opened.panel.form
    assert form.grams.text() == "14", "the standard drink of the region"
    type_words(opened, "Alcohol")
    opened.click(form.goal.cells[0])
    opened.press(Qt.Key.Key_Return, CTRL)
    settle()
    alcohol = services.measures.get(MeasureId("use_alcohol"))
    assert (alcohol.goal, alcohol.grams) == (Goal.ABSTAIN, 14)
    assert "none at all" in opened.panel.lines.findChildren(type(form.problem))[1].text()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("two", "Grams of alcohol in one takes a number"), ("-3", "One standard drink can hold 1 to")],
)
def test_a_wrong_number_is_said_in_place_and_stays(services, open_page, typed, sentence):  # noqa: F811
    opened = open_page("used", services)
    form = opened.panel.form
    type_words(opened, "Alcohol")
    form.grams.setFocus()
    form.grams.selectAll()
    type_words(opened, typed)
    opened.press(Qt.Key.Key_Return)
    assert form.problem.text().startswith(sentence)
    assert form.problem.isVisible()
    assert (form.name.text(), form.grams.text()) == ("Alcohol", typed)
    assert not services.own_rows.used()


def test_a_form_left_behind_is_there_again_as_it_was(services, open_page):  # noqa: F811
    opened = open_page("own_rows", services)
    choose_kind(opened, opened.panel.form, RowKind.URGE)
    opened.panel.form.name.setFocus()
    type_words(opened, "Urge to sm")
    opened.click(opened.panel.back)
    opened = open_page("own_rows", services)
    assert opened.panel.form.name.text() == "Urge to sm"
    assert opened.panel.form.draft().kind is RowKind.URGE


def test_none_is_one_key_and_leads_on(services, open_page):  # noqa: F811
    services.own_rows.keep(ALCOHOL)
    opened = open_page("today", services)
    editor = opened.panel.card.editors[MeasureId("use_alcohol")]
    editor.enter()
    type_words(opened, "n")
    assert editor.value() == 0
    assert not editor.isAncestorOf(QApplication.focusWidget())
    opened.press(Qt.Key.Key_S, CTRL)
    settle()
    assert services.check_ins.day().values[MeasureId("use_alcohol")].value == 0


def test_none_is_one_click(services, open_page):  # noqa: F811
    services.own_rows.keep(ALCOHOL)
    opened = open_page("today", services)
    editor = opened.panel.card.editors[MeasureId("use_alcohol")]
    opened.click(editor.cells[0])
    assert editor.value() == 0


@pytest.mark.parametrize("typed", ["two", "2 or 3", "25h", "100", "9e9"])
def test_an_amount_that_is_none_is_said_in_the_row_and_stays(services, open_page, typed):  # noqa: F811
    services.own_rows.keep(ALCOHOL)
    opened = open_page("today", services)
    row = next(one for one in opened.panel.card.rows if one.main.measure.label == "Alcohol")
    opened.click(row.main.other)
    type_words(opened, typed)
    assert row.problem.text() == "Alcohol can be a number from 0 to 99.9."
    opened.press(Qt.Key.Key_S, CTRL)
    settle()
    assert row.main.edit.text() == typed
    assert MeasureId("use_alcohol") not in services.check_ins.day().values


def test_the_row_of_use_leads_to_what_is_used(services, open_page):  # noqa: F811
    services.focuses.apply(["substance_use"])
    opened = open_page("today", services)
    row = next(one for one in opened.panel.card.rows if one.main.measure.id == "used")
    button = next(
        one for one in row.findChildren(type(opened.panel.instead))
        if one.accessibleName() == "What I use, and how much"
    )  # fmt: skip
    opened.click(button)
    settle()
    assert opened.window.shell.page.title == "What I use"


def test_a_changed_row_says_what_an_old_day_was_asked(services, open_page):  # noqa: F811
    weather = services.own_rows.keep(RowDraft(RowKind.SCALE, "Inner weather", high="5"))
    weather = weather.changes[0].after
    today = services.clock.today()
    services.check_ins.record(CheckInDraft(today, {weather.id: 3.0}))
    changed = RowDraft(RowKind.YES_NO, "Inner weather", id=str(weather.id))
    services.own_rows.keep(changed)
    opened = open_page("today", services)
    row = next(one for one in opened.panel.card.rows if one.main.measure.id == weather.id)
    assert row.main.value() is None
    assert row.marks.text().startswith("3 when this row asked something else")


def test_a_row_is_changed_removed_and_brought_back_by_mouse(services, open_page):  # noqa: F811
    kept = services.own_rows.keep(ALCOHOL).changes[0].after
    services.check_ins.record(CheckInDraft(services.clock.today(), {kept.id: 2.0}))
    opened = open_page("own_rows", services)
    panel = opened.panel
    change, remove = panel.lines.findChildren(type(panel.back))[:2]
    opened.click(change)
    assert panel.form.draft() == as_row_draft(kept)
    opened.click(remove)
    settle()
    assert "Alcohol" not in labels(services)
    [back] = panel._removed_card.findChildren(type(panel.back))
    opened.click(back)
    settle()
    assert "Alcohol" in labels(services)


def test_another_name_for_a_row_of_the_catalogue(services, open_page):  # noqa: F811
    opened = open_page("own_rows", services)
    panel = opened.panel
    panel.others.setCurrentIndex(panel.others.findData("urge"))
    panel.other_name.setFocus()
    type_words(opened, "Urge to smoke")
    opened.press(Qt.Key.Key_Return)
    settle()
    assert "Urge to smoke" in labels(services)
    assert "Strongest urge" not in labels(services)


def test_the_hours_of_the_diary_stand_over_an_older_unsaved_answer(services, open_page):  # noqa: F811
    opened = open_page("today", services)
    editor = opened.panel.card.editors[MeasureId("sleep_duration")]
    editor.enter()
    type_words(opened, "9")
    opened.go_to("sleep")
    today = services.clock.today()
    night = NightDraft(today, time(23), time(23), time(6), time(6))
    opened.window.hub.tell(services.sleep_diary.save(night))
    opened.go_to("today")
    assert opened.panel.card.editors[MeasureId("sleep_duration")].value() == 7
    opened.press(Qt.Key.Key_S, CTRL)
    settle()
    assert services.check_ins.day().values[MeasureId("sleep_duration")].value == 7


def test_an_answer_typed_after_the_diary_stands(services, open_page):  # noqa: F811
    today = services.clock.today()
    services.sleep_diary.save(NightDraft(today, time(23), time(23), time(6), time(6)))
    opened = open_page("today", services)
    opened.panel.card.editors[MeasureId("sleep_duration")].enter()
    type_words(opened, "9")
    opened.page.refresh()
    settle()
    opened.press(Qt.Key.Key_S, CTRL)
    settle()
    assert services.check_ins.day().values[MeasureId("sleep_duration")].value == 9


def test_minutes_changed_while_those_before_are_being_saved_stay(services, open_page):  # noqa: F811
    opened = open_page("today", services)
    form = opened.page._form
    minutes = MeasureId("movement_minutes")
    form.answer(minutes, 20.0)
    draft = form.changes()
    form.answer(minutes, 30.0)
    services.check_ins.record(draft)
    opened.page._keep_rest(form, draft)
    opened.page.refresh()
    settle()
    assert opened.page._form.shown(minutes) == 30
