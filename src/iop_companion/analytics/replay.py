"""The one pure entry point of the warning panel: what it would have said, day by day.

Numbers in, episodes out: no clock, no store, no words. Strictly causal: what is found up to a day
never changes when later days are appended.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np

from iop_companion.analytics.baseline import Ints, UsualRules
from iop_companion.analytics.beside_level import SWINGS, Apart
from iop_companion.analytics.panel import PanelRun, Scored, run_panel, scored, spliced
from iop_companion.analytics.panel_rules import PanelRules
from iop_companion.analytics.redefined import (
    Parts,
    checked_versions,
    ended,
    parts_of,
    values_of_version,
    versions_in,
)
from iop_companion.analytics.series import Flags, Floats
from iop_companion.analytics.since import change_start
from iop_companion.analytics.watched_as import LEVEL, Role, WatchedAs
from iop_companion.domain.records import Answer

LEVEL_CHANGE, ALL_TOGETHER = "level_change", "all_together"
"""Names of the detectors of levels, as in ``analytics.detectors``."""

PATIENT = UsualRules(learn_days=28, learn_entries=18)
"""How a usual is learnt for those who choose to wait longer for it."""

LARGEST = 1e6
"""No scale of a diary goes beyond it; what does is a fault of whoever hands it in."""

DIRECTIONS = frozenset({"high", "low", "both", "neither"})
LEANING = 0.5
"""More than this of the way to its line, a measure leans."""

NEW_NORMAL_DAYS = 21
"""*New normal* learns a new usual from at least this many recent days."""


@dataclass(frozen=True, slots=True)
class PanelEpisode:
    """One warning. ``day`` is when the panel spoke, ``since`` when the change seems to have begun.

    Both are rows of the values handed in. ``measures`` are the columns past their line, clearest
    first; where only all together spoke (``composite``), those that lean; none where it is the
    check-ins that are missed. ``detectors`` names what spoke.
    """

    day: int
    since: int
    measures: tuple[int, ...]
    composite: bool
    detectors: tuple[str, ...] = (LEVEL_CHANGE,)


@dataclass(frozen=True, slots=True)
class Given:
    """An answer to the episode that spoke on row ``spoke_on``, given on row ``answered_on``.

    ``spoke_on`` None is a new usual that was asked for apart from any episode.
    """

    spoke_on: int | None
    answer: Answer
    answered_on: int


@dataclass(frozen=True, slots=True)
class Lane:
    """One direction of one column: ``sign`` 1 where higher is worse, -1 where lower is.

    Where the measure was redefined there is a lane for each ``version`` of it.
    """

    column: int
    sign: int
    in_joint: bool
    version: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Replay:
    """Everything found for one person. ``run`` holds ``[day, 0, lane]``; the last lane is joint.

    ``given`` are the answers that belong to an episode, of all that were ``asked`` about.
    """

    values: Floats
    lanes: tuple[Lane, ...]
    run: PanelRun
    episodes: tuple[PanelEpisode, ...]
    given: tuple[Given, ...] = ()
    bad_spells: Flags | None = None
    asked: tuple[Given, ...] = ()
    roles: tuple[WatchedAs, ...] = ()
    worse: tuple[str, ...] = ()
    restarts: tuple[int, ...] = ()
    versions: Ints | None = None
    parts: Parts = ()


def replay_panel(  # noqa: PLR0913 -- the data of one person
    values: Any,
    worse: Sequence[str],
    answers: str | Sequence[Given] = "passing",
    *,
    watched_as: Sequence[WatchedAs] | None = None,
    learn: UsualRules | None = None,
    versions: Any = None,
) -> list[PanelEpisode]:
    """Return the episodes of ``values[day, measure]`` (NaN: no entry), oldest first.

    ``worse`` says for each measure which direction is worse: ``high``, ``low``, ``both`` or
    ``neither`` (not watched). ``answers`` is ``"passing"`` (every card counts as answered so on
    its day) or the answers given. ``watched_as`` says which columns are medicines (how much was
    taken, 0 to 1) or questionnaires (default: all are levels); ``learn`` how long a usual is
    learnt, :data:`PATIENT` for those who can wait. ``versions[day, measure]`` says by which version
    of its measure's definition a value was entered (whole numbers; default: all by one): the values
    of different versions are never compared. Raises ``ValueError`` for infinite values
    or ones beyond any scale, shapes that do not fit, or an unknown direction.
    """
    given = () if isinstance(answers, str) else tuple(answers)
    if isinstance(answers, str) and answers != "passing":
        raise ValueError("answers are 'passing' or a list of answers given")
    rules = PanelRules() if learn is None else PanelRules(usual=learn)
    return list(replay(values, worse, given, rules, watched_as, versions).episodes)


def replay(  # noqa: PLR0913, PLR0917 -- the data of one person
    values: Any,
    worse: Sequence[str],
    given: Sequence[Given] = (),
    rules: PanelRules | None = None,
    watched_as: Sequence[WatchedAs] | None = None,
    versions: Any = None,
    *,
    strict: bool = True,
) -> Replay:
    """Return the whole course; see :func:`replay_panel` for what is accepted.

    Unless ``strict``, an answer to a day on which nothing spoke is passed over.
    """
    rules = PanelRules() if rules is None else rules
    checked = checked_values(values, worse)
    roles = roles_of(watched_as, checked)
    known_as = checked_versions(versions, checked)
    parts = parts_of(known_as, checked)
    lanes = lanes_of(worse, roles, parts)
    apart = apart_of(checked, worse, roles, known_as, parts)
    if not (lanes or apart) or not checked.shape[0]:
        return Replay(checked, (), _empty(checked.shape[0]), (), roles=roles, worse=tuple(worse))
    turned = oriented(checked, lanes, known_as)
    paired = np.array([lane.in_joint for lane in lanes], dtype=np.bool_)
    if not lanes:  # only columns with detectors of their own: a lane that never has an entry
        turned, paired = np.full((checked.shape[0], 1, 1), np.nan), np.ones(1, dtype=np.bool_)
    score = partial(scored, turned, rules, paired=paired, apart=apart)
    over = ended_of(checked, lanes, known_as)
    marks = replace(score(), ended=over)
    run = run_panel(marks, rules)
    left_out = np.zeros(checked.shape[0], dtype=np.bool_)
    restarts: list[int] = []
    kept: list[Given] = []
    for answer in sorted(given, key=lambda one: one.answered_on):
        if not (strict or _belongs(run, answer.spoke_on)):
            continue
        kept.append(answer)
        if answer.answer is Answer.PASSING:
            continue
        since = answer.answered_on
        if answer.spoke_on is not None:
            since = _since_of(run, lanes, answer.spoke_on)
        if answer.answer is Answer.BAD_SPELL:
            left_out[since : answer.answered_on + 1] = True
        else:
            restarts.append(max(0, min(since, answer.answered_on - NEW_NORMAL_DAYS + 1)))
        later = score(left_out=left_out.copy(), restarts=restarts)
        marks = spliced(marks, later, answer.answered_on + 1, ended=over)
        run = run_panel(marks, rules)
    return Replay(
        values=checked,
        lanes=lanes,
        run=run,
        episodes=episodes_of(run, lanes),
        given=tuple(kept),
        asked=tuple(given),
        bad_spells=left_out,
        roles=roles,
        worse=tuple(worse),
        restarts=tuple(restarts),
        versions=known_as,
        parts=parts,
    )


def episodes_of(
    run: PanelRun, lanes: Sequence[Lane], known: Sequence[PanelEpisode] = (), row: int = 0
) -> tuple[PanelEpisode, ...]:
    """Return every time the panel spoke; what is ``known`` of the rows before ``row`` stands."""
    days = np.flatnonzero(run.spoke[row:, 0]) + row
    stands = [episode for episode in known if episode.day < row]
    return (*stands, *(_episode(run, lanes, int(day)) for day in days))


def checked_values(values: Any, worse: Sequence[str]) -> Floats:
    """Return a copy of ``values`` as floats of days by measures, or raise ``ValueError``."""
    checked = by_days(values, worse).copy()
    check_bounds(checked)
    return checked


def by_days(values: Any, worse: Sequence[str]) -> Floats:
    """Return ``values`` as a float array of days by measures, or raise ``ValueError``."""
    if isinstance(worse, str) or not set(worse) <= DIRECTIONS:
        raise ValueError("worse names high, low, both or neither for each measure")
    shaped = np.asarray(values, dtype=np.float64)
    if shaped.size == 0:
        shaped = shaped.reshape(shaped.shape[0] if shaped.ndim == 2 else 0, len(worse))
    if shaped.ndim == 1 and len(worse) == 1:
        shaped = shaped[:, None]
    if shaped.ndim != 2 or shaped.shape[1] != len(worse):
        raise ValueError("values are days by measures, one direction a measure")
    return shaped


def check_bounds(values: Floats) -> None:
    """Raise ``ValueError`` for values that are infinite or beyond any scale."""
    if (np.abs(values) > LARGEST).any():
        raise ValueError(
            "values are finite and on a person's scale, or NaN where there is no entry"
        )


def roles_of(watched_as: Sequence[WatchedAs] | None, checked: Floats) -> tuple[WatchedAs, ...]:
    """Return a role for each column, or raise ``ValueError`` where they do not fit."""
    n_columns = checked.shape[1]
    roles = (LEVEL,) * n_columns if watched_as is None else tuple(watched_as)
    if len(roles) != n_columns:
        raise ValueError("watched_as says for each of the values what it is")
    medicines = [at for at, role in enumerate(roles) if role.role is Role.MEDICINE]
    taken = checked[:, medicines]
    if medicines and ((taken < 0) | (taken > 1)).any():
        raise ValueError("values of a medicine say how much was taken, 0 to 1")
    return roles


def lanes_of(
    worse: Sequence[str], roles: Sequence[WatchedAs] = (), parts: Parts = ()
) -> tuple[Lane, ...]:
    """Return the lanes of the columns; *both* makes two, which stay out of the joint lane."""
    lanes: list[Lane] = []
    for column, direction in enumerate(worse):
        if roles and roles[column].role is not Role.LEVEL:
            continue
        for version in versions_in(parts, column):
            if direction in {"high", "both"}:
                lanes.append(Lane(column, 1, direction == "high", version))
            if direction in {"low", "both"}:
                lanes.append(Lane(column, -1, direction == "low", version))
    return tuple(lanes)


def apart_of(
    values: Floats,
    worse: Sequence[str],
    roles: Sequence[WatchedAs],
    versions: Ints | None = None,
    parts: Parts = (),
) -> tuple[Apart, ...]:
    """Return the columns with a detector of their own, turned so that higher is worse.

    How much of a medicine was taken means the same in every version.
    """
    found = []
    for column, (role, direction) in enumerate(zip(roles, worse, strict=True)):
        if direction == "neither" or role.role is Role.LEVEL:
            continue
        one = values[:, column]
        if role.role is Role.MEDICINE:
            found.append(Apart(column, role, 1.0 - one))
            continue
        for version in versions_in(parts, column):
            kept = values_of_version(values, versions, column, version)
            found.append(Apart(column, role, kept * _sign(direction)))
    return tuple(found)


def _sign(direction: str) -> float:
    return -1.0 if direction == "low" else 1.0


def oriented(values: Floats, lanes: Sequence[Lane], versions: Ints | None = None) -> Floats:
    """Return ``values[day, 0, lane]`` turned so that higher is worse; gaps in other versions."""
    columns = [lane.column for lane in lanes]
    signs = np.array([lane.sign for lane in lanes], dtype=np.float64)
    turned = np.ascontiguousarray(values[:, None, columns] * signs)
    for at, lane in enumerate(lanes):
        if lane.version is not None and versions is not None:
            turned[versions[:, lane.column] != lane.version, 0, at] = np.nan
    return turned


def ended_of(values: Floats, lanes: Sequence[Lane], versions: Ints | None) -> Flags | None:
    """Mark ``[day, 0, lane]`` where the newest entry is by another version; None without any."""
    of_lanes = [(lane.column, lane.version) for lane in lanes]
    return ended(values, versions, of_lanes)


def current_lanes(found: Replay) -> list[int]:
    """Return the lanes of the versions by which each measure goes on the last day."""
    marks = found.run.scored.ended
    n_lanes = range(len(found.lanes))
    return [at for at in n_lanes if marks is None or not marks[-1, 0, at]]


def _empty(n_days: int) -> PanelRun:
    none = np.zeros((n_days, 1, 0))
    flags = none.astype(np.bool_)
    nobody = np.full((n_days, 1), np.nan)
    nothing = np.zeros((n_days, 0))
    paired = np.zeros(0, dtype=np.bool_)
    marks = Scored(none, nobody, none, none, flags, nobody, paired, None, nothing)
    return PanelRun(marks, none, none, np.zeros((n_days, 1), dtype=np.bool_), flags)


def _belongs(run: PanelRun, spoke_on: int | None) -> bool:
    """Whether an answer is about a day on which the panel spoke, or about none."""
    if spoke_on is None:
        return True
    return 0 <= spoke_on < run.spoke.shape[0] and bool(run.spoke[spoke_on, 0])


def _since_of(run: PanelRun, lanes: Sequence[Lane], day: int) -> int:
    if not _belongs(run, day):
        raise ValueError("an answer belongs to a day on which the panel spoke")
    return _episode(run, lanes, day).since


def _episode(run: PanelRun, lanes: Sequence[Lane], day: int) -> PanelEpisode:
    distance = np.nan_to_num(run.distance[day, 0])
    past = np.flatnonzero(distance[:-1] > 1.0)
    composite = bool(distance[-1] > 1.0)
    if not (past.size or composite):
        return _episode_beside(run, lanes, day)
    named = past if past.size else np.flatnonzero(distance[:-1] > LEANING)
    named = named[np.argsort(-distance[named], kind="stable")]
    clearest = int(named[0]) if past.size else int(distance.argmax())
    starts = run.last_restart(day)
    since = starts + (change_start(run.scored.scores_of(clearest)[starts : day + 1]) or 0)
    beside, columns = _beside_on(run, day)
    measures = tuple(dict.fromkeys([*(lanes[int(lane)].column for lane in named), *columns]))
    names = [*([LEVEL_CHANGE] if past.size else []), *([ALL_TOGETHER] if composite else [])]
    return PanelEpisode(day, since, measures, composite, (*names, *beside))


def _episode_beside(run: PanelRun, lanes: Sequence[Lane], day: int) -> PanelEpisode:
    """A warning in which no level is past its line: what its detectors say."""
    names, columns = _beside_on(run, day)
    marks = run.scored.beside
    assert marks is not None  # something spoke
    spoke = np.flatnonzero(run.by_beside[day, 0])
    starts = [change_start(marks.score[: day + 1, 0, at]) for at in spoke.tolist()]
    since = min((start for start in starts if start is not None), default=day)
    if SWINGS in names:
        swinging = marks.swings.most(since, day)
        columns = [*columns, *dict.fromkeys(lanes[lane].column for lane in swinging)]
    return PanelEpisode(day, since, tuple(columns), composite=False, detectors=tuple(names))


def _beside_on(run: PanelRun, day: int) -> tuple[list[str], list[int]]:
    """The names of the detectors beside the level that spoke on ``day``, and their columns."""
    marks = run.scored.beside
    spoke = np.flatnonzero(run.by_beside[day, 0]).tolist()
    if marks is None or not spoke:
        return [], []
    columns = [marks.columns[at] for at in spoke]
    return [marks.names[at] for at in spoke], [one for one in columns if one is not None]


def standing_at(found: Replay, day: int) -> PanelEpisode | None:
    """Return the episode whose Watch still stands on row ``day``, or None.

    It lasts until answered *passing* or *new normal*, else at least a quiet time and on while the
    average that never restarted is above half its line and there are entries to say so.
    """
    spoken = [episode for episode in found.episodes if episode.day <= day]
    if not spoken:
        return None
    last = spoken[-1]
    answers = _answers_of(found.given, last.day)
    ended = [a for a in answers if a.answer is not Answer.BAD_SPELL and a.answered_on <= day]
    return None if ended or day > lasts_until(found, last) else last


def _answers_of(given: Sequence[Given], spoke_on: int) -> list[Given]:
    return [answer for answer in given if answer.spoke_on == spoke_on]


def lasts_until(found: Replay, episode: PanelEpisode, rules: PanelRules | None = None) -> int:
    """Return the last row on which the Watch of ``episode`` stands if nobody answers."""
    rules = PanelRules() if rules is None else rules
    least = episode.day + rules.quiet_days - 1
    n_days = int(found.values.shape[0])
    last_entry = episode.day
    for start in range(episode.day + 1, n_days, _FAR_AT_ONCE):
        far = _how_far(found, episode, slice(start, start + _FAR_AT_ONCE))
        for row, distance in enumerate(far.tolist(), start):
            told = not math.isnan(distance)  # not where nothing is entered, or was redefined
            last_entry = row if told else last_entry
            calmed = told and distance <= LEANING
            if row > least and (calmed or row - last_entry >= rules.break_days):
                return row - 1
    return n_days - 1


_FAR_AT_ONCE = 60
"""Rows; most warnings are over by then, and the years after them need not be looked at."""


def _how_far(found: Replay, episode: PanelEpisode, rows: slice) -> Floats:
    """How far what spoke is on ``rows``, NaN where nothing is known: the level never restarted."""
    run, day = found.run, episode.day
    lanes = np.flatnonzero(np.nan_to_num(run.distance[day, 0]) > 1.0)
    parts = [run.unbroken[rows, 0, lanes]]
    if run.scored.beside is not None:
        parts.append(run.scored.beside.distance[rows, 0, run.by_beside[day, 0]])
    far = np.concatenate(parts, axis=1)
    known = ~np.isnan(far)
    most: Floats = np.where(known, far, -np.inf).max(axis=1, initial=-np.inf)
    return np.where(known.any(axis=1), most, np.nan)
