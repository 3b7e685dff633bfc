"""Simulated people: seeded, many at once, after ``reference/simulation/sim.py``.

A person has ``n_measures`` measures turned so that higher is worse. Behind each stands a Gaussian
AR(1) with unit variance; a shared part correlates them. A monotone map makes whole numbers from
0 to 10 of it. A shift of d SD adds d standard deviations of the scale before rounding.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from statistics import NormalDist

import numpy as np

SHAPES = {"sym": ("normal", 5.0, 1.8), "skew": ("beta", 1.3, 3.7), "floor": ("beta", 0.45, 3.2)}


@dataclass(frozen=True)
class Cell:
    """One cell of the study. ``phi`` None draws each person's from N(.3, .2) within 0 to .7."""

    n_measures: int = 8
    phi: float | None = None
    shape: str = "skew"
    shared: float = 0.4
    in_block: int = 0
    missing: float = 0.2
    skipped: float = 0.0
    missing_when_worse: float = 0.0
    weekly: float = 0.0
    early: float = 0.0
    improve: float = 0.0
    improve_days: int = 56
    drift_per_year: float = 0.0
    shift: float = 0.0
    n_shifted: int = 0
    shift_on: int = 88
    ramp: int = 0
    spread_times: float = 1.0

    def but(self, **changes) -> Cell:
        return replace(self, **changes)


@cache
def latent_map(shape: str, n: int = 4001):
    """Latent z in -4 ... 4 to 0 ... 10, and the standard deviation of the rounded scale."""
    kind, a, b = SHAPES[shape]
    z = np.linspace(-4, 4, n)
    level = a + b * z if kind == "normal" else 10 * _beta_quantile(z, a, b)
    draws = np.random.default_rng(1).standard_normal(400_000)
    seen = np.clip(np.round(np.interp(draws, z, level)), 0, 10)
    return level, float(seen.mean()), float(seen.std())


def _beta_quantile(z, a, b):
    grid = np.concatenate([np.geomspace(1e-12, 1e-3, 20_000), np.linspace(1e-3, 1, 200_001)[1:]])
    middle = np.concatenate([[grid[0] / 2], (grid[1:] + grid[:-1]) / 2])
    width = np.diff(np.concatenate([[0.0], grid]))
    mass = np.cumsum(middle ** (a - 1) * (1 - middle) ** (b - 1) * width)
    cdf = NormalDist().cdf
    return np.interp([cdf(x) for x in z], mass / mass[-1], grid)


def people(cell: Cell, n_people: int, n_days: int, seed: int):
    """Return ``values[person, day, measure]`` with NaN gaps, and each person's phi."""
    rng = np.random.default_rng(seed)
    phi = _phis(cell, n_people, rng)
    latent = _latent(cell, phi, n_days, rng)
    level, _mean, sd = latent_map(cell.shape)
    grid = np.linspace(-4, 4, level.size)
    day = np.arange(n_days)
    if cell.spread_times != 1.0:
        latent[:, day >= cell.shift_on, : cell.n_shifted] *= cell.spread_times
    value = np.interp(latent, grid, level)
    value += sd * _pushes(cell, n_people, n_days, rng)
    value = np.clip(np.floor(value + 0.5), 0, 10)
    value[rng.random((n_people, n_days)) < _missing(cell, latent)] = np.nan
    if cell.skipped:
        value[rng.random(value.shape) < cell.skipped] = np.nan
    return value, phi


def _phis(cell, n_people, rng):
    if cell.phi is not None:
        return np.full(n_people, cell.phi)
    return np.clip(0.3 + 0.2 * rng.standard_normal(n_people), 0.0, 0.7)


def _latent(cell, phi, n_days, rng):
    n_people = phi.size
    fresh = np.sqrt(1 - phi * phi)[:, None]
    share = np.full(cell.n_measures, cell.shared)
    if cell.in_block:
        share[cell.in_block :] = 0.0
    z = np.empty((n_people, n_days, cell.n_measures))
    now = rng.standard_normal((n_people, cell.n_measures + 1))
    for t in range(n_days):
        if t:
            now = phi[:, None] * now + fresh * rng.standard_normal(now.shape)
        z[:, t] = np.sqrt(share) * now[:, :1] + np.sqrt(1 - share) * now[:, 1:]
    return z


def _pushes(cell, n_people, n_days, rng):
    """Everything added to the level, in standard deviations of the scale."""
    day = np.arange(n_days)
    push = np.zeros((n_people, n_days, cell.n_measures))
    if cell.shift:
        step = np.clip((day - cell.shift_on + 1) / max(cell.ramp, 1), 0, 1)
        push[:, :, : cell.n_shifted] += cell.shift * step[None, :, None]
    if cell.weekly:
        weekday = (day[None, :] + rng.integers(0, 7, n_people)[:, None]) % 7
        push += cell.weekly * np.sqrt(2) * np.sin(2 * np.pi * weekday / 7)[:, :, None]
    if cell.early:
        push += (cell.early * np.exp(-day / 5))[None, :, None]
    if cell.improve:
        left = 1 - np.clip(day / cell.improve_days, 0, 1)
        push += (cell.improve * left)[None, :, None]
    push += (cell.drift_per_year * day / 365)[None, :, None]
    return push


def _missing(cell, latent):
    if not cell.missing_when_worse:
        return np.full(latent.shape[:2], cell.missing)
    mean = latent.mean(2)
    worse = mean > np.quantile(mean, 0.75)
    return np.where(worse, cell.missing_when_worse, cell.missing)
