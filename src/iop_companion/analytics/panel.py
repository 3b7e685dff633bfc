"""The warning panel over time: every measure's distance from usual, and when the panel spoke.

Computed for many people at once, ``[day, person, lane]``. A lane is one measure turned so that
higher is worse; the last lane of a result is all measures together. Strictly causal: a day's
numbers are made of that day and the days before it.

Each lane keeps exponentially weighted averages of its rank scores. Three questions are put to
them, each with its own line: has *one* measure moved, compared with what the others would lead one
to expect; have *half* of them; have *all*. See ``analytics.contrasts``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from iop_companion.analytics.baseline import Ints, Ranked, ranked
from iop_companion.analytics.carry_over import carry_over
from iop_companion.analytics.contrasts import distances
from iop_companion.analytics.improvement import improvement
from iop_companion.analytics.kinship import kinship, mean_scores
from iop_companion.analytics.panel_rules import Lines, PanelRules, line_table
from iop_companion.analytics.series import Flags, Floats

FORGOTTEN = 1e-4
"""What is left of an average's start when a restarted one counts as the same as one that never."""


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """What the averages are made of, ``[day, person, lane]``; see :func:`scored`.

    ``score`` is NaN where nothing is monitored; ``joint`` is the day's mean score, levelled, for
    ``[day, person]``. ``error`` is the squared error of the usual, ``phi`` the carry-over, both as
    known from the newest entry. ``fresh`` marks the first entry after a break. ``alike`` is how
    much the measures move together. ``paired`` says which lanes are compared with the others.
    """

    score: Floats
    joint: Floats
    phi: Floats
    error: Floats
    fresh: Flags
    alike: Floats
    paired: Flags
    measures: Ranked | None

    def scores_of(self, lane: int, person: int = 0) -> Floats:
        """Return the scores of a lane day by day; of the joint one where there is no such lane."""
        if lane >= self.score.shape[2]:
            return self.joint[:, person]
        return self.score[:, person, lane]


