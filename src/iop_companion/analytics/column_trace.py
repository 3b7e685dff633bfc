"""How a column with a detector of its own stands on the last day, and the counts of check-ins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from iop_companion.analytics.baseline import Ints
from iop_companion.analytics.beside_level import Beside
from iop_companion.analytics.detectors import missed_check_ins, missed_medicines
from iop_companion.analytics.detectors import questionnaire_change as questionnaires
from iop_companion.analytics.redefined import newest_version, values_of_version
from iop_companion.analytics.replay import LEANING, PanelEpisode, Replay
from iop_companion.analytics.series import AlignedDays, Floats
from iop_companion.analytics.since import change_start
from iop_companion.analytics.watched_as import Role
from iop_companion.domain.early_warning import Standing, Usual


@dataclass(frozen=True, slots=True)
class MeasureTrace:
    """One column on the last day: ``distance`` in units of its line, ``since`` its change began."""

    standing: Standing
    usual: Usual | None
    recent_mean: float | None
    distance: float
    since: date | None
    spoke_on: date | None


def distance_beside(found: Replay, column: int) -> Floats:
    """Return the strip of such a column: NaN on days on which nothing was entered."""
    marks, at = _place(found, column)
    if marks is None or at is None:
        return np.full(found.values.shape[0], np.nan)
    return np.where(marks.live[:, 0, at], marks.distance[:, 0, at], np.nan)


def column_beside(
    found: Replay, days: AlignedDays, column: int, standing: PanelEpisode | None
) -> MeasureTrace:
    """Return how the medicine or questionnaire in ``column`` stands on the last day."""
    marks, at = _place(found, column)
    values = found.values[:, column]
    if found.versions is not None and found.roles[column].role is not Role.MEDICINE:
        now = int(newest_version(found.values, found.versions, column)[-1])
        values = values_of_version(found.values, found.versions, column, now)
    entered = np.flatnonzero(~np.isnan(values))
    if marks is None or at is None or not entered.size:
        return MeasureTrace(Standing.TOO_FEW, None, None, 0.0, None, None)
    past = standing is not None and bool(found.run.by_beside[standing.day, 0, at])
    distance = float(marks.distance[-1, 0, at])
    since = None
    if standing is not None and past:
        distance = max(distance, float(marks.distance[standing.day, 0, at]))
        since = change_start(marks.score[: standing.day + 1, 0, at])
    elif distance > LEANING:
        since = change_start(marks.score[:, 0, at])
    is_medicine = found.roles[column].role is Role.MEDICINE
    end = int(entered[-1]) if since is None else since
    parts = _medicine(values, entered, since) if is_medicine else _scores(values, entered, end)
    if parts is None:
        return MeasureTrace(Standing.TOO_FEW, None, None, distance, None, None)
    before, recent = parts
    low, high = np.percentile(values[before], (10, 90))
    mean = float(values[before].mean())
    first, last = days.day(int(before[0])), days.day(int(before[-1]))
    return MeasureTrace(
        standing=_standing(past=past, distance=distance),
        usual=Usual(float(low), float(high), mean, int(before.size), first, last),
        recent_mean=recent,
        distance=distance,
        since=None if since is None else days.day(since),
        spoke_on=days.day(standing.day) if standing is not None and past else None,
    )


def _place(found: Replay, column: int) -> tuple[Beside | None, int | None]:
    marks = found.run.scored.beside
    if marks is None or column not in marks.columns:
        return None, None
    # of a questionnaire that was redefined, the part its newest score is in
    places = [at for at, one in enumerate(marks.columns) if one == column]
    return marks, max(places, key=lambda at: int(marks.live[:, 0, at].cumsum().argmax()))


def _standing(*, past: bool, distance: float) -> Standing:
    if past:
        return Standing.PAST_LINE
    return Standing.LEANING if distance > LEANING else Standing.USUAL


def _medicine(values: Floats, entered: Ints, since: int | None) -> tuple[Ints, float] | None:
    """The entries of the habit, and the mean since the change or of the newest fortnight."""
    rules = missed_medicines.RULES
    newest = entered[-rules.recent :] if since is None else entered[entered >= since]
    before = entered[entered < newest[0]][-rules.newest :]
    if before.size < rules.least:
        return None
    return before, float(values[newest].mean())


def _scores(values: Floats, entered: Ints, end: int) -> tuple[Ints, float] | None:
    """The scores that the one on row ``end`` is compared with, and the newest score."""
    before = entered[entered < end][-questionnaires.MOST_BEFORE :]
    if before.size < questionnaires.LEAST_BEFORE:
        return None
    return before, float(values[entered[-1]])


def check_in_counts(values: Floats, spoke_on: int, last_row: int) -> tuple[int, int, int]:
    """Return (days entered, days, usually entered of as many) of the last fortnight.

    A last day without an entry is not over yet. The habit is that before the panel spoke.
    """
    rules = missed_check_ins.RULES
    entered = np.asarray(~np.isnan(values).all(axis=1))
    end = last_row + int(entered[last_row])
    middle = max(0, spoke_on - rules.recent)
    habit = entered[max(0, middle - rules.newest) : middle]
    usually = round(float(habit.mean()) * rules.recent) if habit.size else 0
    recent = entered[max(0, end - rules.recent) : end]
    return int(recent.sum()), int(recent.size), usually
