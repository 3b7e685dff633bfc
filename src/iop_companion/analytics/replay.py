"""The one pure entry point of the warning panel: what it would have said, day by day.

Numbers in, episodes out: no clock, no store, no words. Strictly causal: what is found up to a day
never changes when later days are appended.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from iop_companion.analytics.panel import PanelRun, Scored, run_panel, scored, spliced
from iop_companion.analytics.panel_rules import PanelRules
from iop_companion.analytics.series import Flags, Floats
from iop_companion.analytics.since import change_start
from iop_companion.domain.records import Answer

DIRECTIONS = frozenset({"high", "low", "both", "neither"})
LEANING = 0.5
"""More than this of the way to its line, a measure leans."""

NEW_NORMAL_DAYS = 21
"""*New normal* learns a new usual from at least this many recent days."""


@dataclass(frozen=True, slots=True)
class PanelEpisode:
    """One warning. ``day`` is when the panel spoke, ``since`` when the change seems to have begun.

    Both are rows of the values handed in. ``measures`` are the columns past their line, clearest
    first; where only all together spoke (``composite``), those that lean.
    """

    day: int
    since: int
    measures: tuple[int, ...]
    composite: bool


@dataclass(frozen=True, slots=True)
class Given:
    """An answer to the episode that spoke on row ``spoke_on``, given on row ``answered_on``."""

    spoke_on: int
    answer: Answer
    answered_on: int


@dataclass(frozen=True, slots=True)
class Lane:
    """One direction of one column: ``sign`` 1 where higher is worse, -1 where lower is."""

    column: int
    sign: int
    in_joint: bool


@dataclass(frozen=True, slots=True, eq=False)
class Replay:
    """Everything found for one person. ``run`` holds ``[day, 0, lane]``; the last lane is joint."""

    values: Floats
    lanes: tuple[Lane, ...]
    run: PanelRun
    episodes: tuple[PanelEpisode, ...]
    given: tuple[Given, ...] = ()
    bad_spells: Flags | None = None


def replay_panel(
    values: Any, worse: Sequence[str], answers: str | Sequence[Given] = "passing"
) -> list[PanelEpisode]:
    """Return the episodes of ``values[day, measure]`` (NaN: no entry), oldest first.

    ``worse`` says for each measure which direction is worse: ``high``, ``low``, ``both`` or
    ``neither`` (not watched). ``answers`` is ``"passing"`` (every card counts as answered so on
    its day) or the answers given. Raises ``ValueError`` for infinite values, shapes that do not
    fit, or an unknown direction.
    """
    given = () if isinstance(answers, str) else tuple(answers)
    if isinstance(answers, str) and answers != "passing":
        raise ValueError("answers are 'passing' or a list of answers given")
    return list(replay(values, worse, given).episodes)


def replay(
    values: Any,
    worse: Sequence[str],
    given: Sequence[Given] = (),
    rules: PanelRules | None = None,
) -> Replay:
    """Return the whole course; see :func:`replay_panel` for what is accepted."""
    rules = PanelRules() if rules is None else rules
    checked = checked_values(values, worse)
    lanes = lanes_of(worse)
    if not lanes or not checked.shape[0]:
        return Replay(checked, (), _empty(checked.shape[0]), ())
    turned = oriented(checked, lanes)
    paired = np.array([lane.in_joint for lane in lanes])
    marks = scored(turned, rules, paired=paired)
    run = run_panel(marks, rules)
    left_out = np.zeros(checked.shape[0], dtype=np.bool_)
    restarts: list[int] = []
    for answer in sorted(given, key=lambda one: one.answered_on):
        if answer.answer is Answer.PASSING:
            continue
        since = _since_of(run, lanes, answer.spoke_on)
        if answer.answer is Answer.BAD_SPELL:
            left_out[since : answer.answered_on + 1] = True
        else:
            restarts.append(max(0, min(since, answer.answered_on - NEW_NORMAL_DAYS + 1)))
        later = scored(turned, rules, left_out=left_out.copy(), restarts=restarts, paired=paired)
        marks = spliced(marks, later, answer.answered_on + 1)
        run = run_panel(marks, rules)
    episodes = tuple(_episode(run, lanes, int(day)) for day in np.flatnonzero(run.spoke[:, 0]))
    return Replay(checked, lanes, run, episodes, tuple(given), left_out)


def checked_values(values: Any, worse: Sequence[str]) -> Floats:
    """Return ``values`` as a float array of days by measures, or raise ``ValueError``."""
    if isinstance(worse, str) or not set(worse) <= DIRECTIONS:
        raise ValueError("worse names high, low, both or neither for each measure")
    checked = np.array(values, dtype=np.float64)
    if checked.size == 0:
        checked = checked.reshape(checked.shape[0] if checked.ndim == 2 else 0, len(worse))
    if checked.ndim == 1 and len(worse) == 1:
        checked = checked[:, None]
    if checked.ndim != 2 or checked.shape[1] != len(worse):
        raise ValueError("values are days by measures, one direction a measure")
    if np.isinf(checked).any():
        raise ValueError("values are finite, or NaN where there is no entry")
    return checked


def lanes_of(worse: Sequence[str]) -> tuple[Lane, ...]:
    """Return the lanes of the columns; *both* makes two, which stay out of the joint lane."""
    lanes: list[Lane] = []
    for column, direction in enumerate(worse):
        if direction in {"high", "both"}:
            lanes.append(Lane(column, 1, direction == "high"))
        if direction in {"low", "both"}:
            lanes.append(Lane(column, -1, direction == "low"))
    return tuple(lanes)


def oriented(values: Floats, lanes: Sequence[Lane]) -> Floats:
    """Return ``values[day, 0, lane]`` turned so that higher is worse."""
    columns = [lane.column for lane in lanes]
    signs = np.array([lane.sign for lane in lanes], dtype=np.float64)
    return np.ascontiguousarray(values[:, None, columns] * signs)


def _empty(n_days: int) -> PanelRun:
    none = np.zeros((n_days, 1, 0))
    flags = none.astype(np.bool_)
    nobody = np.full((n_days, 1), np.nan)
    marks = Scored(none, nobody, none, none, flags, nobody, np.zeros(0, dtype=np.bool_), None)
    return PanelRun(marks, none, none, np.zeros((n_days, 1), dtype=np.bool_))


def _since_of(run: PanelRun, lanes: Sequence[Lane], day: int) -> int:
    if not (0 <= day < run.spoke.shape[0] and run.spoke[day, 0]):
        raise ValueError("an answer belongs to a day on which the panel spoke")
    return _episode(run, lanes, day).since


def _episode(run: PanelRun, lanes: Sequence[Lane], day: int) -> PanelEpisode:
    distance = np.nan_to_num(run.distance[day, 0])
    past = np.flatnonzero(distance[:-1] > 1.0)
    composite = bool(distance[-1] > 1.0)
    named = past if past.size else np.flatnonzero(distance[:-1] > LEANING)
    named = named[np.argsort(-distance[named], kind="stable")]
    clearest = int(named[0]) if past.size else int(distance.argmax())
    starts = run.last_restart(day)
    since = starts + (change_start(run.scored.scores_of(clearest)[starts : day + 1]) or 0)
    columns = tuple(dict.fromkeys(lanes[int(lane)].column for lane in named))
    return PanelEpisode(day, since, columns, composite)


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
    lanes = np.flatnonzero(np.nan_to_num(found.run.distance[episode.day, 0]) > 1.0)
    far = found.run.unbroken[:, 0, lanes]
    n_days = int(far.shape[0])
    last_entry = episode.day
    for row in range(episode.day + 1, n_days):
        entered = not np.isnan(far[row]).all()
        last_entry = row if entered else last_entry
        calmed = entered and float(np.nanmax(far[row])) <= LEANING
        if row > least and (calmed or row - last_entry >= rules.break_days):
            return row - 1
    return n_days - 1
