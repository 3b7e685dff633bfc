"""What the warning panel is compared with, over ``values[person, day, measure]``.

* ``naive``: a textbook EWMA a measure (share .1, line 2.814), mean and spread of the first 14 days.
* ``starting``: the starting design of the specification, ported from its reference simulation
  (``design`` there); the carry-over is estimated anew every seven days.
* ``knowing``: a panel that knows each person's mean, spread and carry-over: whitened CUSUMs on each
  measure and on the mean of all (``oracle.py`` of the reference simulation).

Each returns ``spoke[person, day]``; after a warning a panel is quiet for 14 days.
"""

from __future__ import annotations

from statistics import NormalDist

import numpy as np

from benchmarks.population import latent_map

QUIET = 14
LEARN = 14
LEAST = 9


def quiet_after(hits):
    """Turn ``hits[person, day]`` into warnings with a quiet fortnight after each."""
    spoke = np.zeros_like(hits)
    until = np.full(hits.shape[0], -1)
    for t in range(hits.shape[1]):
        now = hits[:, t] & (t > until)
        spoke[:, t] = now
        until[now] = t + QUIET
    return spoke


def naive(values, share=0.1, line=2.814):
    n_people, n_days, n_measures = values.shape
    x = values.transpose(1, 0, 2).reshape(n_days, -1)
    first = x[:LEARN]
    n = (~np.isnan(first)).sum(0)
    known = n >= 5
    total = np.nansum(first, axis=0)
    mean = total / np.maximum(n, 1)
    spread = np.sqrt(np.nansum((first - mean) ** 2, axis=0) / np.maximum(n - 1, 1))
    spread = np.maximum(spread, 0.3)
    limit = line * np.sqrt(share / (2 - share))
    average, dead = np.zeros(x.shape[1]), np.zeros(x.shape[1], dtype=int)
    hits = np.zeros(x.shape, dtype=bool)
    for t in range(LEARN, n_days):
        live = ~np.isnan(x[t]) & (dead == 0) & known
        dead = np.maximum(dead - 1, 0)
        z = (np.nan_to_num(x[t]) - mean) / spread
        average = np.where(live, (1 - share) * average + share * z, average)
        hits[t] = live & (average > limit)
        average[hits[t]] = 0.0
        dead[hits[t]] = QUIET
    return quiet_after(hits.reshape(n_days, n_people, n_measures).any(2).T)


def knowing(values, phi, shape, *, line_one=6.5, line_all=5.5, shared=0.4):
    n_people, n_days, n_measures = values.shape
    _level, mean, spread = latent_map(shape)
    z = (values - mean) / spread
    hits = np.zeros((n_people, n_days), dtype=bool)
    lanes = z.transpose(1, 0, 2).reshape(n_days, -1)
    one = _whitened(lanes, np.repeat(phi, n_measures), line_one)
    hits |= one.reshape(n_days, n_people, n_measures).any(2).T
    if n_measures > 1:
        entered = ~np.isnan(z)
        n = entered.sum(2)
        level = np.sqrt(np.maximum(n, 1) * (1 + (np.maximum(n, 1) - 1) * shared))
        whole = np.where(n > 0, np.nansum(z, axis=2) / level, np.nan)
        hits |= _whitened(whole.T, phi, line_all).T
    return quiet_after(hits)


def _whitened(z, phi, line, reference=0.5):
    hits = np.zeros(z.shape, dtype=bool)
    cusum, prior = np.zeros(z.shape[1]), np.full(z.shape[1], np.nan)
    gap = np.zeros(z.shape[1])
    for t in range(z.shape[0]):
        live = ~np.isnan(z[t])
        kept = phi ** (gap + 1)
        fresh = np.sqrt(1 - kept * kept)
        first = np.isnan(prior)
        residual = np.where(first, z[t], (z[t] - kept * np.nan_to_num(prior)) / fresh)
        weight = np.where(first, 1.0, (1 - kept) / fresh)
        step = weight * (residual - weight * reference)
        cusum = np.where(live, np.maximum(0.0, cusum + np.nan_to_num(step)), cusum)
        hits[t] = live & (cusum > line)
        cusum[hits[t]] = 0.0
        prior = np.where(live, z[t], prior)
        gap = np.where(live, 0.0, gap + 1)
    return hits


_GRID = np.linspace(1e-6, 1 - 1e-6, 20_001)
_QUANTILE = np.array([NormalDist().inv_cdf(p) for p in _GRID])


