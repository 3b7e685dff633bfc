"""Low and high on one scale around even: two answers that are never added up."""

import pytest
from PySide6.QtCore import Qt

from iop_companion.catalog.catalog import load_catalog
from iop_companion.domain.ids import MeasureId
from iop_companion.ui.widgets.poles_scale import PolesScale


@pytest.fixture
def scale(qtbot):
    catalog = load_catalog()
    low, high = (catalog.measure(MeasureId(name)) for name in ("mood_low", "mood_high"))
    made = PolesScale(low, high)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    return made


def marks(scale):
    return scale.value(), scale.other.value()


def told_by(scale):
    told = []
    scale.changed.connect(lambda: told.append("low"))
    scale.other.changed.connect(lambda: told.append("high"))
    scale.answered.connect(lambda: told.append("on"))
    return told


@pytest.mark.parametrize(
    ("keys", "wanted"),
    [("2", (0.0, 2.0)), ("-1", (1.0, 0.0)), ("0", (0.0, 0.0)), ("-32", (3.0, 2.0))],
)
def test_digits_mark_the_high_side_and_minus_the_low_one(qtbot, scale, keys, wanted):
    told = told_by(scale)

    for key in keys:
        qtbot.keyClicks(scale.tab_stop(), key)

    assert marks(scale) == wanted
    assert {"low", "high", "on"} == set(told), "both sides have an answer, and the form goes on"


def test_a_click_marks_each_side_and_a_second_one_takes_it_back(qtbot, scale):
    cells = {cell.text(): cell for cell in scale.cells}

    def click(label):
        qtbot.mouseClick(cells[label], Qt.MouseButton.LeftButton)

    click("−1")
    click("+2")
    assert marks(scale) == (1.0, 2.0)
    assert [label for label, cell in cells.items() if cell.isChecked()] == ["−1", "+2"]
    assert "everything took more effort" in scale.anchor.text()
    click("−1")
    assert marks(scale) == (0.0, 2.0)
    click("+2")
    assert marks(scale) == (None, None), "no mark is no answer, never even"


def test_even_takes_both_marks_back_and_backspace_the_answer(qtbot, scale):
    scale.show_marks(2.0, 1.0)

    qtbot.keyClicks(scale.tab_stop(), "0")
    assert marks(scale) == (0.0, 0.0)
    qtbot.keyClick(scale.tab_stop(), Qt.Key.Key_Backspace)
    assert marks(scale) == (None, None)


def test_arrows_walk_over_both_sides_and_space_marks_without_going_on(qtbot, scale):
    told = told_by(scale)
    scale.cells[3].setFocus()

    qtbot.keyClick(scale.cells[3], Qt.Key.Key_Right)
    qtbot.keyClick(scale.cells[4], Qt.Key.Key_Space)

    assert marks(scale) == (0.0, 1.0)
    assert "on" not in told
