"""A real encrypted vault at the lowest permitted key cost, and a clock that stands still."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from iop_companion import bootstrap
from iop_companion.domain.observation import program_day
from iop_companion.domain.private import Secret
from iop_companion.foundation.paths import paths_under
from iop_companion.store.cipher import LIGHT
from tests.made_vault import open_new

PASSPHRASE = Secret("a lamp in the long hallway")


class StoppedClock:
    """Stands at one instant until a test moves it."""

    def __init__(self, now=datetime(2026, 3, 12, 21, 4, tzinfo=timezone(timedelta(hours=1)))):
        self.instant = now

    def now(self):
        return self.instant

    def today(self):
        return program_day(self.instant)

    def zone(self):
        return self.instant.tzinfo or UTC

    def zone_name(self):
        return "Europe/Berlin"

    def move(self, **delta):
        self.instant += timedelta(**delta)


@pytest.fixture
def clock():
    return StoppedClock()


@pytest.fixture
def services(tmp_path, clock):
    """All services over a fresh, open vault; Thursday 12 March 2026, 9:04 pm."""
    built = bootstrap.build(paths_under(tmp_path), clock=clock, kdf=LIGHT)
    open_new(built.session, PASSPHRASE)
    yield built
    built.lock()


@pytest.fixture
def today():
    return date(2026, 3, 12)
