"""Locking as a person meets it: left alone, with a draft, with a dialog open, and coming back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from iop_companion.domain.private import Secret
from tests.journeys.new_diary import started
from tests.stopped_clock import StoppedClock

PASSPHRASE = "a lamp in the long hallway"
SOON = "Locking soon. Press any key to stay."
NOTE = "the kettle sang at dawn"


@pytest.fixture
def at_today(qtbot, qapp, paths):
    """The window over a diary that was just unlocked."""
    with started(qtbot, qapp, paths, StoppedClock()) as (person, services, _file):
        yield person, services


def begins(person, services):
    """Make a diary as if it were there already, and unlock it."""
    made = []
    tasks = person.window._parts.tasks
    tasks.run(lambda: services.session.create(Secret(PASSPHRASE)), made.append)
    tasks.run(services.lock)
    person.qtbot.waitUntil(lambda: bool(made), timeout=15_000)
    person.window.start()
    unlocks(person)


def unlocks(person):
    person.writes("Passphrase", PASSPHRASE)
    person.keys("Return")
    person.waits_to_see("Save check-in")


def nobody_is_there(person, now, seconds):
    """Time goes by, as the watch would see it on its next look."""
    now[0] += seconds
    person.window.idle.look()


@pytest.mark.journey
@pytest.mark.qt_log_ignore("raise", extend=True)
def test_left_alone_it_says_so_then_locks_and_the_draft_is_there_again(at_today):
    person, services = at_today
    begins(person, services)
    now = [1_000.0]
    person.window.idle._now = lambda: now[0]
    person.window.idle.touch()
    person.writes("Note", NOTE)

    nobody_is_there(person, now, 95)
    assert person.sees(SOON)
    QTest.keyClick(person.window.windowHandle(), Qt.Key.Key_Shift)
    assert not person.sees(SOON)
    nobody_is_there(person, now, 95)
    nobody_is_there(person, now, 30)
    person.waits_to_see("Unlock")
    assert not person.sees(NOTE)
    assert not services.session.is_unlocked

    unlocks(person)
    person.waits_to_see("Draft from ")
    assert person.field("Note").toPlainText() == NOTE

    person.keys("Ctrl+Slash")
    assert QApplication.activeModalWidget() is not None
    person.keys("F9")
    person.qtbot.waitUntil(lambda: not services.session.is_unlocked, timeout=15_000)
    assert person.window.isMinimized()
    assert QApplication.activeModalWidget() is None
    person.window.show_in_front()
    person.waits_to_see("Unlock")
    person.keys("F1")
    person.waits_to_see("Lines for")
    person.keys("Escape")
    unlocks(person)
    assert person.field("Note").toPlainText() == NOTE


@pytest.mark.journey
def test_what_was_ticked_is_there_while_locked_and_nothing_else(at_today):
    person, services = at_today
    begins(person, services)
    person.keys("F1")
    person.presses("Add people")
    person.writes("Name of person 1", "Leo")
    person.writes("Number of person 1", "555 0188")
    person.presses("Keep")
    person.waits_to_see("555 0188")
    person.keys("Escape", "Ctrl+L")
    person.waits_to_see("Unlock")
    person.keys("F1")
    person.waits_to_see("This program cannot see or contact anyone for you.")
    assert not person.sees("Leo")
    person.keys("Escape")

    unlocks(person)
    person.keys("Ctrl+Comma")
    person.presses("Privacy and safety")
    person.switches("My people while locked", "Yes")
    person.keys("Ctrl+L")
    person.waits_to_see("Unlock")
    assert not person.sees("Leo")
    person.presses("Get support now")
    person.waits_to_see("555 0188")
    assert not person.sees("Change my people")
    assert not services.session.is_unlocked
    person.presses("Show the number of Leo")
    person.waits_to_see("Copy")
