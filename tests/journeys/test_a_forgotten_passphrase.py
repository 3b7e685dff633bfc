"""The passphrase is forgotten: the code from paper, a new passphrase, and a new code."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from iop_companion.domain.private import Secret
from tests.journeys.new_diary import started
from tests.stopped_clock import StoppedClock

FORGOTTEN = "a lamp in the long hallway"
NEW = "a kettle on the green stove"
NEWER = "nine boats below the old bridge"


@pytest.fixture
def at_the_lock(qtbot, qapp, paths):
    """The lock screen of a diary, and what stands on the paper."""
    with started(qtbot, qapp, paths, StoppedClock()) as (person, services, _file):
        made = []
        tasks = person.window._parts.tasks
        tasks.run(lambda: services.session.create(Secret(FORGOTTEN)), made.append)
        tasks.run(services.lock)
        qtbot.waitUntil(lambda: bool(made), timeout=15_000)
        person.window.start()
        person.waits_to_see("Use recovery code")
        yield person, made[0].reveal()


def _opens_with_the_code(person, code, passphrase):
    person.presses("Use recovery code")
    person.writes("Recovery code", code)
    person.writes("New passphrase", passphrase)
    person.keys("Return")


def _code_on_the_screen(person):
    """All eight groups, read off their tiles."""
    # a dialog is found once by itself and once under its window
    names = dict.fromkeys(one.accessibleName() for one in person._visible(QWidget))
    tiles = [name for name in names if name.startswith("Group ") and ": " in name]
    return [name.partition(": ")[2].replace(" ", "") for name in tiles]


def _focus():
    focus = QApplication.focusWidget()
    return focus.accessibleName() if focus is not None else ""


def _types_two_groups_back(person, groups):
    person.qtbot.waitUntil(lambda: _focus().startswith("Group "), timeout=15_000)
    for name in dict.fromkeys(person.names("Group ")):
        person.writes(name, groups[int(name.removeprefix("Group ")) - 1])
    person.waits_to_see("Both agree.")


@pytest.mark.journey
def test_the_code_opens_it_then_a_new_code_takes_its_place(at_the_lock):
    person, paper = at_the_lock

    # given the code typed from paper as people write it, with a slip first
    _opens_with_the_code(person, "7K4Q", NEW)
    person.waits_to_see("Check it group by group against your paper.")
    person.field("Recovery code").setFocus()
    person.keys("Ctrl+A")
    person.types(paper.lower())
    person.keys("Return", "Return")  # to the new passphrase, which is still there, and on

    # when the new code that stands there at once is written down and typed back, by keys
    person.waits_to_see("the old one opens nothing any more")
    person.qtbot.waitUntil(lambda: len(_code_on_the_screen(person)) == 8, timeout=15_000)
    groups = _code_on_the_screen(person)
    assert "-".join(groups) != paper
    _types_two_groups_back(person, groups)
    person.keys("Return")
    person.waits_to_see("The new recovery code counts from now on.")
    person.waits_to_see("Save check-in")

    # then the old paper opens nothing, and the new one does
    person.keys("Ctrl+L")
    person.waits_to_see("Use recovery code")
    _opens_with_the_code(person, paper, NEWER)
    person.waits_to_see("That recovery code does not open this vault.")
    person.field("Recovery code").setFocus()
    person.keys("Ctrl+A")
    person.types("-".join(groups))
    person.keys("Return", "Return")
    person.qtbot.waitUntil(lambda: _focus().startswith("Group "), timeout=15_000)
    person.keys("F9")  # somebody comes in: the code must not stay on the screen
    person.waits_to_see("Use recovery code")
    person.window.showNormal()
    person.window.activateWindow()
    assert not _code_on_the_screen(person)
    person.writes("Passphrase", NEWER)
    person.keys("Return")
    person.waits_to_see("Save check-in")


@pytest.mark.journey
def test_the_new_code_can_wait_and_is_made_in_settings_another_time(at_the_lock):
    person, paper = at_the_lock

    # given a diary opened with the code, by somebody with no pen at hand
    _opens_with_the_code(person, paper, NEW)
    person.waits_to_see("the old one opens nothing any more")
    person.keys("Escape")

    # when the code is made later, where the words that stayed lead
    person.waits_to_see("The code you used still opens your diary; you can make a new one under")
    assert not _code_on_the_screen(person)
    person.keys("Ctrl+Comma")
    person.presses("Privacy and safety")
    person.presses("New code")
    person.writes("Passphrase now", NEW)
    person.keys("Return")
    person.qtbot.waitUntil(lambda: len(_code_on_the_screen(person)) == 8, timeout=15_000)
    _types_two_groups_back(person, _code_on_the_screen(person))
    person.presses("Use this code")

    # then it counts
    person.waits_to_see("The new recovery code counts from now on.")
