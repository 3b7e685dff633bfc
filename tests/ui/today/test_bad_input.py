"""Whatever is typed or pasted into Today stays in its field with a sentence beside it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from iop_companion.domain.ids import MeasureId
from iop_companion.foundation.errors import KnownProblem
from tests.ui.today.conftest import FailingCheckIns

CTRL, PLAIN = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
MEGABYTE = "é9 " * 350_000
FIELDS = ("sleep_duration", "movement_minutes", "note")


def field_of(window, name):
    editor = window.editor(name)
    fields = [*editor.findChildren(QLineEdit), *editor.findChildren(QPlainTextEdit)]
    return fields[0]


@pytest.mark.parametrize("name", FIELDS)
def test_a_pasted_megabyte_neither_stops_the_page_nor_is_cut_to_fit(qtbot, open_page, name):
    window = open_page()
    field = field_of(window, name)
    field.setFocus()
    QApplication.clipboard().setText(MEGABYTE)

    qtbot.keyClick(field, Qt.Key.Key_V, CTRL)
    window.page.main_action()

    saved = window.services.saved()
    assert MeasureId(name) not in saved  # never a part of it, never something else


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(words=st.text(max_size=40))
def test_any_text_in_the_hours_is_either_saved_as_hours_or_kept_as_it_was_typed(open_once, words):
    window = open_once
    editor = window.editor("sleep_duration")
    editor.clear()
    editor.edit.setText(words)
    editor.edit.textEdited.emit(words)

    kept = editor.edit.text()
    value, problem = editor.value(), editor.problem()

    if value is None:
        assert bool(problem) is bool(kept.strip())
        assert editor.typed() == kept or not kept.strip()
    else:
        assert 0 <= value <= 24


@pytest.fixture
def open_once(open_page):
    """One page for all examples: each of them clears the field first."""
    return open_page()


@pytest.mark.parametrize("code", ["disk_full", "disk_problem", "vault_busy", "locked"])
def test_whatever_stops_a_save_every_answer_stays_and_retry_works(qtbot, open_page, services, code):
    services.check_ins = FailingCheckIns(services.check_ins)
    real = services.check_ins._real

    def refuse(_draft):
        raise KnownProblem(code)

    services.check_ins.record = refuse
    window = open_page()
    qtbot.keyClicks(QApplication.focusWidget(), "5")
    qtbot.keyClicks(field_of(window, "note"), "a long day")

    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL)

    assert window.panel.footer.problem.text()
    assert (window.shown("mood"), window.shown("note")) == (5.0, "a long day")
    services.check_ins.record = real.record
    qtbot.mouseClick(window.panel.footer.retry, Qt.MouseButton.LeftButton)
    assert services.saved() == {"mood": 5.0, "note": "a long day"}


@pytest.mark.parametrize(
    ("key", "modifier", "text", "mood"),
    [
        (Qt.Key.Key_7, PLAIN, "7", 7.0),
        (Qt.Key.Key_7, Qt.KeyboardModifier.KeypadModifier, "7", 7.0),
        (Qt.Key.Key_Egrave, Qt.KeyboardModifier.ShiftModifier, "7", 7.0),  # AZERTY
        (Qt.Key.Key_unknown, PLAIN, "\N{ARABIC-INDIC DIGIT FIVE}", 5.0),
        (Qt.Key.Key_T, PLAIN, "t", 10.0),
        (Qt.Key.Key_Ampersand, PLAIN, "&", None),
    ],
)
def test_a_digit_counts_by_its_text_whatever_key_it_came_from(open_page, key, modifier, text, mood):
    window = open_page()
    stop = window.editor("mood").tab_stop()

    QApplication.sendEvent(stop, QKeyEvent(QKeyEvent.Type.KeyPress, key, modifier, text))

    assert window.shown("mood") == mood


@pytest.mark.parametrize("name", ["mood", "urge", "skills", "medicine_taken"])
def test_backspace_clears_a_row_and_stays_in_it(qtbot, open_page, services, name):
    values = {"mood": 5.0, "urge": 3.0, "skills": ("paced_breathing",), "medicine_taken": "taken"}
    services.save(**{name: values[name]})
    window = open_page()
    window.editor(name).enter()

    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backspace)

    assert window.shown(name) is None
    assert window.editor(name).isAncestorOf(QApplication.focusWidget())
