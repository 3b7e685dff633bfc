"""Instants and days as the integers the tables keep."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def to_ms(instant: datetime) -> int:
    """Return whole milliseconds since 1970 UTC; never through floats, which would round."""
    return (instant - _EPOCH) // _MILLISECOND


def offset_min(instant: datetime) -> int:
    """Return the UTC offset in whole minutes."""
    offset = instant.utcoffset()
    assert offset is not None  # the domain refuses naive instants
    return round(offset.total_seconds() / 60)


def to_instant(ms: int, offset: int) -> datetime:
    """Return the aware instant with its own offset."""
    return (_EPOCH + ms * _MILLISECOND).astimezone(_zone(offset))


def to_day(ordinal: int | None) -> date | None:
    """Return the day of an ordinal, None for None."""
    return None if ordinal is None else date.fromordinal(ordinal)


def to_ordinal(day: date | None) -> int | None:
    """Return the ordinal of a day, None for None."""
    return None if day is None else day.toordinal()


def moment_text(moment: time | None) -> str:
    """Return ``HH:MM:SS`` (with a fraction only if there is one), or "" for the whole day."""
    return "" if moment is None else moment.isoformat()


def to_moment(text: str) -> time | None:
    """Return the time of day, or None for ""."""
    return _moment(text) if text else None


@lru_cache(maxsize=4096)
def _moment(text: str) -> time:
    return time.fromisoformat(text)


@lru_cache(maxsize=64)
def _zone(offset: int) -> timezone:
    return timezone(timedelta(minutes=offset))
