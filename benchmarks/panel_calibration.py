"""Finds the lines and the stated rates of the warning panel, and writes them as data.

    python -m benchmarks.panel_calibration [people a cell] [rates]

With ``rates`` the lines stay and only the stated rates are fitted anew.
Seeds here are 10 000 and up; the study judges on others.
"""

from __future__ import annotations

import json
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.habit_population import Habit, Scores
from benchmarks.population import Cell, people
from iop_companion.analytics.beside_level import held
from iop_companion.analytics.detectors import missed_check_ins, missed_medicines
from iop_companion.analytics.detectors.questionnaire_change import ERROR_OF, score_distance
from iop_companion.analytics.logging_like import features
from iop_companion.analytics.panel import run_panel, scored
from iop_companion.analytics.panel_rules import HALF_YEAR_DAYS, KINDS, Lines, PanelRules
from iop_companion.analytics.swings import swings

OUT = Path(__file__).parents[1] / "resources" / "calibration" / "panel.json"
TARGET = 0.475
"""False panel warnings in six months in all, the detectors beside the level included."""
BESIDE_TARGET = {"missed_check_ins": 0.005, "day_to_day_swings": 0.02,
                 "missed_medicines": 0.01, "questionnaire_change": 0.03}  # fmt: skip
"""What each detector beside the level may add, alone, for people who do not change."""
SPLIT = {("one", 0): 0.36, ("one", 1): 0.08, ("half", 0): 0.10, ("half", 1): 0.03,
         ("all", 0): 0.54, ("all", 1): 0.20}  # fmt: skip
"""How the rate is shared between the questions and the two averages; they overlap, so > 1."""
START = {("one", 0): 2.8, ("one", 1): 3.4, ("half", 0): 3.6, ("half", 1): 4.2,
         ("all", 0): 2.2, ("all", 1): 2.9}  # fmt: skip
N_LANES = (1, 2, 3, 5, 8, 12, 15, 25)
NO_LINE = 99.0
LEARN_DAYS = 14


