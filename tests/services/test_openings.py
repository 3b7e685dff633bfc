"""Since you last unlocked: when it was open before, and how many tries failed since."""

from datetime import timedelta

import pytest

from iop_companion import bootstrap
from iop_companion.domain.private import Secret
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.paths import paths_under
from iop_companion.store.cipher import LIGHT
from tests.made_vault import open_new
from tests.stopped_clock import StoppedClock

PASSPHRASE = Secret("six plain words of a test")


@pytest.fixture
def clock():
    return StoppedClock()


@pytest.fixture
def services(tmp_path, clock):
    built = bootstrap.build(paths_under(tmp_path), clock=clock, kdf=LIGHT)
    open_new(built.session, PASSPHRASE)
    yield built
    built.lock()


def _fail(services, times):
    for _n in range(times):
        with pytest.raises(KnownProblem):
            services.session.unlock(Secret("not the right words at all"))


def test_the_first_time_nothing_is_known_of_before(services):
    assert services.openings.words() == "No try failed."


def test_it_says_the_day_and_time_of_before_and_counts_the_tries(services, clock):
    services.lock()
    clock.move(days=1)
    _fail(services, 2)
    services.session.unlock(PASSPHRASE)

    assert services.openings.words() == "2 tries failed. Last opened Saturday 21 November, 8:30 pm."


def test_twice_a_day_it_says_today_and_the_tries_begin_anew(services, clock):
    services.lock()
    _fail(services, 1)
    services.session.unlock(PASSPHRASE)
    services.lock()
    clock.at += timedelta(minutes=11)
    services.session.unlock(PASSPHRASE)

    assert services.openings.words() == "No try failed. Last opened today, 8:30 pm."


def test_looking_is_no_change_that_a_backup_would_be_made_of(services, clock):
    services.backups.make()
    services.lock()
    before = services.session.folder.joinpath("vault.db").read_bytes()
    clock.move(days=1)
    services.session.unlock(PASSPHRASE)
    services.lock()

    assert services.session.folder.joinpath("vault.db").read_bytes() == before


def test_the_time_stands_in_no_readable_file(services, clock):
    services.lock()
    clock.move(hours=1)
    services.session.unlock(PASSPHRASE)
    services.lock()
    kept = [file for file in services.session.folder.rglob("*") if file.is_file()]

    assert not any(b"2026-11-21" in file.read_bytes() for file in kept)
