"""Reading the charts before therapy: ranges, days, tables, own charts, a marked day."""

import pytest
from PySide6.QtWidgets import QApplication

from tests.journeys.person import Person
from tests.ui import open_pages

open_page, services = open_pages.open_page, open_pages.services


@pytest.mark.journey
def test_a_person_reads_three_weeks_before_therapy(open_page, services, qtbot):
    open_pages.enter(services, range(20), mood=5.0, sleep_duration=7.0, movement_minutes=20.0)
    open_pages.enter(services, [1], anxiety=8.0)
    opened = open_page("today", services)
    person = Person(qtbot, opened.window)

    person.keys("Alt+2")
    person.waits_to_see("In words")
    person.presses("How far back: 4 weeks")
    person.waits_to_see("13 February to 12 March")
    reads_days(person, opened)
    reads_the_table(person, opened)
    chooses_charts(person, services)
    marks_a_day(person, opened, services)


def reads_days(person, opened):
    reading = opened.panel.main.reading
    opened.click(opened.panel.main.canvas)
    person.keys("End")
    assert reading.text() == "Thursday 12 March: Mood 5, Sleep 7 h, Movement 20 min."
    person.keys("Left")
    assert reading.text().startswith("Wednesday 11 March: Mood 5, Sleep 7 h, Movement 20 min.")
    person.keys("Home")
    assert reading.text().startswith("Friday 13 February: Mood not tracked yet,")


def reads_the_table(person, opened):
    """The same day, the same numbers; and back to where one was."""
    person.keys("End", "Left", "Ctrl+B")
    table = opened.panel.main.table
    row = [table.model().index(table.currentIndex().row(), column).data() for column in range(4)]
    assert row == ["Wed 11 Mar", "5", "7 h", "20 min"]
    person.keys("Ctrl+B")
    assert QApplication.focusWidget() is opened.panel.main.canvas


def chooses_charts(person, services):
    """Movement is left out by keys, then everything is as usual again."""
    person.presses("Choose charts")
    person.presses("Movement")
    assert services.chart_choice.current().off == {"movement_minutes"}
    person.presses("Back to the usual")
    assert not services.chart_choice.current().off
    person.presses("Done")


def marks_a_day(person, opened, services):
    person.presses("Mark an event")
    person.keys("Tab", "Down", "Tab")
    person.types("IOP start")
    person.keys("Return")
    person.waits_to_see("Marked on the charts.")
    (event,) = services.events.all()
    assert (event.day, event.label) == (open_pages.THURSDAY, "IOP start")
    assert "IOP start 12 March" in opened.panel.main.canvas.accessibleDescription()
