"""Two people, one login: a second vault is made; each opens their own and sees no other."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QTimer

from iop_companion.domain.ids import MeasureId
from iop_companion.domain.private import Secret
from iop_companion.services.views import CheckInDraft
from tests.journeys.new_diary import started
from tests.made_vault import open_new
from tests.stopped_clock import StoppedClock

HERS = "a lamp in the long hallway"
HIS = "a kettle on the green stove"
HER_NOTE, HIS_NOTE = "the stairs were loud", "the bus was late"


@pytest.fixture
def program(qtbot, qapp, paths):
    """Starts of the program on this login; ``went`` holds where it went on to."""
    went, clock = [], StoppedClock()

    def start(folder):
        here = replace(paths, vault=folder)
        return started(qtbot, qapp, here, clock, first=paths.vault, went=went)

    return start, went


def _makes_it(person, services, passphrase, note):
    """A diary with one evening in it, made before; the window is at its lock screen."""
    made = []

    def job():
        open_new(services.session, Secret(passphrase))
        today = services.clock.today()
        services.check_ins.record(CheckInDraft(today, {MeasureId("note"): note}))
        services.lock()

    person.window._parts.tasks.run(job, made.append)
    person.qtbot.waitUntil(lambda: bool(made), timeout=15_000)
    person.window.start()


def _unlocks(person, name, passphrase):
    person.writes(name, passphrase)
    person.keys("Return")


def _sees_own_note(person, note):
    person.waits_to_see("Save check-in")
    person.qtbot.waitUntil(lambda: person.field("Note").toPlainText() == note, timeout=15_000)


def _first_run_of_another(person):
    """By keys, as quickly as it goes: own words, no code, mood, nobody yet, nothing to bring in."""
    person.waits_to_see("What it is not")
    person.keys("Ctrl+Return")
    person.presses("Use my own")
    person.writes("My own passphrase", HIS)
    person.keys("Ctrl+Return")
    person.waits_to_see("Your recovery code")
    QTimer.singleShot(300, lambda: person.presses("Go on without"))
    person.presses("Go on without a code")
    person.waits_to_see("What would you like to keep an eye on?")
    person.presses("Just the basics")
    person.keys("Ctrl+Return")
    person.waits_to_see("Who and what helps you?")
    person.presses("Later")
    person.waits_to_see("Do you have entries from elsewhere?")
    person.keys("Ctrl+Return")
    person.waits_to_see("Is this computer shared with others?")
    person.presses("Shared")
    person.keys("Ctrl+Return")
    person.presses("Open Today")
    person.waits_to_see("Save check-in")


@pytest.mark.journey
def test_a_second_person_makes_a_vault_of_their_own_beside_the_first(program, paths):
    start, went = program

    # given her diary, which she calls something that tells nothing
    with start(paths.vault) as (person, services, _file):
        _makes_it(person, services, HERS, HER_NOTE)
        _unlocks(person, "Passphrase", HERS)
        person.waits_to_see("Save check-in")
        person.keys("Ctrl+Comma")
        person.presses("Privacy and safety")
        person.field("Name of this vault").setFocus()
        person.keys("Ctrl+A")
        person.types("Green")
        person.keys("Return")

        # when she makes room for him
        person.presses("Make another vault")
        person.qtbot.waitUntil(lambda: bool(went), timeout=15_000)
        assert not services.session.is_unlocked

    # then he has a first run of his own, and nothing of hers is in it
    with start(went.pop()) as (person, services, _file):
        assert not person.sees(HER_NOTE)
        person.waits_to_see("Go to Green")
        _first_run_of_another(person)
        person.writes("Note", HIS_NOTE)
        person.keys("Ctrl+Return")
        person.waits_to_see("Saved. Thanks for checking in.")
        person.keys("Ctrl+L")

        # and his lock screen names both vaults, and tells nothing else of her
        person.waits_to_see("Passphrase of Vault 2")
        person.waits_to_see("Go to Green")
        assert not person.sees(HIS_NOTE)


@pytest.mark.journey
def test_each_opens_their_own_and_the_others_passphrase_opens_nothing(program, paths):
    start, went = program
    his = paths.vault.with_name(f"{paths.vault.name}-2")

    # given two diaries on one login
    with start(his) as (person, services, _file):
        _makes_it(person, services, HIS, HIS_NOTE)
    with start(paths.vault) as (person, services, _file):
        _makes_it(person, services, HERS, HER_NOTE)

        # when he types his passphrase at hers, it says no, and leads to his
        _unlocks(person, "Passphrase of Vault 1", HIS)
        person.waits_to_see("That did not open it.")
        person.presses("Go to Vault 2")
        assert went.pop() == his

        # then she is told of the try, and finds her own evening
        person.field("Passphrase of Vault 1").setFocus()
        person.keys("Ctrl+A")
        person.types(HERS)
        person.keys("Return")
        person.waits_to_see("1 try failed since you were last here.")
        _sees_own_note(person, HER_NOTE)

    with start(his) as (person, _services, _file):
        _unlocks(person, "Passphrase of Vault 2", HIS)
        _sees_own_note(person, HIS_NOTE)
        assert not person.sees("failed since you were last here")
