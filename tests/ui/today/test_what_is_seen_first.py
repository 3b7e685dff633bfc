"""What stands at the top: the day's name on opening, on another day and after a check-in."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from iop_companion.ui.today.panel import TodayPanel
from iop_companion.ui.toolkit.drawing import ImmediateDrawings
from tests.ui.open_pages import (  # noqa: F401 -- fixtures
    demo,
    open_page,
    services,
    settle,
)

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def _top(panel, part: QWidget) -> int:
    return part.mapTo(panel, QPoint(0, 0)).y()


@pytest.mark.parametrize("size", [(960, 640), (1280, 730), (1280, 800)])
def test_today_opens_with_the_name_of_the_day_in_sight(services, open_page, size):  # noqa: F811
    opened = open_page("today", services, size=size, text_scale=200)
    settle()

    assert _top(opened.panel, opened.panel.title) >= 0
    cells = opened.panel.card.rows[0].main.cells
    assert _top(opened.panel, cells[0]) + cells[0].height() <= _top(
        opened.panel, opened.panel.footer
    )


def test_nothing_offers_to_save_before_a_day_was_read(qtbot):
    panel = TodayPanel(ImmediateDrawings)
    qtbot.addWidget(panel)
    with qtbot.waitExposed(panel):
        panel.show()
    assert not panel.footer.isVisible()
    assert not panel.card.isVisible()


def test_the_rows_and_their_buttons_come_with_the_day(services, open_page):  # noqa: F811
    panel = open_page("today", services).panel
    assert panel.footer.save.isVisible()
    assert panel.card.isVisible()


def test_another_day_is_read_from_its_name_on(demo, open_page):  # noqa: F811
    opened = open_page("today", demo, size=(960, 640), text_scale=150)
    panel = opened.panel
    panel.footer.save.setFocus(Qt.FocusReason.TabFocusReason)
    panel._scroll.verticalScrollBar().setValue(panel._scroll.verticalScrollBar().maximum())
    opened.press(Qt.Key.Key_Left, ALT)
    settle()

    assert panel.title.text() == "Wednesday 11 March"
    assert _top(panel, panel.title) >= 0


def test_a_saved_entry_stands_first_beside_it_and_back_in_its_place(demo, open_page):  # noqa: F811
    opened = open_page("today", demo)
    panel, side = opened.panel, opened.panel.side
    opened.press(Qt.Key.Key_5)
    opened.press(Qt.Key.Key_S, CTRL)
    settle()
    cards = [side.entry, side.signs, side.moments]
    assert sorted(cards, key=lambda card: _top(panel, card)) == cards
    children = side.findChildren(QWidget)
    assert children.index(side.entry) < children.index(side.signs)
    assert side.entry.edit.isVisible()

    opened.press(Qt.Key.Key_E, CTRL)
    settle()
    assert _top(panel, side.signs) < _top(panel, side.entry) < _top(panel, side.moments)
    children = side.findChildren(QWidget)
    assert children.index(side.signs) < children.index(side.entry)
    assert not side.entry.edit.isVisible()


def test_a_night_of_odd_minutes_reads_alike_on_the_row_and_beside_it(
    services,  # noqa: F811
    open_page,  # noqa: F811
):
    opened = open_page("today", services)
    opened.panel.card.editors["sleep_duration"].enter()
    QTest.keyClicks(QApplication.focusWidget(), "5:20")
    opened.press(Qt.Key.Key_S, CTRL)
    settle()

    lines = opened.panel.side.entry._lines
    assert next(line.value for line in lines if line.label == "Sleep") == "5:20 h"


def test_the_calendar_keeps_to_the_right_edge_of_its_button(demo, open_page):  # noqa: F811
    opened = open_page("today", demo)
    opened.press(Qt.Key.Key_G, CTRL)
    settle()
    button = opened.panel.switch.other
    popover = next(one for one in opened.window.findChildren(QWidget, "popover") if one.isVisible())

    right = button.mapTo(opened.window, QPoint(button.width(), 0)).x()
    assert popover.geometry().right() + 1 == right
