"""Chips and the list behind More."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget

from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import Kind, Measure, Option
from iop_companion.foundation.settings import Preferences
from iop_companion.ui.widgets.flow_layout import FlowLayout


def lines(on):
    tag_list = on.editor._list
    return [item.text() for item in tag_list._items.values() if not item.isHidden()]


def test_a_letter_ticks_and_unticks_and_stays(bench):
    on = bench("skills")

    on.press("b")
    assert on.editor.chips[0].isChecked()
    on.press("u", "b")

    assert on.editor.value() == ("urge_surfing",)
    assert on.heard.told == ["changed"] * 3
    assert on.editor.isAncestorOf(QApplication.focusWidget())


def test_enter_goes_on_and_backspace_clears(bench):
    on = bench("skills")
    on.press("b", Qt.Key.Key_Return)
    assert on.heard.told == ["changed", "done"]

    on.press(Qt.Key.Key_Backspace)

    assert on.editor.value() is None


def test_ticking_does_not_move_what_stands_beside(bench):
    on = bench("skills")
    before = [chip.geometry() for chip in [*on.editor.chips, on.editor.more]]

    for chip in on.editor.chips:
        on.click(chip)
    on.qtbot.wait(0)

    assert [chip.geometry() for chip in [*on.editor.chips, on.editor.more]] == before


@pytest.mark.parametrize("scale", [100, 150, 200])
def test_a_ticked_chip_has_room_for_its_tick_and_bolder_words(bench, look, scale):
    look.use(Preferences(theme="light", text_scale=scale))
    on = bench("skills", width=1400)
    chip = on.editor.chips[1]

    on.click(chip)
    on.qtbot.wait(0)

    picture = chip.grab().toImage()
    ground = look.colour("primary_soft").rgb()
    middle = range(picture.height() // 3, 2 * picture.height() // 3)
    written = [
        x
        for x in range(look.px(4), picture.width() - look.px(4))
        if any(picture.pixel(x, y) != ground for y in middle)
    ]
    assert written[0] >= look.px(6)
    assert picture.width() - written[-1] >= look.px(8)


def test_arrows_walk_over_the_chips_to_more(bench):
    on = bench("skills")

    on.press(*[Qt.Key.Key_Right] * 10)

    assert QApplication.focusWidget() is on.editor.more
    assert on.editor.value() is None


def test_chips_are_one_tab_stop(bench):
    on = bench("skills")

    on.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is on.after


def test_the_list_searches_and_ticks_by_key(bench):
    on = bench("skills")

    on.press("m", *"tense", Qt.Key.Key_Down, Qt.Key.Key_Space)

    assert lines(on) == ["Tense and release"]
    assert len(on.editor.value()) == 1
    on.press(Qt.Key.Key_Escape)
    assert not on.editor._list.isVisible()
    assert on.editor.chips[-1].text().replace("&", "") == "Tense and release"


def test_enter_in_the_search_ticks_the_first_line_found(bench):
    on = bench("skills")

    on.press("m", *"tense", Qt.Key.Key_Return)

    assert on.editor.value() is not None


def test_a_click_anywhere_on_a_line_ticks_it(bench):
    on = bench("skills")
    on.click(on.editor.more)
    tag_list = on.editor._list.list
    item = next(i for i in on.editor._list._items.values() if i.text() == "Tense and release")

    at = tag_list.visualItemRect(item).center()
    on.qtbot.mouseClick(tag_list.viewport(), Qt.MouseButton.LeftButton, pos=at)

    assert item.checkState() is Qt.CheckState.Checked
    assert len(on.editor.value()) == 1


def test_unticking_in_the_list_takes_the_chip_away(bench):
    on = bench("skills")
    on.editor.set_value(("urge_surfing", "body_scan_own"))
    n_chips = len(on.editor.chips)

    on.editor.tick("body_scan_own", False)

    assert on.editor.value() == ("urge_surfing",)
    assert len(on.editor.chips) == n_chips - 1


def test_own_words_can_be_added_where_the_measure_lets_them(bench):
    on = bench("activities")

    on.press("m", *"choir", Qt.Key.Key_Return)

    assert on.editor.value() == ("choir",)
    assert on.heard.told == ["changed"]


def test_words_of_nobody_are_not_added_to_a_closed_list(bench):
    on = bench("skills")

    on.press("m", *"choir", Qt.Key.Key_Return)

    assert on.editor.value() is None
    assert on.editor._list._none.isVisible()


def test_hidden_options_are_not_offered_but_shown_when_recorded(bench):
    tags = Measure(
        MeasureId("tags"),
        "Tags",
        Kind.TAGS,
        options=(Option("a", "Air"), Option("b", "Meals", hidden=True)),
    )
    on = bench(tags)
    assert [chip.text() for chip in on.editor.chips] == ["Air"]

    on.editor.set_value(("b",))

    assert [chip.text() for chip in on.editor.chips] == ["Air", "Meals"]
    assert on.heard.told == []


def test_a_chip_reads_as_a_check_box_with_its_measure(bench):
    on = bench("skills")
    on.press("u")

    chip = QAccessible.queryAccessibleInterface(on.editor.chips[1])

    assert chip.role() == QAccessible.Role.CheckBox
    assert chip.text(QAccessible.Text.Name) == "Skills used: Urge surfing"
    assert chip.state().checked


def test_a_full_line_goes_on_in_the_next_one(qtbot):
    box = QWidget()
    flow = FlowLayout(box, gap=10, line_gap=10)
    parts = [QWidget() for _ in range(5)]
    for part in parts:
        part.setFixedSize(100, 40)
        flow.addWidget(part)
    qtbot.addWidget(box)
    box.resize(330, 300)
    box.show()
    qtbot.wait(0)

    assert [part.pos().toTuple() for part in parts] == [
        (0, 0),
        (110, 0),
        (220, 0),
        (0, 50),
        (110, 50),
    ]
    assert flow.heightForWidth(330) == 90
    assert flow.heightForWidth(100) == 240
    parts[0].hide()
    qtbot.wait(10)
    assert parts[3].pos().toTuple() == (220, 0)


def test_the_list_goes_with_the_page_it_belongs_to(bench):
    """Hide and Lock show a blank page in the same window: nothing may stay above it."""
    on = bench("skills")
    on.click(on.editor.more)
    assert on.editor._list.isVisible()

    on.editor.hide()

    assert not on.editor._list.isVisible()
