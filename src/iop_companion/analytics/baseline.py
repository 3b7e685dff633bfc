"""A person's usual: which entries it is learnt from, and how each later entry ranks within it.

Works on many *lanes* at once (one lane is one measure of one person, turned so that higher is
worse), because a person has several and the simulation study has thousands.
Arrays are ``[day, lane]`` or ``[entry, lane]``; an entry is a day with a value.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from iop_companion.analytics.normal import rank_scores
from iop_companion.analytics.series import Flags, Floats

Ints = NDArray[np.int64]

NEVER = 1 << 30
"""A day that does not come: what a lane that has not learnt yet waits for."""


AT_ONCE = 1_500_000
"""Comparisons that are made in one piece: quicker for the last months of one person."""


@dataclass(frozen=True, slots=True)
class UsualRules:
    """How a usual is learnt. Days are calendar days.

    Learning takes ``learn_days`` with at least ``learn_entries`` entries. Then entries join once
    they are ``guard_days`` old, and the ``newest`` of them are kept. After ``relearn_gap`` days
    without an entry the usual is learnt anew.
    """

    learn_days: int = 14
    learn_entries: int = 9
    guard_days: int = 10
    newest: int = 90
    relearn_gap: int = 60


@dataclass(frozen=True, slots=True, eq=False)
class Entries:
    """Lanes without their gaps: ``day`` and ``value`` by entry; ``upto[d]`` counts days before d.

    Past a lane's last entry ``day`` is :data:`NEVER` and ``value`` is NaN.
    """

    day: Ints
    value: Floats
    upto: Ints

    @property
    def n_days(self) -> int:
        """Calendar days covered."""
        return int(self.upto.shape[0]) - 1

    def count_before(self, day: Ints) -> Ints:
        """Return how many entries of each lane lie before ``day`` (any whole number)."""
        n_lanes = self.upto.shape[1]
        place = np.minimum(np.maximum(day, 0), self.n_days) * n_lanes + np.arange(n_lanes)
        counts: Ints = self.upto.ravel().take(place)
        return counts

    def to_days(self, by_entry: Floats, first: int = 0) -> Floats:
        """Spread numbers ``[..., entry, lane]`` over the calendar; NaN on days without an entry.

        Rows of the result begin with day ``first``.
        """
        n_lanes, more = self.day.shape[1], by_entry.shape[:-2]
        if first:  # the last days alone: look up their entries
            at = self.upto[first:-1]
            place = np.minimum(at, by_entry.shape[-2] - 1) * n_lanes + np.arange(n_lanes)
            found = by_entry.reshape(*more, -1).take(place, axis=-1)
            return np.where(self.upto[first + 1 :] > at, found, np.nan)
        days = np.full((*more, (self.n_days + 1) * n_lanes), np.nan)
        place = np.minimum(self.day, self.n_days) * n_lanes + np.arange(n_lanes)
        days[..., place] = by_entry
        return days.reshape(*more, -1, n_lanes)[..., :-1, :]


def packed(values: Floats) -> Entries:
    """Close the gaps of ``values[day, lane]``."""
    entered = ~np.isnan(values)
    upto = np.zeros((values.shape[0] + 1, values.shape[1]), dtype=np.int64)
    np.cumsum(entered, axis=0, out=upto[1:])
    most = max(int(upto[-1].max(initial=0)), 1)
    day = np.full((most, values.shape[1]), NEVER, dtype=np.int64)
    value = np.full((most, values.shape[1]), np.nan)
    rows, lanes = np.nonzero(entered)
    slots = upto[rows, lanes]
    day[slots, lanes] = rows
    value[slots, lanes] = values[rows, lanes]
    return Entries(day, value, upto)


@dataclass(frozen=True, slots=True, eq=False)
class Newest:
    """The newest entry of each lane up to each day, for days from ``first`` on: ``[day, lane]``.

    ``found`` says whether there is one by then; ``place`` is where it stands, the first one's place
    before that.
    """

    first: int
    found: Flags
    place: Ints

    def of(self, by_entry: Ints) -> Ints:
        """Return what it says; before a lane's first entry, what that one will say."""
        says: Ints = by_entry.ravel().take(self.place)
        return says

    def known(self, by_entry: Ints) -> Ints:
        """Return what it says; 0 before a lane's first entry."""
        return np.where(self.found, self.of(by_entry), 0)


