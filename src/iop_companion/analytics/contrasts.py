"""One, half, or all: the three questions the panel puts to a person's averages on a day.

With measures that all share a part (equal correlation r), the best test for "these k have moved
and the others have not" compares their sum with what the others lead one to expect:

    (sum of the k highest - k g T) / sqrt((1 - r) (k - g k^2)),   g = r / (1 + (n - 1) r),

T the sum over all n: the likelihood-ratio direction of a multivariate EWMA (Lowry and others 1992,
Technometrics 34), turned to one side and searched over the k highest (as in Mei 2010, Biometrika
97). For k = n it is the plain mean. A measure that stands out only because the others are better
than usual must not speak, so improvements enter T at most as -1, and what speaks must itself stand
above its own usual by ``need`` standard errors.
"""

from __future__ import annotations

import numpy as np

from iop_companion.analytics.series import Flags, Floats

BEST = -1.0
"""The most that a measure better than usual counts for in what the others lead one to expect."""


def distances(  # noqa: PLR0913 -- one day's whole picture, by keyword only
    reach: Floats,
    *,
    active: Flags,
    live: Flags,
    alike: Floats,
    paired: Flags,
    lines: Floats,
    need: float,
) -> Floats:
    """Return each lane's and, last, the joint distance from usual in units of the line.

    ``reach[day, share, person, lane]`` holds the averages in their standard errors. ``active`` and
    ``live`` are ``[day, person, lane]``, ``lines`` is ``[day, person, kind, share]``; with one
    person in these, they hold for every column of ``reach``. A lane whose day has no entry gets
    what it has held since its last; 0 where it is not in use.
    """
    n_days, n_shares, n_people, n_lanes = reach.shape
    taking = (active & paired)[:, None]
    n = np.maximum(taking.sum(axis=3), 1).astype(np.float64)
    r = np.where(n > 1, alike[:, None], 0.0)
    g = r / (1 + (n - 1) * r)
    total = np.where(taking, np.maximum(reach, BEST), 0.0).sum(axis=3)
    line = lines.transpose(0, 3, 1, 2)
    expected = (g * total)[..., None]
    spread = np.sqrt((1 - r) * (1 - g))[..., None]
    alone = np.where(taking, (reach - expected) / spread, reach)
    one = np.minimum(alone / line[..., 0, None], reach / need).max(axis=1)
    result = np.empty((n_days, n_people, n_lanes + 1))
    result[..., :-1] = np.where(active, np.maximum(one, 0.0), 0.0)
    highest = np.cumsum(-np.sort(np.where(taking, -reach, 0.0), axis=3), axis=3).ravel()
    begins = np.arange(0, highest.size, n_lanes).reshape(n_days, n_shares, n_people)
    joint = np.zeros((n_days, n_shares, n_people))
    for kind, k in ((1, np.maximum(n // 2, 1)), (2, n)):
        sums = highest.take(begins + (k - 1).astype(np.int64))
        over = sums - k * g * np.where(k == n, sums, total)
        value = over / np.sqrt((1 - r) * (k - g * k * k))
        joint = np.maximum(joint, np.minimum(value / line[..., kind], sums / k / need))
    speaks = (live & paired).any(axis=2) & (n[:, 0] > 1)
    result[..., -1] = np.where(speaks, np.maximum(joint.max(axis=1), 0.0), 0.0)
    return result
