"""On how many days of a stretch each trigger came up, as ticked and as written down by itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class TriggerDays:
    """One trigger: the days it came up, and its mean strength over the ``n_rated`` rated times."""

    label: str
    n_days: int
    n_rated: int = 0
    intensity: float | None = None


@dataclass(frozen=True, slots=True)
class TopTriggers:
    """What came up from ``first`` to ``last``, both included, most often first.

    A trigger counts once a day, however often it was named on it. ``n_days_with`` are the days on
    which any came up; ``n_kinds`` says how many there were, of which ``triggers`` are the first.
    """

    first: date
    last: date
    n_days_with: int = 0
    n_kinds: int = 0
    triggers: tuple[TriggerDays, ...] = ()

    @property
    def n_days(self) -> int:
        """Days of the stretch."""
        return (self.last - self.first).days + 1


class TriggerMet(NamedTuple):
    """A trigger named on a day, in words for the person, with its strength if it was rated."""

    day: date
    label: str
    intensity: int | None = None


def trigger_days(first: date, last: date, met: Iterable[TriggerMet], most: int) -> TopTriggers:
    """Count the triggers of a stretch; ties stand by name, whatever case that is written in."""
    days: dict[str, set[date]] = defaultdict(set)
    rated: dict[str, list[int]] = defaultdict(list)
    names: dict[str, str] = {}
    for one in met:
        if not first <= one.day <= last:
            continue
        key = one.label.strip().casefold()
        names.setdefault(key, one.label.strip())
        days[key].add(one.day)
        if one.intensity is not None:
            rated[key].append(one.intensity)
    order = sorted(days, key=lambda key: (-len(days[key]), key))
    return TopTriggers(
        first=first,
        last=last,
        n_days_with=len(set().union(*days.values())),
        n_kinds=len(days),
        triggers=tuple(_counted(names[key], days[key], rated[key]) for key in order[:most]),
    )


def _counted(label: str, days: set[date], rated: list[int]) -> TriggerDays:
    mean = sum(rated) / len(rated) if rated else None
    return TriggerDays(label, len(days), len(rated), mean)
