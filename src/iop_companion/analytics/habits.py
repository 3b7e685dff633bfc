"""Has something a person does on most occasions been missed more than is their own habit?

The newest occasions against the ones before them: the signed root of the binomial deviance
(McCullagh and Nelder 1989, section 2.3), which keeps to the normal distribution for rare misses
where a plain difference of shares does not. Misses come in clumps (a week away), so the person's
own clumping widens its error, and so does the error of the habit itself.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from iop_companion.analytics.series import Floats

USUAL_CLUMPING = 0.15
"""The lag-1 correlation of misses of other people, and how many occasions it counts for."""
CLUMPING_WORTH = 30.0
MOST_CLUMPED = 0.9


@dataclass(frozen=True, slots=True)
class HabitRules:
    """``recent`` occasions are compared with up to ``newest`` before them, at least ``least``.

    Silent where more than ``most_missed`` of the habit is missed (then there is no habit to miss)
    and where fewer than ``least_missed`` of the newest are.
    ``prior_missed`` of ``prior_n`` occasions stand for other people.
    """

    recent: int = 14
    least: int = 28
    newest: int = 90
    most_missed: float = 0.5
    least_missed: float = 0.0
    prior_missed: float = 1.0
    prior_n: float = 4.0


@dataclass(frozen=True, slots=True, eq=False)
class Habit:
    """``distance[occasion, lane]``: standard errors by which the newest are missed more, or 0.

    ``score`` is each occasion's own miss in standard deviations of the habit (NaN: none known).
    """

    distance: Floats
    score: Floats


def missed_more(missed: Floats, rules: HabitRules, first: int = 0) -> Habit:
    """Compare the newest occasions up to each row with the person's habit before them.

    ``missed[occasion, lane]`` is 1 for missed, 0 for kept, or between; NaN before the first one.
    A row speaks of itself and the rows before it. Rows of the result begin with row ``first``.
    """
    n_rows = missed.shape[0]
    known = ~np.isnan(missed)
    value = np.where(known, missed, 0.0)
    parts = np.zeros((n_rows + 1, 3, missed.shape[1]))  # misses, occasions, misses in a row
    parts[1:, 0] = value
    parts[1:, 1] = known
    np.multiply(value[1:], value[:-1], out=parts[2:, 2])
    total = np.cumsum(parts, axis=0)
    end = np.arange(first + 1, n_rows + 1)
    middle = np.maximum(end - rules.recent, 0)
    until, by_then = total[end], total[middle]
    recent, habit = until - by_then, by_then - total[np.maximum(middle - rules.newest, 0)]
    recent_missed, n_recent = recent[:, 0], recent[:, 1]
    habit_missed, n_habit, habit_pairs = habit[:, 0], habit[:, 1], habit[:, 2]
    count = np.maximum(n_habit, 1.0)
    mean = habit_missed / count
    share = (habit_missed + rules.prior_missed) / (n_habit + rules.prior_n)
    spread = np.maximum(mean * (1 - mean), 1e-9)
    own = (habit_pairs / count - mean * mean) / spread
    own = np.where(habit_missed > 1, own + (1 + 3 * own) / np.maximum(count, 4.0), USUAL_CLUMPING)
    trust = count / (count + CLUMPING_WORTH)
    clumped = np.minimum(
        np.maximum(USUAL_CLUMPING + trust * (own - USUAL_CLUMPING), 0.0), MOST_CLUMPED
    )
    now = recent_missed / np.maximum(n_recent, 1.0)
    root = np.sqrt(2 * n_recent * _divergence(now, share))
    error = np.sqrt((1 + clumped) / (1 - clumped) * (1 + n_recent / count))
    speaks = (n_habit >= rules.least) & (n_recent >= rules.recent) & (mean <= rules.most_missed)
    speaks &= recent_missed >= rules.least_missed
    learnt = known[first:] & (n_habit >= rules.least)
    deviation = (value[first:] - share) / np.sqrt(share * (1 - share))
    return Habit(
        distance=np.where(speaks & (now > share), root / error, 0.0),
        score=np.where(learnt, deviation, np.nan),
    )


def _divergence(now: Floats, share: Floats) -> Floats:
    """Kullback-Leibler divergence of two shares, 0 or more; 0 log 0 is 0."""
    a, b = np.maximum(now, 1e-12), np.maximum(1 - now, 1e-12)
    parts: Floats = now * np.log(a / share) + (1 - now) * np.log(b / (1 - share))
    return np.maximum(parts, 0.0)
