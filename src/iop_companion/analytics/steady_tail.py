"""The shortest last part of a course that holds all its next days are made of, when it is steady.

Steady means that every measure in use has learnt its usual and goes on being entered. Then what is
remembered of each entry, in which stretch it lies and when that was learnt, need not be found
again, and the rows in which its newest usual lies are known. Where anything begins anew (a measure
still learning, one entered again after a long time) there is no such part: None.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from iop_companion.analytics.baseline import NEVER, Ints, Ranked, UsualRules
from iop_companion.analytics.series import Floats

SPARE_DAYS = 7
"""Kept on top: an amended day leaves less before it than a new one."""

MOST_NEW_DAYS = 30


@dataclass(frozen=True, slots=True, eq=False)
class Tail:
    """New rows begin with ``row`` and are made of the rows from ``start`` on.

    ``stretches`` are ``began_on`` and ``learnt_on`` of the entries before ``row`` by place, counted
    from ``start``; further entries of a lane go on with its last. None where they are to be found.
    """

    row: int
    start: int
    stretches: tuple[Ints, Ints] | None = None


def steady_tail(  # noqa: PLR0913, PLR0917 -- the course, what is added, and what it needs
    known: tuple[Ranked | None, int],
    restarts: tuple[int, ...],
    values: Floats,
    turned: Floats,
    rows: tuple[int, int],
    rules: UsualRules,
) -> Tail | None:
    """Return the tail from which a course goes on, or None where it is not steady.

    ``known`` are its newest ranks and the row their days count from. ``rows`` are the row with
    which it goes on, and the one by which the tail must begin for all but the usual of each lane.
    It begins on a row of ``values`` with an entry. ``turned[day, lane]`` are the lanes' values from
    the first of these rows on.
    """
    row, least = rows
    ranks, offset = known
    n_new, n_lanes = turned.shape
    if ranks is None or not 0 < n_new <= MOST_NEW_DAYS or not offset < row:
        return None
    lanes = np.arange(n_lanes)
    n_entries = ranks.entries.upto[row - offset]
    newest = np.maximum(n_entries - 1, 0)
    last = np.where(n_entries > 0, offset + ranks.entries.day[newest, lanes], -NEVER)
    in_use = row + n_new - 1 - last <= rules.relearn_gap
    if not in_use.any() or (~in_use & ~np.isnan(turned).all(axis=0)).any():
        return None
    low, high = ranks.low[newest, lanes], ranks.high[newest, lanes]
    whole = (offset == 0) | (ranks.began_on[newest, lanes] >= 0) | (high - low >= rules.newest)
    learnt = offset + ranks.learnt_on[newest, lanes] < row
    begins_anew = any(day > last[in_use].min() for day in restarts)
    if begins_anew or (in_use & ~(learnt & whole)).any():
        return None
    usual = ranks.usual.day[np.minimum(low, ranks.usual.day.shape[0] - 1), lanes]
    start = min(least, offset + int(usual[in_use].min()))
    if start < offset:
        return None
    spare = max(start - SPARE_DAYS, offset)
    entered = np.flatnonzero(~np.isnan(values[offset : spare + 1]).all(axis=1))
    if not entered.size:
        return None
    start = offset + int(entered[-1])
    return Tail(row, start, _stretches(ranks, n_entries, start - offset, n_new))


def _stretches(ranks: Ranked, n_entries: Ints, at: int, n_new: int) -> tuple[Ints, Ints]:
    """When the stretch of each entry from day ``at`` on began and was learnt, in days from it."""
    before = ranks.entries.upto[at]
    rows = int((n_entries - before).max(initial=0)) + n_new
    place = np.minimum(before + np.arange(rows)[:, None], np.maximum(n_entries - 1, 0))
    flat = place * before.size + np.arange(before.size)
    began, learnt = ranks.began_on.ravel().take(flat), ranks.learnt_on.ravel().take(flat)
    known = (n_entries > before) & (learnt < NEVER)
    return np.where(known, began - at, NEVER), np.where(known, learnt - at, NEVER)
