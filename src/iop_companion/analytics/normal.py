"""The normal distribution in numpy alone: quantiles of ranks without a statistics library."""

from __future__ import annotations

from functools import cache
from statistics import NormalDist

import numpy as np

from iop_companion.analytics.series import Floats


@cache
def rank_scores(most: int) -> Floats:
    """Return ``table[m, i]``: the normal score of mid-rank ``i / 2`` among ``m`` usual values.

    ``i = 2 * (number below) + (number equal) + 1`` runs from 1 to ``2 m + 1``, so that
    ``table[m, i] = quantile(i / (2 (m + 1)))``; it is 0 for the middle and bounded at the ends.
    ``m`` runs from 0 to ``most``.
    """
    quantile = NormalDist().inv_cdf
    table = np.zeros((most + 1, 2 * most + 2))
    for m in range(most + 1):
        half = [quantile(i / (2 * (m + 1))) for i in range(1, m + 1)]
        table[m, 1 : 2 * m + 2] = [*half, 0.0, *(-score for score in reversed(half))]
    table.setflags(write=False)
    return table
