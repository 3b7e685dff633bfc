"""The numbers the panel works by, in one place; the lines and rates come from the calibration."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np

from iop_companion.analytics.baseline import UsualRules
from iop_companion.analytics.carry_over import CarryOverRules
from iop_companion.analytics.series import Floats
from iop_companion.foundation import assets

CALIBRATION = "calibration/panel.json"
"""Made by ``python -m benchmarks.panel_calibration``; never edited by hand."""

HALF_YEAR_DAYS = 182
"""The time a stated chance speaks of."""


@dataclass(frozen=True, slots=True)
class PanelRules:
    """How entries are weighed and when the panel is quiet.

    ``shares`` are the shares of the newest entry in each running average: the slow one finds small
    lasting changes, the quick one large ones. After a warning the panel is quiet for
    ``quiet_days``; after ``break_days`` without an entry a measure's averages start again.
    Measures with an entry in the last ``active_days`` count when the lines are chosen.
    """

    usual: UsualRules = field(default_factory=UsualRules)
    carry_over: CarryOverRules = field(default_factory=CarryOverRules)
    shares: tuple[float, ...] = (0.1, 0.3)
    quiet_days: int = 14
    break_days: int = 14
    active_days: int = 30


@dataclass(frozen=True, slots=True)
class Lines:
    """Where the panel speaks, in standard errors: one measure alone, and all together.

    Each holds one number a share of :class:`PanelRules`.
    """

    single: tuple[float, ...]
    joint: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class RateTable:
    """False panel warnings in six months by log number of lanes, share of entries, carry-over."""

    n_lanes: tuple[float, ...]
    share: tuple[float, ...]
    phi: tuple[float, ...]
    rates: tuple[tuple[tuple[float, ...], ...], ...]

    def rate(self, n_lanes: int, share: float, phi: float) -> float:
        """Return the rate, linear between the cells and constant beyond them."""
        cells = np.array(self.rates)
        for at, axis in (
            (np.log(max(n_lanes, 1)), np.log(self.n_lanes)),
            (share, np.array(self.share)),
            (phi, np.array(self.phi)),
        ):
            cells = _between(cells, float(np.interp(at, axis, np.arange(axis.size))))
        return float(cells)


def _between(cells: Floats, place: float) -> Floats:
    low = int(place)
    high = min(low + 1, cells.shape[0] - 1)
    between: Floats = cells[low] + (place - low) * (cells[high] - cells[low])
    return between


@cache
def _calibration() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(assets.read_text(CALIBRATION))
    return loaded


@cache
def rate_table() -> RateTable:
    """Return the calibrated rates."""
    table = _calibration()["rates"]
    rates = tuple(tuple(tuple(row) for row in plane) for plane in table["rates"])
    return RateTable(tuple(table["n_lanes"]), tuple(table["share"]), tuple(table["phi"]), rates)


@cache
def lines_for(n_lanes: int) -> Lines:
    """Return the lines for a panel of ``n_lanes`` lanes, so that its total rate stays the same."""
    table = _calibration()["lines"]
    at = np.log(max(n_lanes, 1))
    known = np.log(table["n_lanes"])

    def line(name: str) -> float:
        return float(np.interp(at, known, table[name]))

    return Lines(
        (line("single_slow"), line("single_quick")), (line("joint_slow"), line("joint_quick"))
    )
