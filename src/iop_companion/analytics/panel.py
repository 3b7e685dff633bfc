"""The warning panel over time: every measure's distance from usual, and when the panel spoke.

Computed for many people at once, ``[day, person, lane]``; the last lane is all measures together.
A lane is one measure turned so that higher is worse. Strictly causal: a day's numbers are made of
that day and the days before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from iop_companion.analytics.baseline import Ints, Ranked, ranked
from iop_companion.analytics.carry_over import carry_over
from iop_companion.analytics.panel_rules import Lines, PanelRules, lines_for
from iop_companion.analytics.series import Flags, Floats
from iop_companion.analytics.together import together


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """What the averages are made of, ``[day, person, lane]``; see :func:`scored`.

    ``score`` is NaN where nothing is monitored. ``error`` is the squared error of the usual.
    ``fresh`` marks the first entry after a break.
    """

    score: Floats
    phi: Floats
    error: Floats
    fresh: Flags
    measures: Ranked | None


@dataclass(frozen=True, slots=True, eq=False)
class PanelRun:
    """Everything the panel found, ``[day, person, lane]``; the last lane is the joint one.

    ``distance`` is in units of the line (1.0 speaks), NaN without an entry; it starts again after
    every warning. ``unbroken`` never does. ``average`` is the slow average itself. ``spoke`` is
    ``[day, person]``.
    """

    scored: Scored
    distance: Floats
    unbroken: Floats
    spoke: Flags
    quiet_days: int = 14

    def last_restart(self, day: int, person: int = 0) -> int:
        """Return the first row that counts for what is said on ``day``: after the last quiet."""
        before = np.flatnonzero(self.spoke[:day, person])
        return int(before[-1]) + 1 + self.quiet_days if before.size else 0


def scored(
    values: Floats,
    rules: PanelRules,
    *,
    left_out: Flags | None = None,
    restarts: Sequence[int] = (),
    joint_lanes: Flags | None = None,
) -> Scored:
    """Score ``values[day, person, lane]``, oriented so that higher is worse.

    ``joint_lanes`` says which lanes take part in the joint one (default: all, if there are two).
    """
    n_days, n_people, n_lanes = values.shape
    flat = values.reshape(n_days, n_people * n_lanes)
    ranks = ranked(flat, rules.usual, left_out=left_out, restarts=restarts)
    phi = carry_over(ranks, rules.carry_over, n_lanes, rules.usual.guard_days)
    lanes = _by_day(ranks, phi, rules, (n_days, n_people, n_lanes))
    takes_part = np.ones(n_lanes, dtype=np.bool_) if joint_lanes is None else joint_lanes
    joint_values, begins = together(ranks, n_lanes, takes_part)
    if takes_part.sum() < 2:
        joint_values = np.full_like(joint_values, np.nan)
    joint = ranked(
        joint_values, rules.usual, left_out=left_out, restarts=restarts, not_before=begins[None]
    )
    own = carry_over(joint, rules.carry_over, 1, rules.usual.guard_days)
    phi_joint = (own + phi.reshape(n_days, n_people, n_lanes).mean(2)) / 2
    whole = _by_day(joint, phi_joint, rules, (n_days, n_people, 1))
    return Scored(
        score=np.concatenate([lanes.score, whole.score], axis=2),
        phi=np.concatenate([lanes.phi, whole.phi], axis=2),
        error=np.concatenate([lanes.error, whole.error], axis=2),
        fresh=np.concatenate([lanes.fresh, whole.fresh], axis=2),
        measures=ranks,
    )


def spliced(before: Scored, after: Scored, row: int) -> Scored:
    """Return ``before`` up to ``row`` (excluded), and from there on ``after``."""
    return Scored(
        score=np.concatenate([before.score[:row], after.score[row:]]),
        phi=np.concatenate([before.phi[:row], after.phi[row:]]),
        error=np.concatenate([before.error[:row], after.error[row:]]),
        fresh=np.concatenate([before.fresh[:row], after.fresh[row:]]),
        measures=after.measures,
    )


def _by_day(ranks: Ranked, phi: Floats, rules: PanelRules, shape: tuple[int, int, int]) -> Scored:
    day = ranks.entries.day
    fresh = np.zeros(day.shape)
    fresh[1:] = day[1:] - day[:-1] > rules.break_days
    to_days = ranks.entries.to_days
    n_usual = np.maximum(np.nan_to_num(to_days(ranks.n_usual.astype(np.float64))), 1)
    return Scored(
        score=to_days(np.where(ranks.monitored, ranks.score, np.nan)).reshape(shape),
        phi=phi.reshape(shape),
        error=((1 + phi) / (1 - phi) / n_usual).reshape(shape),
        fresh=(to_days(fresh) == 1.0).reshape(shape),
        measures=ranks,
    )


def run_panel(marks: Scored, rules: PanelRules, lines: Lines | None = None) -> PanelRun:
    """Run the averages day by day; see :class:`PanelRun`."""
    n_days = marks.score.shape[0]
    live = ~np.isnan(marks.score)
    line = _lines(marks, rules, lines)
    steps = _steps(marks, rules, line, live)
    averages = _unbroken(steps, n_days)
    unbroken = (averages[1:] * steps.limit).max(axis=1)
    distance = unbroken.copy()
    spoke = _restarted(steps, averages, distance, rules.quiet_days)
    unbroken[~live] = np.nan
    distance[~live] = np.nan
    return PanelRun(marks, distance, unbroken, spoke, rules.quiet_days)


def _unbroken(steps: _Steps, n_days: int) -> Floats:
    """The averages as if the panel never spoke; row 0 is the start."""
    averages = np.zeros((n_days + 1, *steps.decay.shape[1:]))
    for t in range(n_days):
        now = averages[t + 1]
        np.multiply(averages[t], steps.decay[t], out=now)
        now += steps.push[t]
        np.maximum(now, 0.0, out=now)
    return averages


def _restarted(steps: _Steps, averages: Floats, distance: Floats, quiet_days: int) -> Flags:
    """Let the panel speak, go quiet and start again; writes what it changes into ``distance``.

    Averages that restart never exceed those that did not, so only days on which the latter pass
    the line need a look, until both are the same again.
    """
    n_days, n_people = distance.shape[:2]
    spoke = np.zeros((n_days, n_people), dtype=np.bool_)
    quiet = np.full(n_people, -1)
    now: Floats | None = None
    last_quiet = t = -1
    hot = iter(np.flatnonzero((distance > 1.0).any(axis=(1, 2))).tolist())
    while True:
        t = next((day for day in hot if day > t), n_days) if now is None else t + 1
        if t >= n_days:
            return spoke
        if now is None:
            now = averages[t + 1].copy()
        else:
            now *= steps.decay[t]
            now += steps.push[t]
            np.maximum(now, 0.0, out=now)
            if t <= last_quiet:
                now[:, quiet >= t] = 0.0
            distance[t] = (now * steps.limit[t]).max(axis=0)
        if distance[t].max() > 1.0:
            spoke[t] = (distance[t] > 1.0).any(axis=1)
            quiet[spoke[t]] = last_quiet = t + quiet_days
            now[:, spoke[t]] = 0.0
        elif t > last_quiet and t % 8 == 0 and (now == averages[t + 1]).all():
            now = None
            hot = iter(np.flatnonzero((distance > 1.0).any(axis=(1, 2))).tolist())


def n_active(marks: Scored, within_days: int) -> Ints:
    """How many lanes of each ``[day, person]`` had a scored entry in the last ``within_days``."""
    total = np.zeros((marks.score.shape[0] + 1, *marks.score.shape[1:]), dtype=np.int32)
    np.cumsum(~np.isnan(marks.score), axis=0, out=total[1:])
    before = np.maximum(np.arange(marks.score.shape[0]) + 1 - within_days, 0)
    recent = total[1:] > total[before]
    active: Ints = recent[:, :, :-1].sum(axis=2)
    return active


def _lines(marks: Scored, rules: PanelRules, lines: Lines | None) -> Floats:
    """The line of every ``[day, share, person, lane]``, for the measures in use on that day."""
    n_lanes = marks.score.shape[2]
    if lines is None:
        table = np.array([[one.single, one.joint] for one in map(lines_for, range(n_lanes))])
        chosen = table[n_active(marks, rules.active_days)]
    else:
        chosen = np.broadcast_to(
            np.array([lines.single, lines.joint]), (*marks.score.shape[:2], 2, len(rules.shares))
        )
    kinds = np.r_[np.zeros(n_lanes - 1, dtype=np.int64), 1]
    return np.moveaxis(chosen[:, :, kinds], 3, 1)


@dataclass(frozen=True, slots=True, eq=False)
class _Steps:
    """What each day does to the averages, ``[day, share, person, lane]``, and 1 / line."""

    decay: Floats
    push: Floats
    limit: Floats


def _steps(marks: Scored, rules: PanelRules, line: Floats, live: Flags) -> _Steps:
    shares = np.array(rules.shares)[None, :, None, None]
    kept = np.where(marks.fresh, 0.0, 1.0)[:, None]
    decay = np.where(live[:, None], (1 - shares) * kept, 1.0)
    push = np.where(live, marks.score, 0.0)[:, None] * shares
    carried = marks.phi[:, None] * (1 - shares)
    noise = shares / (2 - shares) * (1 + carried) / (1 - carried)
    limit = np.where(live[:, None], 1 / (line * np.sqrt(noise + marks.error[:, None])), 0.0)
    return _Steps(decay, push, limit)
