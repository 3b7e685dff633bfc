"""Missed check-ins: does a person who used to check in do so on clearly fewer days?

The last 14 days against the person's own habit of the up to 90 days before them (arithmetic in
``analytics.habits``). It looks at yesterday and before, so that a day that is not over is never a
missed one. *Not enough entries* stays what it is, a level for any quiet week; this one needs a
regular habit of four weeks and a break with it. ``docs/methods.md``, "Missed check-ins".
"""

from __future__ import annotations

import numpy as np

from iop_companion.analytics.detectors.base import Told
from iop_companion.analytics.habits import Habit, HabitRules, missed_more
from iop_companion.analytics.series import Flags, Floats
from iop_companion.foundation.day_words import weekday_words
from iop_companion.foundation.i18n import _

RULES = HabitRules(least_missed=6.0)
"""Six missed days of 14 at the least: fewer are a busy week."""


def missed_days(entered: Flags) -> Floats:
    """Return 1 for a missed and 0 for an entered day of ``entered[day, person]``.

    NaN before a person's first entry.
    """
    begun = np.maximum.accumulate(entered, axis=0)
    return np.where(begun, 1.0 - entered, np.nan)


def habit(entered: Flags, first: int = 0) -> Habit:
    """Return ``[day, person]``: by how many standard errors the days before each are missed more.

    The scores are each day's own miss, in units of the habit. Rows begin with day ``first``.
    """
    before = max(first - 1, 0)
    found = missed_more(missed_days(entered), RULES, before)
    yesterday = np.zeros((entered.shape[0] - before, entered.shape[1]))
    yesterday[1:] = found.distance[:-1]
    return Habit(yesterday[first - before :], found.score[first - before :])


class MissedCheckIns:
    """The words: numbers of days, and no guilt in them."""

    name = "missed_check_ins"

    def explain(self, told: Told) -> str:
        """Say "Fewer check-ins since Tuesday 3 March: 5 of the 14 days, usually 12"."""
        return _(
            "Fewer check-ins than is usual for you since {day}: {recent}, {usual}. "
            "A holiday looks the same."
        ).format(
            day=weekday_words(told.since) if told.since else "",
            recent=told.recent,
            usual=told.usual,
        )
