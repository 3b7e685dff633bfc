"""Whether the computer's clock can be right, judged by what was written last.

Nothing is refused for it: the person is asked, and what they say stands. Each entry keeps its day,
its instant and the offset from UTC, so a wrong clock never mixes up the order of what was written.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

BACK_BY = timedelta(minutes=10)
"""A clock is corrected by less than this now and then; more is worth a question."""

AHEAD_BY = timedelta(days=366)
"""People pause for months. After more than a year the clock is the likelier reason."""


class DoubtKind(StrEnum):
    """What is odd: the clock stands before the last entry, far after it, or in another zone."""

    BACK = "back"
    AHEAD = "ahead"
    ZONE = "zone"


@dataclass(frozen=True, slots=True)
class Written:
    """When something was written last, aware, and in which zone (IANA name, or "")."""

    at: datetime
    zone: str


@dataclass(frozen=True, slots=True)
class ClockDoubt:
    """Something to ask. ``last`` is when the last entry was written, ``zone`` where it is now."""

    kind: DoubtKind
    last: datetime
    zone: str


def clock_doubt(last: Written | None, now: datetime, zone: str) -> ClockDoubt | None:
    """Return what to ask about the clock, or None.

    ``last`` is what was written last, in the order of writing and not by its instant: a clock that
    once stood in the future is asked about until the next entry, and not for ever. Compared as
    instants, so that neither a night of summer time nor a journey looks like a jump.
    """
    if last is None:
        return None
    if now < last.at - BACK_BY:
        return ClockDoubt(DoubtKind.BACK, last.at, zone)
    if now > last.at + AHEAD_BY:
        return ClockDoubt(DoubtKind.AHEAD, last.at, zone)
    is_elsewhere = zone and last.zone and zone != last.zone
    if is_elsewhere and now.utcoffset() != last.at.utcoffset():
        return ClockDoubt(DoubtKind.ZONE, last.at, zone)
    return None
