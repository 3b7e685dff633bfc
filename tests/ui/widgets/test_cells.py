"""Cells of which one is chosen: the scale, the joined bar, minutes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QStyle, QStyleOptionButton

from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import Kind, Measure, Option, Scale
from iop_companion.foundation.settings import Preferences
from iop_companion.ui.widgets.dose_row import WrappedChoice
from iop_companion.ui.widgets.rating_scale import RatingScale
from iop_companion.ui.widgets.segment import Segment
from iop_companion.ui.widgets.stepper_field import StepperField

SHIFT = Qt.KeyboardModifier.ShiftModifier
KEYPAD = Qt.KeyboardModifier.KeypadModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def scale(low, high, **rest):
    return Measure(
        MeasureId("own"), "Own", Kind.SCALE, scale=Scale(low, high), hint="low, high", **rest
    )


def focused_label():
    return QApplication.focusWidget().choice.label


@pytest.mark.parametrize("number", range(10))
def test_a_digit_chooses_its_number_and_goes_on(bench, number):
    on = bench("mood")

    on.press(str(number))

    assert on.editor.value() == float(number)
    assert on.heard.told == ["changed", "answered"]


def test_t_is_ten(bench):
    on = bench("mood")

    on.press("t")

    assert on.editor.value() == 10.0


def test_the_keypad_counts_as_well(bench):
    on = bench("mood")

    on.press(Qt.Key.Key_7, modifiers=KEYPAD)

    assert on.editor.value() == 7.0


def test_a_digit_that_needs_shift_counts_by_its_text(bench):
    """On a French keyboard the 5 is Shift and the key of the bracket."""
    on = bench("mood")
    pressed = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_ParenLeft, SHIFT, "5")

    QApplication.sendEvent(QApplication.focusWidget(), pressed)

    assert on.editor.value() == 5.0


def test_arabic_digits_count_by_their_text(bench):
    on = bench("mood")
    pressed = QKeyEvent(
        QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, "\N{ARABIC-INDIC DIGIT SIX}"
    )

    QApplication.sendEvent(QApplication.focusWidget(), pressed)

    assert on.editor.value() == 6.0


def test_a_chord_with_a_digit_is_no_answer(bench):
    on = bench("mood")

    on.press("5", modifiers=CTRL)

    assert on.editor.value() is None


def test_backspace_clears_and_stays(bench):
    on = bench("mood")
    on.press("5")
    on.heard.told.clear()

    on.press(Qt.Key.Key_Backspace)

    assert on.editor.value() is None
    assert on.heard.told == ["changed"]
    assert on.editor.isAncestorOf(QApplication.focusWidget())


def test_backspace_on_an_empty_row_tells_nobody(bench):
    on = bench("mood")

    on.press(Qt.Key.Key_Backspace)

    assert on.heard.told == []


def test_a_click_on_the_chosen_cell_takes_the_answer_back(bench):
    on = bench("mood")

    on.click(on.editor.cells[5])
    assert on.editor.value() == 5.0
    on.click(on.editor.cells[5])

    assert on.editor.value() is None
    assert on.heard.told == ["changed", "changed"]


def test_arrows_home_and_end_move_without_answering(bench):
    on = bench("mood")

    on.press(Qt.Key.Key_Right, Qt.Key.Key_Right)
    assert focused_label() == "2"
    on.press(Qt.Key.Key_End)
    assert focused_label() == "10"
    on.press(Qt.Key.Key_Home, Qt.Key.Key_Left)

    assert focused_label() == "0"
    assert on.editor.value() is None
    assert on.heard.told == []


def test_space_ticks_and_unticks_where_the_focus_is(bench):
    on = bench("mood")
    on.press(Qt.Key.Key_Right)

    on.press(Qt.Key.Key_Space)
    assert on.editor.value() == 1.0
    on.press(Qt.Key.Key_Space)

    assert on.editor.value() is None


def test_a_scale_is_one_tab_stop_and_tab_comes_back_to_the_chosen_cell(bench):
    on = bench("mood")
    on.press("5")

    on.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is on.after
    on.press(Qt.Key.Key_Backtab)

    assert focused_label() == "5"


def test_setting_a_value_by_program_tells_nobody(bench):
    on = bench("mood")

    on.editor.set_value(5.0)
    on.editor.set_value(4.5)
    on.editor.set_value(None)

    assert on.heard.told == []


def test_a_value_between_the_cells_is_kept_until_it_is_answered(bench):
    on = bench("mood")

    on.editor.set_value(4.5)
    assert on.editor.value() == 4.5
    assert not any(cell.isChecked() for cell in on.editor.cells)
    on.press("4")

    assert on.editor.value() == 4.0


def test_a_scale_around_zero_takes_minus_and_a_digit(bench):
    on = bench(scale(-3, 3))

    on.press("-", "2")
    assert on.editor.value() == -2.0
    on.press("2")
    assert on.editor.value() == 2.0
    on.press("-", Qt.Key.Key_Left, "1")

    assert on.editor.value() == 1.0
    assert [cell.text() for cell in on.editor.cells] == ["−3", "−2", "−1", "0", "+1", "+2", "+3"]


def test_a_scale_reads_as_a_group_of_radio_buttons_with_full_names(bench):
    on = bench("mood")
    on.press("5")

    group = QAccessible.queryAccessibleInterface(on.editor)
    cell = QAccessible.queryAccessibleInterface(on.editor.cells[5])

    assert group.role() == QAccessible.Role.Grouping
    assert group.text(QAccessible.Text.Name) == "Mood"
    assert cell.role() == QAccessible.Role.RadioButton
    assert cell.text(QAccessible.Text.Name) == "Mood, 5 of 0 to 10, 0 low, 10 good"
    assert cell.state().checked


@pytest.mark.usefixtures("look")
def test_captions_stand_under_the_cells_they_speak_of(qtbot):
    made = RatingScale(scale(-3, 3), captions=("low", "even", "high"))
    qtbot.addWidget(made)
    made.resize(500, 100)
    made.show()

    low, even, high = made.findChildren(QLabel)
    assert low.mapTo(made, low.rect().topLeft()).y() > made.cells[0].geometry().bottom()
    middle = made.cells[3].geometry().center().x()
    assert abs(even.mapTo(made, even.rect().center()).x() - middle) < 12
    assert high.mapTo(made, high.rect().topRight()).x() <= made.cells[6].geometry().right() + 1
    assert low.text() == "low"


def test_words_make_a_bar_that_digits_choose(bench):
    on = bench("sleep_quality")

    on.press("2")

    assert isinstance(on.editor, Segment)
    assert on.editor.value() == 2.0
    assert on.heard.told == ["changed", "answered"]


@pytest.mark.parametrize(("key", "chosen"), [("t", "taken"), ("s", "some"), ("n", "not_today")])
def test_medicine_is_chosen_by_its_letter(bench, key, chosen):
    on = bench("medicine_taken")

    on.press(key)

    assert on.editor.value() == chosen


def test_a_letter_of_nobody_does_nothing(bench):
    on = bench("medicine_taken")

    on.press("x")

    assert on.editor.value() is None
    assert on.heard.told == []


def test_yes_and_no_are_a_bar(bench):
    on = bench(Measure(MeasureId("panic"), "Panic", Kind.YES_NO, scale=Scale(0, 1)))

    on.press("n")

    assert on.editor.value() == 0.0


def test_a_long_scale_is_a_number_field(bench):
    on = bench(scale(0, 100))

    on.press("7", "5")

    assert isinstance(on.editor, StepperField)
    assert on.editor.value() == 75.0


# --- minutes


def test_digits_go_into_the_field_and_enter_turns_them_into_their_cell(bench):
    on = bench("movement_minutes")

    on.press("2", "0")
    assert on.editor.edit.text() == "20"
    on.press(Qt.Key.Key_Return)

    assert on.editor.value() == 20.0
    assert on.editor.cells[2].isChecked()
    assert on.editor.edit.isHidden()
    assert on.heard.told[-1] == "done"


def test_any_other_number_stays_in_the_field_with_its_unit(bench):
    on = bench("movement_minutes")

    on.press("2", "5", Qt.Key.Key_Return)
    on.after.setFocus()

    assert on.editor.value() == 25.0
    assert on.editor.edit.text() == "25 min"
    assert on.editor.other.isHidden()


def test_other_opens_the_field_and_an_empty_field_closes_again(bench):
    on = bench("movement_minutes")

    on.click(on.editor.other)
    assert QApplication.focusWidget() is on.editor.edit
    on.press(Qt.Key.Key_Backspace)

    assert on.editor.edit.isHidden()
    assert not on.editor.other.isHidden()
    assert on.editor.value() is None


def test_minutes_out_of_range_keep_what_was_typed(bench):
    on = bench("movement_minutes")

    on.press(*"5000", Qt.Key.Key_Return)
    on.after.setFocus()

    assert on.editor.value() is None
    assert on.editor.typed() == "5000"
    assert on.editor.edit.text() == "5000"
    assert on.heard.said == "Movement can be 0 to 1440 whole minutes."


def test_a_cell_takes_over_from_the_field(bench):
    on = bench("movement_minutes")
    on.press(*"5000")

    on.click(on.editor.cells[3])

    assert on.editor.value() == 30.0
    assert on.editor.edit.isHidden()
    assert on.heard.said == ""


def test_minutes_set_by_program_tell_nobody(bench):
    on = bench("movement_minutes")

    for value in (25.0, 20.0, None):
        on.editor.set_value(value)
        assert on.editor.value() == value
    on.editor.set_typed("5000")

    assert on.heard.told == []
    assert on.editor.typed() == "5000"


def test_backspace_clears_minutes_from_the_cells(bench):
    on = bench("movement_minutes")
    on.click(on.editor.cells[2])

    on.press(Qt.Key.Key_Backspace)

    assert on.editor.value() is None


OUTCOMES = Measure(
    MeasureId("dose"),
    "Sertraline",
    Kind.CHOICE,
    options=tuple(
        Option(words.lower(), words) for words in ("Taken", "Late", "Missed", "Skipped on advice")
    ),
)


@pytest.mark.parametrize("scale_of_text", [100, 150, 200])
@pytest.mark.parametrize("kind", [WrappedChoice, Segment])
def test_the_chosen_word_is_bold_and_whole(qtbot, look, kind, scale_of_text):
    look.use(Preferences(theme="light", text_scale=scale_of_text))
    row = kind(OUTCOMES)
    qtbot.addWidget(row)
    row.resize(1600, 300)
    row.show()

    for cell in row.cells:
        cell.click()
        cell.ensurePolished()
        option = QStyleOptionButton()
        cell.initStyleOption(option)
        room = (
            cell.style()
            .subElementRect(QStyle.SubElement.SE_PushButtonContents, option, cell)
            .width()
        )
        bold = cell.font()
        bold.setWeight(bold.Weight.Bold if kind is WrappedChoice else bold.Weight.DemiBold)
        assert QFontMetrics(bold).horizontalAdvance(cell.choice.label) <= room, cell.choice.label
