"""Every half hour of 2026 in seven zones, to what the tables keep and back.

``python -m tests.faults.zones HOURS_APART_TIMES_2``.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from iop_companion.domain.observation import program_day
from iop_companion.store.instants import offset_min, to_instant, to_ms
from tests.faults.ground import tell

ZONES = ("America/New_York", "Europe/London", "Australia/Lord_Howe", "Asia/Kathmandu",
         "Pacific/Apia", "America/St_Johns", "UTC")  # fmt: skip


def main(every: int) -> dict[str, int]:
    told = {"round_trips": 0, "bad": 0, "nights_of_wrong_length": 0}
    start = datetime(2026, 1, 1, tzinfo=UTC)
    for name in ZONES:
        zone = ZoneInfo(name)
        for half_hours in range(0, 365 * 48, every):
            there = (start + timedelta(minutes=30 * half_hours)).astimezone(zone)
            back = to_instant(to_ms(there), offset_min(there))
            told["round_trips"] += 1
            # compared in UTC: in a repeated hour Python calls no two zones' instants equal
            told["bad"] += (
                back.astimezone(UTC) != there.astimezone(UTC)
                or back.utcoffset() != there.utcoffset()
                or back.replace(tzinfo=None) != there.replace(tzinfo=None)
                or program_day(back) != program_day(there)
            )
            later = (there.astimezone(UTC) + timedelta(hours=8)).astimezone(zone)
            night = to_instant(to_ms(later), offset_min(later)) - back
            told["nights_of_wrong_length"] += night != timedelta(hours=8)
    return told


if __name__ == "__main__":
    tell(main(int(sys.argv[1])))
