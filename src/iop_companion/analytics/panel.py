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
from dataclasses import dataclass, replace

import numpy as np

from iop_companion.analytics.baseline import NEVER, Ranked, ranked
from iop_companion.analytics.beside_level import Apart, Beside, Known, beside_level
from iop_companion.analytics.carry_over import carry_over
from iop_companion.analytics.contrasts import distances
from iop_companion.analytics.improvement import improvement
from iop_companion.analytics.kinship import kinship, mean_scores
from iop_companion.analytics.panel_rules import Lines, PanelRules, line_table
from iop_companion.analytics.series import Flags, Floats
from iop_companion.analytics.taking_on import AnyArray, taken_on

FORGOTTEN = 1e-4
"""What is left of an average's start when a restarted one counts as the same as one that never."""

AMENDED_DAYS = 60
"""So many days back a day may be amended without everything being replayed."""


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """What the averages are made of, ``[day, person, lane]``; see :func:`scored`.

    ``score`` is NaN where nothing is monitored; ``joint`` is the day's mean score, levelled, for
    ``[day, person]``. ``error`` is the squared error of the usual, ``phi`` the carry-over, both as
    known from the newest entry; ``fresh`` marks the first entry after a break. These three begin
    with row ``begins``: nobody asks for what was before it. ``beside`` is what the other detectors
    found. ``ranks[day, lane]`` are the scores as ranked last, before the usual followed an
    improvement. Days of ``measures`` count from row ``offset``. ``alike`` is how much the measures
    move together. ``paired`` says which lanes are compared with the others.
    ``ended`` marks the days on which a lane's measure goes by another definition.
    """

    score: Floats
    joint: Floats
    phi: Floats
    error: Floats
    fresh: Flags
    alike: Floats
    paired: Flags
    measures: Ranked | None
    ranks: Floats
    beside: Beside | None = None
    offset: int = 0
    begins: int = 0
    ended: Flags | None = None

    def scores_of(self, lane: int, person: int = 0) -> Floats:
        """Return the scores of a lane day by day; of the joint one where there is no such lane."""
        if lane >= self.score.shape[2]:
            return self.joint[:, person]
        return self.score[:, person, lane]


@dataclass(frozen=True, slots=True, eq=False)
class PanelRun:
    """Everything the panel found, ``[day, person, lane]``; the last lane is the joint one.

    ``distance`` is in units of the line (1.0 speaks), NaN without an entry; it starts again after
    every warning. ``unbroken`` never does. ``spoke`` is ``[day, person]``; ``by_beside`` says which
    detectors beside the level spoke then.
    """

    scored: Scored
    distance: Floats
    unbroken: Floats
    spoke: Flags
    by_beside: Flags
    quiet_days: int = 14
    course: Course | None = None

    def last_restart(self, day: int, person: int = 0) -> int:
        """Return the first row that counts for what is said on ``day``: after the last quiet."""
        before = np.flatnonzero(self.spoke[:day, person])
        return int(before[-1]) + 1 + self.quiet_days if before.size else 0


