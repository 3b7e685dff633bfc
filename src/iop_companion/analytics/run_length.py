"""Run lengths of textbook control charts on independent standard normal values.

The average number of values until a chart speaks, for EWMA, CUSUM and Shewhart charts with known
mean and spread. Solved as integral equations with Gauss-Legendre nodes (Crowder 1987,
Technometrics 29; Vance 1986, Journal of Quality Technology 18), within 0.1 % of R's package spc.
Nothing of it is ever said to a person: with an estimated usual these numbers do not hold
(``warning-signs.md`` section 1). They prove the building blocks.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache
from statistics import NormalDist

import numpy as np

from iop_companion.analytics.series import Floats

NODES = 60
"""Quadrature nodes; twice as many change no value by more than 0.01 %."""


def normal_cdf(z: Floats) -> Floats:
    """Return the standard normal distribution function."""
    flat = [0.5 * math.erfc(-x / math.sqrt(2)) for x in np.ravel(z).tolist()]
    return np.array(flat, dtype=np.float64).reshape(np.shape(z))


def normal_density(z: Floats) -> Floats:
    """Return the standard normal density."""
    density: Floats = np.exp(-0.5 * np.square(z)) / math.sqrt(2 * math.pi)
    return density


@cache
def _nodes(n: int) -> tuple[Floats, Floats]:
    at, weight = np.polynomial.legendre.leggauss(n)
    return at, weight


def shewhart_arl(line: float, shift: float = 0.0) -> float:
    """Return the ARL of a two-sided Shewhart chart with lines at ``line`` standard deviations."""
    inside = normal_cdf(np.array([line - shift, -line - shift]))
    return 1.0 / (1.0 - float(inside[0] - inside[1]))


def ewma_arl(share: float, line: float, shift: float = 0.0, *, one_sided: bool = False) -> float:
    """Return the zero-state ARL of an EWMA chart with constant limits.

    ``share`` is the weight of the newest value; ``line`` is in asymptotic standard errors.
    ``one_sided`` is the upper chart with a reflecting barrier at 0.
    """
    height = line * math.sqrt(share / (2 - share))
    if one_sided:
        return _ewma_reflected_arl(share, height, shift)
    at, weight = _nodes(NODES)
    at = height * at
    kernel = _ewma_kernel(share, at, shift) * (height * weight)
    values = np.linalg.solve(np.eye(NODES) - kernel, np.ones(NODES))
    return 1.0 + float(_ewma_kernel(share, at, shift, start=0.0) @ (height * weight * values))


def _ewma_kernel(
    share: float, at: Floats, shift: float, start: float | Floats | None = None
) -> Floats:
    begin = at[:, None] if start is None else start
    return normal_density((at - (1 - share) * begin) / share - shift) / share


def _ewma_reflected_arl(share: float, height: float, shift: float) -> float:
    at, weight = _nodes(NODES)
    at, weight = height * (at + 1) / 2, weight * height / 2
    begin = np.concatenate([[0.0], at])
    kernel = normal_density((at - (1 - share) * begin[:, None]) / share - shift) / share * weight
    to_zero = normal_cdf(-(1 - share) * begin / share - shift)
    return _solved_from_zero(to_zero, kernel)


def ewma_arl_growing_limits(share: float, line: float, shift: float = 0.0) -> float:
    """Return the zero-state ARL of a two-sided EWMA with the exact limits of every step.

    The limits grow from the first value's own error to the asymptotic one.
    """
    at, weight = _nodes(NODES)
    keep = 1 - share
    asymptotic = line * math.sqrt(share / (2 - share))
    height = asymptotic * math.sqrt(1 - keep**2)
    place = height * at
    density = normal_density(place / share - shift) / share
    total, step = 1.0, 1
    while 1 - height / asymptotic > 1e-12:
        mass = density * height * weight
        total += float(mass.sum())
        step += 1
        height = asymptotic * math.sqrt(1 - keep ** (2 * step))
        before, place = place, height * at
        density = _ewma_kernel(share, place, shift, before[:, None]).T @ mass
    kernel = _ewma_kernel(share, place, shift) * (height * weight)
    left = np.linalg.solve(np.eye(NODES) - kernel, np.ones(NODES))
    return total + float((density * height * weight) @ left)


def ewma_arl_estimated(share: float, line: float, n_usual: int, cut: float = 1e-10) -> float:
    """Return the mean ARL of a two-sided EWMA whose mean and spread came from ``n_usual`` values.

    Averages the ARL over both estimates, without the outermost ``cut`` of each. It depends on
    ``cut`` and must never be stated to anyone: a few people with far too wide limits carry it.
    """
    spreads, spread_weight = _estimated_spreads(n_usual, cut)
    reach = -NormalDist().inv_cdf(cut / 2) / math.sqrt(n_usual)
    at, weight = _nodes(30)
    means = reach * at
    mean_weight = weight * reach * math.sqrt(n_usual) * normal_density(means * math.sqrt(n_usual))
    return sum(
        float(a * b) * ewma_arl(share, line * float(spread), float(mean))
        for spread, a in zip(spreads, spread_weight, strict=True)
        for mean, b in zip(means, mean_weight, strict=True)
    )


def _estimated_spreads(n_usual: int, cut: float) -> tuple[Floats, Floats]:
    """Nodes and weights of the sample standard deviation of ``n_usual`` standard normal values."""
    freedom = n_usual - 1
    grid = np.linspace(1e-4, 6.0, 400_001)

    def log_density(s: Floats) -> Floats:
        value: Floats = (freedom - 1) * np.log(s) - freedom * s * s / 2
        return value

    top = float(log_density(grid).max())
    mass = np.cumsum(np.exp(log_density(grid) - top))
    low, high = (float(grid[np.searchsorted(mass / mass[-1], p)]) for p in (cut / 2, 1 - cut / 2))
    at, weight = _nodes(30)
    spreads = (low + high) / 2 + (high - low) / 2 * at
    scale = (high - low) / 2 / (float(mass[-1]) * (grid[1] - grid[0]))
    return spreads, weight * scale * np.exp(log_density(spreads) - top)


def cusum_arl(k: float, h: float, shift: float = 0.0, *, one_sided: bool = False) -> float:
    """Return the zero-state ARL of a CUSUM with reference ``k`` and line ``h``.

    The two-sided chart is two one-sided ones: their rates add (Lucas and Crosier 1982).
    """
    upper = _cusum_upper_arl(k, h, shift)
    if one_sided:
        return upper
    lower = _cusum_upper_arl(k, h, -shift)
    return 1.0 / (1.0 / upper + 1.0 / lower)


def _cusum_upper_arl(k: float, h: float, shift: float) -> float:
    at, weight = _nodes(NODES)
    at, weight = h * (at + 1) / 2, weight * h / 2
    begin = np.concatenate([[0.0], at])
    kernel = normal_density(at + k - shift - begin[:, None]) * weight
    to_zero = normal_cdf(k - shift - begin)
    return _solved_from_zero(to_zero, kernel)


def _solved_from_zero(to_zero: Floats, kernel: Floats) -> float:
    """Solve L = 1 + L(0) P(to 0) + K L on the points 0 and the nodes; return L(0)."""
    step = np.column_stack([to_zero, kernel])
    values = np.linalg.solve(np.eye(step.shape[0]) - step, np.ones(step.shape[0]))
    return float(values[0])


def ewma_line(share: float, arl: float, *, one_sided: bool = False) -> float:
    """Return the line, in standard errors, that gives an unchanged process the average ``arl``."""
    return _where(lambda line: ewma_arl(share, line, one_sided=one_sided), arl, 0.3, 5.0)


def _where(function: Callable[[float], float], target: float, low: float, high: float) -> float:
    """Where a growing function meets ``target``, by halving."""
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if function(middle) < target else (low, middle)
    return (low + high) / 2


def ewma_survival(share: float, line: float, n_steps: int) -> Floats:
    """Return P(run length > n) for n = 0 ... ``n_steps`` of a two-sided EWMA chart."""
    height = line * math.sqrt(share / (2 - share))
    at, weight = _nodes(NODES)
    at, weight = height * at, height * weight
    kernel = _ewma_kernel(share, at, 0.0) * weight
    start = _ewma_kernel(share, at, 0.0, start=0.0) * weight
    now = np.ones(NODES)
    survival = [1.0]
    for _ in range(n_steps):
        survival.append(float(start @ now))
        now = kernel @ now
    return np.array(survival)


def ewma_quantile(share: float, line: float, probability: float, *, most: int = 20_000) -> int:
    """Return the smallest n with P(run length <= n) >= ``probability`` for an unchanged process."""
    spoken = 1.0 - ewma_survival(share, line, most)
    reached = np.flatnonzero(spoken >= probability)
    if not reached.size:
        raise ValueError("the run length's quantile lies beyond the steps looked at")
    return int(reached[0])


def ewma_path(values: Floats, share: float, centre: float) -> Floats:
    """Return the course of an EWMA over ``values``, begun at ``centre``."""
    path, now = [], centre
    for value in values.tolist():
        now = share * value + (1 - share) * now
        path.append(now)
    return np.array(path)


def ewma_limits(n_values: int, share: float, line: float) -> Floats:
    """Return the exact limits of each step, in standard deviations of one value."""
    steps = np.arange(1, n_values + 1)
    limits: Floats = line * np.sqrt(share / (2 - share) * (1 - (1 - share) ** (2 * steps)))
    return limits


def cusum_path(standardised: Floats, k: float) -> tuple[Floats, Floats]:
    """Return the upper and lower CUSUM of standardised values; the lower one is never positive."""
    upper, lower, up, down = [], [], 0.0, 0.0
    for value in standardised.tolist():
        up, down = max(0.0, up + value - k), min(0.0, down + value + k)
        upper.append(up)
        lower.append(down)
    return np.array(upper), np.array(lower)
