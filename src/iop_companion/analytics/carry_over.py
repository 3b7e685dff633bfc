"""How much of one day is carried over to the next: lag-1 autocorrelation, shrunk in two steps.

A fortnight tells little about it, so a person's measures are pooled and drawn towards what other
people show (mean .3, spread .2: ``warning-signs.md`` section 1), then each measure towards its
person's own value.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from iop_companion.analytics.baseline import Ints, Ranked
from iop_companion.analytics.series import Floats, without_gaps
from iop_companion.analytics.spans import Spans


@dataclass(frozen=True, slots=True)
class CarryOverRules:
    """Population mean and spread of the carry-over, its spread among one person's measures.

    ``kinship`` is the assumed correlation of two measures' products, which makes pooling worth
    less than counting all pairs. A straight trend is taken off spans of at least ``trend_entries``.
    The result is clipped to 0 ... ``most``.
    """

    mean: float = 0.3
    spread: float = 0.2
    spread_within: float = 0.1
    kinship: float = 0.16
    memory_days: int = 120
    most: float = 0.85
    trend_entries: int = 20


def carry_over(
    ranks: Ranked, rules: CarryOverRules, n_measures: int, guard_days: int, first: int = 0
) -> Floats:
    """Return the carry-over from entry to entry of each ``[day, lane]``, known by that day.

    ``n_measures`` consecutive lanes belong to one person. Only days that may be in the usual
    count. Strictly causal for every lane that has learnt. Rows of the result begin with ``first``.
    """
    n_days = ranks.entries.n_days
    day = np.arange(first, n_days)[:, None]
    learnt = _latest(ranks, ranks.learnt_on, n_days, first)
    began = _latest(ranks, ranks.began_on, n_days, first)
    end = np.where(learnt <= day, np.maximum(learnt + 1, day - guard_days + 1), 0)
    start = np.minimum(np.maximum(np.maximum(began, end - rules.memory_days), 0), end)
    spans = Spans(start, end, n_days)
    columns = _products(ranks)
    pairs, squares, counts, both, n_scores, total = spans.sums(columns)
    n = np.maximum(n_scores, 1)
    mean = total / n
    trend = _of_trend(spans, columns[4], columns[5], rules.trend_entries)
    pairs = pairs - mean * both + counts * (mean * mean - trend / n)
    squares = np.maximum(squares - n_scores * mean * mean - trend, 0.0)
    squares = squares * counts / n
    return _shrunk(pairs, squares, counts, rules=rules, n_measures=n_measures)


def _of_trend(spans: Spans, scored: Floats, score: Floats, least: int) -> Floats:
    """The part of the sum of squares about the mean that a straight line through the span takes.

    An improvement is no carry-over. 0 in spans of fewer than ``least`` scores.
    """
    day = np.arange(score.shape[0], dtype=np.float64)[:, None]
    n, total, at, at_squared, product = spans.sums(
        (scored, score, scored * day, scored * day * day, score * day)
    )
    count = np.maximum(n, 1)
    spread = np.maximum(at_squared - at * at / count, 1e-6)
    common = product - at * total / count
    taken: Floats = np.where(n >= least, common * common / spread, 0.0)
    return taken


def _products(ranks: Ranked) -> Floats:
    """By day: sums that the correlation of neighbouring scores is made of.

    Score times the one before it, score squared, number of such pairs, both scores of a pair,
    number of scores, score.
    """
    score = without_gaps(ranks.score)
    same = np.zeros(score.shape, dtype=np.bool_)
    same[1:] = (ranks.began_on[1:] == ranks.began_on[:-1]) & ~np.isnan(ranks.score[1:])
    columns = np.zeros((6, *score.shape))
    columns[0, 1:] = score[1:] * score[:-1] * same[1:]
    columns[1] = score * score
    columns[2] = same
    columns[3, 1:] = (score[1:] + score[:-1]) * same[1:]
    columns[4] = ~np.isnan(ranks.score)
    columns[5] = score
    return without_gaps(ranks.entries.to_days(columns))


def _latest(ranks: Ranked, by_entry: Ints, n_days: int, first: int) -> Ints:
    """What the newest entry up to each day says, clipped to the days covered plus one."""
    index = np.maximum(ranks.entries.upto[1 + first :] - 1, 0)
    place = index * index.shape[1] + np.arange(index.shape[1])
    latest: Ints = np.minimum(by_entry.ravel().take(place), n_days + 1)
    return latest


def _shrunk(
    pairs: Floats, squares: Floats, counts: Floats, *, rules: CarryOverRules, n_measures: int
) -> Floats:
    shape = (pairs.shape[0], -1, n_measures)
    pairs, squares, counts = (x.reshape(shape) for x in (pairs, squares, counts))
    own = _estimate(pairs, squares, counts)
    together = _estimate(
        pairs.sum(2), squares.sum(2), counts.sum(2) / np.maximum((counts > 0).sum(2), 1)
    )
    n_alike = (counts > 0).sum(2)
    worth = counts.sum(2) / (1 + np.maximum(n_alike - 1, 0) * rules.kinship)
    between = rules.spread**2
    trust = between * worth / (between * worth + 1)
    person = rules.mean + trust * (together - rules.mean)
    left = rules.spread_within**2
    own_trust = left * counts / (left * counts + 1)
    lanes = person[..., None] + own_trust * (own - person[..., None])
    clipped: Floats = np.minimum(np.maximum(lanes, 0.0), rules.most).reshape(shape[0], -1)
    return clipped


def _estimate(pairs: Floats, squares: Floats, counts: Floats) -> Floats:
    """The quotient with Kendall's correction for short series; 0 where there is nothing."""
    raw = pairs / np.maximum(squares, 1e-9)
    corrected = raw + (1 + 3 * raw) / np.maximum(counts, 4.0)
    estimate: Floats = np.minimum(np.maximum(corrected, -0.5), 0.95)
    return estimate
