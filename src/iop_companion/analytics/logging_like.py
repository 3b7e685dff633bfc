"""What a person's logging is like, in the few numbers that decide how often chance speaks.

The stated rate is ``exp(weights . features)``: a Poisson regression fitted to simulated people who
do not change (``python -m benchmarks.panel_calibration``), where the same features are computed.
"""

from __future__ import annotations

import numpy as np

from iop_companion.analytics.panel import Scored
from iop_companion.analytics.series import Flags, Floats

RECENT_DAYS = 182
WEEK = 7
HALF_WEEK = (3, 4)
ALIKE_ENOUGH = 0.2


def features(marks: Scored, values: Floats) -> Floats:
    """Return ``[person, feature]`` of everybody at the end of ``values[day, person, lane]``.

    Constant; log of the measures in use; share of values entered; share of days with any;
    carry-over; how much the measures move together, up to .2; share of a measure's entries that are
    its commonest value; how much more alike days a week apart are than days half a week apart.
    """
    recent = values[-RECENT_DAYS:]
    used = np.asarray(~np.isnan(recent).all(axis=0))
    n_used = np.maximum(used.sum(axis=1), 1)
    share = _share(recent, used)
    phi = np.where(used, marks.phi[-1], 0.0).sum(axis=1) / n_used
    alike = np.where(n_used > 1, marks.alike[-1], 0.0)
    ones = np.ones(n_used.size)
    return np.column_stack(
        [
            ones,
            np.log(n_used),
            share,
            _day_share(recent),
            phi,
            np.minimum(alike, ALIKE_ENOUGH),
            _commonest(recent, used),
            _weekly(marks),
        ]
    )


def _share(recent: Floats, used: Flags) -> Floats:
    """Share of values entered since the first entry, over the measures in use."""
    entered = ~np.isnan(recent)
    began = np.where(entered.any(axis=0), entered.argmax(axis=0), 0)
    days = np.maximum(recent.shape[0] - began, 1)
    shares = np.where(used, entered.sum(axis=0) / days, 0.0)
    mean: Floats = shares.sum(axis=1) / np.maximum(used.sum(axis=1), 1)
    return mean


def _day_share(recent: Floats) -> Floats:
    """Share of days with any entry, since the first."""
    entered = ~np.isnan(recent).all(axis=2)
    began = np.where(entered.any(axis=0), entered.argmax(axis=0), 0)
    share: Floats = entered.sum(axis=0) / np.maximum(recent.shape[0] - began, 1)
    return share


def _commonest(recent: Floats, used: Flags) -> Floats:
    """Mean share of a measure's commonest value among its entries."""
    n_people, n_lanes = used.shape
    flat = recent.reshape(recent.shape[0], -1)
    ordered = np.sort(flat, axis=0)
    same = ordered[1:] == ordered[:-1]
    longest = np.ones(flat.shape[1])
    run = np.ones(flat.shape[1])
    for row in same:
        run = np.where(row, run + 1, 1.0)
        np.maximum(longest, run, out=longest)
    count = np.maximum((~np.isnan(flat)).sum(axis=0), 1)
    shares = np.where(used, (longest / count).reshape(n_people, n_lanes), 0.0)
    mean: Floats = shares.sum(axis=1) / np.maximum(used.sum(axis=1), 1)
    return mean


def _weekly(marks: Scored) -> Floats:
    """Correlation of the days' mean scores a week apart, less that of days half a week apart."""
    joint = marks.joint[-RECENT_DAYS:]
    half = sum(_lagged(joint, lag) for lag in HALF_WEEK) / len(HALF_WEEK)
    weekly: Floats = _lagged(joint, WEEK) - half
    return weekly


def _lagged(joint: Floats, lag: int) -> Floats:
    """Correlation of ``joint[day, person]`` over ``lag`` days, drawn to 0 where pairs are few."""
    if joint.shape[0] <= lag:
        return np.zeros(joint.shape[1])
    now, then = joint[lag:], joint[:-lag]
    both = ~np.isnan(now) & ~np.isnan(then)
    n = both.sum(axis=0)
    products = np.where(both, now * then, 0.0).sum(axis=0)
    squares = np.where(both, now * now + then * then, 0.0).sum(axis=0) / 2
    correlation: Floats = products / np.maximum(squares, 1e-9) * n / (n + 20.0)
    return correlation
