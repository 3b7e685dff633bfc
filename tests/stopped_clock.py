"""A clock that stands still until a test moves it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone, tzinfo

ZONE = timezone(timedelta(hours=1))
EVENING = datetime(2026, 11, 21, 20, 30, tzinfo=ZONE)


class StoppedClock:
    """The port ``Clock`` at a moment of the test's choice; its day ends at 04:00 at first."""

    def __init__(self, at: datetime = EVENING) -> None:
        self.at = at
        self.day_ends_at = time(4)

    def now(self) -> datetime:
        return self.at

    def today(self) -> date:
        return self.at.date() - timedelta(days=self.at.time() < self.day_ends_at)

    def end_day_at(self, hour: int) -> None:
        self.day_ends_at = time(hour)

    def zone(self) -> tzinfo:
        return ZONE

    def zone_name(self) -> str:
        return "Europe/Warsaw"

    def move(self, **by: float) -> None:
        """Move by ``timedelta`` words: ``clock.move(days=1)``."""
        self.at += timedelta(**by)

    def set_day(self, day: date) -> None:
        """Go to the evening of ``day``."""
        self.at = datetime.combine(day, self.at.timetz())
