"""How much the days differ from one to the next, compared with how much they usually do.

The absolute difference of successive scores, averaged over the measures of a day (successive
differences: von Neumann 1941; in daily diaries Jahng, Wood and Trull 2008, Psychological Methods
13), is a series of its own: it is ranked within its own usual and weighed together like any other.
Differences take slow changes of level out, so a slow worsening is not counted twice.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from iop_companion.analytics.baseline import (
    Ints,
    KnownRanks,
    Ranked,
    UsualRules,
    ranked,
    usual_start,
)
from iop_companion.analytics.carry_over import CarryOverRules, carry_over
from iop_companion.analytics.series import Floats
from iop_companion.analytics.steady_tail import Tail, steady_tail
from iop_companion.analytics.taking_on import taken_on

GROWN = 1.2
"""A measure is named when its differences are so many times what they were."""

USUAL_DAYS = 60

_BLOCK = 64


@dataclass(frozen=True, slots=True)
class SwingRules:
    """Differences over at most ``longest_step`` days count; the newest weighs ``share``."""

    longest_step: int = 3
    share: float = 0.08
    usual: UsualRules = field(default_factory=UsualRules)
    carry_over: CarryOverRules = field(
        default_factory=lambda: CarryOverRules(mean=0.15, spread=0.1)
    )


@dataclass(frozen=True, slots=True, eq=False)
class Swings:
    """``steps[day, person, lane]`` are the differences; ``reach`` their average, in its error.

    ``mean[day, person]`` is their mean over the measures, ``score`` its rank score, of which
    ``average`` is made; ``ranked`` holds these also of the days a usual was first learnt from. NaN
    on days without a difference. Days of ``ranks`` count from ``offset``.
    """

    steps: Floats
    mean: Floats
    score: Floats
    average: Floats
    reach: Floats
    ranked: Floats
    ranks: Ranked
    offset: int = 0

    def most(self, since: int, day: int, person: int = 0) -> list[int]:
        """Return the lanes whose differences grew most from ``since`` to ``day``, at most two."""
        steps = self.steps[: day + 1, person]
        before, after = steps[max(0, since - USUAL_DAYS) : since], steps[since:]
        ratio = _mean(after) / np.maximum(_mean(before), 1e-9)
        order = np.argsort(-np.nan_to_num(ratio), kind="stable")
        return [int(lane) for lane in order[:2] if ratio[lane] > GROWN]


def _mean(steps: Floats) -> Floats:
    known = ~np.isnan(steps)
    n = known.sum(axis=0)
    mean: Floats = np.where(known, steps, 0.0).sum(axis=0) / np.maximum(n, 1)
    return np.where(n > 1, mean, np.nan)


def day_steps(
    ranks: Ranked, n_people: int, rules: SwingRules, first: int = 0
) -> tuple[Floats, Floats]:
    """Return the differences ``[day, person, lane]`` and their mean over the measures of a day.

    Rows of both begin with day ``first``.
    """
    n_days = ranks.entries.n_days - first
    steps = _steps(ranks, rules.longest_step, first).reshape(n_days, n_people, -1)
    known = ~np.isnan(steps)
    n = known.sum(axis=2)
    total = np.where(known, steps, 0.0).sum(axis=2)
    return steps, np.where(n > 0, total / np.maximum(n, 1), np.nan)


def swings(ranks: Ranked, n_people: int, rules: SwingRules) -> Swings:
    """Return how far each person's day-to-day differences stand from usual."""
    return compared(*day_steps(ranks, n_people, rules), rules)


def compared(steps: Floats, mean: Floats, rules: SwingRules) -> Swings:
    """Rank ``mean[day, person]`` within its own usual and weigh the ranks together."""
    ranks = ranked(mean, rules.usual)
    score, error = _weighed(ranks, rules)
    average = ranks.entries.to_days(_averages(score, ranks.began_on, rules.share))
    by_day = ranks.entries.to_days(score)
    reach = np.where(np.isnan(by_day), np.nan, average / error)
    return Swings(steps, mean, by_day, average, reach, ranks.entries.to_days(ranks.score), ranks)


