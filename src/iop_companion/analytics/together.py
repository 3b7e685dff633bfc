"""All measures of a person together: one lane that moves when several lean the same way."""

from __future__ import annotations

import numpy as np

from iop_companion.analytics.baseline import NEVER, Ints, Ranked
from iop_companion.analytics.series import Flags, Floats

WAIT_DAYS = 7
"""How long the joint lane waits for measures that are nearly done learning."""

ALIKE = 0.35
"""Assumed correlation between measures, only to level days with few answers with full ones."""


def together(ranks: Ranked, n_measures: int, takes_part: Flags) -> tuple[Floats, Ints]:
    """Return ``values[day, person]`` of the joint lane and the day its learning may end.

    ``takes_part[lane]`` says which lanes of a person count. A day's value is their mean score,
    levelled for how many there are, so that one skipped item changes little. Until the joint lane
    has learnt, only measures that finished learning by then take part, so that later days never
    change earlier ones.
    """
    n_days = ranks.entries.n_days
    learnt = ranks.learnt_on[0].reshape(-1, n_measures)
    learnt = np.where(takes_part, learnt, NEVER)
    first = ranks.entries.day[0].reshape(-1, n_measures)
    begins = _begins(learnt, first)
    score = ranks.entries.to_days(ranks.score)
    monitored = ranks.entries.to_days(ranks.monitored.astype(np.float64)) == 1.0
    by_person = (n_days, -1, n_measures)
    early = (learnt <= begins[:, None])[None] & (
        np.arange(n_days)[:, None, None] <= begins[None, :, None]
    )
    counted = (monitored.reshape(by_person) | early) & ~np.isnan(score.reshape(by_person))
    counted &= takes_part
    n_taking = counted.sum(2)
    total = np.where(counted, score.reshape(by_person), 0.0).sum(2)
    n = np.maximum(n_taking, 1)
    level = np.sqrt(n * (1 + (n - 1) * ALIKE))
    return np.where(n_taking > 0, total / level, np.nan), begins


def _begins(learnt: Ints, first: Ints) -> Ints:
    """The day of each person on which the joint lane may have learnt; :data:`NEVER` for none."""
    earliest = learnt.min(axis=1)
    started = first <= earliest[:, None]
    last = np.where(started, learnt, -1).max(axis=1)
    begins: Ints = np.minimum(np.minimum(last, earliest + WAIT_DAYS), NEVER)
    return begins
