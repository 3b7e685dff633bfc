"""A hard evening, and what is unsaved after midnight: real window, real vault, keys and mouse."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication

from iop_companion.domain.private import Secret
from tests.journeys.new_diary import started
from tests.journeys.person import Person
from tests.stopped_clock import StoppedClock

PASSPHRASE = "a lamp in the long hallway"
NOTE = "the stairs were loud"


@pytest.fixture
def clock():
    return StoppedClock()


@pytest.fixture
def at_today(qtbot, qapp, paths, clock):
    """The window over a diary that was made earlier and is unlocked by its passphrase."""
    with started(qtbot, qapp, paths, clock) as (person, services, _file):
        _on_the_vaults_thread(person, lambda: services.session.create(Secret(PASSPHRASE)))
        _on_the_vaults_thread(person, lambda: services.lock() or True)
        person.window.start()
        _unlocks(person)
        yield person, services


def _on_the_vaults_thread(person, job):
    read = []
    person.window._parts.tasks.run(job, read.append)
    person.qtbot.waitUntil(lambda: bool(read), timeout=15_000)
    return read[0]


def _unlocks(person: Person) -> None:
    person.writes("Passphrase", PASSPHRASE)
    person.keys("Return")
    person.waits_to_see("Save check-in")
    person.qtbot.waitUntil(lambda: _focus().startswith("Mood,"), timeout=15_000)


def _focus() -> str:
    focus = QApplication.focusWidget()
    return focus.accessibleName() if focus is not None else ""


def _saved(person, services, day):
    read = _on_the_vaults_thread(person, lambda: services.check_ins.day(day))
    return {str(name): one.value for name, one in read.values.items()}


@pytest.mark.journey
def test_after_a_hard_answer_the_persons_people_stand_there_and_no_dialog_asks(at_today, clock):
    # given somebody of their own with a number
    person, services = at_today
    person.keys("F1")
    person.presses("Add people")
    person.writes("Name of person 1", "Dana")
    person.writes("Number of person 1", "555 0104")
    person.presses("Keep")
    person.waits_to_see("555 0104")
    person.keys("Escape", "Alt+1", "Ctrl+M")

    # when mood is as low as it can be
    person.keys("0", "Ctrl+Shift+Return")

    # then it is saved, and the card leads on without a dialog; the number waits to be asked for
    person.waits_to_see("That sounds very hard.")
    person.waits_to_see("Your people")
    assert QApplication.activeModalWidget() is None
    assert not person.sees("555 0104")
    person.presses("Show number: Dana")
    person.waits_to_see("555 0104")
    assert _saved(person, services, clock.today()) == {"mood": 0}
    person.presses("Yesterday")
    person.qtbot.waitUntil(lambda: not person.sees("That sounds very hard."))


@pytest.mark.journey
def test_what_is_unsaved_after_midnight_stays_with_its_evening_until_the_person_says_otherwise(
    at_today, clock
):
    # given an evening half written, and the window locked
    person, services = at_today
    evening = clock.today()
    person.keys("3")
    person.writes("Note", NOTE)
    person.keys("Ctrl+L")
    person.waits_to_see("Unlock")
    assert not person.sees(NOTE)

    # when it is opened again at 1:20 am
    clock.move(hours=4, minutes=50)
    _unlocks(person)

    # then the draft is there, for the evening; the new day is one press away, and back
    person.waits_to_see("This entry is for Saturday.")
    person.waits_to_see("Draft from ")
    assert person.field("Note").toPlainText() == NOTE
    person.presses("Sunday instead")
    person.waits_to_see("This entry is for Sunday.")
    assert person.field("Note").toPlainText() == ""
    person.presses("Saturday instead")
    person.waits_to_see("This entry is for Saturday.")
    person.qtbot.waitUntil(lambda: person.field("Note").toPlainText() == NOTE)
    person.keys("Ctrl+Return")
    person.waits_to_see("Saved. Thanks for checking in.")
    saved = _saved(person, services, evening)
    assert saved == {"mood": 3, "note": NOTE}
    assert _saved(person, services, evening + timedelta(days=1)) == {}