def compared_on(
    known: Swings, mean: Floats, rows: tuple[int, int], rules: SwingRules
) -> Swings | None:
    """Return what :func:`compared` says of ``mean``, from what is known before ``rows[0]``.

    Rows before that are those of ``known``, its ``steps`` too; scores before ``rows[1]`` are no
    longer needed. None where the beginning of the usual is within reach.
    """
    row, needed = rows
    tail = steady_tail((known.ranks, known.offset), (), mean, mean[row:], rows, rules.usual)
    if tail is None:
        days = np.flatnonzero(~np.isnan(mean[:row, 0]))
        begin = usual_start(days, needed, rules.usual, days)
        if begin is None or begin <= days[0]:
            return None
        tail = Tail(row, begin)
    start = tail.start
    scores = np.full((mean.shape[0] - start, 1), np.nan)
    scores[: row - start] = known.ranked[start:row]
    ranks = ranked(
        mean[start:],
        rules.usual,
        scored_from=max(needed - start, 0),
        known=KnownRanks(scores, tail.stretches),
    )
    weighed, error = _weighed(ranks, rules, row - start)
    to_days = ranks.entries.to_days
    score = to_days(weighed, row - start)
    average = _averages_on(known.average[start:row], weighed[:, 0], ranks, rules.share)
    reach = np.where(np.isnan(score), np.nan, average / error)
    return Swings(
        known.steps,
        mean,
        score=taken_on(known.score, row, score),
        average=taken_on(known.average, row, average),
        reach=taken_on(known.reach, row, reach),
        ranked=taken_on(known.ranked, row, to_days(ranks.score, row - start)),
        ranks=ranks,
        offset=start,
    )


def _averages_on(known: Floats, weighed: Floats, ranks: Ranked, share: float) -> Floats:
    """The averages of one person's days behind those ``known``; ``weighed`` are all scores."""
    n_known = known.shape[0]
    average = np.full((ranks.entries.n_days - n_known, 1), np.nan)
    before, end = ranks.entries.upto[[n_known, -1], 0].tolist()
    day, began = ranks.entries.day[:, 0], ranks.began_on[:, 0]
    held = float(known[day[before - 1], 0])
    for entry in range(before, end):
        told = weighed[entry]
        held = (1 - share) * held if began[entry] == began[entry - 1] else 0.0
        held += 0.0 if np.isnan(told) else share * float(told)
        average[day[entry] - n_known, 0] = held
    return average


def _weighed(ranks: Ranked, rules: SwingRules, first: int = 0) -> tuple[Floats, Floats]:
    """The scores by entry, and the standard error of their average by day from ``first`` on."""
    newest = ranks.newest(first)
    phi = carry_over(ranks, newest, rules.carry_over, 1, rules.usual.guard_days)
    carried = phi * (1 - rules.share)
    noise = rules.share / (2 - rules.share) * (1 + carried) / (1 - carried)
    error = (1 + phi) / (1 - phi) / np.maximum(newest.known(ranks.n_usual), 1)
    return np.where(ranks.monitored, ranks.score, np.nan), np.sqrt(noise + error)


def _steps(ranks: Ranked, longest: int, first: int) -> Floats:
    """Absolute difference of each entry's score to the one before, from day ``first`` on."""
    score, day = ranks.score, ranks.entries.day
    step = np.full(score.shape, np.nan)
    near = (day[1:] - day[:-1] <= longest) & ranks.monitored[1:] & ranks.monitored[:-1]
    step[1:] = np.where(near, np.abs(score[1:] - score[:-1]), np.nan)
    return ranks.entries.to_days(step, first)


def _averages(score: Floats, began_on: Ints, share: float) -> Floats:
    """Exponentially weighted averages by entry, 0 at the beginning of each stretch."""
    keep = 1 - share
    value = np.where(np.isnan(score), 0.0, score) * share
    average = np.empty_like(value)
    powers = keep ** np.arange(_BLOCK + 1)
    weights = np.tril(powers[np.abs(np.subtract.outer(np.arange(_BLOCK), np.arange(_BLOCK)))])
    before = np.zeros(value.shape[1])
    for row in range(0, value.shape[0], _BLOCK):
        part = value[row : row + _BLOCK]
        n = part.shape[0]
        average[row : row + n] = weights[:n, :n] @ part + powers[1 : n + 1, None] * before
        before = average[row + n - 1]
    # what a stretch held when the next began is taken off as it fades
    rows = np.arange(value.shape[0])[:, None]
    again = np.zeros(value.shape, dtype=np.bool_)
    again[1:] = began_on[1:] != began_on[:-1]
    start = np.maximum.accumulate(np.where(again, rows, 0), axis=0)
    left = np.take_along_axis(average, np.maximum(start - 1, 0), axis=0)
    fading: Floats = average - np.where(start > 0, keep ** (rows - start + 1.0) * left, 0.0)
    return fading
