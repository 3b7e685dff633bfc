"""Missed medicines: was a medicine taken clearly less often than is the person's own habit?

The newest 14 entries against the up to 90 before them (``analytics.habits``). *Some* counts as half
missed; a day without an answer changes nothing. ``docs/methods.md``, "Missed medicines".
"""

from __future__ import annotations

import numpy as np

from iop_companion.analytics.baseline import packed
from iop_companion.analytics.detectors.base import Told
from iop_companion.analytics.detectors.level_change import entries_words
from iop_companion.analytics.habits import Habit, HabitRules, missed_more
from iop_companion.analytics.series import Floats
from iop_companion.domain.early_warning import Standing
from iop_companion.foundation.day_words import weekday_words
from iop_companion.foundation.i18n import _

RULES = HabitRules(least=21, prior_missed=0.5, least_missed=3.0)

TAKEN = {"taken": 1.0, "some": 0.5, "not_today": 0.0}
"""How much of the day's medicine each answer stands for."""


def habit(missed: Floats) -> Habit:
    """Compare the newest entries of ``missed[day, column]`` (0 taken, 1 not) with the ones before.

    By day; the distance is 0 and the score NaN on days without an entry.
    """
    entries = packed(missed)
    found = missed_more(entries.value, RULES)
    to_days = entries.to_days
    return Habit(np.nan_to_num(to_days(found.distance)), to_days(found.score))


class MissedMedicines:
    """The words: how often, from which day, and nothing about what to do with a medicine."""

    name = "missed_medicines"

    def explain(self, told: Told) -> str:
        """Say "Medication: 93 % to 50 % taken, missed more than is usual for you since ..."."""
        if told.standing is Standing.TOO_FEW or not told.usual or not told.recent:
            return _("{label}: too few entries to compare.").format(label=told.label)
        if told.standing is not Standing.PAST_LINE or told.since is None:
            return _("{label}: {usual} to {recent} taken, not past the line.").format(
                label=told.label, usual=told.usual, recent=told.recent
            )
        return _(
            "{label}: {usual} to {recent} taken, missed more than is usual for you since {day} "
            "({entries})."
        ).format(
            label=told.label,
            usual=told.usual,
            recent=told.recent,
            day=weekday_words(told.since),
            entries=entries_words(told.n_entries, told.n_days),
        )
