"""How much of one day is carried over to the next: lag-1 autocorrelation, shrunk in two steps.

A fortnight tells little about it, so a person's measures are pooled and drawn towards what other
people show (mean .3, spread .2: ``warning-signs.md`` section 1), then each measure towards its
person's own value.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from iop_companion.analytics.baseline import Newest, Ranked
from iop_companion.analytics.series import Floats
from iop_companion.analytics.spans import Spans

NOTHING = 1e-6
"""Squares that sum to less are rounding: scores that are all the same, or all on one line."""


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
    ranks: Ranked, newest: Newest, rules: CarryOverRules, n_measures: int, guard_days: int
) -> Floats:
    """Return the carry-over from entry to entry of each ``[day, lane]``, known by that day.

    ``n_measures`` consecutive lanes belong to one person. Only days that may be in the usual
    count. Strictly causal for every lane that has learnt. Rows of the result are those of
    ``newest``.
    """
    entries = ranks.entries
    day = np.arange(newest.first, entries.n_days)[:, None]
    learnt, began = newest.of(ranks.learnt_on), newest.of(ranks.began_on)
    end = np.where(learnt <= day, np.maximum(learnt + 1, day - guard_days + 1), 0)
    start = np.minimum(np.maximum(began, end - rules.memory_days), end)
    spans = Spans(entries.count_before(start), entries.count_before(end), entries.day.shape[0])
    pairs, squares, counts, both, n_scores, total, at, at_squared, product = spans.sums(
        _products(ranks)
    )
    n = np.maximum(n_scores, 1)
    mean = total / n
    # a straight line through the span takes its part of the squares: improving is no carry-over
    spread = np.maximum(at_squared - at * at / n, 1e-6)
    common = product - at * total / n
    trend = np.where(n_scores >= rules.trend_entries, common * common / spread, 0.0)
    pairs = pairs - mean * both + counts * (mean * mean - trend / n)
    squares = np.maximum(squares - n_scores * mean * mean - trend, 0.0)
    squares = squares * counts / n
    return _shrunk(pairs, squares, counts, rules=rules, n_measures=n_measures)


def _products(ranks: Ranked) -> Floats:
    """By entry: what the correlation of neighbouring scores is made of, and their trend.

    Score times the one before it, score squared, number of such pairs, both scores of a pair,
    number of scores, score; day, day squared, score times day.
    """
    scored = ~np.isnan(ranks.score)
    score = np.where(scored, ranks.score, 0.0)
    columns = np.zeros((9, *score.shape))
    same = (ranks.began_on[1:] == ranks.began_on[:-1]) & scored[1:]
    columns[2, 1:] = same
    np.multiply(score[1:], score[:-1], out=columns[0, 1:], where=same)
    np.add(score[1:], score[:-1], out=columns[3, 1:], where=same)
    np.multiply(score, score, out=columns[1])
    columns[4] = scored
    columns[5] = score
    np.multiply(scored, ranks.entries.day, out=columns[6])
    np.multiply(columns[6], columns[6], out=columns[7])
    np.multiply(score, columns[6], out=columns[8])
    return columns


def _shrunk(
    pairs: Floats, squares: Floats, counts: Floats, *, rules: CarryOverRules, n_measures: int
) -> Floats:
    shape = (pairs.shape[0], -1, n_measures)
    pairs, squares, counts = (x.reshape(shape) for x in (pairs, squares, counts))
    own = _estimate(pairs, squares, counts)
    n, n_alike = counts.sum(2), (counts > 0).sum(2)
    together = _estimate(pairs.sum(2), squares.sum(2), n / np.maximum(n_alike, 1))
    worth = n / (1 + np.maximum(n_alike - 1, 0) * rules.kinship)
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
    raw = np.where(squares > NOTHING, pairs / np.maximum(squares, NOTHING), 0.0)
    corrected = raw + (1 + 3 * raw) / np.maximum(counts, 4.0)
    estimate: Floats = np.minimum(np.maximum(corrected, -0.5), 0.95)
    return estimate
