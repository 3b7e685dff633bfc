"""One night of the sleep diary: from what the clock said to what can be worked out of it.

The concepts are those of the Consensus Sleep Diary core (Carney 2012, Sleep 35:287, PMC3250369);
its own text is not copied. Durations are whole minutes between instants, so that a night in which
the clocks change is as long as it was. What comes out is the person's own estimate: a diary says
some 30 to 40 minutes more than a recording of the same night (PMC8314633).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Any

LONGEST_IN_BED_MIN = 18 * 60
"""From more than this on, the times of a night cannot be meant (Shaffer 2023, zsad199)."""

ASK_ABOVE_MIN = 14 * 60
ASK_BELOW_MIN = 2 * 60
"""Outside these, one asks about morning and evening: most errors of diaries are of that kind."""

SUGGEST_FROM_MIN, SUGGEST_TO_MIN = 3 * 60, 12 * 60
"""A night in between is one that may well have been meant."""

_HALF_DAY_H = 12
_MIDDLE_OF_NIGHT_H = 3


@dataclass(frozen=True, slots=True)
class NightTimes:
    """What the person wrote down. Clock times are local; minutes are the person's own guess.

    ``latency_min`` is how long falling asleep took; ``awake_min`` how long they lay awake later,
    the last waking not counted.
    """

    bed: time
    try_to_sleep: time
    final_wake: time
    out: time
    latency_min: int = 0
    awake_min: int = 0


CLOCKS = ("bed", "try_to_sleep", "final_wake", "out")
"""The fields of :class:`NightTimes` that are clock times, in the order of the night."""

_SLIPS = (*((name,) for name in CLOCKS), CLOCKS[:2], CLOCKS[2:])
"""One clock at a time, then both of the evening, then both of the morning."""


class NightFault(StrEnum):
    """Why no night can be worked out."""

    NEGATIVE_MINUTES = "negative_minutes"
    TOO_LONG_IN_BED = "too_long_in_bed"
    LATENCY_TOO_LONG = "latency_too_long"
    AWAKE_TOO_LONG = "awake_too_long"
    NOTHING_LEFT_TO_SLEEP = "nothing_left_to_sleep"


class UnfitNight(ValueError):
    """The times contradict each other; ``fault`` says how. Nothing typed is part of it."""

    def __init__(self, fault: NightFault) -> None:
        """Keep ``fault``."""
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Night:
    """A night worked out, in minutes; ``day`` is the day on which the person got up.

    ``in_bed_min`` is TIB, ``asleep_min`` TST, ``latency_min`` SOL, ``awake_min`` WASO, and
    ``lying_min`` the time in bed after the last waking.
    """

    day: date
    in_bed_min: int
    asleep_min: int
    latency_min: int
    awake_min: int
    lying_min: int
    midpoint: datetime

    @property
    def hours(self) -> float:
        """Hours asleep, the value of the day's ``sleep_duration``."""
        return self.asleep_min / 60

    @property
    def efficiency(self) -> float:
        """SE: percent of the time in bed asleep (Carney 2012), 0 to 100."""
        return _percent(self.asleep_min, self.in_bed_min)

    @property
    def episode_efficiency(self) -> float:
        """Percent asleep of the time from trying to sleep until getting up, 0 to 100."""
        episode = self.asleep_min + self.latency_min + self.awake_min + self.lying_min
        return _percent(self.asleep_min, episode)

    @property
    def maintenance(self) -> float:
        """Percent asleep between falling asleep and the last waking; never mixed with SE."""
        return _percent(self.asleep_min, self.asleep_min + self.awake_min)


@dataclass(frozen=True, slots=True)
class ClockQuestion:
    """Morning or evening? With ``clocks`` half a day later the night would be ``instead``.

    Where no such change makes a night of it, the times are only asked about.
    """

    clocks: tuple[str, ...] = ()
    instead: NightTimes | None = None


@dataclass(frozen=True, slots=True)
class NightMeans:
    """Means over ``n`` nights, in minutes; ``efficiency`` is that of all of them together."""

    n: int
    in_bed_min: float
    asleep_min: float
    latency_min: float
    awake_min: float
    efficiency: float


