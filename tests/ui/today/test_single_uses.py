"""Single uses by keys and mouse, from the row of Today; problems in place, words kept."""

from datetime import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import Goal
from iop_companion.services.own_rows import RowDraft, RowKind
from iop_companion.services.single_uses import UseDraft
from iop_companion.services.views import CheckInDraft
from tests.ui.open_pages import (  # noqa: F401 -- fixtures
    cut_words,
    nameless,
    open_page,
    services,
    settle,
)

BEER = MeasureId("use_beer")


@pytest.fixture
def used(services):  # noqa: F811
    for name, more in (("Beer", {"grams": "14"}), ("Cannabis", {"unit": "hits"})):
        services.own_rows.keep(RowDraft(RowKind.USE, name, goal=Goal.REDUCE, **more))
    return services


def type_words(opened, words):
    opened.qtbot.keyClicks(opened.window.focusWidget(), words)
    settle()


def named(opened, name):
    buttons = opened.panel.findChildren(QPushButton)
    return next(one for one in buttons if one.accessibleName() == name)


def row(used):
    there = used.check_ins.day().values.get(BEER)
    return there.value if there is not None else None


def test_a_use_is_written_from_the_row_of_today_and_the_row_follows(used, open_page):  # noqa: F811
    opened = open_page("today", used)
    opened.click(named(opened, "Single uses: Cannabis"))
    settle()
    assert opened.panel.form.what.currentText() == "Cannabis"
    opened.click(opened.panel.back)
    settle()
    opened.click(named(opened, "Single uses: Beer"))
    settle()

    type_words(opened, "1.5")
    opened.press(Qt.Key.Key_Tab)
    type_words(opened, "18:30")
    opened.press(Qt.Key.Key_Tab)
    type_words(opened, "with Dana")
    opened.press(Qt.Key.Key_Return)
    settle()

    (one,) = used.single_uses.day().uses
    assert (one.amount, one.moment, one.note) == (1.5, time(18, 30), "with Dana")
    assert row(used) == 1.5
    assert opened.said == "Kept. The amount of the day follows."
    assert not nameless(opened.window)
    assert not cut_words(opened.panel)
    opened.click(opened.panel.back)
    settle()
    assert opened.panel.card.editors[BEER].value() == 1.5


def test_a_use_is_changed_and_removed_by_click_and_both_can_be_taken_back(used, open_page):  # noqa: F811
    used.single_uses.keep(used.clock.today(), UseDraft(str(BEER), 2, time(18)))
    opened = open_page("uses", used)
    opened.click(named(opened, "Change: Beer, 2 drinks"))
    form = opened.panel.form
    assert (form.amount.text(), form.at.text()) == ("2", "6:00 pm")
    form.amount.selectAll()
    type_words(opened, "3")
    opened.click(form.save)
    settle()
    assert row(used) == 3

    opened.click(named(opened, "Remove: Beer, 3 drinks"))
    settle()
    assert (row(used), used.single_uses.day().uses) == (None, ())
    opened.click_notice()
    settle()
    assert row(used) == 3


def test_a_note_added_to_a_use_leaves_its_amount_exactly_as_it_was(used, open_page):  # noqa: F811
    used.single_uses.keep(used.clock.today(), UseDraft(str(BEER), 12.345678, time(18)))
    opened = open_page("uses", used)
    change = next(
        one
        for one in opened.panel.findChildren(QPushButton)
        if one.accessibleName().startswith("Change: Beer")
    )
    opened.click(change)
    opened.panel.form.note.enter()
    type_words(opened, "at the river")
    opened.click(opened.panel.form.save)
    settle()
    (one,) = used.single_uses.day().uses
    assert (one.note, one.amount) == ("at the river", 12.345678)


@pytest.mark.parametrize(
    ("amount", "at", "sentence"),
    [
        ("two", "", "An amount is a number above 0"),
        ("-1", "", "An amount is a number above 0"),
        ("nan", "", "An amount is a number above 0"),
        ("1", "half past", "Write a time like"),
    ],
)
def test_what_does_not_fit_is_said_in_place_and_stays(used, open_page, amount, at, sentence):  # noqa: F811
    opened = open_page("uses", used)
    form = opened.panel.form
    type_words(opened, amount)
    form.at.setFocus()
    type_words(opened, at)
    opened.press(Qt.Key.Key_Return)
    settle()
    assert form.problem.text().startswith(sentence)
    assert form.problem.isVisible()
    assert (form.amount.text(), form.at.text()) == (amount, at)
    assert used.single_uses.day().uses == ()


