"""One line of the table that ``make bench`` prints."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """A measured value with its goal (at most) and, in words, what it was compared with."""

    what: str
    value: float
    unit: str
    goal: float | None = None
    beside: str = ""

    @property
    def verdict(self) -> str:
        if self.goal is None:
            return ""
        return "ok" if self.value <= self.goal else "OVER"


def timed_ms(work: Callable[[], object], repeats: int) -> list[float]:
    """Return how long each of ``repeats`` runs of ``work`` took, in milliseconds."""
    found = []
    for _ in range(repeats):
        began = time.perf_counter()
        work()
        found.append((time.perf_counter() - began) * 1000)
    return found


def p95(values: list[float]) -> float:
    """Return the 95th percentile (nearest rank)."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, round(0.95 * len(ranked)))]


def median(values: list[float]) -> float:
    return statistics.median(values)
