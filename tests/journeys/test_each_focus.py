"""Each focus by keys alone: its default rows answered, saved, and no more than 25 presses."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from iop_companion import bootstrap
from iop_companion.domain.private import Secret
from iop_companion.foundation.paths import paths_under
from iop_companion.foundation.settings import Preferences
from iop_companion.store.cipher import LIGHT
from iop_companion.ui.app import build_window
from iop_companion.ui.app_parts import AppParts
from iop_companion.ui.toolkit.drawing import ImmediateDrawings
from iop_companion.ui.toolkit.entrance import Opened
from iop_companion.ui.toolkit.tasks import ImmediateTasks
from iop_companion.ui.toolkit.theme import install
from tests.journeys.person import Person
from tests.stopped_clock import StoppedClock

MOST_PRESSES = 25
"""A chord is one press (``decisions.md``, Keys)."""

NIGHT = ("5", ".", "5", "Return", "2")
MOVEMENT = ("2", "0", "Return")
REST = ("B", "U", "Return", "T", "Return", "Ctrl+S")
"""Two skills, the medicine, past the note, save."""

SAID = {
    "sleep_duration": 5.5,
    "sleep_quality": 2,
    "movement_minutes": 20,
    "medicine_taken": "taken",
}

PRESSES = {
    "mood": ("4", "3", *NIGHT, *MOVEMENT, *REST),
    "anxiety": ("7", "2", "Return", "Y", *NIGHT, *MOVEMENT, *REST),
    "bipolar": ("-", "1", "7", "6", *NIGHT, "A", *MOVEMENT, *REST),
    "substance_use": ("4", "S", "Return", "N", "N", *NIGHT, *MOVEMENT, *REST),
    "eating": ("3", "S", "Return", "N", "E", "P", "E", "N", *NIGHT, *MOVEMENT, *REST),
    "trauma": ("6", "1", *NIGHT, "Y", *MOVEMENT, "B", "U", "Return", "Y", "T", "Return", "Ctrl+S"),
    "voices": ("4", "3", "6", *NIGHT, *MOVEMENT, "Y", *REST),
    "basics": ("5", *NIGHT, *MOVEMENT, *REST),
}

ANSWERS = {
    "mood": {"mood": 4, "motivation": 3},
    "anxiety": {"anxiety": 7, "panic_attacks": 2, "avoided_something": 1},
    "bipolar": {
        "mood_low": 1, "mood_high": 0, "energy": 7, "irritability": 6, "needed_less_sleep": 1,
    },
    "substance_use": {"urge": 4, "urge_acted_on": "no", "used": 0},
    "eating": {
        "urge": 3, "urge_acted_on": "no", "meal_breakfast": 2, "meal_lunch": 1, "meal_dinner": 2,
        "meal_snacks": 0,
    },
    "trauma": {"distress": 6, "reminders": 1, "nightmares": 1, "grounding_used": 1},
    "voices": {"voices": 4, "suspicious_thoughts": 3, "distress": 6, "connection": 1},
    "basics": {"mood": 5},
}  # fmt: skip


@pytest.fixture(scope="module")
def at_home(qapp, tmp_path_factory):
    """One unlocked window for all focuses: building one costs more than a check-in."""
    install(qapp, Preferences(theme="light"))
    paths = paths_under(tmp_path_factory.mktemp("home"))
    services = bootstrap.build(paths, clock=StoppedClock(), kdf=LIGHT)
    services.session.create(Secret("a lamp in the long hallway"))
    window = build_window(
        AppParts(
            open_services=lambda: services,
            open_support=lambda: services.support,
            vault_exists=services.session.exists,
            preferences=Preferences(theme="light", lock_after_minutes=30),
        ),
        ImmediateTasks(),
        ImmediateDrawings(),
    )
    window.resize(1280, 800)
    window.show()
    window.open(Opened())
    yield window, services
    window.lock()
    window.close()
    window.deleteLater()
    qapp.processEvents()


@pytest.fixture
def at_today(qtbot, at_home):
    """Choose one focus and stand on an empty Today."""
    window, services = at_home

    def begin(focus: str) -> Person:
        window.hub.tell(services.check_ins.remove_day(services.clock.today()))
        window.hub.tell(services.focuses.apply([focus]))
        with qtbot.waitActive(window):
            window.activateWindow()
        person = Person(qtbot, window)
        person.keys("Ctrl+M")
        return person

    return begin, services


@pytest.mark.journey
@pytest.mark.parametrize("focus", PRESSES)
def test_the_default_rows_of_a_focus_take_no_more_than_25_presses(at_today, focus):
    begin, services = at_today
    person = begin(focus)
    asked = {row.id for row in services.focuses.rows([focus])}

    person.keys(*PRESSES[focus])

    assert len(PRESSES[focus]) <= MOST_PRESSES
    saved = {str(name): one.value for name, one in services.check_ins.day().values.items()}
    assert saved.items() >= {**SAID, **ANSWERS[focus]}.items()
    assert asked - saved.keys() == {"note"}, "every row that is no text has an answer"
    assert QApplication.focusWidget() is not None