@dataclass(frozen=True, slots=True, eq=False)
class Ranked:
    """Each entry ranked within the usual of its time. All arrays are ``[entry, lane]``.

    ``score`` is the normal score of the entry's mid-rank (0 is the middle, higher is worse), also
    for the entries the usual was first learnt from. ``n_usual`` is the number of usual entries it
    was ranked in, entries ``low`` to ``high - 1`` of ``usual``. ``learnt_on`` is the day that ended
    the learning of its stretch, which began on ``began_on``; an entry is ``monitored`` after it.
    """

    entries: Entries
    usual: Entries
    score: Floats
    n_usual: Ints
    low: Ints
    high: Ints
    began_on: Ints
    learnt_on: Ints
    monitored: Flags

    def newest(self, first: int = 0) -> Newest:
        """Return the newest entry of each lane up to each day from day ``first`` on."""
        index = self.entries.upto[1 + first :] - 1
        n_lanes = index.shape[1]
        return Newest(first, index >= 0, np.maximum(index, 0) * n_lanes + np.arange(n_lanes))


@dataclass(frozen=True, slots=True, eq=False)
class KnownRanks:
    """What is known already of the values to be ranked.

    ``scores[day, lane]`` are those found before, NaN where they are still to be found.
    ``stretches`` are ``began_on`` and ``learnt_on`` by entry as in :class:`Ranked`, which may lie
    before the first day; there may be more of them than entries.
    """

    scores: Floats
    stretches: tuple[Ints, Ints] | None = None


def ranked(  # noqa: PLR0913 -- what is known already, by keyword only
    values: Floats,
    rules: UsualRules,
    *,
    left_out: Flags | None = None,
    restarts: Sequence[int] = (),
    scored_from: int = 0,
    known: KnownRanks | None = None,
) -> Ranked:
    """Rank every entry of ``values[day, lane]`` within what was usual by then.

    Days in ``left_out`` never join a usual. A usual is learnt anew from each day in ``restarts``.
    Nobody asks for the scores before the last entry before day ``scored_from``: they may be NaN.
    Where the stretches are ``known``, ``low``, ``high`` and ``n_usual`` are right for the newest
    entries alone, whose usual is whole.
    """
    entries = packed(values)
    kept = np.where(left_out[:, None], np.nan, values) if left_out is not None else None
    usual = entries if kept is None else packed(kept)
    if known is not None and known.stretches is not None:
        began_on, learnt_on = (by_place[: entries.day.shape[0]] for by_place in known.stretches)
        floor = usual.count_before(began_on)
    else:
        began_on = _stretch_starts(entries, rules.relearn_gap, restarts)
        floor = usual.count_before(began_on)
        learnt_on = _learnt_on(usual, began_on, floor, rules)
    high = np.maximum(
        usual.count_before(learnt_on + 1), usual.count_before(entries.day - rules.guard_days + 1)
    )
    low = np.maximum(floor, high - rules.newest)
    learnt = (learnt_on < entries.n_days) & (entries.day < NEVER)
    score = np.full(learnt.shape, np.nan)
    missing = learnt
    if known is not None:
        padded = np.vstack([known.scores, np.full((1, learnt.shape[1]), np.nan)])
        place = np.minimum(entries.day, entries.n_days) * learnt.shape[1]
        score = padded.ravel().take(place + np.arange(learnt.shape[1]))
        missing = learnt & np.isnan(score)
    wanted = entries.upto[min(scored_from, entries.n_days)] - 1
    missing = missing & (np.arange(learnt.shape[0])[:, None] >= wanted)
    rows = np.flatnonzero(missing.any(axis=1))
    if rows.size:
        part = slice(int(rows[0]), int(rows[-1]) + 1)
        fresh = _scores(
            usual.value, entries.value[part], low[part], high[part], newest=rules.newest
        )
        score[part] = np.where(missing[part], fresh, score[part])
    score = np.where(learnt, score, np.nan)
    return Ranked(
        entries=entries,
        usual=usual,
        score=score,
        n_usual=high - low,
        low=low,
        high=high,
        began_on=began_on,
        learnt_on=learnt_on,
        monitored=learnt & (entries.day > learnt_on),
    )


