"""The time of this computer, behind the port that tests replace."""

from __future__ import annotations

import os
from datetime import date, datetime, time, timedelta, tzinfo
from pathlib import Path

DAY_ENDS_AT = time(4, 0)


class SystemClock:
    """The clock of the computer; the program day ends at 04:00 or when the person wants."""

    def __init__(self, day_ends_at: time = DAY_ENDS_AT) -> None:
        """Use ``day_ends_at`` as the local time when a new program day begins."""
        self._day_ends_at = day_ends_at

    def end_day_at(self, hour: int) -> None:
        """Let the program day end at ``hour`` (0 to 8) from now on; days written stay theirs."""
        self._day_ends_at = time(hour)

    def now(self) -> datetime:
        """Return the aware local time now."""
        return datetime.now().astimezone()

    def today(self) -> date:
        """Return the program day: at 01:30 it is still yesterday."""
        now = self.now()
        return now.date() - timedelta(days=now.time() < self._day_ends_at)

    def zone(self) -> tzinfo:
        """Return the local zone as a fixed offset of now."""
        zone = self.now().tzinfo
        assert zone is not None  # astimezone() sees to it
        return zone

    def zone_name(self) -> str:
        """Return the IANA name from TZ or the link of /etc/localtime; "" where neither tells."""
        if name := os.environ.get("TZ", "").lstrip(":"):
            return name if "/" in name or name == "UTC" else ""
        link = Path("/etc/localtime")
        target = str(link.resolve()) if link.is_symlink() else ""
        return target.partition("zoneinfo/")[2]
