"""A joined row of choices: one stop for the keyboard, and never a cut word."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iop_companion.foundation.settings import Preferences
from iop_companion.ui.widgets.switch import Switch

RANGES = [
    ("session", "My last session"),
    ("4", "4 weeks"),
    ("12", "12 weeks"),
    ("year", "Year"),
    ("all", "All"),
]


@pytest.fixture
def switch(qtbot, look):  # noqa: ARG001 -- dressed first
    """Put a switch alone into a window of a width."""

    def build(width=900, *, fills=False):
        window, made = QWidget(), Switch("How far back", RANGES, fills=fills)
        pile = QVBoxLayout(window)
        pile.setContentsMargins(0, 0, 0, 0)
        pile.addWidget(made)
        pile.addStretch(1)
        made.holder, made.told = window, []
        made.chosen.connect(made.told.append)
        qtbot.addWidget(window)
        window.resize(width, 600)
        with qtbot.waitActive(window):
            window.show()
        return made

    return build


def _words_fit(made):
    return [
        one.text()
        for one in made.buttons
        if QFontMetrics(one.font()).horizontalAdvance(one.text()) + 6 > one.width()
    ] == []


def _lines(made):
    return len({one.y() for one in made.buttons})


def test_a_click_chooses_and_tells(switch):
    made = switch()
    QTest.mouseClick(made.button_of("12"), Qt.MouseButton.LeftButton)
    assert made.key == "12"
    assert made.told == ["12"]


def test_choosing_from_outside_tells_nobody(switch):
    made = switch()
    made.choose("year")
    assert made.key == "year"
    assert made.told == []


def test_arrows_move_and_choose(switch):
    made = switch()
    made.chosen_button.setFocus()
    QTest.keyClick(made.chosen_button, Qt.Key.Key_Right)
    QTest.keyClick(made.chosen_button, Qt.Key.Key_Right)
    QTest.keyClick(made.chosen_button, Qt.Key.Key_Left)
    assert made.told == ["4", "12", "4"]
    assert made.button_of("4").hasFocus()


def test_it_is_one_stop_for_the_tab_key(switch):
    made = switch()
    made.choose("year")
    stops = [one for one in made.buttons if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == [made.button_of("year")]


@pytest.mark.parametrize("width", [900, 460, 380, 250, 120])
@pytest.mark.parametrize("scale", [100, 150, 200])
def test_no_word_is_cut_at_any_width(switch, look, width, scale):
    look.use(Preferences(theme="light", text_scale=scale))
    made = switch(max(width, 160 * scale // 100))
    for key, _words in RANGES:
        made.choose(key)
        assert _words_fit(made)
    assert made.height() >= max(one.geometry().bottom() for one in made.buttons)


def test_choices_move_closer_before_they_wrap(switch):
    wide, tight, narrow = switch(900), switch(380), switch(250)
    assert (_lines(wide), _lines(tight), _lines(narrow)) == (1, 1, 2)
    assert tight.buttons[0].width() < wide.buttons[0].width()


def test_a_line_that_wraps_has_corners_of_its_own(switch):
    made = switch(250)
    first_line = [one for one in made.buttons if one.y() == 0]
    assert [one.property("seg") for one in (first_line[0], first_line[-1])] == ["first", "last"]


def test_choosing_moves_nothing(switch):
    made = switch()
    before = [one.geometry() for one in made.buttons]
    made.choose("year")
    assert [one.geometry() for one in made.buttons] == before


def test_filling_takes_the_whole_width(switch):
    made = switch(700, fills=True)
    assert made.buttons[-1].geometry().right() == made.width() - 1


def test_every_choice_is_named_with_what_it_chooses(switch):
    assert switch().button_of("4").accessibleName() == "How far back: 4 weeks"
