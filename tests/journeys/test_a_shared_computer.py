"""A computer that others use, too: hidden in a moment, written on while locked, traces named."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from iop_companion.domain.private import Secret
from iop_companion.foundation.settings import Preferences, save_preferences
from tests.journeys.new_diary import started
from tests.made_vault import open_new
from tests.stopped_clock import StoppedClock

PASSPHRASE = "a lamp in the long hallway"
NOTE, LATER = "the stairs were loud", "the kettle sang at dawn"


@pytest.fixture
def at_home(qtbot, qapp, paths):
    """The window of a diary whose person shares the computer and may write while locked."""
    shared = Preferences(is_shared=True, discreet_name=True, lock_after_minutes=2, region="US")
    save_preferences(paths.config / "preferences.toml", shared)
    with started(qtbot, qapp, paths, StoppedClock()) as (person, services, _file):
        _on_the_vaults_thread(person, lambda: _make(services))
        person.window.start()
        _unlocks(person)
        yield person, services, paths


def _make(services):
    open_new(services.session, Secret(PASSPHRASE))
    services.sealed.switch(on=True)
    services.lock()
    return True


def _on_the_vaults_thread(person, job):
    read = []
    person.window._parts.tasks.run(job, read.append)
    person.qtbot.waitUntil(lambda: bool(read), timeout=15_000)
    return read[0]


def _unlocks(person):
    person.writes("Passphrase", PASSPHRASE)
    person.keys("Return")
    person.waits_to_see("Save check-in")


def _comes_back(person):
    """From the task bar."""
    person.window.showNormal()
    person.window.activateWindow()


def _titles():
    return {one.windowTitle() for one in QApplication.topLevelWidgets() if one.isVisible()}


def _files_that_hold(words: str, folder: Path) -> list[str]:
    kinds = (words.encode(), words.encode("utf-16-le"))
    return [
        file.name
        for file in folder.rglob("*")
        if file.is_file() and any(kind in file.read_bytes() for kind in kinds)
    ]


@pytest.mark.journey
def test_somebody_comes_in_and_sees_nothing_and_the_evening_goes_on(at_home, tmp_path):
    person, services, _paths = at_home

    # given a check-in half written, when somebody comes in
    person.writes("Note", NOTE)
    assert _titles() == {"Notes"}
    person.keys("F9")

    # then the window is down, locked, and tells nothing when it is brought up
    assert person.window.isMinimized()
    person.waits_to_see("Unlock")
    _comes_back(person)
    assert not services.session.is_unlocked
    assert _titles() == {"Notes"}
    assert not person.sees(NOTE)
    assert not person.sees("Companion")

    # and when there is only a moment, a check-in goes in without the passphrase
    person.presses("Write a check-in now")
    person.waits_to_see("Nothing older is")
    assert not person.sees(NOTE)
    person.writes("Note", LATER)
    person.keys("Ctrl+Return")
    person.waits_to_see("Sealed. It goes into your diary when you unlock.")
    assert not person.sees(LATER)
    assert _files_that_hold(NOTE, tmp_path) == _files_that_hold(LATER, tmp_path) == []

    # and after unlocking both are there: the one taken in, the other as the draft it was
    _unlocks(person)
    person.waits_to_see("1 check-in that was written while locked is in your diary now.")
    today = services.clock.today()
    kept = _on_the_vaults_thread(
        person, lambda: [one.value for one in services.check_ins.day(today).values.values()]
    )
    assert LATER in kept
    person.waits_to_see("Draft from ")
    assert person.field("Note").toPlainText() == NOTE
    assert _files_that_hold(LATER, tmp_path) == []


@pytest.mark.journey
def test_what_lies_about_is_named_and_what_nothing_needs_is_removed(at_home):
    # given a summary's trace, a log and a list of fonts
    person, _services, paths = at_home
    for file in (paths.state / "companion.log", paths.cache / "fontlist.json"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("vault.opened n=1\n")

    # when the person looks at the list and removes what can go
    person.keys("Ctrl+Comma")
    person.presses("Privacy and safety")
    person.presses("Show the list")
    person.waits_to_see("No summary was saved or printed so far.")
    person.waits_to_see("Readable without your passphrase")
    person.waits_to_see("A log of the program’s own troubles: codes and counts, no words of yours")
    assert _titles() == {"Notes"}
    person.presses("Remove log and list of fonts")
    person.waits_to_see("Removed. Both begin anew, empty, as the program goes on.")

    # then they are gone, and the diary is not
    assert not (paths.cache / "fontlist.json").exists()
    log = paths.state / "companion.log"
    assert not log.exists() or log.read_text() == ""
    person.keys("Escape", "Alt+1")
    person.waits_to_see("Save check-in")
