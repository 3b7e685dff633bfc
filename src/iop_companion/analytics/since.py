"""When a change seems to have begun: the most likely day of a step, given that there is one.

Page's estimator: the start that makes the sum of scores since then, each less half a standard
deviation, largest (Page 1954, Biometrika 41; Hinkley 1971, Biometrika 58). Where the whole change
is smaller than that, the start that makes the squared sum divided by the number largest (Samuel,
Pignatiello and Calvin 1998, Quality Engineering 10).
"""

from __future__ import annotations

import numpy as np

from iop_companion.analytics.series import Floats

LONGEST = 60
"""Entries looked back on; a change that began earlier is dated to the first of them."""

HALF = 0.5
"""Half of the change the estimator is made for, in standard deviations of the scores."""


def change_start(scores: Floats) -> int | None:
    """Return the row of ``scores`` (NaN: no entry) with which the change seems to begin, or None.

    Scores are 0 at the usual and higher is worse. The last row with an entry belongs to the change.
    """
    rows = np.flatnonzero(~np.isnan(scores))[-LONGEST:]
    if not rows.size:
        return None
    backwards = scores[rows][::-1]
    sums = np.cumsum(backwards)
    counts = np.arange(1, rows.size + 1)
    gains = sums - HALF * counts
    if gains.max() <= 0:
        gains = np.where(sums > 0, sums * sums / counts, -1.0)
    return int(rows[rows.size - 1 - int(np.argmax(gains))])
