"""The simulation study of the warning panel: ``make study``.

    python -m benchmarks.study [people a cell, default 600] [--write]

Seeded; none of its people were used to find lines, stated rates or rules (seeds of
``benchmarks.panel_calibration`` lie below 100 000, these begin at 41 000 000). Prints the tables of
``docs/methods.md`` and, with ``--write``, puts them there between their marks.
"""

from __future__ import annotations

import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np

from benchmarks import rivals
from benchmarks.habit_population import Habit, Scores
from benchmarks.panel_calibration import first_passages, simulated
from benchmarks.population import Cell, people
from iop_companion.analytics.detectors import missed_check_ins, missed_medicines
from iop_companion.analytics.detectors.questionnaire_change import ERROR_OF, score_distance
from iop_companion.analytics.logging_like import features
from iop_companion.analytics.panel import run_panel, scored
from iop_companion.analytics.panel_rules import (
    HALF_YEAR_DAYS,
    PanelRules,
    beside_lines,
    rate_model,
)
from iop_companion.analytics.replay import PATIENT

METHODS = Path(__file__).parents[1] / "docs" / "methods.md"
BEGIN, END = "<!-- study: begin -->", "<!-- study: end -->"
LEARN = 14
FIRST_SEED = 41_000_000
HORIZON = 60

LONGER = "usual learnt from 28 days and 18 entries"

FALSE_CELLS = {
    "mix of carry-overs, 20 % missing": Cell(),
    "carry-over 0": Cell(phi=0.0),
    "carry-over .3": Cell(phi=0.3),
    "carry-over .5": Cell(phi=0.5),
    "carry-over .7": Cell(phi=0.7),
    "carry-over .8": Cell(phi=0.8),
    "floor scales (46 % zeros)": Cell(shape="floor"),
    "symmetrical scales": Cell(shape="sym"),
    "uncorrelated measures": Cell(shared=0.0),
    "half of the measures in one block": Cell(shared=0.6, in_block=4),
    "1 measure": Cell(n_measures=1),
    "3 measures": Cell(n_measures=3),
    "15 measures": Cell(n_measures=15),
    "1 measure, carry-over .8": Cell(n_measures=1, phi=0.8),
    "15 measures, carry-over .8": Cell(n_measures=15, phi=0.8),
    "40 % of days missing": Cell(missing=0.4),
    "a quarter of items skipped": Cell(skipped=0.25),
    "missing when worse (50 %, else 20 %)": Cell(missing_when_worse=0.5),
    "weekly cycle of .5 SD": Cell(weekly=0.5),
    "1 measure, weekly cycle of .5 SD": Cell(n_measures=1, weekly=0.5),
    "first days read worse by 1 SD": Cell(early=1.0),
    "improvement of 1.5 SD in 8 weeks": Cell(improve=1.5),
    "drift of .5 SD a year": Cell(drift_per_year=0.5),
    LONGER: Cell(),
}

SHIFTS = [(d, n) for d in (0.5, 1.0, 1.5, 2.0) for n in (1, 4, 8)]
RAMPS = [(1.5, 4, 28), (1.5, 8, 28), (2.0, 1, 28)]
RELAPSES = [
    (label, Cell(shift=1.0, n_shifted=n, shift_on=on, improve=size, improve_days=days))
    for n in (1, 4, 8)
    for label, on, size, days in (
        (f"{n} of 8, stable until day 88", 88, 0.0, 56),
        (f"{n} of 8, 1 SD better over 8 weeks, relapse on day 88", 88, 1.0, 56),
        (f"{n} of 8, stable until day 120", 120, 0.0, 56),
        (f"{n} of 8, 1.5 SD better over 8 weeks, relapse on day 120", 120, 1.5, 56),
    )
]


