"""What a skill did for this one person: counts first, averages only from enough uses on.

Never a ranking: a lift at once says little about what carries a person through, and feelings ease
with time in any case.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from iop_companion.domain.diary_entries import Helped, SkillUse

ENOUGH_USES = 5
"""Below this many uses with both ratings nothing is averaged (``clinical.md`` section 4)."""


@dataclass(frozen=True, slots=True)
class SkillEffect:
    """Mean ratings (0 to 10) before and after over ``n`` uses that have both.

    ``least`` and ``most`` are the smallest and the largest change, after less before: negative
    where it eased.
    """

    n: int
    before: float
    after: float
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class SkillHistory:
    """All uses of one skill: how many, what they did at once, what was said of them the next day.

    ``n_days`` counts days on which it was ticked or done. ``later`` counts the answers no, a
    little, yes. ``latest`` are the newest uses, newest first; ``not_used`` how often it was meant
    and not done.
    """

    n_days: int = 0
    n_rated: int = 0
    effect: SkillEffect | None = None
    later: tuple[int, int, int] = (0, 0, 0)
    latest: tuple[SkillUse, ...] = ()
    not_used: int = 0


N_LATEST = 5


def skill_history(uses: Sequence[SkillUse], ticked: frozenset[date]) -> SkillHistory:
    """Return what is known of one skill from its uses and the days it was ticked on Today."""
    done = [use for use in uses if use.used and not use.is_under_way]
    said = [use.helped_later for use in done]
    return SkillHistory(
        n_days=len(ticked | {use.day for use in done}),
        n_rated=len(_rated(done)),
        effect=effect(done),
        later=(said.count(Helped.NO), said.count(Helped.A_LITTLE), said.count(Helped.YES)),
        latest=tuple(sorted(done, key=lambda use: use.recorded_at, reverse=True)[:N_LATEST]),
        not_used=sum(not use.used for use in uses),
    )


def effect(uses: Sequence[SkillUse]) -> SkillEffect | None:
    """Return the average change over uses with both ratings; None while they are too few."""
    pairs = _rated(uses)
    n = len(pairs)
    if n < ENOUGH_USES:
        return None
    changes = [after - before for before, after in pairs]
    return SkillEffect(
        n=n,
        before=sum(before for before, _after in pairs) / n,
        after=sum(after for _before, after in pairs) / n,
        least=min(changes),
        most=max(changes),
    )


def _rated(uses: Sequence[SkillUse]) -> list[tuple[int, int]]:
    return [
        (use.before, use.after) for use in uses if use.before is not None and use.after is not None
    ]