def starting(values, line_one=3.0, line_all=2.4):
    n_people, n_days, n_measures = values.shape
    x = values.transpose(1, 0, 2)
    lanes = _starting_chart(x.reshape(n_days, -1), line_one)
    hits = lanes.reshape(n_days, n_people, n_measures).any(2)
    if n_measures > 1:
        spread = np.nanstd(x[:LEARN], axis=0, ddof=1)
        spread = np.maximum(np.nan_to_num(spread, nan=1.0), 0.5)
        whole = (x / spread).mean(axis=2)  # vanishes with one blank, as in the reference
        hits |= _starting_chart(whole, line_all)
    return quiet_after(hits.T)


def _starting_chart(x, line, share=0.1, guard=7, most=90):  # noqa: PLR0915 -- a port, kept whole
    n_days, n_lanes = x.shape
    base = np.full((most, n_lanes), np.nan)  # a ring of the newest usual entries
    order = np.full((most, n_lanes), -1, dtype=int)  # their days
    put = np.zeros(n_lanes, dtype=int)
    started = np.zeros(n_lanes, dtype=bool)
    pointer = np.zeros(n_lanes, dtype=int)
    average, limit = np.zeros(n_lanes), np.full(n_lanes, 1e9)
    phi, dead = np.full(n_lanes, 0.3), np.zeros(n_lanes, dtype=int)
    hits = np.zeros(x.shape, dtype=bool)
    lanes = np.arange(n_lanes)

    def join(mask, day):
        value = x[np.clip(day, 0, n_days - 1), lanes]
        mask = mask & ~np.isnan(value)
        at = put[mask] % most
        base[at, lanes[mask]] = value[mask]
        order[at, lanes[mask]] = np.broadcast_to(day, n_lanes)[mask]
        put[mask] += 1

    for t in range(n_days):
        learning = ~started
        if learning.any():
            join(learning, np.full(n_lanes, t))
            done = learning & (t >= LEARN - 1) & (put >= LEAST)
            started |= done
            pointer[done] = t + 1
            fresh = done
        else:
            fresh = np.zeros(n_lanes, dtype=bool)
        monitored = started & ~fresh
        calm = monitored & (dead == 0) & (average < 0.5 * limit)
        while True:
            more = calm & (pointer <= t - guard)
            if not more.any():
                break
            join(more, pointer)
            pointer[more] += 1
        if t % 7 == 0 or fresh.any():
            phi = _starting_phi(base, order)
        m = np.minimum(put, most)
        carried = phi * (1 - share)
        limit = line * np.sqrt(
            share / (2 - share) * (1 + carried) / (1 - carried)
            + (1 + phi) / (1 - phi) / np.maximum(m, 1)
        )
        live = monitored & (dead == 0) & ~np.isnan(x[t])
        dead = np.maximum(dead - 1, 0)
        below, same = (base < x[t]).sum(0), (base == x[t]).sum(0)
        rank = (below + 0.5 * (same + 1)) / (m + 1)
        score = _QUANTILE[np.clip((rank * 20_000).astype(int), 0, 20_000)]
        average = np.where(live, np.maximum(0.0, (1 - share) * average + share * score), average)
        hits[t] = live & (average > limit)
        average[hits[t]] = 0.0
        dead[hits[t]] = QUIET
    return hits


def _starting_phi(base, order, middle=0.3, trust_spread=0.2):
    sort = np.argsort(np.where(order < 0, 1 << 30, order), axis=0)
    value = np.take_along_axis(base, sort, axis=0)
    day = np.take_along_axis(order, sort, axis=0)
    m = (~np.isnan(value)).sum(0)
    rank = np.zeros_like(value)
    for other in value:
        rank += (other < value) + 0.5 * (other == value)
    rank = np.where(np.isnan(value), 0.0, rank / np.maximum(m, 1) - 0.5)
    spread = (rank**2).sum(0) / np.maximum(m, 1)
    pair = (day[1:] == day[:-1] + 1) & (day[1:] >= 0) & (day[:-1] >= 0)
    n = pair.sum(0)
    product = np.where(pair, rank[1:] * rank[:-1], 0.0).sum(0)
    raw = product / np.maximum(n, 1) / np.maximum(spread, 1e-9)
    raw += (1 + 3 * raw) / np.maximum(m, 1)
    trust = trust_spread**2 / (trust_spread**2 + 1 / np.maximum(n, 1))
    shrunk = np.where((n >= 5) & (spread > 0), trust * raw + (1 - trust) * middle, middle)
    return np.clip(shrunk, 0.0, 0.8)
