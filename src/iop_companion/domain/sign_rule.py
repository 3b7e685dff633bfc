"""How an own sign is read from entries: measures, thresholds and days, as the person chose them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import Measure

MAX_CONDITIONS = 3
"""Measures that one sign may look at together ("short sleep with high energy")."""

MAX_DAYS = 14
"""Longest row of days; "n of 7 days" goes up to 7."""

WEEK = 7


class Comparison(StrEnum):
    """How an entry is held against the number of a condition."""

    UNDER = "under"
    AT_MOST = "at_most"
    AT_LEAST = "at_least"
    OVER = "over"

    def holds(self, value: float, limit: float) -> bool:
        """Whether ``value`` meets ``limit``; a gap (NaN) meets nothing."""
        if self is Comparison.UNDER:
            return value < limit
        if self is Comparison.AT_MOST:
            return value <= limit
        if self is Comparison.AT_LEAST:
            return value >= limit
        return value > limit


class RuleTrouble(StrEnum):
    """Why a rule can say nothing, or says the same every day; nothing is changed for it."""

    UNKNOWN_MEASURE = "unknown_measure"
    NOT_TRACKED = "not_tracked"
    NO_NUMBERS = "no_numbers"
    NEVER_MET = "never_met"
    ALWAYS_MET = "always_met"


@dataclass(frozen=True, slots=True)
class SignCondition:
    """One measure against one number, in the measure's own unit."""

    measure_id: MeasureId
    comparison: Comparison
    limit: float

    def __post_init__(self) -> None:
        """Raise ``ValueError`` for a number that is none."""
        if not math.isfinite(self.limit):
            raise ValueError("a condition needs a finite number")


@dataclass(frozen=True, slots=True)
class SignRule:
    """All ``conditions`` hold on one day, and on ``n_days`` of seven, or that many in a row.

    A day without an entry meets nothing and breaks a row: nothing is filled in.
    """

    conditions: tuple[SignCondition, ...]
    n_days: int = 1
    in_a_row: bool = False

    def __post_init__(self) -> None:
        """Raise ``ValueError`` for no or too many conditions, or days that cannot be."""
        if not 1 <= len(self.conditions) <= MAX_CONDITIONS:
            raise ValueError("a rule has one to three conditions")
        if not 1 <= self.n_days <= (MAX_DAYS if self.in_a_row else WEEK):
            raise ValueError("a rule counts days of a week, or of a row of up to fourteen")

    @property
    def span(self) -> int:
        """How many days back the rule looks, the day itself included."""
        return self.n_days if self.in_a_row else WEEK


def rule_trouble(
    rule: SignRule, known: Mapping[MeasureId, Measure], tracked: Sequence[MeasureId]
) -> tuple[RuleTrouble, MeasureId] | None:
    """Return what is wrong with ``rule`` and with which measure, or None if nothing is.

    ``tracked`` are the measures that get entries now. A rule about a measure that is no longer
    tracked keeps its words and its days; it only has nothing new to look at.
    """
    for condition in rule.conditions:
        measure = known.get(condition.measure_id)
        if measure is None:
            return RuleTrouble.UNKNOWN_MEASURE, condition.measure_id
        if not measure.kind.is_number:
            return RuleTrouble.NO_NUMBERS, condition.measure_id
    for measure_id in dict.fromkeys(one.measure_id for one in rule.conditions):
        found = _values_that_meet(rule, known[measure_id])
        if found is not None:
            return found, measure_id
    for condition in rule.conditions:
        if condition.measure_id not in tracked:
            return RuleTrouble.NOT_TRACKED, condition.measure_id
    return None


def _values_that_meet(rule: SignRule, measure: Measure) -> RuleTrouble | None:
    """Whether no value of the scale, or every one, meets all conditions on one measure."""
    assert measure.scale is not None  # a number measure has one
    conditions = [one for one in rule.conditions if one.measure_id == measure.id]
    scale = measure.scale
    # Only values at and beside a limit can differ from their neighbours.
    near = {scale.low, scale.high}
    for one in conditions:
        step = round((one.limit - scale.low) / scale.step)
        near |= {scale.low + (step + by) * scale.step for by in (-1, 0, 1)}
    inside = [value for value in near if scale.low <= value <= scale.high]
    met = [
        value
        for value in inside
        if all(one.comparison.holds(value, one.limit) for one in conditions)
    ]
    if not met:
        return RuleTrouble.NEVER_MET
    if len(met) == len(inside) and len({one.measure_id for one in rule.conditions}) == 1:
        return RuleTrouble.ALWAYS_MET
    return None
