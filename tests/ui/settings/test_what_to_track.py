"""What to track and My support: the choices of the first run, made anew at any time."""

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from iop_companion.domain.setting_values import Contact
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.settings import load_preferences
from iop_companion.services.people import People
from tests.ui.open_pages import EVENING, PASSPHRASE, settle

EARLY = datetime(2026, 3, 12, 5, 10, tzinfo=EVENING.tzinfo)


@pytest.fixture
def opened(open_page, services, tmp_path):
    made = open_page("settings", services, preferences_file=tmp_path / "preferences.toml")
    made.file = tmp_path / "preferences.toml"
    return made


def rows(services):
    return [measure.id for measure in services.measures.rows()]


def keys(*pressed):
    for key in pressed:
        QTest.keyClick(QApplication.focusWidget(), key)


def test_another_focus_is_chosen_by_keys_shown_first_and_taken_back(opened, services):
    before = rows(services)
    track = opened.panel.track
    track.take_focus()
    keys(Qt.Key.Key_Tab, Qt.Key.Key_Space)
    assert track.chooser.chosen == ("anxiety",)
    assert track.chooser.shown_rows()[:2] == ("Anxiety", "Panic")
    assert rows(services) == before

    while QApplication.focusWidget() is not track.ask:
        keys(Qt.Key.Key_Tab)
    keys(Qt.Key.Key_Space)
    assert services.focuses.chosen() == ("anxiety",)
    assert "panic_attacks" in rows(services)
    assert track.rows.rows["panic_attacks"].box.isChecked()
    assert not track.ask.isVisible()
    assert opened.said == "Today asks these rows from now on."

    opened.click_notice()
    assert rows(services) == before
    assert track.chooser.chosen == ()


def test_a_day_that_ends_later_is_still_yesterday_in_the_early_morning(opened, services):
    services.clock.at = EARLY
    opened.go_to("today")
    assert opened.panel.under.text() == "As much or as little as you like."
    opened.go_to("settings")
    opened.panel.track.day_ends.setFocus()
    keys(Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert opened.panel.track.day_ends.currentText() == "6:00 am"
    assert load_preferences(opened.file).day_ends_at == 6

    opened.go_to("today")
    assert opened.panel.under.text() == "It is 5:10 am. This entry is for Wednesday."


def test_people_are_kept_line_by_line_and_a_list_being_typed_is_kept_by_the_lock(opened, services):
    opened.click(opened.panel.list.line_of("people"))
    editor = opened.panel.people.editor
    editor.enter()
    for words in ("Dana", "555 0117", "my  sister", "Leo"):
        QTest.keyClicks(QApplication.focusWidget(), words)
        keys(Qt.Key.Key_Tab)
    dana = Contact("Dana", "555 0117", "my sister")
    assert services.people.all() == (dana, Contact("Leo", ""))
    assert opened.said == "Your people are kept."

    editor.lines[0][0].selectAll()
    QTest.keyClicks(editor.lines[0][0], "Dana K.")
    opened.window.lock()
    settle()
    services.session.unlock(PASSPHRASE)
    assert services.people.all()[0].name == "Dana K."


def test_people_that_cannot_be_kept_stay_as_typed_with_the_reason_below(
    opened, services, monkeypatch
):
    def full(*_people):
        raise KnownProblem("disk_full")

    people = opened.panel.people
    opened.click(opened.panel.list.line_of("people"))
    people.editor.enter()
    with monkeypatch.context() as patched:
        patched.setattr(People, "keep", full)
        QTest.keyClicks(QApplication.focusWidget(), "Dana")
        keys(Qt.Key.Key_Return)
    assert people.problem.isVisible()
    assert people.problem.text().startswith("This could not be saved")

    opened.page.refresh()
    assert people.editor.people == (Contact("Dana", ""),)
    keys(Qt.Key.Key_Return)
    assert not people.problem.isVisible()
    assert services.people.all() == (Contact("Dana", ""),)
