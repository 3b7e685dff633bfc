"""The log of warnings as they were shown: one line an episode and level, never two, never changed.

What is recomputed later may move the day on which a warning spoke, or take the warning away; the
line stands as it was. So a line and a warning are the same episode when their days lie within the
quiet time of each other and the level is none that asks for more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from iop_companion.analytics.beside_level import CHECK_INS, SWINGS
from iop_companion.domain.early_warning import EarlyWarning, Level
from iop_companion.domain.ids import MeasureId, RecordId, new_id
from iop_companion.domain.records import ShownEpisode, ShownLevel
from iop_companion.foundation.i18n import _, ngettext

SAME_EPISODE_DAYS = 14
"""The quiet time: within so many days a warning is the same one."""

DONE_WITHIN_DAYS = 21
"""A step ticked within so many days after a warning spoke was done for it."""

_MOST_NAMED = 2


def line_for(
    warning: EarlyWarning,
    logged: Iterable[ShownEpisode],
    labels: Mapping[MeasureId, str],
    words_of: Mapping[RecordId, str],
    now: datetime,
) -> ShownEpisode | None:
    """Return the line that showing ``warning`` adds to the log, or None where it stands there.

    ``labels`` name the measures, ``words_of`` the person's own signs.
    """
    if not warning.speaks or warning.spoke_on is None:
        return None
    if any(is_same(line, warning.spoke_on, warning.level) for line in logged):
        return None
    return ShownEpisode(
        id=RecordId(new_id()),
        shown_at=now,
        spoke_on=warning.spoke_on,
        level=warning.level.value,
        what=what_words(warning, labels, words_of),
        sentence=warning.sentence,
        since=warning.since,
        measures=warning.about,
        signs=warning.own_signs,
        numbers_spoke_on=warning.numbers_spoke_on,
        chance_per_6_months=warning.chance_per_6_months,
    )


def is_same(line: ShownEpisode, spoke_on: date, level: Level) -> bool:
    """Whether a warning of ``level`` that spoke on ``spoke_on`` is the one of ``line``."""
    if line.level != Level.ACT.value and level is Level.ACT:
        return False
    return abs((line.spoke_on - spoke_on).days) <= SAME_EPISODE_DAYS


def all_lines(lines: Iterable[ShownEpisode], levels: Iterable[ShownLevel]) -> list[ShownEpisode]:
    """Return the log, and what the older log of levels alone knows of times before there was one.

    Days on which Watch or Act was shown belong to one warning while no fortnight lies between two
    of them; Act after Watch is a line of its own, as in the log.
    """
    known = sorted(lines, key=lambda line: (line.spoke_on, line.shown_at))
    begun = known[0].spoke_on if known else date.max
    older: list[ShownEpisode] = []
    seen = date.min
    for one in sorted(levels, key=lambda one: one.as_of):
        speaks = one.level in {Level.WATCH.value, Level.ACT.value}
        if not speaks or (begun - one.as_of).days <= SAME_EPISODE_DAYS:
            continue
        is_act = one.level == Level.ACT.value
        rises = bool(older) and is_act and older[-1].level != one.level
        if not older or rises or (one.as_of - seen).days > SAME_EPISODE_DAYS:
            older.append(_line_of(one))
        seen = one.as_of
    return [*older, *known]


def _line_of(level: ShownLevel) -> ShownEpisode:
    return ShownEpisode(
        level.id,
        level.shown_at,
        level.as_of,
        level.level,
        since=level.since,
        measures=level.measures,
        numbers_spoke_on=level.as_of,
    )


def what_words(
    warning: EarlyWarning, labels: Mapping[MeasureId, str], words_of: Mapping[RecordId, str]
) -> tuple[str, ...]:
    """Return in a few words what a warning is about: measures, habits, the person's own signs."""
    said: list[str] = []
    if warning.numbers_spoke_on is not None:
        past = [labels[name] for name in warning.measures if name in labels]
        said = past if len(past) <= _MOST_NAMED else [_("Several measures")]
        if CHECK_INS in warning.detectors:
            said.append(_("Fewer check-ins"))
        if SWINGS in warning.detectors:
            said.append(_("Days that swing more"))
        said = said or [_("Several small changes")]
    signs = [words_of[sign] for sign in warning.own_signs if sign in words_of]
    if len(signs) == 1:
        said += signs
    elif signs:
        said.append(ngettext("{n} own sign", "{n} own signs", len(signs)).format(n=len(signs)))
    return tuple(said)