def _learnt_on(usual: Entries, began_on: Ints, floor: Ints, rules: UsualRules) -> Ints:
    """The day that ends the learning of each entry's stretch; :data:`NEVER` before it comes."""
    nth = np.minimum(floor + rules.learn_entries - 1, usual.day.shape[0] - 1)
    enough = np.where(
        floor + rules.learn_entries <= usual.upto[-1], np.take_along_axis(usual.day, nth, 0), NEVER
    )
    return np.maximum(began_on + rules.learn_days - 1, enough)


def usual_start(
    days: Ints, needed: int, rules: UsualRules, joining: Ints, restarts: Sequence[int] = ()
) -> int | None:
    """Return the first row that the scores of one lane from ``needed`` on are made of.

    ``days`` are the rows with an entry, ``joining`` those that may join the usual. None where there
    is no entry from ``needed`` on. The entry before ``needed`` counts too: one score is compared
    with the one before it.
    """
    at = int(np.searchsorted(days, needed))
    if at >= days.size:
        return None
    at = max(at - 1, 0)
    breaks = np.flatnonzero(np.diff(days[: at + 1]) > rules.relearn_gap)
    began = int(days[breaks[-1] + 1]) if breaks.size else int(days[0])
    for day in restarts:
        if day <= days[at]:
            began = max(began, int(days[np.searchsorted(days, day)]))
    high = int(np.searchsorted(joining, days[at] - rules.guard_days + 1))
    low = high - rules.newest - 1
    return max(began, int(joining[low])) if low >= 0 else began


def _stretch_starts(entries: Entries, relearn_gap: int, restarts: Sequence[int]) -> Ints:
    """For each entry, the day on which learning of its present stretch began."""
    before = np.vstack([np.full((1, entries.day.shape[1]), -NEVER), entries.day[:-1]])
    starts = np.where(entries.day - before > relearn_gap, entries.day, -1)
    for day in sorted(restarts):
        starts = np.where((before < day) & (entries.day >= day), day, starts)
    return np.maximum.accumulate(starts, axis=0)


def _scores(usual: Floats, value: Floats, low: Ints, high: Ints, *, newest: int) -> Floats:
    """Normal scores of mid-ranks within ``usual[low:high]``, entry by entry and lane by lane."""
    n_lanes = value.shape[1]
    n_usual = np.minimum(np.maximum(high - low, 0), newest)
    if value.shape[0] * usual.shape[0] * n_lanes <= AT_ONCE:
        row = np.arange(usual.shape[0])[:, None]
        inside = (row >= low[:, None]) & (row < high[:, None])
        below = (usual < value[:, None]).view(np.int8)
        below += (usual <= value[:, None]).view(np.int8)
        below *= inside.view(np.int8)
        return np.asarray(rank_scores(newest)[n_usual, 1 + below.sum(axis=1, dtype=np.int64)])
    padded = np.vstack([np.full((newest + 1, n_lanes), np.inf), usual]).ravel()
    place = (np.clip(high, 0, usual.shape[0]) + newest + 1) * n_lanes + np.arange(n_lanes)
    twice = np.empty(value.shape, dtype=np.uint16)
    is_short = (n_usual < newest).any(axis=1)
    for rows in (np.flatnonzero(is_short), np.flatnonzero(~is_short)):
        if rows.size:
            twice[rows] = _twice_below(padded, value[rows], place[rows], n_usual[rows])
    scores: Floats = rank_scores(newest)[n_usual, np.minimum(twice + 1, 2 * n_usual + 1)]
    return scores


def _twice_below(padded: Floats, value: Floats, place: Ints, n_usual: Ints) -> NDArray[np.uint16]:
    """Twice the number below each value, and the number of its equals, of ``n_usual`` before it.

    ``place`` is behind the last of them in ``padded[entry * lane]``.
    """
    n_lanes, least = value.shape[1], int(n_usual.min(initial=0))
    twice = np.zeros(value.shape, dtype=np.uint16)
    for back in range(1, int(n_usual.max(initial=0)) + 1):
        place = place - n_lanes
        other = padded.take(place)
        if back > least:
            other[n_usual < back] = np.inf
        twice += other < value
        twice += other <= value
    return twice
