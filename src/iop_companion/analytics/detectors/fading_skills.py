"""Fading skills: are fewer skills used than is usual for this person?

Skills a day is a measure where low is worse, so its arithmetic is that of a level change
(``analytics.panel``), inside the same lines and the same total rate; the words are its own.
``docs/methods.md``, "Fading skills".
"""

from __future__ import annotations

from iop_companion.analytics.detectors.base import Told
from iop_companion.analytics.detectors.level_change import LevelChange, entries_words
from iop_companion.domain.early_warning import Standing
from iop_companion.domain.ids import MeasureId
from iop_companion.foundation.day_words import weekday_words
from iop_companion.foundation.i18n import _

SKILLS_USED = MeasureId("skills_used")


class FadingSkills:
    """The words of skills a day."""

    name = "fading_skills"

    def explain(self, told: Told) -> str:
        """Say how many skills a day it was and is; short of the line as any other measure."""
        if told.standing is not Standing.PAST_LINE or told.since is None or not told.usual:
            return LevelChange().explain(told)
        return _(
            "{label}: {usual} to {recent}, fewer than is usual for you since {day} ({entries})."
        ).format(
            label=told.label,
            usual=told.usual,
            recent=told.recent,
            day=weekday_words(told.since),
            entries=entries_words(told.n_entries, told.n_days),
        )