@dataclass(frozen=True, slots=True, eq=False)
class PanelRun:
    """Everything the panel found, ``[day, person, lane]``; the last lane is the joint one.

    ``distance`` is in units of the line (1.0 speaks), NaN without an entry; it starts again after
    every warning. ``unbroken`` never does. ``spoke`` is ``[day, person]``.
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
    paired: Flags | None = None,
) -> Scored:
    """Score ``values[day, person, lane]``, oriented so that higher is worse.

    ``paired`` says which lanes are compared with the others (default: all).
    """
    n_days, n_people, n_lanes = values.shape
    shape = (n_days, n_people, n_lanes)
    flat = values.reshape(n_days, n_people * n_lanes)
    pairs = np.ones(n_lanes, dtype=np.bool_) if paired is None else paired
    guard = rules.usual.guard_days
    ranks = ranked(flat, rules.usual, left_out=left_out, restarts=restarts)
    phi = carry_over(ranks, rules.carry_over, n_lanes, guard).reshape(shape)
    to_days = ranks.entries.to_days
    score = to_days(np.where(ranks.monitored, ranks.score, np.nan)).reshape(shape)
    score = score + improvement(ranks, phi, pairs, rules.improvement)
    n_usual = np.maximum(ranks.known_by_day(ranks.n_usual), 1).reshape(shape)
    day = ranks.entries.day
    fresh = np.zeros(day.shape)
    fresh[1:] = day[1:] - day[:-1] > rules.break_days
    return Scored(
        score=score,
        joint=mean_scores(score[:, :, pairs]),
        phi=phi,
        error=(1 + phi) / (1 - phi) / n_usual,
        fresh=(to_days(fresh) == 1.0).reshape(shape),
        alike=kinship(ranks, n_people, pairs, guard),
        paired=pairs,
        measures=ranks,
    )


def spliced(before: Scored, after: Scored, row: int) -> Scored:
    """Return ``before`` up to ``row`` (excluded), and from there on ``after``."""

    def joined(a: Floats, b: Floats) -> Floats:
        return np.concatenate([a[:row], b[row:]])

    return Scored(
        score=joined(before.score, after.score),
        joint=joined(before.joint, after.joint),
        phi=joined(before.phi, after.phi),
        error=joined(before.error, after.error),
        fresh=np.concatenate([before.fresh[:row], after.fresh[row:]]),
        alike=joined(before.alike, after.alike),
        paired=after.paired,
        measures=after.measures,
    )


def run_panel(marks: Scored, rules: PanelRules, lines: Lines | None = None) -> PanelRun:
    """Run the averages day by day; see :class:`PanelRun`. ``lines`` stand for the calibrated."""
    course = _course(marks, rules, lines)
    unbroken = course.distances(slice(None), None)
    distance = unbroken.copy()
    spoke = np.zeros(distance.shape[:2], dtype=np.bool_)
    for person in np.flatnonzero((distance > 1.0).any(axis=(0, 2))).tolist():
        _speak(course, distance[:, person], spoke[:, person], person, rules.quiet_days)
    silent = np.broadcast_to(~course.live.any(axis=2, keepdims=True), distance[..., -1:].shape)
    blank = np.concatenate([~course.live, silent], axis=2)
    distance[blank] = np.nan
    unbroken[blank] = np.nan
    return PanelRun(marks, distance, unbroken, spoke, rules.quiet_days)


@dataclass(frozen=True, slots=True, eq=False)
class _Course:
    """The averages that never restart, and what turns them into distances.

    ``averages`` and ``forgot`` are ``[day, share, person, lane]``; ``forgot`` is the running sum of
    the logarithms of what each entry leaves of the past. ``noise`` is the standard error.
    """

    averages: Floats
    forgot: Floats
    noise: Floats
    live: Flags
    active: Flags
    marks: Scored
    lines: Floats
    need: float

    def distances(self, rows: slice, start: int | None, person: int | None = None) -> Floats:
        """Return ``[day, person, lane + 1]`` for ``rows``, of averages 0 after ``start``."""
        people = slice(None) if person is None else slice(person, person + 1)
        averages = self.averages[rows, :, people]
        if start is not None:
            left = np.exp(self.forgot[rows, :, people] - self.forgot[start, :, people])
            averages = averages - left * self.averages[start, :, people]
        reach = averages / self.noise[rows, :, people]
        return distances(
            reach,
            active=self.active[rows, people],
            live=self.live[rows, people],
            alike=self.marks.alike[rows, people],
            paired=self.marks.paired,
            lines=self.lines[rows, people],
            need=self.need,
        )

    def forgotten(self, start: int, person: int) -> int:
        """Return the first row by which nothing of row ``start`` is left in any active lane."""
        left = self.forgot[start:, :, person] - self.forgot[start, :, person]
        gone = (left < np.log(FORGOTTEN)) | ~self.active[start:, None, person]
        done = np.flatnonzero(gone.all(axis=(1, 2)))
        return start + int(done[0]) if done.size else int(self.forgot.shape[0])


def _speak(course: _Course, distance: Floats, spoke: Flags, person: int, quiet_days: int) -> None:
    """Let the panel speak, go quiet and start again; writes into ``distance`` and ``spoke``."""
    row, n_days = 0, distance.shape[0]
    while True:
        hot = np.flatnonzero((distance[row:] > 1.0).any(axis=1))
        if not hot.size:
            return
        day = row + int(hot[0])
        spoke[day] = True
        row = min(day + quiet_days + 1, n_days)
        distance[day + 1 : row] = 0.0
        if row == n_days:
            return
        until = course.forgotten(row - 1, person)
        distance[row:until] = course.distances(slice(row, until), row - 1, person)[:, 0]


def _course(marks: Scored, rules: PanelRules, lines: Lines | None) -> _Course:
    shares = np.array(rules.shares)[None, :, None, None]
    live = ~np.isnan(marks.score)
    kept = np.where(marks.fresh, 1e-9, 1.0)[:, None] * (1 - shares)
    decay = np.where(live[:, None], kept, 1.0)
    averages = np.where(live, marks.score, 0.0)[:, None] * shares
    left = np.empty(averages.shape[1:])
    for t in range(1, averages.shape[0]):
        np.multiply(decay[t], averages[t - 1], out=left)
        averages[t] += left
    carried = marks.phi[:, None] * (1 - shares)
    noise = shares / (2 - shares) * (1 + carried) / (1 - carried)
    active = _active(live, rules.active_days)
    return _Course(
        averages=averages,
        forgot=np.cumsum(np.log(decay), axis=0),
        noise=np.sqrt(noise + marks.error[:, None]),
        live=live,
        active=active,
        marks=marks,
        lines=_lines(active, marks.score.shape[2], rules, lines),
        need=rules.need,
    )


def _active(live: Flags, within_days: int) -> Flags:
    """Which lanes had a scored entry in the last ``within_days``."""
    total = np.zeros((live.shape[0] + 1, *live.shape[1:]), dtype=np.int32)
    np.cumsum(live, axis=0, out=total[1:])
    before = np.maximum(np.arange(live.shape[0]) + 1 - within_days, 0)
    return np.asarray(total[1:] > total[before])


def n_active(run: PanelRun, rules: PanelRules) -> Ints:
    """How many lanes of each ``[day, person]`` are in use."""
    count: Ints = _active(~np.isnan(run.scored.score), rules.active_days).sum(axis=2)
    return count


def _lines(active: Flags, n_lanes: int, rules: PanelRules, lines: Lines | None) -> Floats:
    """The lines of every ``[day, person, kind, share]`` for the measures in use on that day."""
    if lines is not None:
        fixed = np.array([lines.one, lines.half, lines.all_])
        return np.broadcast_to(fixed, (*active.shape[:2], 3, len(rules.shares)))
    chosen: Floats = line_table(n_lanes)[active.sum(axis=2)]
    return chosen