def scored(  # noqa: PLR0913 -- what is known already, by keyword only
    values: Floats,
    rules: PanelRules,
    *,
    left_out: Flags | None = None,
    restarts: Sequence[int] = (),
    paired: Flags | None = None,
    apart: Sequence[Apart] = (),
    known: Known | None = None,
) -> Scored:
    """Score ``values[day, person, lane]``, oriented so that higher is worse.

    ``paired`` says which lanes are compared with the others (default: all). ``apart`` holds columns
    of one person with detectors of their own. ``known`` is what an earlier course holds of them:
    then the result begins with its row; where it does not help, nothing is found beside the level.
    """
    n_days, n_people, n_lanes = values.shape
    first = 0 if known is None else known.row - known.start
    shape = (n_days - first, n_people, n_lanes)
    flat = values.reshape(n_days, n_people * n_lanes)
    pairs = np.ones(n_lanes, dtype=np.bool_) if paired is None else paired
    guard = rules.usual.guard_days
    needed = 0 if known is None else known.needed - known.start
    ranks = ranked(
        flat,
        rules.usual,
        left_out=left_out,
        restarts=restarts,
        scored_from=max(needed, 0),
        known=None if known is None else known.ranks,
    )
    newest = ranks.newest(first)
    phi = carry_over(ranks, newest, rules.carry_over, n_lanes, guard).reshape(shape)
    to_days = ranks.entries.to_days
    score = to_days(np.where(ranks.monitored, ranks.score, np.nan), first).reshape(shape)
    score = score + improvement(ranks, newest, phi, pairs, rules.improvement)
    n_usual = np.maximum(newest.known(ranks.n_usual), 1).reshape(shape)
    day = ranks.entries.day
    fresh = np.zeros(day.shape)
    fresh[1:] = day[1:] - day[:-1] > rules.break_days
    return Scored(
        score=score,
        joint=mean_scores(score[:, :, pairs]),
        phi=phi,
        error=(1 + phi) / (1 - phi) / n_usual,
        fresh=(to_days(fresh, first) == 1.0).reshape(shape),
        alike=kinship(ranks, n_people, pairs, guard, first),
        paired=pairs,
        measures=ranks,
        ranks=to_days(ranks.score, first),
        beside=beside_level(values, ranks, rules, apart=apart, known=known),
    )


def spliced(
    before: Scored,
    after: Scored,
    row: int,
    *,
    offset: int | None = None,
    ended: Flags | None = None,
) -> Scored:
    """Return ``before`` up to ``row`` (excluded), and from there on ``after``; ``ended`` is whole.

    With ``offset``, ``after`` begins on ``row`` and was made of the values from ``offset`` on.
    """

    def joined(a: AnyArray, b: AnyArray) -> AnyArray:
        return np.concatenate([a[:row], b[row:]]) if offset is None else taken_on(a, row, b)

    def newest(a: AnyArray, b: AnyArray) -> AnyArray:
        return joined(a, b) if offset is None else b

    beside = after.beside
    if before.beside is not None and after.beside is not None:
        a, b = before.beside, after.beside
        beside = replace(
            b,
            distance=joined(a.distance, b.distance),
            live=joined(a.live, b.live),
            score=joined(a.score, b.score),
            swings=replace(b.swings, steps=joined(a.swings.steps, b.swings.steps)),
        )
    return Scored(
        score=joined(before.score, after.score),
        joint=joined(before.joint, after.joint),
        phi=newest(before.phi, after.phi),
        error=newest(before.error, after.error),
        fresh=newest(before.fresh, after.fresh),
        alike=joined(before.alike, after.alike),
        paired=after.paired,
        measures=after.measures,
        ranks=after.ranks if offset is None else joined(before.ranks, after.ranks),
        beside=beside,
        offset=offset or 0,
        begins=0 if offset is None else row,
        ended=ended,
    )


def run_panel(
    marks: Scored,
    rules: PanelRules,
    lines: Lines | None = None,
    before: tuple[PanelRun, int] | None = None,
) -> PanelRun:
    """Run the averages day by day; see :class:`PanelRun`. ``lines`` stand for the calibrated.

    ``before`` is an earlier run of the same course and the row up to which it stands; its course
    begins before that row.
    """
    if before is not None:
        known, row = before
        return _run_on(known, row, _course_on(marks, rules, known, row), rules)
    course = _course(marks, rules, lines)
    unbroken = course.distances(slice(0, None), (None,))
    distance = unbroken.copy()
    spoke = np.zeros(distance.shape[:2], dtype=np.bool_)
    by_beside = np.zeros((*spoke.shape, 0), dtype=np.bool_)
    hot = (distance > 1.0).any(axis=(0, 2))
    if marks.beside is not None:
        by_beside = np.zeros(marks.beside.distance.shape, dtype=np.bool_)
        hot |= ((marks.beside.distance > 1.0) & marks.beside.live).any(axis=(0, 2))
    for person in np.flatnonzero(hot).tolist():
        heard = _Heard(distance[:, person], by_beside[:, person], spoke[:, person])
        _speak(course, heard, person, rules)
    blank = _blank(course.live)
    distance[blank] = np.nan
    unbroken[blank] = np.nan
    return PanelRun(marks, distance, unbroken, spoke, by_beside, rules.quiet_days, course)


