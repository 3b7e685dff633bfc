"""Everything that a mouse can use is reached by Tab, F6 and arrows, and the focus is in sight."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from iop_companion.foundation.settings import Preferences
from iop_companion.ui.first_run.presenter import CODE, FOCUS, PEOPLE, READY, WELCOME
from tests.ui.keyboard_walk import Walk, controls, describe
from tests.ui.open_pages import HeldDrawings, demo, open_page, settle  # noqa: F401 -- fixtures
from tests.ui.stage import PaperSession

KEY_INSTEAD = {": less'": Qt.Key.Key_Down, ": more'": Qt.Key.Key_Up}
"""The few controls that are there for the mouse alone, and the key that does the same."""

MOVERS = "TrackedRow < TrackedRows"
"""The buttons that move a row; Alt with an arrow on its tick does the same; tested there."""


def _assert_whole(walk: Walk, place: str) -> None:
    known = (*KEY_INSTEAD, MOVERS)
    mouse_only = [one for one in walk.unreached() if not any(name in one for name in known)]
    assert not mouse_only, f"{place}: only a mouse reaches " + "; ".join(mouse_only)
    assert not walk.unmarked, f"{place}: no ring in sight at " + "; ".join(walk.unmarked)


PAGES = (
    "today",
    "trends",
    "warning_signs",
    "warning_history",
    "my_signs",
    "toolbox",
    "skill",
    "program",
    "medicines",
    "summary",
    "diary_card",
    "plan",
    "settings",
    "imports",
    "day",
    "paper_week",
    "sleep",
    "movement",
    "uses",
    "triggers",
    "used",
    "own_rows",
)
SECTIONS = ("track", "look", "reminders", "privacy", "backups", "people", "data", "trash", "about")


def test_every_page_and_every_section_that_there_is_is_walked(demo, open_page):  # noqa: F811
    opened = open_page("settings", demo)

    assert set(PAGES) == {entry.key for entry in opened.window.shell.entries}
    assert set(SECTIONS) == set(opened.panel.sections)


@pytest.mark.parametrize("key", PAGES)
def test_tab_and_arrows_reach_every_control_of_a_page(demo, open_page, key):  # noqa: F811
    drawings = HeldDrawings()  # once: walking over a range must not draw it
    opened = open_page("today", demo, drawings=drawings)
    opened.go_to(key)
    drawings.draw_all()
    settle()

    _assert_whole(Walk(opened.window), key)


@pytest.mark.parametrize("section", SECTIONS)
def test_tab_and_arrows_reach_every_control_of_a_section_of_settings(demo, open_page, section):  # noqa: F811
    opened = open_page("settings", demo)
    opened.panel.open(section)
    settle()

    _assert_whole(Walk(opened.window), section)


@pytest.mark.parametrize("key", ["toolbox", "today", "settings", "warning_history"])
def test_tab_and_arrows_reach_every_control_in_the_smallest_window(demo, open_page, key):  # noqa: F811
    opened = open_page(key, demo, drawings=HeldDrawings())
    opened.window.resize(960, 640)
    settle()

    _assert_whole(Walk(opened.window), f"{key} at 960 by 640")


def test_tab_reaches_every_control_of_a_skill_that_stands_in_place_of_the_list(demo, open_page):  # noqa: F811
    opened = open_page("toolbox", demo)
    opened.window.resize(960, 640)
    settle()
    opened.press(Qt.Key.Key_Return)
    settle()
    assert opened.panel.card.isVisible()

    _assert_whole(Walk(opened.window), "a skill at 960 by 640")


def test_tab_reaches_every_control_of_what_was_saved(demo, open_page):  # noqa: F811
    opened = open_page("today", demo)
    opened.press(Qt.Key.Key_5)
    opened.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert opened.panel.saved.isVisible()

    _assert_whole(Walk(opened.window), "saved")


def test_tab_reaches_every_control_of_the_bar_that_takes_the_place_of_the_rail(demo, open_page):  # noqa: F811
    opened = open_page("warning_signs", demo, text_scale=200)

    _assert_whole(Walk(opened.window), "200 %")


def test_tab_reaches_every_control_of_the_support_sheet(demo, open_page):  # noqa: F811
    opened = open_page("today", demo)
    opened.press(Qt.Key.Key_F1)
    settle()
    assert opened.page is None

    _assert_whole(Walk(opened.window), "support")


def test_tab_reaches_every_control_of_the_lock_screen_and_of_its_support_sheet(stage):
    made = stage()

    _assert_whole(Walk(made.window), "locked")
    made.entrance.use_code.click()
    settle()
    _assert_whole(Walk(made.window), "recovery code")
    made.window.open_support()
    settle()
    _assert_whole(Walk(made.window), "support while locked")


def test_tab_reaches_every_control_of_every_step_of_the_first_run(stage):
    made = stage(PaperSession(exists=False), Preferences(theme="light", region="US"))
    seen = []
    while made.window.screen_name == "entrance" and len(seen) <= READY:
        panel = made.entrance
        seen.append(panel.at)
        _assert_whole(Walk(made.window), f"first run, step {panel.at}")
        if panel.at in {CODE, FOCUS, PEOPLE}:
            panel.skip.click()
        else:
            for choice in (panel.presenter.passphrase.use_words, panel.presenter.computer.own):
                if choice.isVisible():
                    choice.click()
            panel.go_on.click()
        settle()
    assert seen == list(range(WELCOME, READY + 1))


@pytest.mark.parametrize("key", PAGES)
def test_f6_goes_round_every_part_of_a_page_and_comes_back(demo, open_page, key):  # noqa: F811
    opened = open_page(key, demo, drawings=HeldDrawings())
    rail = opened.window.shell.rail
    came_to = []
    for _step in range(12):
        opened.press(Qt.Key.Key_F6)
        settle()
        came_to.append(rail.isAncestorOf(QApplication.focusWidget()))
        ring = opened.window.ring
        assert ring.isVisible(), f"no ring at {describe(QApplication.focusWidget())}"

    assert True in came_to
    assert False in came_to
    assert came_to.count(True) > 1, "F6 does not come back to the rail"


def test_the_keys_named_for_controls_of_the_mouse_do_what_they_do(demo, open_page):  # noqa: F811
    opened = open_page("today", demo)
    by_name = {describe(one): one for one in controls(opened.window)}
    for words, key in KEY_INSTEAD.items():
        pressed = next(one for name, one in by_name.items() if words in name)
        field = pressed.parentWidget()
        field.set_value(7.0)
        field.tab_stop().setFocus()
        opened.press(key)
        by_key = field.value()
        field.set_value(7.0)
        opened.click(pressed)

        assert by_key == field.value() != 7.0


def test_arrows_go_along_the_pages_of_the_rail_and_enter_opens_one(demo, open_page):  # noqa: F811
    opened = open_page("today", demo)
    rail = opened.window.shell.rail
    opened.press(Qt.Key.Key_F6)
    while not rail.page_button("today").hasFocus():
        opened.press(Qt.Key.Key_F6)

    opened.press(Qt.Key.Key_Down)
    opened.press(Qt.Key.Key_Down)
    assert rail.page_button("warning_signs").hasFocus()
    assert opened.window.shell.now == "today"
    opened.press(Qt.Key.Key_Return)

    assert opened.window.shell.now == "warning_signs"


def test_the_list_of_keys_names_those_of_pages_and_can_be_walked(demo, open_page):  # noqa: F811
    opened = open_page("today", demo)
    opened.press(Qt.Key.Key_Slash, Qt.KeyboardModifier.ControlModifier)
    settle()
    dialog = QApplication.activeModalWidget()
    shown = {label.text() for label in dialog.findChildren(QLabel)}

    assert {"Ctrl+B", "Ctrl+S", "Ctrl+P", "Tab", "Space", "Home or End"} <= shown
    _assert_whole(Walk(dialog), "keys")
    dialog.close()


@pytest.mark.parametrize("size", [(1280, 800), (960, 640)])
def test_a_calendar_never_covers_get_support_now_or_hide(demo, open_page, size):  # noqa: F811
    opened = open_page("today", demo, text_scale=200)
    opened.window.resize(*size)
    settle()
    opened.press(Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    settle()

    popovers = opened.window.findChildren(QWidget, "popover")
    calendar = next(one for one in popovers if one.isVisible())
    bar = opened.window.shell.top_bar
    assert bar.isVisible()
    assert calendar.geometry().top() >= bar.mapTo(opened.window, QPoint(0, bar.height())).y()
    assert calendar.geometry().bottom() <= opened.window.height()
    assert calendar.height() >= calendar.minimumSizeHint().height(), "its parts overlap"
