"""Which signs earned their place: counts of what the person said of the warnings they showed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from iop_companion.domain.early_warning import Level
from iop_companion.domain.records import Answer, OwnSign, PlanZone
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.services.episode_rows import EpisodeRow

BEFORE_HARD_DAYS = 14
"""A sign showed before a hard time when that began within so many days."""

FEW, RESTING_DAYS, NEVER_SEEN_DAYS = 2, 60, 182
EARNED_SHARE = 1 / 3


class Verdict(StrEnum):
    """What the counts of a sign suggest; the person decides."""

    KEEP = "keep"
    CHANGE = "change"
    REST = "rest"
    TOO_FEW = "too_few"


@dataclass(frozen=True, slots=True)
class SignCounts:
    """One sign and what the person's own answers say of it; ``sign_id`` "" is a measure."""

    sign_id: str
    label: str = field(repr=False)
    level: Level
    counts: str
    verdict: Verdict


def is_hard(row: EpisodeRow) -> bool:
    """A time the person calls a bad spell, or Act that was no false alarm."""
    false = row.outcome is not None and row.outcome.is_false_alarm
    return not false and (row.given is Answer.BAD_SPELL or row.level is Level.ACT)


def sign_counted(
    sign: OwnSign, days: Sequence[date], hard: Sequence[date], today: date
) -> SignCounts:
    """Return a sign that showed on ``days`` beside the ``hard`` times of the person."""
    before = sum(any(0 <= (one - day).days <= BEFORE_HARD_DAYS for one in hard) for day in days)
    n = len(days)
    if not n:
        counts = _("not seen yet")
    elif sign.rule is None:
        counts = ngettext("{n} tick, {before} before a hard time",
                          "{n} ticks, {before} before a hard time", n)  # fmt: skip
    else:
        counts = ngettext("shown on {n} day, {before} before a hard time",
                          "shown on {n} days, {before} before a hard time", n)  # fmt: skip
    verdict = Verdict.REST if _can_rest(sign, days, today) and not before else Verdict.TOO_FEW
    if n > FEW and hard and verdict is not Verdict.REST:
        verdict = Verdict.KEEP if before >= EARNED_SHARE * n else Verdict.CHANGE
    return SignCounts(
        sign_id=sign.id,
        label=sign.words,
        level=Level.ACT if sign.zone is PlanZone.ACT else Level.WATCH,
        counts=counts.format(n=n, before=before),
        verdict=verdict,
    )


def _can_rest(sign: OwnSign, days: Sequence[date], today: date) -> bool:
    """Not seen for long. Never seen says little: half a year then, and never of a sign of Act."""
    if days:
        return (today - max(days)).days > RESTING_DAYS
    return sign.zone is not PlanZone.ACT and (today - sign.since).days > NEVER_SEEN_DAYS


def measures_counted(rows: Sequence[EpisodeRow]) -> list[SignCounts]:
    """What the numbers spoke of, each with how often the person called it a false alarm."""
    by_what: dict[str, list[EpisodeRow]] = {}
    for row in rows:
        if row.by_numbers:
            by_what.setdefault(row.what, []).append(row)
    counted = []
    for what, spoke in by_what.items():
        false = sum(bool(row.outcome and row.outcome.is_false_alarm) for row in spoke)
        said = ngettext("{n} time, {false}", "{n} times, {false}", len(spoke))
        alarms = ngettext("{n} false alarm", "{n} false alarms", false).format(n=false)
        counted.append(
            SignCounts(
                sign_id="",
                label=_("{what}, from the numbers").format(what=what),
                level=Level.WATCH,
                counts=said.format(n=len(spoke), false=alarms),
                verdict=Verdict.TOO_FEW if len(spoke) <= FEW else Verdict.KEEP,
            )
        )
    return counted