def _blank(live: Flags) -> Flags:
    """Where there is no entry, of each lane and of all together."""
    return np.concatenate([~live, ~live.any(axis=2, keepdims=True)], axis=2)


def _run_on(known: PanelRun, row: int, course: Course, rules: PanelRules) -> PanelRun:
    """Take one person's run from ``row`` on: the rows before it stand as they were."""
    marks, n_new = course.marks, course.n_days - row
    quiet, until = _still_from_before(course, known.spoke[:row, 0], rules)
    again = slice(max(quiet - row, 0), max(until - row, 0))  # of the new rows
    if again.start < again.stop:  # together: one more look at a few rows costs what many do
        far = course.distances(slice(row, None), (None, quiet - 1))
        unbroken, restarted = far[:, :1], far[:, 1:]
    else:
        unbroken = restarted = course.distances(slice(row, None), (None,))
    newer = unbroken.copy()
    newer[: max(quiet - row, 0)] = 0.0
    newer[again] = restarted[again]
    n_beside = 0 if marks.beside is None else len(marks.beside.names)
    distance = taken_on(known.distance, row, newer)
    spoke = taken_on(known.spoke, row, np.zeros((n_new, 1), dtype=np.bool_))
    none = np.zeros((n_new, 1, n_beside), dtype=np.bool_)
    by_beside = taken_on(known.by_beside, row, none)
    heard = _Heard(distance[:, 0], by_beside[:, 0], spoke[:, 0])
    _speak(course, heard, 0, rules, min(max(quiet, row), course.n_days))
    blank = _blank(course.live[row - course.first :])
    distance[row:][blank] = np.nan
    unbroken = taken_on(known.unbroken, row, np.where(blank, np.nan, unbroken))
    return PanelRun(marks, distance, unbroken, spoke, by_beside, rules.quiet_days, course)


def _still_from_before(course: Course, spoke: Flags, rules: PanelRules) -> tuple[int, int]:
    """The row until which the panel is quiet after what it said last, both 0 if it never spoke.

    And the row by which its averages have forgotten that they started again then.
    """
    spoken = np.flatnonzero(spoke)
    if not spoken.size:
        return 0, 0
    quiet = int(spoken[-1]) + rules.quiet_days + 1
    if quiet >= course.n_days:
        return quiet, quiet
    return quiet, course.forgotten(quiet - 1, 0)


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """The averages that never restart, and what turns them into distances; from row ``first`` on.

    ``averages`` and ``forgot`` are ``[day, share, person, lane]``; ``forgot`` is the running sum of
    the logarithms of what each entry leaves of the past. ``noise`` is the standard error. Rows are
    named by their number in the whole.
    """

    averages: Floats
    forgot: Floats
    noise: Floats
    live: Flags
    active: Flags
    marks: Scored
    lines: Floats
    need: float
    first: int = 0

    @property
    def n_days(self) -> int:
        """Days of the whole."""
        return self.first + int(self.live.shape[0])

    def distances(
        self, rows: slice, starts: Sequence[int | None], person: int | None = None
    ) -> Floats:
        """Return ``[day, person, lane + 1]`` for ``rows``, of averages 0 after ``starts[0]``.

        For one person further ``starts`` make further columns, as of further people.
        """
        people = slice(None) if person is None else slice(person, person + 1)
        mine = slice(rows.start - self.first, rows.stop and rows.stop - self.first)
        whole, noise = self.averages[mine, :, people], self.noise[mine, :, people]
        reach = []
        for start in starts:
            averages = whole
            if start is not None:
                at = start - self.first
                left = np.exp(self.forgot[mine, :, people] - self.forgot[at, :, people])
                averages = whole - left * self.averages[at, :, people]
            reach.append(averages / noise)
        return distances(
            reach[0] if len(reach) == 1 else np.concatenate(reach, axis=2),
            active=self.active[mine, people],
            live=self.live[mine, people],
            alike=self.marks.alike[rows, people],
            paired=self.marks.paired,
            lines=self.lines[mine, people],
            need=self.need,
        )

    def forgotten(self, start: int, person: int) -> int:
        """Return the first row by which nothing of row ``start`` is left in any active lane.

        ``start`` itself where the course begins later: it keeps what is not forgotten.
        """
        at = start - self.first
        if at < 0:
            return start
        left = self.forgot[at:, :, person] - self.forgot[at, :, person]
        gone = (left < np.log(FORGOTTEN)) | ~self.active[at:, None, person]
        done = np.flatnonzero(gone.all(axis=(1, 2)))
        return start + int(done[0]) if done.size else self.n_days


