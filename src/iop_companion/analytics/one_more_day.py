"""The course of the panel taken on from an earlier one: one more day without ten years again.

Everything the panel remembers is bounded: the newest entries of a usual, 120 days of carry-over and
kinship, averages that are carried on. So the ordinary arithmetic runs over the last rows that hold
all of that, only its new rows are kept, and everything before them stands as it was. Where the
memory is not bounded (the first months, or all measures learning anew) the whole is replayed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from iop_companion.analytics import kinship
from iop_companion.analytics.baseline import Ints, KnownRanks, usual_start
from iop_companion.analytics.beside_level import Known
from iop_companion.analytics.detectors import missed_check_ins, missed_medicines
from iop_companion.analytics.detectors import questionnaire_change as questionnaires
from iop_companion.analytics.panel import run_panel, scored, spliced
from iop_companion.analytics.panel_rules import PanelRules
from iop_companion.analytics.redefined import checked_versions, newest_version, parts_of
from iop_companion.analytics.replay import (
    Given,
    Replay,
    apart_of,
    by_days,
    check_bounds,
    ended_of,
    episodes_of,
    oriented,
    replay,
    roles_of,
)
from iop_companion.analytics.series import Flags, Floats
from iop_companion.analytics.steady_tail import Tail, steady_tail
from iop_companion.analytics.taking_on import taken_on
from iop_companion.analytics.watched_as import Role, WatchedAs

_RULES = PanelRules()
_SLACK = 2


def replay_on(  # noqa: PLR0913, PLR0917 -- as replay
    before: Replay | None,
    values: Any,
    worse: Sequence[str],
    given: Sequence[Given] = (),
    watched_as: Sequence[WatchedAs] | None = None,
    versions: Any = None,
    *,
    strict: bool = True,
) -> Replay:
    """Return what :func:`~iop_companion.analytics.replay.replay` returns, from ``before`` on.

    ``before`` may be the course of any earlier or other values: where it does not help, all is
    replayed. Episodes are the same; distances agree to rounding.
    """
    rules, days = _RULES, by_days(values, worse)
    known_as = checked_versions(versions, days)
    row = None
    if before is not None and (tuple(worse), tuple(given)) == (before.worse, before.asked):
        row = _same_rows(before, days, roles_of(watched_as, days), known_as)
    if before is not None and row == days.shape[0] == before.values.shape[0]:
        return before
    if before is not None and row is not None:
        row = min(row, days.shape[0] - 1)  # days taken away: the last that is left once more
    if before is None or row is None or any(answer.answered_on >= row for answer in given):
        return replay(values, worse, given, rules, watched_as, versions, strict=strict)
    check_bounds(days[row:])
    course = before.run.course
    if course is not None and course.first < row:  # else amended longer ago than is remembered
        checked = taken_on(before.values, row, days[row:])
        tail = _steady(before, checked, known_as, row, rules)
        if tail is None:
            start = _tail_start(before, checked, known_as, row, rules)
            tail = None if start is None else Tail(row, start)
        taken = None if tail is None else _taken_on(before, checked, known_as, tail, rules)
        if taken is not None:
            return taken
    return replay(values, worse, given, rules, watched_as, versions, strict=strict)


def _same_rows(
    before: Replay,
    checked: Floats,
    roles: tuple[WatchedAs, ...],
    versions: Ints | None,
) -> int | None:
    """How many rows are the same as before, or None where something else was asked.

    A measure redefined since is something else.
    """
    asked = roles, parts_of(versions, checked)
    if asked != (before.roles, before.parts) or not before.lanes:
        return None
    n = min(checked.shape[0], before.values.shape[0])
    known, now = before.values[:n], checked[:n]
    differ = known.view(np.int64) != now.view(np.int64)
    if versions is not None and before.versions is not None:
        differ |= before.versions[:n] != versions[:n]
    rows = np.flatnonzero(differ) // max(now.shape[1], 1)
    for at in dict.fromkeys(rows.tolist()):  # of bits that differ only some say something else
        blank = np.isnan(now[at])
        same = (known[at] == now[at]) | (np.isnan(known[at]) & blank)
        if versions is not None and before.versions is not None:
            same &= (before.versions[at] == versions[at]) | blank
        if not same.all():
            return int(at)
    return int(n)


def _tail_start(
    before: Replay, checked: Floats, versions: Ints | None, row: int, rules: PanelRules
) -> int | None:
    """The row from which on the arithmetic gives rows from ``row`` on exactly, or None."""
    needed = row - _memory(rules)
    known = ~np.isnan(before.values[:row])
    spells = before.bad_spells
    joins = known if spells is None or not spells.any() else known & ~spells[:row, None]
    starts = [_least(before, checked, versions, row, rules)]
    entries_of, joining_of = _entries_by_lane(before, known), _entries_by_lane(before, joins)
    for days, joining in zip(entries_of, joining_of, strict=True):
        if not days.size:
            continue
        start = usual_start(days, needed, rules.usual, joining, before.restarts)
        starts += [] if start is None else [start]
    # a habit begins with the first entry: begin with one
    entered = np.flatnonzero(known.any(axis=1))
    place = int(np.searchsorted(entered, min(starts), side="right")) - 1
    return int(entered[place]) if place > 0 else None


def _steady(
    before: Replay, checked: Floats, versions: Ints | None, row: int, rules: PanelRules
) -> Tail | None:
    """The tail of a steady course, beginning on a day with an entry, or None."""
    if not before.lanes:
        return None
    turned = oriented(checked[row:], before.lanes, None if versions is None else versions[row:])
    least, usual = _least(before, checked, versions, row, rules), rules.usual
    marks = before.run.scored
    known = marks.measures, marks.offset
    return steady_tail(known, before.restarts, checked, turned[:, 0], (row, least), usual)


def _least(
    before: Replay, checked: Floats, versions: Ints | None, row: int, rules: PanelRules
) -> int:
    """The row by which a tail begins for all but the usual of each lane."""
    apart = [at for at, one in enumerate(before.roles) if one.role is not Role.LEVEL]
    starts = [_apart_start(before, checked, versions, column, row) for column in apart]
    return min(row - _memory(rules), row - _check_in_days(), *starts)


def _entries_by_lane(before: Replay, entered: Flags) -> list[Ints]:
    """The rows of each lane's entries, of the ``[day, column]`` marked as entered."""
    found = []
    for lane in before.lanes:
        mine = entered[:, lane.column]
        if lane.version is not None and before.versions is not None:
            mine = mine & (before.versions[: mine.size, lane.column] == lane.version)
        found.append(np.flatnonzero(mine))
    return found


