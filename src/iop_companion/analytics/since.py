"""When a change seems to have begun: the most likely day of a step, given that there is one.

The estimator of Samuel, Pignatiello and Calvin (1998, Quality Engineering 10(3)): the start that
makes the squared sum of scores since then, divided by their number, largest.
"""

from __future__ import annotations

import numpy as np

from iop_companion.analytics.series import Floats

LONGEST = 60
"""Entries looked back on; a change that began earlier is dated to the first of them."""


def change_start(scores: Floats) -> int:
    """Return the row of ``scores`` (NaN: no entry) with which the change seems to begin.

    0 if there is nothing to go by. Scores are 0 at the usual and higher is worse.
    """
    rows = np.flatnonzero(~np.isnan(scores))[-LONGEST:]
    if not rows.size:
        return 0
    sums = np.cumsum(scores[rows][::-1])[::-1]
    counts = np.arange(rows.size, 0, -1)
    return int(rows[int(np.argmax(np.where(sums > 0, sums * sums / counts, -1.0)))])
