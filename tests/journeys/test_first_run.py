"""The first run as people go through it: by keys alone, by mouse with a file, and in two goes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from iop_companion.domain.records import PlanZone
from iop_companion.domain.setting_values import Contact
from iop_companion.foundation.settings import load_preferences
from tests.journeys.new_diary import groups_on_the_paper, started
from tests.stopped_clock import StoppedClock

PASSPHRASE = "a lamp in the long hallway"


def types(*texts):
    """Type each text where the focus is, and go on with Tab."""
    for text in texts:
        QTest.keyClicks(QApplication.focusWidget(), text)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)


def on_the_vaults_thread(person, job):
    """Read where the program reads: one thread alone touches the vault."""
    read = []
    person.window._parts.tasks.run(job, read.append)
    person.qtbot.waitUntil(lambda: bool(read), timeout=15_000)
    return read[0]


@pytest.mark.journey
def test_by_keys_alone_from_the_first_window_to_today(qtbot, qapp, paths):
    with started(qtbot, qapp, paths, StoppedClock()) as (person, services, file):
        person.waits_to_see("What it is not")
        QTest.keyClicks(QApplication.focusWidget(), "United")
        person.keys("Down")
        person.keys("F1")
        person.waits_to_see("988")
        person.keys("Escape", "Ctrl+Return")
        person.waits_to_see("Use these six words")
        person.keys("Down", "Tab")
        types(PASSPHRASE)
        person.keys("Ctrl+Return")
        person.waits_to_see("Your recovery code")
        types(*groups_on_the_paper(person))
        person.waits_to_see("Both agree.")
        person.keys("Ctrl+Return")
        person.waits_to_see("What would you like to keep an eye on?")
        person.keys("Tab", "Space", "Ctrl+Return")
        person.waits_to_see("Who and what helps you?")
        types("Dana", "555 0117", "my sister")
        person.keys("Ctrl+Return")
        person.waits_to_see("Do you have entries from elsewhere?")
        person.keys("Ctrl+Return")
        person.waits_to_see("Is this computer shared with others?")
        person.keys("Space", "Ctrl+Return")
        person.waits_to_see("Open Today")
        person.keys("Ctrl+Return")
        person.waits_to_see("Save check-in")
        person.waits_to_see("Panic")

        kept = load_preferences(file)
        assert (kept.region, kept.is_shared, kept.lock_after_minutes) == ("US", True, 2)
        people = on_the_vaults_thread(person, services.people.all)
        assert people == (Contact("Dana", "555 0117", "my sister"),)


@pytest.mark.journey
def test_by_mouse_with_two_focuses_and_a_file_from_elsewhere(
    qtbot, qapp, paths, tmp_path, monkeypatch
):
    file = tmp_path / "moods.csv"
    file.write_text("day,measure,value\n2026-11-18,mood,6\n2026-11-19,mood,4\n2026-11-20,mood,5\n")
    monkeypatch.setattr("iop_companion.ui.imports.presenter.ask_what_to_open", lambda *_: file)
    with started(qtbot, qapp, paths, StoppedClock()) as (person, services, _file):
        person.waits_to_see("What it is not")
        person.presses("Continue")
        person.waits_to_see("Use these six words")
        person.presses("Continue")
        person.waits_to_see("Your recovery code")
        for name, group in zip(person.names("Group "), groups_on_the_paper(person), strict=True):
            person.writes(name, group)
        person.presses("Continue")
        person.waits_to_see("What would you like to keep an eye on?")
        person.presses("Mood")
        person.presses("Substance use")
        person.waits_to_see("9 short questions, about 45 seconds.")
        person.presses("Continue")
        person.waits_to_see("Who and what helps you?")
        person.presses("Later")
        person.presses("Bring in a file")
        person.presses("Continue")
        person.presses("Only mine")
        person.presses("Continue")
        person.presses("Open Today")
        person.presses("Choose a file")
        person.presses("Import 3 values")
        person.waits_to_see("3 values imported.")
        person.presses("Today")
        person.waits_to_see("Strongest urge")

        chosen = on_the_vaults_thread(person, services.focuses.chosen)
        assert chosen == ("mood", "substance_use")


def goes_on_without_a_code(person):
    """The question is a dialog of its own; it is answered with the mouse."""
    QTimer.singleShot(300, lambda: person.presses("Go on without"))
    person.presses("Go on without a code")


@pytest.mark.journey
def test_stopped_after_the_code_and_taken_up_again_another_time(qtbot, qapp, paths):
    clock = StoppedClock()
    with started(qtbot, qapp, paths, clock) as (person, _services, _file):
        person.waits_to_see("What it is not")
        person.presses("Continue")
        person.presses("Use my own")
        person.writes("My own passphrase", PASSPHRASE)
        person.presses("Continue")
        person.waits_to_see("Your recovery code")
        goes_on_without_a_code(person)
        person.waits_to_see("What would you like to keep an eye on?")
        person.presses("Trauma")
        person.presses("Continue")
        person.waits_to_see("Who and what helps you?")
        person.keys("Ctrl+W")
        assert not person.window.isVisible()

    clock.move(days=1)
    with started(qtbot, qapp, paths, clock) as (person, services, _file):
        person.waits_to_see("Unlock")
        person.writes("Passphrase", PASSPHRASE)
        person.keys("Return")
        person.waits_to_see("Setting up stopped before its end.")
        person.waits_to_see("Distress")
        person.presses("Settings")
        person.waits_to_see("What to keep an eye on")
        assert on_the_vaults_thread(person, services.focuses.chosen) == ("trauma",)


OTHER = "a kettle on the green stove"


def _once_through_to_the_data(person):
    """Everything answered by keys, and gone on without the code."""
    person.waits_to_see("What it is not")
    person.keys("Ctrl+Return")
    person.keys("Down", "Tab")
    types(PASSPHRASE)
    person.keys("Ctrl+Return")
    person.waits_to_see("Your recovery code")
    goes_on_without_a_code(person)
    person.waits_to_see("What would you like to keep an eye on?")
    person.keys("Space", "Ctrl+Return")  # Mood
    person.waits_to_see("Who and what helps you?")
    types("Dana", "555 0117", "my sister")
    person.field("Step 1").setFocus()
    types("Walk to the river")
    person.keys("Ctrl+Return")
    person.waits_to_see("Do you have entries from elsewhere?")


def _back_to_the_first_step(person):
    for words in (
        "Who and what helps you?",
        "What would you like to keep an eye on?",
        "Your recovery code",
        "Choose a passphrase",
        "What it is not",
    ):
        person.presses("Back")
        person.waits_to_see(words)
    assert not person.sees("I have a backup")


def _everything_otherwise(person):
    QTest.keyClicks(person.combo("Region of the crisis lines"), "Ireland")
    person.keys("Ctrl+Return")
    person.waits_to_see("Keep the one I chose")
    person.keys("Down", "Down", "Tab")
    types(OTHER)
    person.keys("Ctrl+Return")
    person.waits_to_see("Your recovery code")
    types(*groups_on_the_paper(person))
    person.waits_to_see("Both agree.")
    person.keys("Ctrl+Return")
    person.waits_to_see("What would you like to keep an eye on?")
    person.keys("Space", "Tab", "Space", "Ctrl+Return")  # Mood off, Anxiety on
    person.waits_to_see("Who and what helps you?")
    for name, words in (("Name of person 1", "Leo"), ("Step 1", "Call Leo")):
        person.field(name).setFocus()
        person.keys("Ctrl+A", "Delete")
        types(words)
    person.keys("Ctrl+Return")
    person.waits_to_see("Do you have entries from elsewhere?")


@pytest.mark.journey
def test_going_back_by_keys_and_changing_everything_the_last_word_counts(qtbot, qapp, paths):
    with started(qtbot, qapp, paths, StoppedClock()) as (person, services, file):
        _once_through_to_the_data(person)
        _back_to_the_first_step(person)
        _everything_otherwise(person)
        person.keys("Ctrl+Return")
        person.waits_to_see("Is this computer shared with others?")
        person.keys("Down", "Space", "Ctrl+Return")
        person.waits_to_see("Open Today")
        person.keys("Ctrl+Return")
        person.waits_to_see("Save check-in")

        assert on_the_vaults_thread(person, services.focuses.chosen) == ("anxiety",)
        people = on_the_vaults_thread(person, services.people.all)
        assert people == (Contact("Leo", "555 0117", "my sister"),)
        plan = on_the_vaults_thread(person, lambda: services.early_warnings.plan(PlanZone.ACT))
        assert [step.text for step in plan] == ["Call Leo"]
        kept = load_preferences(file)
        assert (kept.region, kept.is_shared, kept.lock_after_minutes) == ("IE", False, 10)

    with started(qtbot, qapp, paths, StoppedClock()) as (person, _services, _file):
        person.waits_to_see("Unlock")
        person.writes("Passphrase", PASSPHRASE)
        person.keys("Return")
        person.waits_to_see("That did not open it.")
        person.keys("Ctrl+A")
        person.types(OTHER)
        person.keys("Return")
        person.waits_to_see("1 try failed since you were last here.")
        assert not person.sees("no recovery code on paper")
