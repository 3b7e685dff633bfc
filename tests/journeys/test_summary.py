"""A summary for therapy from choosing to deleting: keys and mouse, a real vault, a real file."""

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from iop_companion.domain.setting_values import Contact
from iop_companion.ui.summary import desk
from tests.journeys.person import Person
from tests.ui import open_pages

open_page, services = open_pages.open_page, open_pages.services


def words_of(file):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(file).pages).split())


@pytest.mark.journey
def test_a_person_makes_a_summary_for_therapy(open_page, services, qtbot, monkeypatch, tmp_path):
    file = tmp_path / "for Monday.pdf"
    monkeypatch.setattr(desk, "ask_where_to_save", lambda *_: file)
    open_pages.enter(services, range(20), mood=5.0, sleep_duration=7.0, note="Lunch with Anna")
    services.people.keep([Contact("Anna", "", "my sister"), Contact("Dr. Okafor", "555 0101")])
    services.sessions.add(open_pages.THURSDAY.replace(day=8))
    opened = open_page("today", services)
    person = Person(qtbot, opened.window)

    person.keys("Alt+6")
    person.waits_to_see("8 to 12 March, 5 days")
    person.keys("Down", "Down", "Down")  # the focus is on whom it is for: myself, Anna, Dr. Okafor
    person.writes("What I want to talk about, one point a line", "What Anna said")
    chooses_the_first_day(person, opened, days_earlier=5)
    person.waits_to_see("3 to 12 March, 10 days")
    opened.click(opened.panel.include.rows["notes"].box)
    person.waits_to_see("Nothing is left out. The name of 1 person is written as a role;")

    person.keys("Ctrl+S")
    person.waits_to_see("This file is not locked. Anyone who can open this computer can read it.")
    person.presses("Not now")
    assert not file.exists()
    person.keys("Ctrl+S")
    person.waits_to_see("This file is not locked. Anyone who can open this computer can read it.")
    person.presses("Save")
    person.waits_to_see(".pdf, ")

    words = words_of(file)
    assert "For Dr. Okafor" in words
    assert "3 to 12 March 2026" in words
    assert "What [sister] said" in words
    assert "Lunch with [sister]" in words
    assert "Anna" not in words
    assert len(PdfReader(file).pages) == opened.panel.preview.n_pages
    person.waits_to_see("Thursday 12 March, saved: 3 to 12 March; What I want to talk about,")

    person.presses("Delete the file")
    person.waits_to_see("The file is deleted.")
    assert not file.exists()


def chooses_the_first_day(person, opened, days_earlier):
    """By mouse to the calendar, by arrow keys to the day, taken with Enter."""
    person.presses("Other")
    opened.click(opened.panel.about.own_days.first)
    for _day in range(days_earlier):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Left)
    person.keys("Return")