def test_before_the_first_use_it_says_what_becomes_of_the_amount_of_the_row(used, open_page):  # noqa: F811
    used.check_ins.record(CheckInDraft(used.clock.today(), {BEER: 2}))
    opened = open_page("uses", used)
    assert opened.panel._sums.text() == (
        "Beer: the row of Today says 2 drinks. With a single use, that is kept as one of its own."
    )


def test_a_use_left_behind_is_there_again_as_it_was(used, open_page):  # noqa: F811
    opened = open_page("uses", used)
    form = opened.panel.form
    form.take_up("use_cannabis")
    form.take_focus()
    type_words(opened, "2")
    form.note.enter()
    type_words(opened, "by the riv")
    opened.click(opened.panel.back)
    settle()
    opened = open_page("uses", used)
    form = opened.panel.form
    assert (form.what.currentText(), form.amount.text(), form.note.words()) == (
        "Cannabis", "2", "by the riv",
    )  # fmt: skip
    opened.press(Qt.Key.Key_Escape)
    settle()
    assert form.amount.text() == ""
    opened.click_notice()
    settle()
    assert (form.amount.text(), form.note.words()) == ("2", "by the riv")


def test_the_page_of_what_is_used_leads_to_single_uses(used, open_page):  # noqa: F811
    opened = open_page("used", used)
    opened.click(opened.panel.uses)
    settle()
    assert opened.page.title == "Single uses"


def test_locking_leaves_no_word_on_the_page(used, open_page):  # noqa: F811
    used.single_uses.keep(used.clock.today(), UseDraft(str(BEER), 2, time(18), note="by the river"))
    opened = open_page("uses", used)
    panel = opened.panel
    opened.window.hub.locking.emit()
    assert panel.view is None
    assert panel.form.what.count() == 0


def test_with_nothing_named_yet_the_page_leads_to_naming_it(services, open_page):  # noqa: F811
    opened = open_page("uses", services)
    page = opened.panel
    assert (page.none_card.isVisible(), page.form.isVisible()) == (True, False)
    assert page.first_button.hasFocus()
    opened.press(Qt.Key.Key_Space)
    settle()
    assert opened.panel.form.name.isVisible()
    type_words(opened, "Beer")
    opened.press(Qt.Key.Key_Return)
    settle()
    opened.go_to("uses")
    assert (page.none_card.isVisible(), page.form.isVisible()) == (False, True)
    assert page.form.amount.hasFocus()


@pytest.mark.parametrize(
    ("row", "amount", "words"),
    [
        ("use_beer", 1.0, "Beer, 1 drink"),
        ("use_beer", 1.5, "Beer, 1.5 drinks"),
        ("use_cannabis", 1.0, "Cannabis, 1 (hits)"),
        ("use_cannabis", 2.0, "Cannabis, 2 hits"),
    ],
)
def test_one_of_something_is_not_counted_in_the_plural(used, open_page, row, amount, words):  # noqa: F811
    used.single_uses.keep(used.clock.today(), UseDraft(row, amount, None, ""))
    opened = open_page("uses", used)

    [line] = opened.panel.lines.findChildren(QPushButton)[:1]
    assert line.accessibleName() == f"Change: {words}"


def test_the_sum_of_single_uses_stands_over_what_was_typed_on_the_row_before(used, open_page):  # noqa: F811
    opened = open_page("today", used)
    editor = opened.panel.card.editors[BEER]
    editor.enter()
    opened.press(Qt.Key.Key_4)
    assert editor.value() == 4.0
    opened.click(named(opened, "Single uses: Beer"))
    settle()
    type_words(opened, "1.5")
    opened.press(Qt.Key.Key_Return)
    settle()
    opened.click(opened.panel.back)
    settle()

    assert row(used) == 1.5
    assert opened.panel.card.editors[BEER].value() == 1.5