def _memory(rules: PanelRules) -> int:
    """Days whose scores the day after them may still need."""
    longest = max(rules.carry_over.memory_days, kinship.MEMORY_DAYS)
    return longest + rules.usual.guard_days + _SLACK


def _check_in_days() -> int:
    rules = missed_check_ins.RULES
    return rules.recent + rules.newest + _SLACK


def _apart_start(
    before: Replay, checked: Floats, versions: Ints | None, column: int, row: int
) -> int:
    """The first row that the detector of one column of its own still needs."""
    role = before.roles[column].role
    known = ~np.isnan(checked[:, column])
    if versions is not None and role is Role.QUESTIONNAIRE and before.parts[column]:
        now = newest_version(checked[:row], versions[:row], column)[-1]
        if (known[row:] & (versions[row:, column] != now)).any():
            return 0  # by an earlier definition again: its scores may be of any age
        known = known & (versions[:, column] == now)
    entered = np.flatnonzero(known[:row])
    if role is Role.MEDICINE:
        rules = missed_medicines.RULES
        n_needed = rules.recent + rules.newest + _SLACK
    else:
        n_needed = questionnaires.MOST_STEPS + questionnaires.MOST_BEFORE + _SLACK
    return int(entered[-min(n_needed, entered.size)]) if entered.size else row


def _taken_on(
    before: Replay, checked: Floats, versions: Ints | None, at: Tail, rules: PanelRules
) -> Replay | None:
    row, start = at.row, at.start
    lanes, roles, worse = before.lanes, before.roles, before.worse
    known = before.run.scored.beside
    if known is None:
        return None
    tail_versions = None if versions is None else versions[start:]
    turned = oriented(checked[start:], lanes, tail_versions)
    paired = before.run.scored.paired
    left_out = np.zeros(checked.shape[0], dtype=np.bool_)
    if before.bad_spells is not None:
        kept = before.bad_spells[:row]
        left_out[: kept.size] = kept
    restarts = [day - start for day in before.restarts if day >= start]
    scores = np.full((checked.shape[0] - start, turned.shape[2]), np.nan)
    scores[: row - start] = before.run.scored.ranks[start:row]
    tail = scored(
        turned,
        rules,
        left_out=left_out[start:] if left_out[start:].any() else None,
        restarts=restarts,
        paired=paired,
        apart=apart_of(checked[start:], worse, roles, tail_versions, before.parts),
        known=Known(known, row, start, row - _memory(rules), KnownRanks(scores, at.stretches)),
    )
    learnt = tail.measures.learnt_on[0][paired] if tail.measures is not None else np.zeros(0)
    young = learnt.size > 1 and learnt.min() >= row - _memory(rules) - start
    if young or tail.beside is None:
        return None
    ended = ended_of(checked, lanes, versions)
    marks = spliced(before.run.scored, tail, row, offset=start, ended=ended)
    run = run_panel(marks, rules, before=(before.run, row))
    return replace(
        before,
        values=checked,
        run=run,
        episodes=episodes_of(run, lanes, before.episodes, row),
        bad_spells=left_out,
        versions=versions,
    )
