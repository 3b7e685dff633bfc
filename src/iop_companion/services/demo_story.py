"""The course of an invented person over eighteen months, as daily numbers. Seeded, no real person.

Told backwards from the last day: a slow slide, an intensive program that helps, months of holding
steady, and a last fortnight in which sleep shortens, urges rise, mood sinks and skills fade.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

PROGRAM_START = 210
STEP_DOWN = 126
PROGRAM_END = 98
HARD_START = 12
"""Days before the last day on which each stretch of the story begins."""

LONG_GAP = range(260, 269)
"""Nine days without an entry, in days before the last day."""

_ALWAYS = (0, 1, 2, 4, 5, 6, LONG_GAP.start - 1, LONG_GAP.stop)
_NEVER = 3

# What the person tends to, at so many days before the last day; straight lines in between.
_TENDENCY: dict[str, dict[int, float]] = {
    "mood": {547: 5.2, 400: 4.4, 215: 3.4, 170: 4.4, 126: 5.5, 95: 6.0, 11: 6.0, 6: 5.0, 0: 4.2},
    "anxiety": {547: 4.4, 300: 5.4, 215: 6.2, 170: 5.1, 126: 4.2, 95: 3.7, 10: 3.7, 0: 5.4},
    "urge": {547: 3.0, 300: 4.2, 215: 4.8, 170: 3.4, 126: 2.3, 95: 1.9, 10: 1.9, 5: 2.8, 0: 4.6},
    "sleep": {547: 6.7, 300: 6.2, 215: 5.9, 170: 6.5, 126: 7.0, 95: 7.2, 9: 7.2, 8: 5.6, 0: 5.0},
    "skills": {547: 0.4, 215: 0.5, 170: 1.8, 126: 2.7, 12: 2.7, 6: 1.3, 0: 0.6},
    "moving": {547: 0.45, 215: 0.3, 170: 0.5, 126: 0.7, 12: 0.7, 6: 0.4, 0: 0.3},
    "entering": {547: 0.88, 400: 0.78, 215: 0.7, 209: 0.92, 126: 0.88, 0: 0.88},
}
_SPREAD = {"mood": 0.95, "anxiety": 1.0, "urge": 1.0, "sleep": 0.5, "skills": 0.8}
_STEADIER = {130: 1.0, 95: 0.8}
"""Days vary less once the person holds steady: the spread is multiplied by this."""

_CARRY_OVER = 0.3
"""How much of a day's deviation is still there the next day."""

_MONDAY, _FRIDAY, _SATURDAY, _SUNDAY = 0, 4, 5, 6
_WEEK: dict[str, dict[int, float]] = {
    "mood": {_MONDAY: -0.4, _SATURDAY: 0.4, _SUNDAY: 0.2},
    "anxiety": {_SUNDAY: 0.4, _MONDAY: 0.4, _SATURDAY: -0.3},
    "urge": {_FRIDAY: 0.6, _SATURDAY: 0.7},
    "sleep": {_MONDAY: -0.3, _SATURDAY: 0.35, _SUNDAY: 0.5},
    "moving": {_SATURDAY: 0.15, _SUNDAY: 0.15},
}
_MINUTES = (10.0, 15.0, 20.0, 20.0, 25.0, 30.0, 30.0, 40.0, 45.0, 60.0, 75.0)


class Stretch(StrEnum):
    """The parts of the story, by which words and habits differ."""

    BEFORE = "before"
    PROGRAM = "program"
    AFTER = "after"
    HARD = "hard"


@dataclass(frozen=True, slots=True)
class DayOfStory:
    """What one day was like, whether or not all of it is written down.

    ``mood``, ``anxiety``, ``urge`` 0-10 whole; ``sleep`` hours in quarters; ``quality`` 1-5;
    ``movement`` minutes in fives; ``n_skills`` how many skills were used.
    """

    day: date
    before_last: int
    stretch: Stretch
    mood: float
    anxiety: float
    urge: float
    sleep: float
    quality: float
    movement: float
    n_skills: int


