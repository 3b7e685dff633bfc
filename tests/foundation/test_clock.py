"""The clock of the computer: when a day ends is the person's choice, for commands too."""

from datetime import UTC, date, datetime

from iop_companion import bootstrap
from iop_companion.foundation.clock import SystemClock
from iop_companion.foundation.settings import Preferences, save_preferences


def test_the_day_ends_when_the_person_wants_for_the_window_and_every_command(paths, monkeypatch):
    at = datetime(2026, 3, 12, 5, 10, tzinfo=UTC)
    monkeypatch.setattr(SystemClock, "now", lambda _clock: at)
    assert bootstrap.build(paths).clock.today() == date(2026, 3, 12)
    save_preferences(paths.preferences_file, Preferences(day_ends_at=6))
    services = bootstrap.build(paths)
    assert services.clock.today() == date(2026, 3, 11)
    services.clock.end_day_at(5)
    assert services.clock.today() == date(2026, 3, 12)
