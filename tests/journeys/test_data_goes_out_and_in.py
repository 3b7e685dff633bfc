"""Everything a person wrote leaves by a file and comes into another diary, by the window alone."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from iop_companion.domain.ids import MeasureId
from iop_companion.domain.private import Secret
from iop_companion.domain.records import PlanZone
from iop_companion.domain.setting_values import Contact
from iop_companion.foundation.paths import paths_under
from iop_companion.services.my_plan import ZoneDraft
from iop_companion.services.views import CheckInDraft
from tests.journeys.new_diary import started
from tests.made_vault import open_new
from tests.stopped_clock import StoppedClock

PASSPHRASE = "a lamp in the long hallway"
OTHER = "a kettle on the green stove"
N_DAYS = 12
AWKWARD = "=1+1, “quoted”, one; two\nand a second line \U0001f327"


@pytest.fixture
def computer(qtbot, qapp, tmp_path):
    """Starts of the program on computers with a diary each, unlocked, on Today."""

    def start(name, fill=None, passphrase=PASSPHRASE):
        return _Unlocked(qtbot, qapp, paths_under(tmp_path / name), fill, passphrase)

    return start


class _Unlocked:
    """The program over a diary that is made before, as ``with`` enters it."""

    def __init__(self, qtbot, qapp, paths, fill, passphrase):
        self._started = started(qtbot, qapp, paths, StoppedClock())
        self._fill = fill
        self._passphrase = passphrase

    def __enter__(self):
        person, services, _file = self._started.__enter__()
        made = []

        def job():
            open_new(services.session, Secret(self._passphrase))
            if self._fill is not None:
                self._fill(services)
            services.lock()

        person.window._parts.tasks.run(job, made.append)
        person.qtbot.waitUntil(lambda: bool(made), timeout=15_000)
        person.window.start()
        person.writes("Passphrase", self._passphrase)
        person.keys("Return")
        person.waits_to_see("Save check-in")
        return person, services

    def __exit__(self, *problem):
        return self._started.__exit__(*problem)


def _twelve_evenings(services):
    """Values, a note that tries a spreadsheet, a changed day, people and a plan."""
    today = services.clock.today()
    for before in range(N_DAYS, 0, -1):
        values = {"mood": float(before % 11), "sleep_duration": 6.5, "anxiety": 3.0}
        named = {MeasureId(name): value for name, value in values.items()}
        services.check_ins.record(CheckInDraft(today - timedelta(days=before), named))
    first = today - timedelta(days=N_DAYS)
    services.check_ins.record(CheckInDraft(first, {MeasureId("note"): AWKWARD}))
    services.check_ins.record(CheckInDraft(first, {MeasureId("mood"): 2.0}))  # said otherwise later
    services.people.keep([Contact("Dana", "555 0103", "my sister")])
    services.my_plan.keep(ZoneDraft(PlanZone.WATCH, "Up past 1 am", ("Call Dana",), ("Dana",)))


def _to_my_data(person):
    person.keys("Ctrl+Comma")
    person.presses("My data")


def _saves(person, monkeypatch, kind, file):
    monkeypatch.setattr(
        "iop_companion.ui.settings.data_presenter.ask_where_to_save", lambda *_: file
    )
    _to_my_data(person)
    person.presses(f"Save as {kind}")
    person.waits_to_see("This file is not locked. Anyone who can open this computer can read it.")


def _brings_in(person, monkeypatch, file):
    monkeypatch.setattr("iop_companion.ui.imports.presenter.ask_what_to_open", lambda *_: file)
    _to_my_data(person)
    person.presses("Bring data in")
    person.presses("Choose a file")
    person.waits_to_see(file.name)


def _days(person, services):
    """What each day shows, read where the program reads."""
    read = []
    today = services.clock.today()

    def job():
        days = [today - timedelta(days=before) for before in range(N_DAYS + 1)]
        return {
            day: {name: one.value for name, one in services.check_ins.day(day).values.items()}
            for day in days
        }

    person.window._parts.tasks.run(job, read.append)
    person.qtbot.waitUntil(lambda: bool(read), timeout=15_000)
    return read[0]


@pytest.mark.journey
def test_the_full_file_makes_a_fresh_diary_equal_and_twice_adds_nothing(
    computer, monkeypatch, tmp_path
):
    # given everything of a diary in one file
    file, again = tmp_path / "everything.json", tmp_path / "again.json"
    with computer("old", _twelve_evenings) as (person, _services):
        _saves(person, monkeypatch, "JSON", file)

    # when a fresh diary takes it in, and once more by mistake
    with computer("new", passphrase=OTHER) as (person, _services):
        _brings_in(person, monkeypatch, file)
        person.presses("Import 37 values")
        person.waits_to_see("37 values imported.")
        _brings_in(person, monkeypatch, file)
        person.waits_to_see("already")

        # then what goes out of it is what came in
        _saves(person, monkeypatch, "JSON", again)
        person.keys("Alt+7")
        person.waits_to_see("Up past 1 am")
        person.keys("F1")
        person.waits_to_see("Dana")

    before, after = (json.loads(one.read_text()) for one in (file, again))
    # each diary notes the levels that it has shown itself, whenever it came to it
    shown, shown_since = before.pop("shown_levels"), after.pop("shown_levels")
    assert after == before
    assert all(level in shown_since for level in shown)


@pytest.mark.journey
def test_the_table_for_a_spreadsheet_carries_every_day_over(computer, monkeypatch, tmp_path):
    # given the values of a diary as a table, with nothing in it that a spreadsheet would run
    file = tmp_path / "table.csv"
    with computer("old", _twelve_evenings) as (person, services):
        _saves(person, monkeypatch, "CSV", file)
        days = _days(person, services)
    assert "\"'=1+1" in file.read_text(encoding="utf-8-sig")

    # when a fresh diary takes it in
    with computer("new", passphrase=OTHER) as (person, services):
        _brings_in(person, monkeypatch, file)
        person.presses("Import 37 values")
        person.waits_to_see("37 values imported.")

        # then each day shows the same, to the last sign, and all of it can be taken back
        assert _days(person, services) == days
        person.presses("Undo")
        person.qtbot.waitUntil(lambda: not any(_days(person, services).values()), timeout=15_000)


@pytest.mark.journey
def test_a_backup_on_a_stick_becomes_the_diary_of_a_new_computer(
    qtbot, qapp, computer, monkeypatch, tmp_path
):
    # given a backup that was made in Settings and copied to a stick
    with computer("old", _twelve_evenings) as (person, services):
        person.keys("Ctrl+Comma")
        person.presses("Backups")
        person.presses("Back up now")
        person.waits_to_see("The backup is made; opened and counted: 37 values.")
        days = _days(person, services)
        [made] = (services.session.folder / "backups").glob("*.backup")
    stick = made.rename(tmp_path / "stick.backup")
    assert AWKWARD.encode() not in stick.read_bytes()

    # when a new computer is told of it at its first start
    monkeypatch.setattr(
        "iop_companion.ui.first_run.backup_presenter.ask_for_backup", lambda _parent: stick
    )
    with started(qtbot, qapp, paths_under(tmp_path / "new"), StoppedClock()) as at_start:
        person, services, _file = at_start
        person.presses("I have a backup")
        person.presses("Choose a file")
        person.keys(*PASSPHRASE, "Return")
        person.waits_to_see("12 days with 37 values.")
        person.presses("Bring it here")

        # then the diary is here whole, with its people and its plan, under its own passphrase
        person.waits_to_see("Your diary is here, with 12 days.")
        assert _days(person, services) == days
        person.keys("Alt+7")
        person.waits_to_see("Up past 1 am")
        person.keys("Ctrl+L")
        person.waits_to_see("Unlock")
        person.writes("Passphrase", PASSPHRASE)
        person.keys("Return")
        person.waits_to_see("Save check-in")
