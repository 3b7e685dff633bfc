"""Which triggers came up over a stretch of days, and how often a plan was there and helped."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from iop_companion.domain.diary_entries import Helped, IfThenPlan, TriggerExposure
from iop_companion.domain.ids import RecordId


@dataclass(frozen=True, slots=True)
class TriggerCount:
    """How often a trigger came up, and its mean intensity over the ``n_rated`` rated times."""

    trigger: str
    n: int
    n_rated: int
    intensity: float | None


@dataclass(frozen=True, slots=True)
class PlanCount:
    """How often a plan was used, and how often it helped, a little, or not."""

    n_used: int = 0
    helped: int = 0
    a_little: int = 0
    not_helped: int = 0


def top_triggers(exposures: Sequence[TriggerExposure], most: int = 5) -> tuple[TriggerCount, ...]:
    """Return the triggers that came up most, the most frequent first, ties by name."""
    found: dict[str, list[TriggerExposure]] = defaultdict(list)
    for one in exposures:
        found[one.trigger].append(one)
    counts = []
    for trigger, times in found.items():
        rated = [one.intensity for one in times if one.intensity is not None]
        mean = sum(rated) / len(rated) if rated else None
        counts.append(TriggerCount(trigger, len(times), len(rated), mean))
    return tuple(sorted(counts, key=lambda one: (-one.n, one.trigger))[:most])


def plan_counts(
    plans: Iterable[IfThenPlan], exposures: Iterable[TriggerExposure]
) -> dict[RecordId, PlanCount]:
    """Return for each plan how it went when it was used; counts alone, no verdict."""
    used: dict[RecordId, list[Helped | None]] = defaultdict(list)
    for one in exposures:
        if one.plan is not None:
            used[one.plan].append(one.plan_helped)
    return {
        plan.id: PlanCount(
            n_used=len(used[plan.id]),
            helped=used[plan.id].count(Helped.YES),
            a_little=used[plan.id].count(Helped.A_LITTLE),
            not_helped=used[plan.id].count(Helped.NO),
        )
        for plan in plans
    }
