"""The numbers the panel works by, in one place; the lines and rates come from the calibration."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np

from iop_companion.analytics.baseline import UsualRules
from iop_companion.analytics.carry_over import CarryOverRules
from iop_companion.analytics.improvement import ImprovementRules
from iop_companion.analytics.series import Floats
from iop_companion.analytics.swings import SwingRules
from iop_companion.foundation import assets

CALIBRATION = "calibration/panel.json"
"""Made by ``python -m benchmarks.panel_calibration``; never edited by hand."""

KINDS = ("one", "half", "all")
"""The three questions of ``analytics.contrasts``, in the order of their lines."""

HALF_YEAR_DAYS = 182
"""The time a stated chance speaks of."""


@dataclass(frozen=True, slots=True)
class PanelRules:
    """How entries are weighed and when the panel is quiet.

    ``shares`` are the shares of the newest entry in each running average: the slow one finds small
    lasting changes, the quick one large ones. After a warning the panel is quiet for
    ``quiet_days``; after ``break_days`` without an entry a measure's averages start again.
    Measures with an entry in the last ``active_days`` count when the lines are chosen.
    What speaks must itself stand ``need`` standard errors above usual. An average falls no lower
    than ``floor`` standard errors below usual, so that a good time does not hide the beginning of a
    bad one. A detector beside the level that has spoken speaks again only after its distance has
    come down to ``rearm`` of its line.
    """

    usual: UsualRules = field(default_factory=UsualRules)
    carry_over: CarryOverRules = field(default_factory=CarryOverRules)
    improvement: ImprovementRules = field(default_factory=ImprovementRules)
    shares: tuple[float, ...] = (0.08, 0.33)
    quiet_days: int = 14
    break_days: int = 14
    active_days: int = 30
    need: float = 1.0
    floor: float = 1.25
    swings: SwingRules = field(default_factory=SwingRules)
    rearm: float = 0.5


@dataclass(frozen=True, slots=True)
class Lines:
    """Where the panel speaks, in standard errors: one measure, half of them, all of them.

    Each holds one number a share of :class:`PanelRules`.
    """

    one: tuple[float, ...]
    half: tuple[float, ...]
    all_: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class BesideLines:
    """Where the detectors beside the level speak, in their standard errors."""

    missed_check_ins: float
    day_to_day_swings: float
    missed_medicines: float
    questionnaire_change: float


@cache
def beside_lines() -> BesideLines:
    """Return the calibrated lines of the detectors beside the level."""
    return BesideLines(**_calibration()["beside"]["lines"])


@cache
def beside_rates() -> dict[str, float]:
    """Return the false warnings in six months that each detector of single columns adds."""
    rates: dict[str, float] = _calibration()["beside"]["rates"]
    return rates


@cache
def _calibration() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(assets.read_text(CALIBRATION))
    return loaded


@cache
def rate_model() -> tuple[tuple[float, ...], float]:
    """Return the weights of ``analytics.logging_like.features`` and the overall mean rate."""
    model = _calibration()["rates"]
    return tuple(model["weights"]), float(model["mean"])


@cache
def line_table(most: int) -> Floats:
    """Return ``table[n, kind, share]``: the lines for n measures in use, 0 to ``most``.

    Chosen so that the panel's total rate stays the same for any number of measures.
    """
    table = _calibration()["lines"]
    known = np.log(table["n_lanes"])
    at = np.log(np.maximum(np.arange(most + 1), 1))
    kinds = [[np.interp(at, known, column) for column in table[kind]] for kind in KINDS]
    lines: Floats = np.moveaxis(np.array(kinds), 2, 0)
    return lines
