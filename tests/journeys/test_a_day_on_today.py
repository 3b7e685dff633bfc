"""The flows of Today from end to end, by keys alone: real window, real encrypted vault."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication

from iop_companion import bootstrap
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.private import Secret
from iop_companion.foundation.settings import Preferences
from iop_companion.services.views import CheckInDraft
from iop_companion.store.cipher import LIGHT
from iop_companion.ui.app import build_window
from iop_companion.ui.app_parts import AppParts
from iop_companion.ui.toolkit.entrance import Opened
from iop_companion.ui.toolkit.tasks import StoreTasks
from iop_companion.ui.toolkit.theme import install
from tests.journeys.person import Person
from tests.stopped_clock import StoppedClock

MOOD = MeasureId("mood")


@pytest.fixture
def at_today(qtbot, qapp, paths):
    """The unlocked window on Today, with an entry nine days ago."""
    clock = StoppedClock()
    install(qapp, Preferences(theme="light"))
    services = bootstrap.build(paths, clock=clock, kdf=LIGHT)
    services.session.create(Secret("a lamp in the long hallway"))
    services.check_ins.record(CheckInDraft(clock.today() - timedelta(days=9), {MOOD: 6}))
    tasks = StoreTasks()
    window = build_window(
        AppParts(
            open_services=lambda: services,
            open_support=lambda: services.support,
            vault_exists=services.session.exists,
            preferences=Preferences(theme="light", lock_after_minutes=30),
        ),
        tasks,
    )
    qtbot.addWidget(window)
    window.resize(1280, 800)
    with qtbot.waitActive(window):
        window.show()
    window.open(Opened())
    person = Person(qtbot, window)
    person.waits_to_see("Strongest urge")
    yield person, Vault(qtbot, services, tasks), clock
    window.lock()
    qtbot.waitUntil(lambda: not services.session.is_unlocked)
    window.close()
    tasks.close()


class Vault:
    """What is saved, read where the app reads it: on the one thread that touches the vault."""

    def __init__(self, qtbot, services, tasks):
        self._qtbot, self._services, self._tasks = qtbot, services, tasks

    def day(self, day):
        read = []
        self._tasks.run(lambda: self._services.check_ins.day(day), read.append)
        self._qtbot.waitUntil(lambda: bool(read), timeout=15_000)
        return read[0]

    def saved(self, day):
        return {str(name): one.value for name, one in self.day(day).values.items()}


@pytest.mark.journey
def test_a_person_spends_a_day_with_today_by_keys_alone(at_today):
    person, vault, clock = at_today
    today = clock.today()

    checks_in(person)
    assert vault.saved(today)["urge_acted_on"] == "no"
    takes_it_back_and_does_it_again(person, vault, today)
    adds_a_moment(person, vault, today)
    edits_and_finds_the_old_value(person, vault, today)
    fills_yesterday(person, vault, today - timedelta(days=1))
    types_a_paper_card(person, vault, today - timedelta(days=6))


def checks_in(person):
    person.keys("5", "5", "3", "s", "Return", "n", *"5.5", "Return", "2", *"20", "Return")
    person.keys("b", "u", "Return", "t", "Ctrl+Return")
    person.waits_to_see("Saved. Thanks for checking in.")
    person.waits_to_see("Mood, last two weeks")


def takes_it_back_and_does_it_again(person, vault, today):
    person.keys("Ctrl+Z")
    person.waits_to_see("Taken back: the check-in of")
    assert vault.saved(today) == {}
    person.keys("Ctrl+Y")
    person.waits_to_see("Done again: the check-in of")
    assert vault.saved(today)["mood"] == 5


def adds_a_moment(person, vault, today):
    person.keys("Alt+2")
    person.keys("Ctrl+M")  # from any page
    person.keys("Ctrl+N", "2", "Ctrl+Return")
    person.waits_to_see("Saved: a moment at 8:30 pm.")
    assert [dict(one.values) for one in vault.day(today).moments] == [{MOOD: 2}]
    assert vault.saved(today)["mood"] == 5  # the day's own answer stands


def edits_and_finds_the_old_value(person, vault, today):
    person.keys("Ctrl+M", "7", "Ctrl+S")
    person.waits_to_see("Saved. Thanks for checking in.")
    person.presses("Details of this day")
    person.waits_to_see("Before: 5, until")
    person.presses("Erase: " + before(person))
    person.presses("Erase for good")
    person.waits_to_see("Erased for good.")
    person.qtbot.waitUntil(lambda: not person.sees("Before: 5, until"))
    assert vault.saved(today)["mood"] == 7
    person.presses("Back to Today")


def before(person):
    return next(line for line in person.all_words().splitlines() if line.startswith("Before: 5"))


def fills_yesterday(person, vault, yesterday):
    assert vault.saved(yesterday) == {}
    person.keys("Alt+Left", "4", "Ctrl+Shift+Return")  # no need to wait for the day
    person.waits_to_see("1 answer.")
    assert vault.saved(yesterday) == {"mood": 4}


def types_a_paper_card(person, vault, day):
    person.presses("A week from paper")
    person.waits_to_see("Type a week back in")
    person.qtbot.waitUntil(lambda: QApplication.focusWidget().accessibleName().startswith("Mood,"))
    person.keys("4", "Return", "5", "Return", "3", "Ctrl+Return")
    person.waits_to_see("Saved from paper: 1 day.")
    assert vault.saved(day) == {"mood": 4, "anxiety": 5, "urge": 3}
