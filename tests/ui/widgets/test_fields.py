"""Fields that take text: hours, counts, the note, the drop-down."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import MAX_TEXT, Kind, Measure, Scale
from iop_companion.ui.widgets.quiet_combo import QuietCombo

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


# --- hours


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("5.5", 5.5),
        ("5,5", 5.5),
        ("5:30", 5.5),
        ("5h30", 5.5),
        ("5.5 h", 5.5),
        ("8", 8.0),
        ("0", 0.0),
        ("24", 24.0),
    ],
)
def test_hours_are_read_as_people_write_them(bench, typed, hours):
    on = bench("sleep_duration")

    on.press(*typed)

    assert on.editor.value() == hours


@pytest.mark.parametrize("typed", ["26", "-1", "abc", "5:75", "5.5.5", "1e9", "nan", "inf", "."])
def test_what_is_no_number_of_hours_stays_with_its_sentence(bench, typed):
    on = bench("sleep_duration")

    on.press(*typed)
    on.after.setFocus()

    assert on.editor.value() is None
    assert on.editor.edit.text() == typed
    assert on.editor.typed() == typed
    assert on.heard.said == on.editor.problem() == "Sleep can be 0 to 24 hours."
    assert on.editor.edit.property("problem") == "true"


def test_mending_the_hours_takes_the_sentence_away(bench):
    on = bench("sleep_duration")
    on.press("2", "6")

    on.press(Qt.Key.Key_Backspace)

    assert on.editor.value() == 2.0
    assert on.heard.said == ""
    assert on.editor.edit.property("problem") == "false"


def test_hours_are_shown_with_their_unit_once_left(bench):
    on = bench("sleep_duration")

    on.press(*"5:30", Qt.Key.Key_Tab)

    assert on.editor.edit.text() == "5.5 h"
    assert QApplication.focusWidget() is on.after


def test_enter_in_hours_goes_on(bench):
    on = bench("sleep_duration")

    on.press("8", Qt.Key.Key_Return)

    assert on.heard.told == ["changed", "done"]


def test_hours_step_by_halves_and_stop_at_the_ends(bench):
    on = bench("sleep_duration")
    on.editor.set_value(5.25)

    on.click(on.editor.plus)
    assert on.editor.value() == 5.5
    on.editor.set_value(5.25)
    on.press(Qt.Key.Key_Down)
    assert on.editor.value() == 5.0
    on.editor.set_value(24.0)
    on.press(Qt.Key.Key_Up)

    assert on.editor.value() == 24.0


def test_an_empty_field_steps_from_seven_hours(bench):
    on = bench("sleep_duration")

    on.click(on.editor.minus)

    assert on.editor.value() == 7.0


def test_a_click_opens_the_grid_and_a_cell_answers(bench):
    on = bench("sleep_duration")

    on.click(on.editor.edit)
    assert on.editor.grid.isVisible()
    on.click(on.editor.grid.cell_of(6.5))

    assert on.editor.value() == 6.5
    assert not on.editor.grid.isVisible()
    assert on.heard.told == ["changed"]


def test_the_grid_closes_by_typing_by_escape_and_by_a_click_elsewhere(bench):
    on = bench("sleep_duration")
    grid = on.editor.grid

    on.click(on.editor.edit)
    on.press("8")
    assert not grid.isVisible()
    on.click(on.editor.edit)
    on.press(Qt.Key.Key_Escape)
    assert not grid.isVisible()
    assert on.editor.value() == 8.0
    on.click(on.editor.edit)
    on.click(on.after)

    assert not grid.isVisible()


def test_the_grid_stays_inside_a_small_window(bench):
    on = bench("sleep_duration", width=360)

    on.click(on.editor.edit)

    assert on.window.rect().contains(on.editor.grid.geometry())
    assert all(cell.isVisible() for cell in on.editor.grid._cells.values())


def test_typing_over_the_shown_hours_replaces_them(bench):
    on = bench("sleep_duration")
    on.editor.set_value(8.0)
    on.after.setFocus()

    on.click(on.editor.edit)
    on.press("6")

    assert on.editor.value() == 6.0


def test_an_exact_value_survives_being_looked_at(bench):
    """Six hours and seventeen minutes show as a clock does and stay what they are."""
    on = bench("sleep_duration")

    on.editor.set_value(6 + 17 / 60)
    on.after.setFocus()
    on.editor.enter()
    on.after.setFocus()

    assert on.editor.edit.text() == "6:17 h"
    assert on.editor.value() == 6 + 17 / 60


def test_a_pasted_megabyte_in_a_number_field_is_a_text_that_does_not_fit(bench):
    on = bench("sleep_duration")
    QApplication.clipboard().setText("9" * 1_000_000)

    began = time.perf_counter()
    on.press(Qt.Key.Key_V, modifiers=CTRL)

    assert time.perf_counter() - began < 1
    assert on.editor.value() is None
    assert on.heard.said == "Sleep can be 0 to 24 hours."


def test_a_count_steps_by_one(bench):
    on = bench(Measure(MeasureId("panics"), "Panics", Kind.COUNT, scale=Scale(0, 50)))

    on.press("3", Qt.Key.Key_Up)

    assert on.editor.value() == 4.0


def test_a_count_takes_whole_numbers_alone(bench):
    on = bench(Measure(MeasureId("panics"), "Panics", Kind.COUNT, scale=Scale(0, 50)))

    on.press(*"2.5")

    assert on.editor.value() is None
    assert on.heard.said == "Panics can be a whole number from 0 to 50."


# --- the note


def paste(on, text):
    data = QMimeData()
    data.setText(text)
    on.editor.edit.insertFromMimeData(data)


def test_a_note_is_kept_without_the_blanks_around_it(bench):
    on = bench("note")

    on.press(*" tired ")

    assert on.editor.value() == "tired"


def test_a_pasted_megabyte_is_refused_whole_and_nothing_is_lost(bench):
    on = bench("note")
    on.press(*"before")

    began = time.perf_counter()
    paste(on, "x" * 1_000_000)

    assert time.perf_counter() - began < 0.5
    assert on.editor.value() == "before"
    assert "1,000,000" in on.heard.said
    assert "still there" in on.heard.said


def test_the_longest_note_fits_and_one_more_letter_is_said_not_cut(bench):
    on = bench("note")

    paste(on, "x" * MAX_TEXT)
    assert on.editor.value() == "x" * MAX_TEXT
    on.press("y")

    assert on.editor.value() is None
    assert len(on.editor.typed()) == MAX_TEXT + 1
    assert on.heard.said == "A note holds up to 20,000 characters."


def test_a_note_of_several_lines_comes_back_as_it_was(bench):
    on = bench("note")

    on.editor.set_value("one\n\ntwo")

    assert on.editor.value() == "one\n\ntwo"
    assert on.heard.told == []


def test_a_note_grows_with_its_words_and_shrinks_again(bench):
    on = bench("note", width=300)
    before = on.editor.edit.height()

    on.editor.set_value("a word after another " * 8)
    on.qtbot.wait(0)
    assert on.editor.edit.height() > before
    on.editor.set_value(None)
    on.qtbot.wait(0)

    assert on.editor.edit.height() == before


def test_enter_goes_on_and_shift_enter_breaks_the_line(bench):
    on = bench("note")

    on.press("a")
    on.press(Qt.Key.Key_Return, modifiers=SHIFT)
    on.press("b", Qt.Key.Key_Return)

    assert on.editor.value() == "a\nb"
    assert on.heard.told[-1] == "done"


def test_tab_leaves_the_note(bench):
    on = bench("note")

    on.press("a", Qt.Key.Key_Tab)

    assert QApplication.focusWidget() is on.after
    assert on.editor.value() == "a"


# --- the drop-down


def test_the_list_has_a_line_for_not_answered_and_clears_to_it(bench):
    on = bench("movement_kind")

    on.editor.set_value("yoga")
    assert on.heard.told == []
    on.press(Qt.Key.Key_Backspace)

    assert on.editor.value() is None
    assert on.heard.told == ["changed"]


def test_a_letter_chooses_from_the_list(bench):
    on = bench("movement_kind")

    on.press("y")

    assert on.editor.value() == "yoga"
    assert on.heard.told == ["changed"]


def test_an_option_that_is_offered_no_more_is_still_shown(bench):
    on = bench("movement_kind")

    on.editor.set_value("rowing")

    assert on.editor.value() == "rowing"
    assert on.editor.combo.currentText() == "rowing"


def test_the_wheel_over_the_list_changes_nothing(bench):
    on = bench("movement_kind")
    on.editor.set_value("yoga")
    at = QPointF(5, 5)
    wheel = QWheelEvent(
        at,
        on.editor.combo.mapToGlobal(at),
        QPoint(0, 0),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )

    QApplication.sendEvent(on.editor.combo, wheel)

    assert on.editor.value() == "yoga"


@pytest.mark.usefixtures("look")
def test_a_name_of_two_words_is_typed_into_a_list_with_its_space(qtbot):
    combo = QuietCombo()
    combo.addItems(["Choose your region", "United Kingdom", "United States"])
    qtbot.addWidget(combo)
    combo.show()
    QTest.keyClicks(combo, "united s")

    assert combo.currentText() == "United States"
    assert QApplication.activePopupWidget() is None


@pytest.mark.usefixtures("look")
@pytest.mark.qt_log_ignore("grabbing the keyboard", "raise", extend=True)
def test_a_space_of_its_own_still_drops_the_list_down(qtbot):
    combo = QuietCombo()
    combo.addItems(["Choose your region", "United Kingdom"])
    qtbot.addWidget(combo)
    combo.show()
    QTest.keyClick(combo, Qt.Key.Key_Space)

    assert QApplication.activePopupWidget() is not None
    QApplication.activePopupWidget().close()
