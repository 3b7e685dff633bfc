"""A past of warnings for the pictures of History: shown, answered, set beside own signs."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from iop_companion.domain.diary_entries import Helped
from iop_companion.domain.ids import RecordId
from iop_companion.domain.records import Answer, PlanUsed, PlanZone, ShownEpisode
from iop_companion.services.own_signs import SignDraft
from iop_companion.services.what_happened import Told

if TYPE_CHECKING:
    from iop_companion.services.bundle import Services

_SENTENCE = "Sleep has moved away from your usual (7 of 8 days have an entry)."

_PAST = (
    (date(2025, 9, 22), "watch", "Several small changes", 16),
    (date(2025, 11, 15), "watch", "Sleep", 7),
    (date(2025, 12, 20), "watch", "Strongest urge", 7),
    (date(2026, 1, 9), "act", "Hiding it from Leo", 0),
    (date(2026, 1, 30), "watch", "2 own signs", 3),
)

_TOLD = (
    Told(PlanUsed.PARTLY, Helped.NO, Answer.NEW_NORMAL),
    Told(is_false_alarm=True),
    Told(PlanUsed.PARTLY, Helped.A_LITTLE, Answer.BAD_SPELL),
    Told(PlanUsed.YES, Helped.YES, Answer.BAD_SPELL),
    Told(PlanUsed.YES, Helped.YES, Answer.PASSING),
)

_TICKS = {
    "Awake past 1 am": [date(2025, 12, 16), date(2025, 12, 19), date(2026, 1, 5)],
    "Not answering texts": [date(2026, 1, 28) + timedelta(days=5 * n) for n in range(6)],
    "Driving past the old bar": [date(2025, 10, 2)],
}


def logged_warnings(services: Services) -> None:
    """Add the past to an open vault."""
    for words in _TICKS:
        services.own_signs.keep(SignDraft(words, PlanZone.WATCH))
    for sign in services.own_signs.to_tick():
        for day in _TICKS.get(sign.words, ()):
            services.own_signs.tick(sign.sign_id, day, on=True)
    with services.session.vault.write() as journal:
        for day, level, what, began in _PAST:
            shown_at = datetime.combine(day, services.clock.now().timetz())
            by_numbers = level == "watch" and "own" not in what
            journal.put(
                ShownEpisode(
                    RecordId(f"shown-{day}"),
                    shown_at,
                    day,
                    level,
                    (what,),
                    _SENTENCE,
                    day - timedelta(days=began),
                    numbers_spoke_on=day if by_numbers else None,
                )
            )
    for (day, *_rest), told in zip(_PAST, _TOLD, strict=True):
        services.what_happened.tell(f"shown-{day}", told)
