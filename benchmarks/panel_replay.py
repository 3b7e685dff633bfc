"""The warning panel over ten years of twelve measures, and one more day."""

from __future__ import annotations

import time

import numpy as np

from benchmarks.figure import Figure
from benchmarks.population import Cell, people
from iop_companion.analytics.replay import replay_panel

N_DAYS = 3650
N_MEASURES = 12


def figures() -> list[Figure]:
    """Median of nine replays, after one that warms the tables."""
    values = people(Cell(n_measures=N_MEASURES), 1, N_DAYS, 5)[0][0]
    worse = ("high",) * N_MEASURES
    replay_panel(values[:200], worse)
    took = []
    for _ in range(9):
        began = time.perf_counter()
        replay_panel(values, worse)
        took.append(1000 * (time.perf_counter() - began))
    return [Figure("panel replay, ten years of twelve measures", float(np.median(took)), "ms", 100)]
