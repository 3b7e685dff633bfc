"""The likelihood-ratio scan: were the last n entries higher than usual, for any n?

For each window the statistic compares "a step began with its first entry" against "nothing
changed", given the carry-over from entry to entry and the error of the usual.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from iop_companion.analytics.baseline import Ints, Ranked
from iop_companion.analytics.series import Flags, Floats

WINDOWS = (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 18, 22, 26, 30)
"""Window lengths in entries."""


@dataclass(frozen=True, slots=True, eq=False)
class Scan:
    """``reach[w, entry, lane]``: the largest statistic over the windows up to the w-th.

    In units of its own standard error. ``seen`` counts the monitored entries since the scan last
    began (learning, a break); longer windows than that do not exist.
    """

    reach: Floats
    seen: Ints


def scan(ranks: Ranked, phi: Floats, restart_gap: int, windows: tuple[int, ...] = WINDOWS) -> Scan:
    """Scan every lane; ``phi[entry, lane]`` is the carry-over known at that entry."""
    score = np.where(ranks.monitored, ranks.score, 0.0)
    before = np.vstack([np.zeros((1, score.shape[1])), np.nan_to_num(ranks.score)[:-1]])
    total = np.cumsum(score, axis=0)
    error = (1 + phi) / (1 - phi) / np.maximum(ranks.n_usual, 1)
    noise = 1 - phi * phi
    keep = 1 - phi
    seen = _seen(ranks, restart_gap)
    reach = np.full((len(windows), *score.shape), -np.inf)
    best = np.full(score.shape, -np.inf)
    for w, n in enumerate(windows):
        if n > score.shape[0]:
            reach[w:] = best
            break
        rows = slice(n - 1, None)
        window = total[rows].copy()
        window[1:] -= total[:-n]
        first = score[: score.shape[0] - n + 1]
        prior = before[: score.shape[0] - n + 1]
        a, k = phi[rows], keep[rows]
        lean = (first - a * prior) + k * ((window - first) - a * (window - score[rows]))
        weight = k + (n - 1) * k * k
        info = (1 + (n - 1) * k * k) * noise[rows]
        value = lean / np.sqrt(info + weight * weight * error[rows])
        value[seen[rows] < n] = -np.inf
        best[rows] = np.maximum(best[rows], value)
        reach[w] = best
    return Scan(reach, seen)


def _seen(ranks: Ranked, restart_gap: int) -> Ints:
    """How many entries the scan may look back on, itself included."""
    day = ranks.entries.day
    fresh = np.ones(day.shape, dtype=np.bool_)
    fresh[1:] = (day[1:] - day[:-1] > restart_gap) | ~ranks.monitored[:-1]
    return since_marks(fresh, ranks.monitored)


def since_marks(fresh: Flags, counted: Flags) -> Ints:
    """Number each counted entry from the last mark on: 1 at the mark; 0 where not counted."""
    index = np.broadcast_to(np.arange(fresh.shape[0])[:, None], fresh.shape)
    start = np.maximum.accumulate(np.where(fresh, index, 0), axis=0)
    return np.where(counted, index - start + 1, 0)
