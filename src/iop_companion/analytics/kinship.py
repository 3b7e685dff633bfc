"""How much a person's measures move together: one correlation, drawn towards other people's."""

from __future__ import annotations

import numpy as np

from iop_companion.analytics.baseline import Ranked
from iop_companion.analytics.series import Flags, Floats
from iop_companion.analytics.spans import Spans

USUAL = 0.35
"""The correlation between two measures of other people (symptoms in daily diaries: .3 to .5)."""

WORTH = 20.0
"""How many days of one's own that counts for."""

MEMORY_DAYS = 120
MOST = 0.8


def mean_scores(score: Floats) -> Floats:
    """Return the mean of ``score[day, person, lane]`` of the lanes entered, at spread 1."""
    entered = ~np.isnan(score)
    n = entered.sum(axis=2)
    count = np.maximum(n, 1)
    level = np.sqrt(count * (1 + (count - 1) * USUAL))
    means: Floats = np.where(n > 0, np.where(entered, score, 0.0).sum(axis=2) / level, np.nan)
    return means


def kinship(
    ranks: Ranked, n_people: int, paired: Flags, guard_days: int, first_day: int = 0
) -> Floats:
    """Return the mean correlation between lanes of each ``[day, person]``, known by that day.

    Made of days that may be in the usual. What the first usual was learnt from counts only for
    measures that had learnt by the first day any had, so that later days never change earlier ones.
    Rows of the result begin with ``first_day``.
    """
    n_days = ranks.entries.n_days
    learnt = ranks.learnt_on[0].reshape(n_people, -1)[:, paired]
    if learnt.shape[1] < 2:
        return np.zeros((n_days - first_day, n_people))
    begins = learnt.min(axis=1)
    whole = ranks.learnt_on[0].reshape(n_people, -1)
    until = np.where(whole <= begins[:, None], begins[:, None], -1).ravel()
    known = np.where(ranks.monitored | (ranks.entries.day <= until), ranks.score, np.nan)
    of_days = ranks.entries.to_days(known).reshape(n_days, n_people, -1)
    score = np.ascontiguousarray(of_days[:, :, paired])
    counted = ~np.isnan(score)
    score = np.where(counted, score, 0.0)
    n = counted.sum(axis=2)
    day = np.arange(first_day, n_days)[:, None]
    learning = np.minimum(begins, n_days) + 1
    end = np.where(day < begins, 0, np.maximum(day - guard_days + 1, learning))
    end = np.minimum(end, day + 1).astype(np.int64)
    n_measures = score.shape[2]
    rows = np.empty((n_days, n_people, 2 * n_measures + 5))
    rows[..., :n_measures] = score
    rows[..., n_measures:-5] = counted
    square = (score * score).sum(axis=2)
    together = score.sum(axis=2) ** 2 - square
    for at, column in enumerate((square, together, n, n * (n - 1), n > 1), -5):
        rows[..., at] = column
    sums = Spans(np.maximum(end - MEMORY_DAYS, 0), end, n_days).wide_sums(rows)
    values = sums[..., n_measures:-5]
    mean = sums[..., :n_measures] / np.maximum(values, 1)
    squares, products, n_values, n_pairs, n_days_both = (sums[..., at] for at in range(-5, 0))
    # levels that moved together (a trend) are no kinship: take the means' part off
    n_lanes = np.maximum((values > 0).sum(axis=2), 1)
    of_means = mean.sum(axis=2) ** 2 - (mean * mean).sum(axis=2)
    products = products - n_pairs * of_means / np.maximum(n_lanes * (n_lanes - 1), 1)
    spread = squares / np.maximum(n_values, 1) - (mean * mean).sum(axis=2) / n_lanes
    own = products / np.maximum(n_pairs, 1) / np.maximum(spread, 0.3)
    trust = n_days_both / (n_days_both + WORTH)
    alike: Floats = np.minimum(np.maximum(USUAL + trust * (own - USUAL), 0.0), MOST)
    return alike