@dataclass(frozen=True, slots=True, eq=False)
class _Heard:
    """One person's ``distance[day, lane]``, ``by_beside[day, detector]``, ``spoke[day]``."""

    distance: Floats
    by_beside: Flags
    spoke: Flags


def _speak(course: Course, heard: _Heard, person: int, rules: PanelRules, row: int = 0) -> None:
    """Let the panel speak, go quiet and start again; writes into what is ``heard``.

    What was heard before ``row`` stands; from there on it is written.
    """
    n_days, distance = heard.spoke.shape[0], heard.distance
    waiting = _Waiting(course.marks.beside, person, rules.rearm, heard.by_beside[:row])
    while True:
        hot = np.flatnonzero((distance[row:] > 1.0).any(axis=1))
        day = min(row + int(hot[0]) if hot.size else n_days, waiting.first(row))
        if day >= n_days:
            return
        heard.spoke[day] = True
        heard.by_beside[day] = waiting.spoken(day)
        row = min(day + rules.quiet_days + 1, n_days)
        distance[day + 1 : row] = 0.0
        if row == n_days:
            return
        until = course.forgotten(row - 1, person)
        distance[row:until] = course.distances(slice(row, until), (row - 1,), person)[:, 0]


class _Waiting:
    """The detectors beside the level of one person, and from which row each may speak again.

    ``said[day, detector]`` is what they have said already, on the days before it goes on.
    """

    def __init__(self, beside: Beside | None, person: int, rearm: float, said: Flags) -> None:
        self._distance = np.zeros((0, 0)) if beside is None else beside.distance[:, person]
        begin = said.shape[0]
        hot = self._distance[begin:] > 1.0
        if beside is not None:
            hot &= beside.live[begin:, person]
        self._hot = [begin + np.flatnonzero(column) for column in hot.T]
        self._from = [0] * len(self._hot)
        self._rearm = rearm
        days, detectors = np.nonzero(said)
        for at, day in dict(zip(detectors.tolist(), days.tolist(), strict=True)).items():
            self._wait(at, day)  # since it spoke last

    def first(self, row: int) -> int:
        """Return the first row, from ``row`` on, on which any speaks; a row too far for never."""
        found = [
            hot[np.searchsorted(hot, max(row, start)) :][:1]
            for hot, start in zip(self._hot, self._from, strict=True)
        ]
        return min((int(rows[0]) for rows in found if rows.size), default=NEVER)

    def spoken(self, day: int) -> list[bool]:
        """Return which speak on ``day``; they wait until they have come down."""
        speak = [
            day >= start and bool((hot == day).any())
            for hot, start in zip(self._hot, self._from, strict=True)
        ]
        for at in np.flatnonzero(speak).tolist():
            self._wait(at, day)
        return speak

    def _wait(self, at: int, day: int) -> None:
        """One has spoken: it waits until it has come down."""
        down = self._distance[day:, at] <= self._rearm
        self._from[at] = day + int(down.argmax()) if down.any() else NEVER


