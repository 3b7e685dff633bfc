"""What came of a zone of the plan since it was gone through: counts of what the person said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from iop_companion.domain.diary_entries import Helped
from iop_companion.domain.early_warning import Level
from iop_companion.domain.records import (
    EpisodeOutcome,
    PlanUsed,
    PlanZone,
    ShownEpisode,
    StepDone,
)
from iop_companion.services.episode_log import DONE_WITHIN_DAYS


@dataclass(frozen=True, slots=True)
class ZoneReview:
    """How often the level of a zone was shown, and what the person said of it; all are counts.

    ``n_used`` are the times with a step ticked, or of which they said that they used the plan.
    ``n_said_helped`` answered whether it helped: yes, a little or not, in the three after it.
    """

    n_shown: int = 0
    n_used: int = 0
    n_said_helped: int = 0
    n_helped: int = 0
    n_helped_a_little: int = 0
    n_did_not_help: int = 0
    n_false_alarms: int = 0


def reviewed(
    zone: PlanZone,
    since: date | None,
    shown: Iterable[ShownEpisode],
    outcomes: Iterable[EpisodeOutcome],
    done: Sequence[StepDone],
) -> ZoneReview:
    """Count what came of ``zone`` after the day ``since`` (None: ever).

    A warning from before that day whose outcome was told after it counts: nobody could have gone
    through it yet.
    """
    told = {one.spoke_on: one for one in outcomes if one.says_something}
    lines = [one for one in shown if _zone_of(one) is zone and _is_new(one, told, since)]
    said = [told[line.spoke_on] for line in lines if line.spoke_on in told]
    helped = [one.helped for one in said if one.helped is not None]
    return ZoneReview(
        n_shown=len(lines),
        n_used=sum(_is_used(line, told.get(line.spoke_on), done) for line in lines),
        n_said_helped=len(helped),
        n_helped=helped.count(Helped.YES),
        n_helped_a_little=helped.count(Helped.A_LITTLE),
        n_did_not_help=helped.count(Helped.NO),
        n_false_alarms=sum(one.is_false_alarm for one in said),
    )


def _zone_of(line: ShownEpisode) -> PlanZone:
    return PlanZone.ACT if line.level == Level.ACT.value else PlanZone.WATCH


def _is_new(line: ShownEpisode, told: dict[date, EpisodeOutcome], since: date | None) -> bool:
    said = told.get(line.spoke_on)
    return since is None or line.spoke_on > since or (said is not None and said.told_on > since)


def _is_used(line: ShownEpisode, said: EpisodeOutcome | None, done: Sequence[StepDone]) -> bool:
    if said is not None and said.used_plan in {PlanUsed.YES, PlanUsed.PARTLY}:
        return True
    until = line.spoke_on + timedelta(days=DONE_WITHIN_DAYS)
    zone = _zone_of(line)
    return any(one.zone is zone and line.spoke_on <= one.day < until for one in done)