def work_out(day: date, times: NightTimes, zone: tzinfo) -> Night:
    """Return the night that ended on ``day`` in ``zone``.

    Getting up is on ``day``; each other time is the latest before the one after it. An hour that
    the clocks run through twice is read as its first passing.

    Raises :class:`UnfitNight`.
    """
    if min(times.latency_min, times.awake_min) < 0:
        raise UnfitNight(NightFault.NEGATIVE_MINUTES)
    bed, tried, woke, out = _instants(day, times, zone)
    in_bed, span = _minutes(bed, out), _minutes(tried, woke)
    if in_bed > LONGEST_IN_BED_MIN:
        raise UnfitNight(NightFault.TOO_LONG_IN_BED)
    if times.latency_min > span:
        raise UnfitNight(NightFault.LATENCY_TOO_LONG)
    if times.awake_min > span:
        raise UnfitNight(NightFault.AWAKE_TOO_LONG)
    asleep = span - times.latency_min - times.awake_min
    if asleep < 0:
        raise UnfitNight(NightFault.NOTHING_LEFT_TO_SLEEP)
    onset = tried + timedelta(minutes=times.latency_min)
    return Night(
        day=day,
        in_bed_min=in_bed,
        asleep_min=asleep,
        latency_min=times.latency_min,
        awake_min=times.awake_min,
        lying_min=_minutes(woke, out),
        midpoint=(onset + (woke - onset) / 2).astimezone(zone),
    )


def clock_question(day: date, times: NightTimes, zone: tzinfo) -> ClockQuestion | None:
    """Return what to ask about morning and evening, or None for a night of a usual length.

    A night of an unusual length may be right: this is a question, never a refusal. What is offered
    changes as few clocks as it can, and is a night rather than a day.
    """
    if _is_usual(day, times, zone):
        return None
    likely: list[tuple[int, int, ClockQuestion]] = []
    for names in _SLIPS:
        instead = _half_a_day_on(times, names)
        night = _night(day, instead, zone)
        if night and SUGGEST_FROM_MIN <= night.in_bed_min <= SUGGEST_TO_MIN:
            question = ClockQuestion(names, instead)
            likely.append((len(names), _from_night_h(night.midpoint), question))
    return min(likely, key=lambda each: each[:2])[2] if likely else ClockQuestion()


def means(nights: Sequence[Night]) -> NightMeans | None:
    """Return means over complete nights, or None without any; nothing is filled in."""
    n = len(nights)
    if n == 0:
        return None
    in_bed = sum(night.in_bed_min for night in nights)
    asleep = sum(night.asleep_min for night in nights)
    return NightMeans(
        n=n,
        in_bed_min=in_bed / n,
        asleep_min=asleep / n,
        latency_min=sum(night.latency_min for night in nights) / n,
        awake_min=sum(night.awake_min for night in nights) / n,
        efficiency=_percent(asleep, in_bed),
    )


def _is_usual(day: date, times: NightTimes, zone: tzinfo) -> bool:
    night = _night(day, times, zone)
    return night is not None and ASK_BELOW_MIN <= night.in_bed_min <= ASK_ABOVE_MIN


def _night(day: date, times: NightTimes, zone: tzinfo) -> Night | None:
    try:
        return work_out(day, times, zone)
    except UnfitNight:
        return None


def _from_night_h(midpoint: datetime) -> int:
    """Return how many hours lie between ``midpoint`` and the middle of most nights, 0 to 12."""
    apart = abs(midpoint.hour - _MIDDLE_OF_NIGHT_H)
    return min(apart, 24 - apart)


def _half_a_day_on(times: NightTimes, names: tuple[str, ...]) -> NightTimes:
    clocks: dict[str, Any] = {}
    for name in names:
        clock: time = getattr(times, name)
        clocks[name] = clock.replace(hour=(clock.hour + _HALF_DAY_H) % 24)
    return replace(times, **clocks)


def _instants(
    day: date, times: NightTimes, zone: tzinfo
) -> tuple[datetime, datetime, datetime, datetime]:
    """Return bed, try to sleep, last waking and getting up, in UTC."""
    out = _instant(day, times.out, zone)
    woke = _latest(times.final_wake, out, zone)
    tried = _latest(times.try_to_sleep, woke, zone)
    return _latest(times.bed, tried, zone), tried, woke, out


def _latest(clock: time, before: datetime, zone: tzinfo) -> datetime:
    """Return the latest instant at which a clock in ``zone`` said ``clock``, up to ``before``."""
    return next(instant for instant in _back(clock, before, zone) if instant <= before)


def _back(clock: time, before: datetime, zone: tzinfo) -> Iterator[datetime]:
    day = before.astimezone(zone).date()
    for _days in range(3):  # two days back there surely is one
        yield _instant(day, clock, zone)
        day -= timedelta(days=1)


def _instant(day: date, clock: time, zone: tzinfo) -> datetime:
    """Return the instant in UTC: times of one zone compare by the clock, not by what passed."""
    return datetime.combine(day, clock, zone).astimezone(UTC)


def _minutes(first: datetime, last: datetime) -> int:
    return round((last - first) / timedelta(minutes=1))


def _percent(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0
