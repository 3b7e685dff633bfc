"""The usual follows improvement: how much better the newest part of it is than the whole.

The first weeks of a program are hard, so a usual learnt then hides a later slip. Where the newest
entries of a usual are better than all of it, by more than the error of that comparison, all of it
is added to each score, as if the usual had been learnt from them; below that, nothing: taking the
error off what is surely there delays more than it spares (ADR 0010). It never follows a worsening.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from iop_companion.analytics.baseline import Ints, Newest, Ranked
from iop_companion.analytics.kinship import USUAL
from iop_companion.analytics.series import Flags, Floats, without_gaps
from iop_companion.analytics.spans import Spans

SAME = 1e-6
"""A usual that varies less than this part of its mean is constant but for rounding."""


@dataclass(frozen=True, slots=True)
class ImprovementRules:
    """``newest`` entries, or half of a short usual, are compared with the whole.

    ``errors`` is how many standard errors of the comparison must be passed before it counts;
    ``together`` is how much of it is taken from all measures of a person, which move together
    about as other people's do. A measure without an entry for ``in_use_days`` has no part in it.
    """

    newest: int = 24
    errors: float = 1.5
    together: float = 0.9
    in_use_days: int = 60


def improvement(
    ranks: Ranked, newest: Newest, phi: Floats, paired: Flags, rules: ImprovementRules
) -> Floats:
    """Return what is added to the scores of ``[day, person, lane]``: 0 or more, in their unit.

    Rows of ``phi`` and of the result are those of ``newest``.
    """
    shape = phi.shape
    day = np.arange(newest.first, newest.first + shape[0])[:, None]
    low, high = newest.known(ranks.low), newest.known(ranks.high)
    m = np.maximum(high - low, 1)
    k = np.maximum(np.minimum(rules.newest, (m + 1) // 2), 1)
    value = without_gaps(ranks.usual.value)
    ends, n_rows = np.concatenate([high, high]), value.shape[0]
    spans = Spans(np.concatenate([low, high - k]), ends, n_rows)  # all of it, and its newest part
    totals, of_squares = spans.sums((value, value * value))
    mean, squares = totals[: shape[0]] / m, of_squares[: shape[0]]
    lately = totals[shape[0] :] / k
    spread = np.sqrt(np.maximum(squares / m - mean * mean, 0.0))
    varies = spread > SAME * (1 + np.abs(mean))
    better = np.where(varies, (mean - lately) / np.maximum(spread, 1e-9), 0.0).reshape(shape)
    m, k = m.reshape(shape), k.reshape(shape)
    idle = day - newest.known(ranks.entries.day)
    # a usual still being learnt would look at days to come
    learnt = newest.known(ranks.learnt_on) <= day
    known = ((high > low) & learnt & (idle <= rules.in_use_days)).reshape(shape) & paired
    n = np.maximum(known.sum(axis=2, keepdims=True), 1)
    pooled = np.where(known, better, 0.0).sum(axis=2, keepdims=True) / n
    leaning = np.where(paired, better + rules.together * (pooled - better), better)
    carried = (1 + phi) / (1 - phi)
    error = np.sqrt(carried * np.maximum(1 / k - 1 / m, 0.0))
    error = error * np.where(paired, _pooled_error(n, rules.together), 1.0)
    added: Floats = np.where(leaning > rules.errors * error, np.maximum(leaning, 0.0), 0.0)
    return added


def _pooled_error(n: Ints, together: float) -> Floats:
    """What pooling over ``n`` measures leaves of the error of one of them."""
    pooled = (1 + (n - 1) * USUAL) / n
    part = np.where(n > 1, together, 0.0)
    left: Floats = np.sqrt((1 - part) ** 2 + (2 * part - part * part) * pooled)
    return left
