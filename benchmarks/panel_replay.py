"""The warning panel over ten years of twelve measures, one more day, that day amended, own signs.

Wall time says what a person waits; processor time says what the arithmetic costs where others use
the same cores. Whole replays and single days are measured in turn, so that a slow minute of the
computer falls on both.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import numpy as np

from benchmarks.figure import Figure
from benchmarks.population import Cell, people
from iop_companion.analytics.one_more_day import replay_on
from iop_companion.analytics.own_signs import SignShown, shown_days, signs_level
from iop_companion.analytics.replay import replay, replay_panel
from iop_companion.analytics.series import DailySeries, Floats
from iop_companion.domain.ids import MeasureId, RecordId
from iop_companion.domain.records import PlanZone
from iop_companion.domain.sign_rule import Comparison, SignCondition, SignRule

N_DAYS = 3650
N_MEASURES = 12
N_SIGNS = 10
N_TIMES = 9
ONES_A_TIME = 5
"""Days added between two whole replays."""

SIGN_DAYS = 366
"""So far back the days of a sign are read when a level is asked for."""


def figures() -> list[Figure]:
    """Medians of nine replays and of the days added between them, after some that warm tables."""
    values = people(Cell(n_measures=N_MEASURES), 1, N_DAYS, 5)[0][0]
    worse = ("high",) * N_MEASURES
    replay_panel(values[:200], worse)
    signs = _signs(values)
    whole, one_more, amended, of_signs = _Times(), _Times(), _Times(), _Times()
    n_added = N_TIMES * ONES_A_TIME
    course = replay(values[: -n_added - 1], worse)
    course = replay_on(course, values[:-n_added], worse)
    for time_ in range(N_TIMES):
        whole.of(lambda: replay_panel(values, worse))
        for one in range(ONES_A_TIME):
            n_days = N_DAYS - n_added + time_ * ONES_A_TIME + one + 1
            course = one_more.of(lambda n=n_days, known=course: replay_on(known, values[:n], worse))
            changed = values[:n_days].copy()
            changed[-1] = 10.0 - changed[-1]
            amended.of(lambda known=course, new=changed: replay_on(known, new, worse))
            of_signs.of(lambda n=n_days: _level_of_signs(*signs, n))
    return [
        Figure("panel replay, ten years of twelve measures", whole.wall, "ms", 100),
        Figure("the same, processor time", whole.processor, "ms", None),
        Figure("panel, one more day", one_more.wall, "ms", 5),
        Figure("the same, processor time", one_more.processor, "ms", None),
        Figure("panel, the last day amended", amended.wall, "ms", None),
        Figure("the same, processor time", amended.processor, "ms", None),
        Figure("ten own signs on one day", of_signs.wall, "ms", None),
        Figure("the same, processor time", of_signs.processor, "ms", None),
    ]


class _Times:
    """Wall and processor time of the same work, again and again."""

    def __init__(self) -> None:
        self._taken: list[tuple[float, float]] = []

    def of(self, work: Callable[[], Any]) -> Any:
        began = time.perf_counter(), time.process_time()
        found = work()
        self._taken.append((time.perf_counter() - began[0], time.process_time() - began[1]))
        return found

    @property
    def wall(self) -> float:
        return 1000 * float(np.median([one[0] for one in self._taken]))

    @property
    def processor(self) -> float:
        return 1000 * float(np.median([one[1] for one in self._taken]))


def _signs(values: Floats) -> tuple[list[SignRule], list[DailySeries]]:
    """Ten signs, each on a measure of its own, and their days."""
    first = date(2016, 1, 1)
    names = [MeasureId(f"measure{at}") for at in range(N_SIGNS)]
    rules = [
        SignRule((SignCondition(name, Comparison.AT_LEAST, 7.0),), 1 + at % 3, in_a_row=at % 2 == 0)
        for at, name in enumerate(names)
    ]
    series = [DailySeries(name, first, values[:, at]) for at, name in enumerate(names)]
    return rules, series


def _level_of_signs(rules: list[SignRule], series: list[DailySeries], n_days: int) -> object:
    last = series[0].first + timedelta(days=n_days - 1)
    first = last - timedelta(days=SIGN_DAYS)
    shown = [
        SignShown(RecordId(f"{at}"), PlanZone.WATCH, shown_days(rule, [one], first, last))
        for at, (rule, one) in enumerate(zip(rules, series, strict=True))
    ]
    return signs_level(shown, last)
