"""The detectors that look at something else than a measure's level, in one form for the panel.

Each gives a distance in units of its own line (1.0 speaks), held over days on which it learns
nothing, and the scores by which the beginning of a change is dated. Their false warnings are part
of the panel's total rate: the lines are found together (``benchmarks.panel_calibration``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from iop_companion.analytics.baseline import KnownRanks, Ranked
from iop_companion.analytics.detectors import missed_check_ins, missed_medicines
from iop_companion.analytics.detectors import questionnaire_change as questionnaires
from iop_companion.analytics.panel_rules import BesideLines, PanelRules, beside_lines
from iop_companion.analytics.series import Flags, Floats
from iop_companion.analytics.swings import Swings, compared_on, day_steps, swings
from iop_companion.analytics.taking_on import taken_on
from iop_companion.analytics.watched_as import Role, WatchedAs

CHECK_INS = missed_check_ins.MissedCheckIns.name
SWINGS = "day_to_day_swings"
MEDICINES = missed_medicines.MissedMedicines.name
QUESTIONNAIRE = questionnaires.QuestionnaireChange.name

_Part = tuple[str, int | None, Floats, Flags, Floats]
"""Of one detector: name, column, distance, live, score."""


@dataclass(frozen=True, slots=True, eq=False)
class Apart:
    """A column with a detector of its own: ``values[day]``, turned so that higher is worse."""

    column: int
    watched_as: WatchedAs
    values: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Beside:
    """What these detectors found. Arrays are ``[day, person, detector]``.

    ``columns`` is the column a detector looks at, None where it looks at all. ``live`` marks the
    days on which it may speak.
    """

    names: tuple[str, ...]
    columns: tuple[int | None, ...]
    distance: Floats
    live: Flags
    score: Floats
    swings: Swings


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """What was found before row ``row`` of the whole; the values at hand begin on row ``start``.

    Scores of rows before ``needed`` are not looked at any more; ``ranks`` of the values at hand
    are known up to row ``row``.
    """

    beside: Beside
    row: int
    start: int
    needed: int
    ranks: KnownRanks


def beside_level(  # noqa: PLR0913 -- what is known already, by keyword only
    values: Floats,
    ranks: Ranked,
    rules: PanelRules,
    *,
    lines: BesideLines | None = None,
    apart: Sequence[Apart] = (),
    known: Known | None = None,
) -> Beside | None:
    """Run these detectors over ``values[day, person, lane]`` and, for one person, ``apart``.

    ``lines`` stand for the calibrated ones. With ``known``, what was found is taken on from it: the
    result begins with its row, but for the day-to-day differences, which need a longer memory than
    the values at hand and are told whole. None where that cannot be.
    """
    chosen = beside_lines() if lines is None else lines
    n_people = values.shape[1]
    entered: Flags = np.asarray(~np.isnan(values).all(axis=2))
    for one in apart:
        entered = entered | ~np.isnan(one.values)[:, None]
    found = _swings(ranks, n_people, rules, known)
    if found is None:
        return None
    first, row = (0, 0) if known is None else (known.row - known.start, known.row)
    check_ins = missed_check_ins.habit(entered, first)
    away = check_ins.distance / chosen.missed_check_ins
    live = ~np.isnan(found.reach[row:])
    parts: list[_Part] = [
        (CHECK_INS, None, away, np.ones_like(entered[first:]), check_ins.score),
        (SWINGS, None, found.reach[row:] / chosen.day_to_day_swings, live, found.score[row:]),
    ]
    parts += [_apart(one, chosen, first) for one in apart]
    stood = np.zeros((n_people, len(parts))) if known is None else known.beside.distance[row - 1]
    names, columns, distances, lives, scores = zip(*parts, strict=True)
    return Beside(
        names=names,
        columns=columns,
        distance=held(np.stack(distances, axis=2), stood),
        live=np.stack(lives, axis=2),
        score=np.stack(scores, axis=2),
        swings=found,
    )


def _swings(ranks: Ranked, n_people: int, rules: PanelRules, known: Known | None) -> Swings | None:
    if known is None:
        return swings(ranks, n_people, rules.swings)
    before, row = known.beside.swings, known.row
    steps, mean = day_steps(ranks, n_people, rules.swings, row - known.start)
    whole = taken_on(before.mean, row, mean)
    found = compared_on(before, whole, (row, known.needed), rules.swings)
    return None if found is None else replace(found, steps=steps)


def _apart(one: Apart, lines: BesideLines, first: int) -> _Part:
    values = one.values[:, None]
    live = ~np.isnan(values[first:])
    if one.watched_as.role is Role.MEDICINE:
        found = missed_medicines.habit(values)
        away = np.where(live, found.distance[first:] / lines.missed_medicines, np.nan)
        return MEDICINES, one.column, away, live, found.score[first:]
    away = questionnaires.score_distance(one.values, one.watched_as.error)[first:, None]
    away = np.where(live, away / lines.questionnaire_change, np.nan)
    return QUESTIONNAIRE, one.column, away, live, away


def held(by_day: Floats, stood: Floats | float = 0.0) -> Floats:
    """Return ``by_day[day, ...]``, each gap holding what stood before it; ``stood`` at first."""
    flat = by_day.reshape(by_day.shape[0], -1)
    width = flat.shape[1]
    rows = np.arange(flat.shape[0])[:, None]
    newest = np.maximum.accumulate(np.where(np.isnan(flat), -1, rows), axis=0)
    kept = flat.ravel().take(np.maximum(newest, 0) * width + np.arange(width))
    shape = by_day.shape
    filled: Floats = np.where(newest.reshape(shape) >= 0, kept.reshape(shape), stood)
    return filled
