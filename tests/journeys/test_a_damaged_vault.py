"""A vault that does not open any more: what is safe, back to a backup, and nothing else lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication

from iop_companion import bootstrap
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.private import Secret
from iop_companion.domain.setting_values import Contact
from iop_companion.services.views import CheckInDraft
from iop_companion.store.cipher import LIGHT
from tests.journeys.new_diary import started
from tests.made_vault import open_new
from tests.stopped_clock import StoppedClock

PASSPHRASE = "a lamp in the long hallway"
_PAGE = 4096
N_DAYS = 20


@pytest.fixture
def clock():
    return StoppedClock()


@pytest.fixture
def diary(paths, clock):
    """Twenty evenings, backed up, and one more after it; locked."""
    services = bootstrap.build(paths, clock=clock, kdf=LIGHT)
    open_new(services.session, Secret(PASSPHRASE))
    today = clock.today()
    for before in range(N_DAYS, 0, -1):
        words = {MeasureId("mood"): float(before % 11), MeasureId("note"): f"day {before} " * 60}
        services.check_ins.record(CheckInDraft(today - timedelta(days=before), words))
    services.people.keep([Contact("Dana", "555 0103")])
    services.backups.make()
    clock.move(hours=1)
    services.check_ins.record(CheckInDraft(today, {MeasureId("mood"): 7.0}))
    services.lock()
    return today


def _read(person, services, days):
    """The moods of ``days``, read where the program reads."""
    read = []

    def job():
        return {day: services.check_ins.day(day).values.get(MeasureId("mood")) for day in days}

    person.window._parts.tasks.run(job, read.append)
    person.qtbot.waitUntil(lambda: bool(read), timeout=15_000)
    return {day: value and value.value for day, value in read[0].items()}


def _all_as_written(person, services, today):
    wanted = {today - timedelta(days=n): float(n % 11) for n in range(N_DAYS, 0, -1)}
    assert _read(person, services, wanted) == wanted


@pytest.mark.journey
@pytest.mark.usefixtures("diary")
def test_a_damaged_page_costs_nothing_that_was_written(qtbot, qapp, paths, clock, diary):
    # given a page of the file that no longer passes its check
    file = paths.vault / "vault.db"
    damaged = bytearray(file.read_bytes())
    damaged[12 * _PAGE + 100] ^= 0x40
    file.write_bytes(damaged)

    with started(qtbot, qapp, paths, clock) as (person, services, _file):
        # when the person unlocks as on any evening
        person.writes("Passphrase", PASSPHRASE)
        person.keys("Return")

        # then it says calmly what happened, what is safe, and where the damaged files are kept
        person.waits_to_see("Part of your vault could not be read")
        person.waits_to_see("Nothing has been deleted or changed.")
        person.waits_to_see("in a backup that was opened")
        [kept] = (paths.vault / "backups").glob("damaged-*")
        assert (kept / "vault.db").read_bytes() == bytes(damaged)
        assert person.sees("Get support now")
        assert person.sees("Hide")

        # and by keys the recommended way leads back to the diary, with the newest evening
        person.qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        person.keys("Tab", "Space")
        person.waits_to_see("Your diary is open again")
        person.waits_to_see("Save check-in")
        _all_as_written(person, services, diary)
        assert _read(person, services, [diary]) == {diary: 7.0}
        person.keys("F1")
        person.waits_to_see("Dana")

    # and the next evening it opens as ever
    with started(qtbot, qapp, paths, clock) as (person, services, _file):
        person.writes("Passphrase", PASSPHRASE)
        person.keys("Return")
        person.waits_to_see("Save check-in")
        _all_as_written(person, services, diary)


@pytest.mark.journey
@pytest.mark.usefixtures("diary")
def test_with_the_file_gone_the_backup_becomes_the_diary_up_to_its_evening(
    qtbot, qapp, paths, clock, diary
):
    # given that somebody deleted the file with the entries
    (paths.vault / "vault.db").unlink()

    with started(qtbot, qapp, paths, clock) as (person, services, _file):
        person.writes("Passphrase", PASSPHRASE)
        person.keys("Return")
        person.waits_to_see("The file with your entries is not in its place")
        person.waits_to_see("20 days up to")

        # when the recommended way is taken by mouse
        person.presses("Go on")

        # then the evenings of the backup are there, and the later one is not
        person.waits_to_see("Your diary is open again")
        _all_as_written(person, services, diary)
        assert _read(person, services, [diary]) == {diary: None}