def ours(cell, n_people, n_days, seed, *, stated=False, rules=None):
    """Our panel's ``spoke[person, day]``, and what it states, in bites that fit the memory."""
    spoke, rates = [], []
    rules, weights = rules or PanelRules(), np.array(rate_model()[0])
    bite = max(40, 2000 // cell.n_measures)
    for start in range(0, n_people, bite):
        values, _phi = people(cell, min(bite, n_people - start), n_days, seed + start)
        turned = np.ascontiguousarray(values.transpose(1, 0, 2))
        marks = scored(turned, rules)
        spoke.append(run_panel(marks, rules).spoke.T)
        if stated:
            rates.append(np.exp(features(marks, turned) @ weights))
    return np.concatenate(spoke), np.concatenate(rates) if stated else None


def rivals_of(cell, n_people, n_days, seed):
    values, phi = people(cell, n_people, n_days, seed)
    return {
        "naive": rivals.naive(values),
        "starting": rivals.starting(values),
        "knowing": rivals.knowing(values, phi, cell.shape, shared=cell.shared),
    }


def mean_and_error(counts):
    return f"{counts.mean():.2f} ± {counts.std(ddof=1) / np.sqrt(counts.size):.2f}"


def false_row(task):
    label, cell, n_people, seed = task
    n_days = LEARN + HALF_YEAR_DAYS
    rules = PanelRules(usual=PATIENT) if label == LONGER else None
    spoke, stated = ours(cell, n_people, n_days, seed, stated=True, rules=rules)
    counts = spoke[:, LEARN:].sum(1)
    others = rivals_of(cell, max(n_people // 2, 50), n_days, seed + 50_000)
    truth = max(float(counts.mean()), 1e-9)
    cells = [mean_and_error(counts), f"{100 * (counts > 0).mean():.0f} %"]
    cells += [f"{stated.mean():.2f} ({100 * (stated.mean() / truth - 1):+.0f} %)"]
    cells += [
        f"{others[name][:, LEARN:].sum(1).mean():.2f}" for name in ("starting", "naive", "knowing")
    ]
    return [label, *cells], counts.mean(), stated.mean()


def beside_rows(n_people):  # noqa: C901 -- one table, row by row
    """False warnings and changes found of each detector beside the level."""
    n_days, lines, seed = LEARN + HALF_YEAR_DAYS, beside_lines(), FIRST_SEED + 400_000
    rows = []

    def row(label, false, changed):
        counts = first_passages(false, 1.0)
        reached = (changed[120:] > 1.0).cumsum(axis=0) > 0
        found = " / ".join(f"{100 * reached[days].mean():.0f} %" for days in (13, 29))
        rows.append([label, f"{counts:.3f}", found])

    def missed(habit, n=5 * n_people):
        return missed_check_ins.habit(~habit.missed(n, n_days, seed)).distance / (
            lines.missed_check_ins
        )

    for label, share, clumped in (
        ("checks in on 95 % of days, then stops", 0.05, 0.0),
        ("on 80 %, then stops", 0.2, 0.0),
        ("on 60 %, then stops", 0.4, 0.0),
        ("on 80 %, misses in clumps, then stops", 0.2, 0.3),
    ):
        row(label, missed(Habit(share, clumped)), missed(Habit(share, clumped, stops_on=120)))
    row("on 80 %, then on 40 %", missed(Habit(0.2)), missed(Habit(0.2, stops_on=120, then=0.6)))

    def swinging(cell):
        marks = simulated(cell, n_people, seed, PanelRules())
        return np.concatenate([part.beside.distance[:, :, 1] for part in marks], axis=1)

    for times, n in ((2.0, 8), (2.0, 4), (1.5, 8)):
        changed = Cell(spread_times=times, n_shifted=n, shift_on=120)
        row(f"spread of {n} of 8 times {times:g}", swinging(Cell()), swinging(changed))

    def medicine(habit):
        found = missed_medicines.habit(habit.medicine(2 * n_people, n_days, seed)).distance
        return found / lines.missed_medicines

    for share, then in ((0.07, 0.95), (0.07, 0.5)):
        changed = Habit(share, stops_on=120, then=then)
        row(f"medicine missed on 7 % of days, then on {100 * then:.0f} %",
            medicine(Habit(share)), medicine(changed))  # fmt: skip

    def scores(made):
        days = made.days(n_people, n_days, seed)
        found = [score_distance(one, ERROR_OF["phq9"]) for one in days.T]
        return np.column_stack(found) / lines.questionnaire_change

    for own, rise in ((3.0, 5.0), (3.0, 8.0), (4.0, 8.0)):
        row(f"PHQ-9 every 14 days, own spread {own:g}, then {rise:g} more",
            scores(Scores(own)), scores(Scores(own, rise=rise, rise_on=9)))  # fmt: skip
    return rows


def delays(spoke, on):
    window = spoke[:, on : on + HORIZON]
    return np.where(window.any(1), window.argmax(1) + 1, HORIZON + 1)


def delay_text(found):
    median = np.median(found)
    shown = f">{HORIZON}" if median > HORIZON else f"{median:g}"
    shares = " / ".join(f"{100 * (found <= days).mean():.0f}" for days in (14, 30, 60))
    return f"{shown} ({shares})"


def delay_row(task):
    label, cell, n_people, seed, with_rivals = task
    n_days = cell.shift_on + HORIZON
    spoke, _ = ours(cell, n_people, n_days, seed)
    found = {"panel": delays(spoke, cell.shift_on)}
    if with_rivals:
        others = rivals_of(cell, max(n_people // 2, 50), n_days, seed + 50_000)
        found |= {name: delays(one, cell.shift_on) for name, one in others.items()}
    order = ("panel", "starting", "knowing", "naive")
    texts = [delay_text(found[name]) for name in order if name in found]
    return [label, *texts], {name: float(np.median(one)) for name, one in found.items()}


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


COUNTED = ("1 measure", "3 measures", "15 measures", "mix of carry-overs, 20 % missing")
GOAL_CELLS = [
    name for name in FALSE_CELLS if not name.startswith(("first days", "improve", "drift"))
]


def row(goal, measured, met):
    return [goal, measured, "met" if met else "not met"]


def goal_rows(figures):
    """Each goal of the panel with what was measured, and whether it is met."""
    return [*rate_goals(figures["false"]), *delay_goals(figures), *stated_goals(figures["false"])]


def rate_goals(false):
    mix = false["mix of carry-overs, 20 % missing"][0]
    worst = max(GOAL_CELLS, key=lambda name: false[name][0])
    counted = [false[name][0] for name in COUNTED]
    low, high = min(counted), max(counted)
    return [
        row("at most 0.5 false panel warnings in six months on the mix", f"{mix:.2f}", mix <= 0.5),
        row("at most 1.0 in every cell", f"{false[worst][0]:.2f} ({worst})", false[worst][0] <= 1),
        row(
            "0.3 to 0.7 for 1 to 15 measures",
            f"{low:.2f} to {high:.2f}",
            low >= 0.3 and high <= 0.7,
        ),
    ]


def delay_goals(figures):
    shift, relapse = figures["shift"], figures["relapse"]
    rows = []
    for n, goal in ((1, 27), (4, 15), (8, 10)):
        found = shift[f"1 SD on {n} of 8"]["panel"]
        rows.append(
            row(f"1 SD on {n} of 8: median at most {goal} days", f"{found:g}", found <= goal)
        )
    for size, n in ((1.5, 1), (1.5, 4), (1.5, 8), (2.0, 1), (2.0, 4), (2.0, 8)):
        found = shift[f"{size:g} SD on {n} of 8"]
        part = found["panel"] / found["knowing"]
        shown = f"{found['panel']:g} / {found['knowing']:g} = {part:.2f}"
        goal = f"{size:g} SD on {n} of 8: within 1.2 x of knowing the person"
        rows.append(row(goal, shown, part <= 1.2))
    labels = list(relapse)
    for stable, after in zip(labels[::2], labels[1::2], strict=True):
        found, usual = relapse[after]["panel"], relapse[stable]["panel"]
        shown = f"{found:g} / {usual:g} = {found / usual:.2f}"
        rows.append(
            row(f"within 1.25 x of the stable start: {after}", shown, found / usual <= 1.25)
        )
    return rows


def stated_goals(false):
    error = {name: false[name][1] / max(false[name][0], 1e-9) - 1 for name in GOAL_CELLS}
    far = max(error, key=lambda name: abs(error[name]))
    low = min(error, key=lambda name: error[name])
    mix = error["mix of carry-overs, 20 % missing"]
    return [
        row("stated rate within 20 % on the mix", f"{100 * mix:+.0f} %", abs(mix) <= 0.2),
        row("stated rate within 40 % in every cell", f"{100 * error[far]:+.0f} % ({far})",
            abs(error[far]) <= 0.4),
        row("never understated by more than 25 %", f"{100 * error[low]:+.0f} % ({low})",
            error[low] >= -0.25),
    ]  # fmt: skip


def studied(n_people, run=map):
    """Return the tables as Markdown and the figures behind them."""
    false_tasks = [
        (label, cell, n_people, FIRST_SEED + 1000 * at)
        for at, (label, cell) in enumerate(FALSE_CELLS.items())
    ]
    false_rows = list(run(false_row, false_tasks))
    shift_tasks = [
        (
            f"{d:g} SD on {n} of 8",
            Cell(shift=d, n_shifted=n),
            n_people,
            FIRST_SEED + 100_000 + 1000 * at,
            True,
        )
        for at, (d, n) in enumerate(SHIFTS)
    ]
    shift_rows = list(run(delay_row, shift_tasks))
    ramp_tasks = [
        (f"{d:g} SD on {n} of 8, growing over {days} days",
         Cell(shift=d, n_shifted=n, ramp=days), n_people, FIRST_SEED + 200_000 + 1000 * at, True)
        for at, (d, n, days) in enumerate(RAMPS)
    ]  # fmt: skip
    ramp_rows = list(run(delay_row, ramp_tasks))
    relapse_tasks = [
        (label, cell, n_people, FIRST_SEED + 300_000 + 1000 * at, False)
        for at, (label, cell) in enumerate(RELAPSES)
    ]
    relapse_rows = list(run(delay_row, relapse_tasks))
    beside = beside_rows(n_people)
    head = ["median days to speak (% within 14 / 30 / 60)", "this panel", "starting design",
            "knowing the person", "naive chart"]  # fmt: skip
    figures = {
        "false": {
            task[0]: (float(truth), float(stated))
            for task, (_row, truth, stated) in zip(false_tasks, false_rows, strict=True)
        },
        "shift": {task[0]: m for task, (_row, m) in zip(shift_tasks, shift_rows, strict=True)},
        "relapse": {
            task[0]: m for task, (_row, m) in zip(relapse_tasks, relapse_rows, strict=True)
        },
    }
    text = "\n\n".join(
        [
            "**The goals**",
            table(["goal", "measured", ""], goal_rows(figures)),
            "**False panel warnings in six months**, people who do not change",
            table(
                ["people", "this panel", "with any", "stated (against the truth)",
                 "starting design", "naive chart", "knowing the person"],
                [row for row, _truth, _stated in false_rows],
            ),
            "**A lasting step on day 88**",
            table(head, [row for row, _medians in shift_rows]),
            "**A slow rise from day 88**",
            table(head, [row for row, _medians in ramp_rows]),
            "**Relapse of 1 SD after improvement, and the same after a stable start**",
            table(head[:2], [row for row, _medians in relapse_rows]),
            "**The detectors beside the level**, each alone",
            table(["people", "false, six months", "a change on day 120 found within 14 / 30 days"],
                  beside),
        ]
    )  # fmt: skip
    return text, figures


def main() -> None:
    began = time.perf_counter()
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    n_people = numbers[0] if numbers else 600
    workers = int(os.environ.get("STUDY_WORKERS", os.cpu_count() or 1))
    if workers == 1:
        text, _figures = studied(n_people)
    else:
        with ProcessPoolExecutor(workers) as pool:
            text, _figures = studied(n_people, pool.map)
    took = time.perf_counter() - began
    print(text)
    print(f"\n{n_people} people a cell, {took:.0f} s")
    if "--write" in sys.argv:
        whole = METHODS.read_text(encoding="utf-8")
        before, rest = whole.split(BEGIN)
        after = rest.split(END)[1]
        note = f"{n_people} people a cell for this panel, half as many for the others."
        METHODS.write_text(f"{before}{BEGIN}\n{note}\n\n{text}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
