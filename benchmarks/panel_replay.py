"""The warning panel over ten years of twelve measures, and one more day."""

from __future__ import annotations

import time

import numpy as np

from benchmarks.figure import Figure
from benchmarks.population import Cell, people
from iop_companion.analytics.one_more_day import replay_on
from iop_companion.analytics.replay import replay, replay_panel

N_DAYS = 3650
N_MEASURES = 12
N_TIMES = 9


def figures() -> list[Figure]:
    """Medians of nine replays and of nine days added, after some that warm the tables."""
    values = people(Cell(n_measures=N_MEASURES), 1, N_DAYS, 5)[0][0]
    worse = ("high",) * N_MEASURES
    replay_panel(values[:200], worse)
    whole = []
    for _ in range(N_TIMES):
        began = time.perf_counter()
        replay_panel(values, worse)
        whole.append(1000 * (time.perf_counter() - began))
    course = replay(values[: -N_TIMES - 1], worse)
    one_more = []
    for left in range(N_TIMES, -1, -1):
        began = time.perf_counter()
        course = replay_on(course, values[: N_DAYS - left], worse)
        one_more.append(1000 * (time.perf_counter() - began))
    return [
        Figure("panel replay, ten years of twelve measures", float(np.median(whole)), "ms", 100),
        Figure("panel, one more day", float(np.median(one_more[1:])), "ms", 5),
    ]