def simulated(cell: Cell, n_people: int, seed: int, rules: PanelRules, n_days: int | None = None):
    """Score simulated people in bites that fit the memory."""
    n_days = LEARN_DAYS + HALF_YEAR_DAYS if n_days is None else n_days
    bite = max(25, 3000 // cell.n_measures)
    for start in range(0, n_people, bite):
        values, _phi = people(cell, min(bite, n_people - start), n_days, seed + start)
        yield scored(np.ascontiguousarray(values.transpose(1, 0, 2)), rules)


def found_beside(rules: PanelRules, n_people: int) -> dict:
    """Where each detector beside the level meets what it may add, and what two of them add."""
    n_days = LEARN_DAYS + HALF_YEAR_DAYS
    missed = Habit().missed(10 * n_people, n_days, 20_000)
    reach = [
        swings(part.measures, part.score.shape[1], rules.swings).reach
        for part in simulated(Cell(), n_people, 20_000, rules)
    ]
    taken = Habit(share=0.07).medicine(5 * n_people, n_days, 20_000)
    scores = Scores().days(n_people, n_days, 20_000)
    away = {
        "missed_check_ins": missed_check_ins.habit(~missed).distance,
        "day_to_day_swings": held(np.concatenate(reach, axis=1)),
        "missed_medicines": missed_medicines.habit(taken).distance,
        "questionnaire_change": np.column_stack(
            [score_distance(one, ERROR_OF["phq9"]) for one in scores.T]
        ),
    }
    lines = {
        name: solved(lambda c, z=z: first_passages(z, c), BESIDE_TARGET[name], 3.3, 3.0, steps=8)
        for name, z in away.items()
    }
    rates = {name: first_passages(away[name], lines[name]) for name in APART}
    return {
        "lines": {name: round(line, 3) for name, line in lines.items()},
        "rates": {name: round(one, 4) for name, one in rates.items()},
    }


APART = ("missed_medicines", "questionnaire_change")


def first_passages(away, line: float) -> float:
    """How often a person's distance passes ``line``; it counts again once below half of it."""
    count = np.zeros(away.shape[1])
    waiting = np.zeros(away.shape[1], dtype=bool)
    for row in away:
        passed = (row > line) & ~waiting
        count += passed
        waiting = (waiting | passed) & (row > 0.5 * line)
    return float(count.mean())


def rate(marks, rules, lines) -> float:
    """False panel warnings in the first six months after learning, a person."""
    spoke = [run_panel(part, rules, lines).spoke[LEARN_DAYS:] for part in marks]
    return float(np.concatenate(spoke, axis=1).sum(0).mean())


def solved(function, target: float, start: float, steepness: float, steps: int = 4) -> float:
    """Where a falling function meets ``target``: secants on its logarithm, from ``start``.

    ``steepness`` is the first guess of how fast the logarithm falls.
    """
    at, slope, before = start, -steepness, None
    for _ in range(steps):
        gap = np.log(max(function(at), 0.2 / 450)) - np.log(target)
        if abs(gap) < 0.01:
            return at
        if before is not None and abs(at - before[0]) > 1e-6:
            slope = min((gap - before[1]) / (at - before[0]), -steepness / 3)
        before = (at, gap)
        at -= float(np.clip(gap / slope, -1.5 / steepness, 1.5 / steepness))
    return at


def lines_of(values: dict) -> Lines:
    """Lines by (kind, share); what is not named never speaks."""
    return Lines(*(tuple(values.get((kind, at), NO_LINE) for at in (0, 1)) for kind in KINDS))


def asked(n_lanes: int) -> list:
    """The questions that make sense for so many measures."""
    least = {"one": 1, "half": 4, "all": 2}
    return [name for name in SPLIT if n_lanes >= least[name[0]]]


def calibrated(n_lanes: int, rules: PanelRules, n_people: int, seed: int) -> dict:
    """Give each question its share of the rate, then scale all to the total."""
    marks = list(simulated(Cell(n_measures=n_lanes), n_people, seed, rules))
    level = [replace(part, beside=None) for part in marks]
    names = asked(n_lanes)
    total = sum(SPLIT[name] for name in names) / sum(SPLIT.values())
    alone = {
        name: solved(
            lambda c, name=name: rate(level, rules, lines_of({name: c})),
            TARGET * SPLIT[name] / total, START[name] + 0.15 * np.log(n_lanes / 8), 3.0,
        )
        for name in names
    }  # fmt: skip
    scale = solved(
        lambda k: rate(marks, rules, lines_of({name: c * k for name, c in alone.items()})),
        TARGET, 1.0, 8.0,
    )  # fmt: skip
    return {name: c * scale for name, c in alone.items()}


def found_lines(rules: PanelRules, n_people: int, pool) -> dict:
    table: dict = {"n_lanes": list(N_LANES)} | {kind: [[], []] for kind in KINDS}
    n = len(N_LANES)
    results = pool.map(calibrated, N_LANES, [rules] * n, [n_people] * n, [10_000] * n)
    for n_lanes, found in zip(N_LANES, results, strict=True):
        for kind, at in SPLIT:
            table[kind][at].append(round(found.get((kind, at), NO_LINE), 3))
        shown = {f"{kind}{at}": round(value, 2) for (kind, at), value in found.items()}
        print(n_lanes, shown, flush=True)
    return table


RATE_CELLS = [
    Cell(),
    *(Cell(phi=phi) for phi in (0.0, 0.2, 0.4, 0.6, 0.8)),
    *(Cell(n_measures=n) for n in (1, 2, 3, 5, 12, 15)),
    *(Cell(missing=missing) for missing in (0.0, 0.4, 0.6)),
    *(Cell(n_measures=1, phi=phi) for phi in (0.0, 0.8)),
    *(Cell(n_measures=15, phi=phi) for phi in (0.0, 0.8)),
    *(Cell(shape=shape) for shape in ("floor", "sym")),
    Cell(shape="floor", n_measures=3),
    Cell(shape="floor", phi=0.7),
    *(Cell(shared=shared) for shared in (0.0, 0.2, 0.6)),
    Cell(skipped=0.25),
    Cell(skipped=0.25, n_measures=3),
    Cell(missing_when_worse=0.5),
    *(Cell(weekly=weekly) for weekly in (0.25, 0.5)),
    Cell(weekly=0.5, n_measures=1),
    Cell(weekly=0.5, n_measures=3, phi=0.5),
]
"""People who do not change, in every way of logging that a rate is stated for."""


def logged(task):
    """False warnings of the unchanged people of one cell, and what their logging is like."""
    at, rules, n_people = task
    n_days = LEARN_DAYS + HALF_YEAR_DAYS
    known, counts = [], []
    for start in range(0, n_people, 200):
        n_now = min(200, n_people - start)
        values, _phi = people(RATE_CELLS[at], n_now, n_days, 30_000 + 100 * at + start)
        turned = np.ascontiguousarray(values.transpose(1, 0, 2))
        marks = scored(turned, rules)
        counts.append(run_panel(marks, rules).spoke[LEARN_DAYS:].sum(0))
        known.append(features(marks, turned))
    return np.concatenate(known), np.concatenate(counts).astype(float)


def fitted_rates(rules: PanelRules, n_people: int, pool) -> dict:
    """Poisson regression of false warnings on what each person's logging is like."""
    cells = list(pool.map(logged, [(at, rules, n_people) for at in range(len(RATE_CELLS))]))
    x = np.concatenate([known for known, _counts in cells])
    y = np.concatenate([counts for _known, counts in cells])
    weights = poisson_fit(x, y)
    for at, (known, counts) in enumerate(cells):
        stated = float(np.exp(known @ weights).mean())
        print(at, round(float(counts.mean()), 2), "stated", round(stated, 2), flush=True)
    return {"weights": [round(float(w), 5) for w in weights], "mean": round(float(y.mean()), 4)}


def poisson_fit(x, y, ridge: float = 1.0):
    """Newton's steps with a little ridge on all but the constant."""
    weights = np.zeros(x.shape[1])
    weights[0] = np.log(y.mean())
    keep = ridge * np.eye(x.shape[1])
    keep[0, 0] = 0.0
    for _ in range(30):
        mean = np.exp(np.clip(x @ weights, -6, 3))
        slope = x.T @ (y - mean) - keep @ weights
        weights = weights + np.linalg.solve((x * mean[:, None]).T @ x + keep, slope)
    return weights


def main() -> None:
    os.nice(10)
    rules = PanelRules()
    n_people = int(sys.argv[1]) if len(sys.argv) > 1 else 1500
    OUT.parent.mkdir(parents=True, exist_ok=True)
    kept = json.loads(OUT.read_text()) if OUT.exists() else {}
    if "rates" not in sys.argv:
        kept["beside"] = found_beside(rules, n_people)
        print(kept["beside"], flush=True)
        OUT.write_text(json.dumps(kept) + "\n")
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        if "rates" not in sys.argv:
            kept["lines"] = found_lines(rules, n_people, pool)
            OUT.write_text(json.dumps(kept) + "\n")
    # a fresh pool: its workers read the new lines
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        kept["rates"] = fitted_rates(rules, max(n_people // 2, 200), pool)
    OUT.write_text(json.dumps(kept) + "\n")


if __name__ == "__main__":
    main()