def tell(rng: np.random.Generator, last: date, n_days: int) -> list[DayOfStory]:
    """Return the days with an entry, oldest first; days without one are left out."""
    before = np.arange(n_days - 1, -1, -1)
    weekdays = (last.weekday() - before) % 7
    mood = np.clip(np.round(_course(rng, "mood", before, weekdays)), 0, 10)
    anxiety = np.clip(np.round(_course(rng, "anxiety", before, weekdays)), 0, 10)
    urge = np.clip(np.round(_course(rng, "urge", before, weekdays)), 0, 10)
    sleep = np.clip(np.round(_course(rng, "sleep", before, weekdays) * 4) / 4, 3, 11)
    quality = np.clip(np.round(3.2 + 0.9 * (sleep - 6.7) + rng.normal(0, 0.6, n_days)), 1, 5)
    movement = _movement(rng, before, weekdays)
    skills = np.clip(np.round(_course(rng, "skills", before, weekdays)), 0, 5)
    entered = _entered(rng, before, weekdays)
    return [
        DayOfStory(
            day=last - timedelta(days=int(before[i])),
            before_last=int(before[i]),
            stretch=stretch_of(int(before[i])),
            mood=float(mood[i]),
            anxiety=float(anxiety[i]),
            urge=float(urge[i]),
            sleep=float(sleep[i]),
            quality=float(quality[i]),
            movement=float(movement[i]),
            n_skills=int(skills[i]),
        )
        for i in np.flatnonzero(entered)
    ]


def stretch_of(before_last: int) -> Stretch:
    """Return the part of the story that lies so many days before the last day."""
    if before_last > PROGRAM_START:
        return Stretch.BEFORE
    if before_last > PROGRAM_END:
        return Stretch.PROGRAM
    return Stretch.AFTER if before_last > HARD_START else Stretch.HARD


def _tendency(name: str, before: NDArray[np.int_], weekdays: NDArray[np.int_]) -> Floats:
    week = _WEEK.get(name, {})
    line = _between(_TENDENCY[name], before)
    offsets: Floats = np.array([week.get(int(weekday), 0.0) for weekday in weekdays])
    return np.asarray(line + offsets, dtype=np.float64)


def _between(knots: dict[int, float], before: NDArray[np.int_]) -> Floats:
    days = sorted(knots)
    line: Floats = np.interp(before, days, [knots[day] for day in days])
    return line


def _course(
    rng: np.random.Generator, name: str, before: NDArray[np.int_], weekdays: NDArray[np.int_]
) -> Floats:
    """The tendency of a measure with deviations that last from one day into the next."""
    fresh = rng.normal(0, _SPREAD[name] * np.sqrt(1 - _CARRY_OVER**2), len(before))
    deviation = np.zeros(len(before))
    for i in range(1, len(before)):
        deviation[i] = _CARRY_OVER * deviation[i - 1] + fresh[i]
    return _tendency(name, before, weekdays) + deviation * _between(_STEADIER, before)


def _movement(
    rng: np.random.Generator, before: NDArray[np.int_], weekdays: NDArray[np.int_]
) -> Floats:
    moved = rng.random(len(before)) < _tendency("moving", before, weekdays)
    return np.where(moved, rng.choice(_MINUTES, len(before)), 0.0)


def _entered(
    rng: np.random.Generator, before: NDArray[np.int_], weekdays: NDArray[np.int_]
) -> Flags:
    """Single days are missing now and then, and once nine in a row."""
    entered = rng.random(len(before)) < _tendency("entering", before, weekdays)
    missed = 0
    for i in range(len(before)):
        missed = 0 if entered[i] else missed + 1
        entered[i] |= missed > 3
        missed = 0 if entered[i] else missed
    entered |= np.isin(before, _ALWAYS)
    entered &= ~np.isin(before, [*LONG_GAP, _NEVER])
    return entered
