"""The main job from end to end: real widgets, a real encrypted vault, a real file of entries."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QLineEdit

from iop_companion import bootstrap
from iop_companion.foundation.settings import Preferences
from iop_companion.store.cipher import LIGHT
from iop_companion.ui.app import build_window
from iop_companion.ui.app_parts import AppParts
from iop_companion.ui.toolkit.tasks import StoreTasks
from iop_companion.ui.toolkit.theme import install
from iop_companion.ui.widgets.chart_canvas import ChartCanvas
from tests.journeys.person import Person
from tests.stopped_clock import StoppedClock

PASSPHRASE = "a lamp in the long hallway"
MARKER = "the kettle sang at dawn"


def a_daylio_export(path: Path, last: date, n_days: int = 120) -> int:
    """Write a Daylio file of invented days, newest first, some missing, some with two rows.

    Made after the shape of real exports (seven columns, byte-order mark, 12-hour clock); the last
    ten days are worse. Returns the number of data rows.
    """
    dice = random.Random(4)
    rows = []
    for back in range(1, n_days + 1):
        day = last - timedelta(days=back)
        for _row in range(0 if dice.random() < 0.15 else dice.choice((1, 1, 1, 2))):
            usual = ("rad", "good", "good", "meh", "good", "meh")
            mood = dice.choice(usual if back > 10 else ("awful", "bad", "bad", "awful"))
            clock = f"{dice.randint(1, 12)}:{dice.randint(0, 59):02} {dice.choice(('AM', 'PM'))}"
            rows.append(
                f'{day.isoformat()},{day:%B} {day.day},{day:%A},{clock},{mood},"walk | friends",""'
            )
    header = "full_date,date,weekday,time,mood,activities,note"
    path.write_text("\ufeff" + "\n".join([header, *rows]) + "\n", encoding="utf-8")
    return len(rows)


@pytest.fixture
def stage(qtbot, qapp, paths, tmp_path):
    """The window over a folder that holds no vault yet; the light key cost, a stopped clock."""
    clock = StoppedClock()
    install(qapp, Preferences(theme="light"))
    services = bootstrap.build(paths, clock=clock, kdf=LIGHT)
    tasks = StoreTasks()
    window = build_window(
        AppParts(
            open_services=lambda: services,
            open_support=lambda: services.support,
            vault_exists=services.session.exists,
            preferences=Preferences(theme="light"),
            preferences_file=tmp_path / "preferences.toml",
        ),
        tasks,
    )
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    yield Person(qtbot, window), services, clock
    window.close()
    tasks.close()


def creates_a_vault(person: Person) -> None:
    person.waits_to_see("What it is not")
    person.presses("Continue")
    person.presses("Use my own")
    person.writes("My own passphrase", PASSPHRASE)
    person.presses("Continue")
    person.waits_to_see("Your recovery code")
    types_the_groups_back(person)
    person.presses("Continue")
    person.waits_to_see("What would you like to keep an eye on?")
    person.presses("Continue")
    person.waits_to_see("Who and what helps you?")
    person.presses("Later")
    person.waits_to_see("Do you have entries from elsewhere?")
    person.presses("Continue")
    person.waits_to_see("Is this computer shared with others?")
    person.presses("Only mine")
    person.presses("Continue")


def types_the_groups_back(person: Person) -> None:
    """Read the two asked groups off the screen, as from the paper."""
    labels = person.all_words().partition("Your recovery code\n")[2].splitlines()
    for field in [f for f in person._visible(QLineEdit) if f.accessibleName().startswith("Group")]:
        number = field.accessibleName().removeprefix("Group ")
        group = labels[labels.index(number) + 1]
        person.writes(field.accessibleName(), group)


@pytest.mark.journey
def test_a_person_goes_through_the_main_job(stage, qtbot, tmp_path, monkeypatch):
    person, services, clock = stage
    pdf = tmp_path / "summary.pdf"
    export = tmp_path / "daylio_export.csv"
    n_rows = a_daylio_export(export, clock.today())
    creates_a_vault(person)
    person.presses("Open Today")
    person.waits_to_see("Save check-in")
    assert services.session.is_unlocked

    monkeypatch.setattr("iop_companion.ui.imports.presenter.ask_what_to_open", lambda *_: export)
    brings_the_history_in(person, n_rows)
    checks_in_by_keyboard(person)
    reads_trends(person)
    reads_warning_signs(person)
    monkeypatch.setattr("iop_companion.ui.summary.desk.ask_where_to_save", lambda *_: pdf)
    saves_the_summary(person, pdf)
    locks(person, services)
    unlocks_at_the_second_try(person)

    note = person.field("Note")
    qtbot.waitUntil(lambda: note.toPlainText() == MARKER, timeout=15_000)


def brings_the_history_in(person, n_rows):
    person.presses("Settings")
    person.presses("My data")
    person.presses("Bring data in")
    person.presses("Choose a file")
    person.waits_to_see(str(n_rows))
    person.presses(f"Import {2 * n_rows} values")
    person.waits_to_see("values imported.")


def checks_in_by_keyboard(person):
    person.keys("Alt+1")
    person.waits_to_see("Save check-in")
    person.keys("3", "6", "4")
    person.writes("Note", MARKER)
    person.keys("Ctrl+Return")
    person.waits_to_see("Saved. Thanks for checking in.")


def reads_trends(person):
    person.keys("Alt+2")
    person.waits_to_see("In words")
    person.waits_to_see("Moved away from your usual since")
    canvas = person.window.shell.page.widget.findChild(ChartCanvas)
    person.qtbot.waitUntil(lambda: canvas.is_drawn, timeout=30_000)


def reads_warning_signs(person):
    """Level, reason, days and chance, and what it is not."""
    person.keys("Alt+3")
    person.waits_to_see("Watch")
    assert person.sees("Mood")
    assert person.sees("It is not a diagnosis or a prediction")


def saves_the_summary(person, pdf):
    """The file is as previewed: two pages at most, private to this user, without the note."""
    person.keys("Alt+6")
    person.waits_to_see("Page 1 of")
    person.presses("Save PDF")
    person.waits_to_see("This file is not locked. Anyone who can open this computer can read it.")
    person.presses("Save")
    person.waits_to_see(".pdf, ")
    pages = PdfReader(pdf).pages
    assert len(pages) <= 2
    words = " ".join(page.extract_text() for page in pages)
    assert "Watch" in words
    assert MARKER not in words  # notes are out until ticked
    assert pdf.stat().st_mode & 0o777 == 0o600


def locks(person, services):
    """Nothing private is left on the screen or, in clear, in the vault's files."""
    person.keys("Ctrl+L")
    person.waits_to_see("Unlock")
    assert not services.session.is_unlocked
    assert MARKER not in person.all_words()
    for file in services.session.folder.rglob("*"):
        assert not file.is_file() or MARKER.encode() not in file.read_bytes()


def unlocks_at_the_second_try(person):
    person.writes("Passphrase", "something else entirely")
    person.presses("Unlock")
    person.waits_to_see("That did not open it.")
    person.field("Passphrase").clear()
    person.writes("Passphrase", PASSPHRASE)
    person.presses("Unlock")
    person.waits_to_see("1 try failed since you were last here.")
    person.waits_to_see("Save check-in")
