"""Own signs: which of the person's signs show, and what level they raise by the person's own rule.

Two own signs within seven days raise Watch; one that the person put under Act raises Act; a sign
under Calm is how they know they are well and raises nothing. Only days up to the one asked about
are looked at, and a day without an entry meets nothing. No calibration and no chance belongs to
this: the person chose the signs and the limits. ``docs/methods.md``, "Own signs".
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from iop_companion.analytics.series import DailySeries, Flags
from iop_companion.domain.early_warning import Level
from iop_companion.domain.ids import RecordId
from iop_companion.domain.records import PlanZone
from iop_companion.domain.sign_rule import Comparison, SignCondition, SignRule

WITHIN_DAYS = 7
"""A sign counts on the day it shows and the six days after."""

SIGNS_FOR_WATCH = 2
"""So many of the person's own signs within :data:`WITHIN_DAYS` days raise Watch."""

_RAISING = frozenset({PlanZone.WATCH, PlanZone.ACT})


@dataclass(frozen=True, slots=True)
class SignShown:
    """The days on which one sign showed, ascending; ``zone`` is the one it belongs to now."""

    sign_id: RecordId
    zone: PlanZone
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Lowered:
    """The person said on ``said_on`` that it was not Act: for ``signs``, and days up to then."""

    said_on: date
    signs: tuple[RecordId, ...]


@dataclass(frozen=True, slots=True)
class SignsLevel:
    """What own signs raise on a day.

    ``signs`` are those that raise it, in the order they last showed. ``since`` is the first of
    their days within the week, ``spoke_on`` the day from which the level has stood without a
    break. ``is_lowered`` says that Act would stand but for the person's own word.
    """

    level: Level
    signs: tuple[RecordId, ...]
    since: date
    spoke_on: date
    is_lowered: bool = False


def met_days(rule: SignRule, series: Sequence[DailySeries], first: date, last: date) -> Flags:
    """Return, for each day of ``first`` to ``last``, whether all conditions hold on it.

    ``series`` are those of the rule's conditions, in their order, each in its own unit.
    """
    met = np.ones((last - first).days + 1, dtype=np.bool_)
    for condition, one in zip(rule.conditions, series, strict=True):
        met &= _holds(condition, one.window(first, last))
    return met


def entered_days(series: Sequence[DailySeries], first: date, last: date) -> Flags:
    """Return on which days every measure of a rule has an entry: what it could look at."""
    entered = np.ones((last - first).days + 1, dtype=np.bool_)
    for one in series:
        entered &= one.window(first, last).entered
    return entered


def shown_days(
    rule: SignRule, series: Sequence[DailySeries], first: date, last: date
) -> tuple[date, ...]:
    """Return the days of ``first`` to ``last`` on which the rule is met, the day itself included.

    Days before ``first`` count towards a row or a week, so that the answer for a day does not
    depend on where the reading began.
    """
    if last < first:
        return ()
    begin = first - timedelta(days=rule.span - 1)
    met = met_days(rule, series, begin, last).astype(np.int64)
    counts = np.convolve(met, np.ones(rule.span, dtype=np.int64))[: met.size]
    shows = (counts >= rule.n_days) & (met > 0)
    rows = np.flatnonzero(shows[rule.span - 1 :])
    return tuple(first + timedelta(days=int(row)) for row in rows)


def signs_level(
    shown: Sequence[SignShown], day: date, lowered: Sequence[Lowered] = ()
) -> SignsLevel | None:
    """Return what own signs raise on ``day``, or None; later days are never looked at."""
    now = _on(shown, day, lowered)
    if now is None:
        return None
    level, signs = now
    spoke_on = day
    while (before := _on(shown, spoke_on - timedelta(days=1), lowered)) and before[0] is level:
        spoke_on -= timedelta(days=1)
    days = {one.sign_id: _recent(one, day) for one in shown}
    ordered = sorted(signs, key=lambda sign_id: days[sign_id][-1])
    return SignsLevel(
        level=level,
        signs=tuple(ordered),
        since=min(days[sign_id][0] for sign_id in signs),
        spoke_on=spoke_on,
        is_lowered=level is Level.WATCH and any(_acts(one, day, ()) for one in shown),
    )


def _on(
    shown: Sequence[SignShown], day: date, lowered: Sequence[Lowered]
) -> tuple[Level, tuple[RecordId, ...]] | None:
    acting = tuple(one.sign_id for one in shown if _acts(one, day, lowered))
    if acting:
        return Level.ACT, acting
    recent = tuple(one.sign_id for one in shown if one.zone in _RAISING and _recent(one, day))
    was_act = any(_acts(one, day, ()) for one in shown)  # lowered by the person: Watch, not Calm
    if len(recent) >= SIGNS_FOR_WATCH or was_act:
        return Level.WATCH, recent
    return None


def _acts(one: SignShown, day: date, lowered: Sequence[Lowered]) -> bool:
    """Whether a sign under Act showed within the week after the person last said it was not Act."""
    if one.zone is not PlanZone.ACT:
        return False
    said = [word.said_on for word in lowered if one.sign_id in word.signs and word.said_on <= day]
    answered = max(said, default=date.min)
    return any(shown > answered for shown in _recent(one, day))


def _recent(one: SignShown, day: date) -> tuple[date, ...]:
    first = day - timedelta(days=WITHIN_DAYS - 1)
    return one.days[bisect_left(one.days, first) : bisect_right(one.days, day)]


def _holds(condition: SignCondition, series: DailySeries) -> Flags:
    values = series.values
    limit = condition.limit
    with np.errstate(invalid="ignore"):  # a gap compares as False, which is what is meant
        holds = {
            Comparison.UNDER: values < limit,
            Comparison.AT_MOST: values <= limit,
            Comparison.AT_LEAST: values >= limit,
            Comparison.OVER: values > limit,
        }[condition.comparison]
    return np.asarray(holds)
