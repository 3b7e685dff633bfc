"""Day-to-day swings: do the days differ more from one to the next than is usual for this person?

The arithmetic is in ``analytics.swings``; ``docs/methods.md``, "Day-to-day swings".
"""

from __future__ import annotations

from iop_companion.analytics.detectors.base import Told
from iop_companion.analytics.detectors.level_change import entries_words
from iop_companion.foundation.day_words import weekday_words
from iop_companion.foundation.i18n import _


class DayToDaySwings:
    """The words of swings; ``told.label`` names what swings most, or nothing."""

    name = "day_to_day_swings"

    def explain(self, told: Told) -> str:
        """Say since when the days differ more, and in what most of all."""
        facts = {
            "day": weekday_words(told.since) if told.since else "",
            "entries": entries_words(told.n_entries, told.n_days),
            "label": told.label,
        }
        if told.label:
            return _(
                "Your days differ more from one to the next than is usual for you since {day} "
                "({entries}), most of all: {label}."
            ).format(**facts)
        return _(
            "Your days differ more from one to the next than is usual for you since {day} "
            "({entries})."
        ).format(**facts)
