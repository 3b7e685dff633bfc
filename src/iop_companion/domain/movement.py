"""Minutes of movement weighed by effort, as the WHO counts them (2020 guidelines).

A vigorous minute counts twice, a light one not at all; what has no effort is counted apart and
never guessed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from iop_companion.domain.diary_entries import Effort, MovementBout

WHO_LEAST_MIN, WHO_MOST_MIN = 150, 300
"""Moderate-equivalent minutes a week for adults (WHO 2020)."""


@dataclass(frozen=True, slots=True)
class MovementSum:
    """Minutes in all, moderate-equivalent ones, and those without an effort."""

    minutes: float = 0
    moderate_equivalent: float = 0
    without_effort: float = 0


def movement_sum(bouts: Iterable[MovementBout]) -> MovementSum:
    """Add bouts up: moderate minutes once, vigorous ones twice."""
    found = tuple(bouts)
    weights = {Effort.LIGHT: 0, Effort.MODERATE: 1, Effort.VIGOROUS: 2}
    return MovementSum(
        minutes=sum(bout.minutes for bout in found),
        moderate_equivalent=sum(
            bout.minutes * weights[bout.effort] for bout in found if bout.effort is not None
        ),
        without_effort=sum(bout.minutes for bout in found if bout.effort is None),
    )
