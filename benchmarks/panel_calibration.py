"""Finds the lines and the stated rates of the warning panel, and writes them as data.

    python -m benchmarks.panel_calibration

Seeds here are 10 000 and up; the study judges on others.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

import numpy as np

from benchmarks.population import Cell, people
from iop_companion.analytics.panel import run_panel, scored
from iop_companion.analytics.panel_rules import HALF_YEAR_DAYS, Lines, PanelRules

OUT = Path(__file__).parents[1] / "resources" / "calibration" / "panel.json"
TARGET = 0.45
SHARES = {"single_slow": 0.5, "single_quick": 0.15, "joint_slow": 0.35, "joint_quick": 0.15}
N_LANES = (1, 2, 3, 5, 8, 12, 15, 25)
NO_LINE = 99.0
LEARN_DAYS = 14
ENTRY_SHARES = (0.4, 0.6, 0.8, 1.0)
PHI_POINTS = (0.0, 0.7)
MIX = tuple(Cell(shape=shape) for shape in ("skew", "floor", "sym"))


def simulated(cell: Cell, n_people: int, seed: int, rules: PanelRules, n_days: int | None = None):
    """Score simulated people in bites that fit the memory."""
    n_days = LEARN_DAYS + HALF_YEAR_DAYS if n_days is None else n_days
    bite = max(25, 3000 // cell.n_measures)
    for start in range(0, n_people, bite):
        values, _phi = people(cell, min(bite, n_people - start), n_days, seed + start)
        yield scored(np.ascontiguousarray(values.transpose(1, 0, 2)), rules)


def rate(marks, rules, lines) -> float:
    """False panel warnings in the first six months after learning, a person."""
    spoke = [run_panel(part, rules, lines).spoke[LEARN_DAYS:] for part in marks]
    return float(np.concatenate(spoke, axis=1).sum(0).mean())


def solved(function, target: float, low: float, high: float, steps: int = 9) -> float:
    """Where a falling function meets ``target``."""
    for _ in range(steps):
        middle = (low + high) / 2
        low, high = (middle, high) if function(middle) > target else (low, middle)
    return (low + high) / 2


def lines_of(values: dict[str, float]) -> Lines:
    return Lines(
        (values["single_slow"], values["single_quick"]),
        (values["joint_slow"], values["joint_quick"]),
    )


def calibrated(n_lanes: int, rules: PanelRules, n_people: int, seed: int) -> dict[str, float]:
    """Give each chart its share of the rate, then scale all to the total."""
    cells = [cell.but(n_measures=n_lanes) for cell in MIX]
    marks = [part for cell in cells for part in simulated(cell, n_people // 3, seed, rules)]
    charts = [name for name in SHARES if n_lanes > 1 or not name.startswith("joint")]
    total = sum(SHARES[name] for name in charts)
    alone = {}
    for name in charts:

        def with_line(c: float, name: str = name) -> float:
            return rate(marks, rules, lines_of(dict.fromkeys(SHARES, NO_LINE) | {name: c}))

        alone[name] = solved(with_line, TARGET * SHARES[name] / total, 1.5, 5.0)
    scale = solved(
        lambda k: rate(
            marks,
            rules,
            lines_of(dict.fromkeys(SHARES, NO_LINE) | {n: c * k for n, c in alone.items()}),
        ),
        TARGET,
        0.8,
        1.2,
    )
    return dict.fromkeys(SHARES, NO_LINE) | {name: c * scale for name, c in alone.items()}


def main() -> None:
    rules = PanelRules()
    os.nice(15)
    n_people = int(sys.argv[1]) if len(sys.argv) > 1 else 900
    table: dict[str, list[float]] = {"n_lanes": list(N_LANES)} | {name: [] for name in SHARES}
    for n_lanes in N_LANES:
        began = time.perf_counter()
        found = calibrated(n_lanes, rules, n_people, 10_000)
        for name, value in found.items():
            table[name].append(round(value, 3))
        print(
            n_lanes,
            {k: round(v, 3) for k, v in found.items()},
            f"{time.perf_counter() - began:.0f} s",
        )
    OUT.parent.mkdir(parents=True, exist_ok=True)
    kept = json.loads(OUT.read_text()) if OUT.exists() else {}
    kept["lines"] = table
    kept["rates"] = rates(table, rules, n_people)
    OUT.write_text(json.dumps(kept) + "\n")


def rates(table, rules, n_people):
    """False panel warnings in six months over the axes a person's logging is known by.

    ``phi`` here is what the panel itself estimates, drawn towards the population's; people are
    simulated over all true values and then sorted by it.
    """
    found = []
    for i, n_lanes in enumerate(table["n_lanes"]):
        lines = lines_of({name: table[name][i] for name in SHARES})
        plane = []
        for share in ENTRY_SHARES:
            cell = Cell(n_measures=n_lanes, missing=1 - share)
            plane.append(_by_phi(cell, rules, lines, max(n_people // 2, 200)))
        found.append(plane)
        print("rates", n_lanes, np.round(plane, 2).tolist(), flush=True)
    return {
        "n_lanes": list(table["n_lanes"]), "share": list(ENTRY_SHARES),
        "phi": list(PHI_POINTS), "rates": found,
    }  # fmt: skip


def _by_phi(cell, rules, lines, n_people):
    """A straight line through warnings against the estimated carry-over, read at two points."""
    phis, counts = [], []
    for seed, phi in enumerate((0.0, 0.2, 0.4, 0.6, 0.8)):
        for marks in simulated(cell.but(phi=phi), n_people // 5, 20_000 + 1000 * seed, rules):
            counts.append(run_panel(marks, rules, lines).spoke[LEARN_DAYS:].sum(0))
            phis.append(marks.phi[-1, :, :-1].mean(1))
    phi, count = np.concatenate(phis), np.concatenate(counts)
    slope, level = np.polyfit(phi, count, 1)
    return [round(max(0.02, level + slope * at), 4) for at in PHI_POINTS]


if __name__ == "__main__":
    main()