def _course_on(marks: Scored, rules: PanelRules, known: PanelRun, row: int) -> Course:
    """The course of ``known`` taken on from ``row``; of before, only what may still be asked."""
    a = known.course
    assert a is not None  # runs of one person keep their course
    assert a.first < row
    kept = _asked_from(known, a, row, rules) - a.first
    stop = row - a.first
    newer = _course(marks, rules, None, (a.averages[stop - 1], row))

    def joined(x: AnyArray, y: AnyArray) -> AnyArray:
        return np.concatenate([x[kept:stop], y])

    return replace(
        newer,
        averages=joined(a.averages, newer.averages),
        forgot=joined(a.forgot, newer.forgot + a.forgot[stop - 1]),
        noise=joined(a.noise, newer.noise),
        live=joined(a.live, newer.live),
        active=joined(a.active, newer.active),
        lines=joined(a.lines, newer.lines),
        first=a.first + kept,
    )


def _asked_from(known: PanelRun, course: Course, row: int, rules: PanelRules) -> int:
    """The first row of a course that is still asked for when it is taken on from ``row``.

    Some days, which may yet be amended; and the restarts that are not forgotten by then.
    """
    recent = asked = max(course.first, row - AMENDED_DAYS)
    for day in np.flatnonzero(known.spoke[:row, 0])[::-1].tolist():
        restart = day + rules.quiet_days
        if restart < recent and course.forgotten(restart, 0) <= recent:
            break  # and so are those before it
        asked = min(asked, restart)
    return asked


def _course(
    marks: Scored,
    rules: PanelRules,
    lines: Lines | None,
    before: tuple[Floats, int] | None = None,
) -> Course:
    """The averages of every day; ``before`` holds those of the day before a row, and that row."""
    start, row = (None, 0) if before is None else before
    since = max(0, row - rules.active_days)
    recent_live = ~np.isnan(marks.score[since:])
    score, live = marks.score[row:], recent_live[row - since :]
    own = slice(row - marks.begins, None)
    shares = np.array(rules.shares)[None, :, None, None]
    kept = np.where(marks.fresh[own], 1e-9, 1.0)[:, None] * (1 - shares)
    decay = np.where(live[:, None], kept, 1.0)
    carried = marks.phi[own, None] * (1 - shares)
    noise = shares / (2 - shares) * (1 + carried) / (1 - carried)
    noise = np.sqrt(noise + marks.error[own, None])
    lowest = -rules.floor * noise
    averages = np.where(live, score, 0.0)[:, None] * shares
    left = np.empty(averages.shape[1:])
    held = np.zeros_like(left) if start is None else start
    for keeps, least, now in zip(decay, lowest, averages, strict=True):
        np.multiply(keeps, held, out=left)
        held = np.add(now, left, out=now)
        np.maximum(held, least, out=held)
    active = _active(recent_live, rules.active_days)[row - since :]
    if marks.ended is not None:
        active = active & ~marks.ended[row:]
    return Course(
        averages=averages,
        forgot=np.cumsum(np.log(decay), axis=0),
        noise=noise,
        live=live,
        active=active,
        marks=marks,
        lines=_lines(active, score.shape[2], rules, lines),
        need=rules.need,
        first=row,
    )


def _active(live: Flags, within_days: int) -> Flags:
    """Which lanes had a scored entry in the last ``within_days``."""
    total = np.zeros((live.shape[0] + 1, *live.shape[1:]), dtype=np.int32)
    np.cumsum(live, axis=0, out=total[1:])
    before = np.maximum(np.arange(live.shape[0]) + 1 - within_days, 0)
    return np.asarray(total[1:] > total[before])


def _lines(active: Flags, n_lanes: int, rules: PanelRules, lines: Lines | None) -> Floats:
    """The lines of every ``[day, person, kind, share]`` for the measures in use on that day."""
    if lines is not None:
        fixed = np.array([lines.one, lines.half, lines.all_])
        return np.broadcast_to(fixed, (*active.shape[:2], 3, len(rules.shares)))
    chosen: Floats = line_table(n_lanes)[active.sum(axis=2)]
    return chosen
