"""Questionnaire change: is a score higher than this person's own earlier ones, beyond its error?

Made for a score every week or two. The newest score, and the mean of the newest two, are compared
with the up to four before them: a reliable change (Jacobson and Truax 1991, Journal of Consulting
and Clinical Psychology 59), with the person's own variation drawn towards one assumed for
the instrument. The fixed clinical rule (PHQ-9 up by 5) is another thing, shown apart as a fact.
``docs/methods.md``, "Questionnaire change".
"""

from __future__ import annotations

import numpy as np

from iop_companion.analytics.baseline import Ints
from iop_companion.analytics.detectors.base import Told
from iop_companion.analytics.series import Floats
from iop_companion.domain.early_warning import Standing
from iop_companion.foundation.day_words import weekday_words
from iop_companion.foundation.i18n import _, ngettext

ERROR_OF = {
    "phq9": 3.0,
    "gad7": 2.5,
    "k6": 2.5,
    "pcl5": 8.0,
    "barc10": 4.0,
    "who5": 3.0,
}
"""How much one score of an unchanged person varies from fortnight to fortnight, in its own points.

Assumed: a third above the error that a spread and a retest correlation of .8 to .85 give (PHQ-9
2.3, GAD-7 1.9), because two weeks differ; a person's own steps soon count for more."""

LEAST_BEFORE, MOST_BEFORE = 3, 4
"""Earlier scores that are needed, and that are used at most."""

OLDEST_DAYS = 150
"""Scores longer ago than that say nothing about now."""

ERROR_WORTH = 6.0
"""How many steps of one's own the assumed error counts for."""

MOST_STEPS = 12
"""Earlier scores whose steps from one to the next say how much a person's own scores vary."""


def score_distance(scores: Floats, error: float) -> Floats:
    """Return, for ``scores[day]`` (NaN: none; higher is worse), the change in standard errors.

    0 on days without a score or with too few before it.
    """
    found = np.zeros(scores.shape[0])
    days = np.flatnonzero(~np.isnan(scores))
    values = scores[days]
    for at in range(LEAST_BEFORE, days.size):
        found[days[at]] = max(
            _change(days, values, at, newest, error)
            for newest in (1, 2)
            if at - newest + 1 >= LEAST_BEFORE
        )
    return found


def _change(days: Ints, values: Floats, at: int, newest: int, error: float) -> float:
    """Standard errors by which the ``newest`` scores up to ``at`` are above those before them."""
    first = at - newest + 1
    before = values[max(0, first - MOST_BEFORE) : first]
    before = before[days[max(0, first - MOST_BEFORE) : first] >= days[at] - OLDEST_DAYS]
    if before.size < LEAST_BEFORE:
        return 0.0
    steps = np.diff(values[max(0, first - MOST_STEPS) : first])
    own = float((steps * steps).sum()) / 2
    variance = (ERROR_WORTH * error**2 + own) / (ERROR_WORTH + steps.size)
    risen = float(values[first : at + 1].mean() - before.mean())
    return max(0.0, risen / float(np.sqrt(variance * (1 / newest + 1 / before.size))))


class QuestionnaireChange:
    """The words of a questionnaire: from what to what, on how many scores."""

    name = "questionnaire_change"

    def explain(self, told: Told) -> str:
        """Say the change; ``told.n_entries`` is how many earlier scores it was compared with."""
        if told.standing is Standing.TOO_FEW or not told.usual or not told.recent:
            return _("{label}: too few scores to compare.").format(label=told.label)
        if told.standing is not Standing.PAST_LINE or told.since is None:
            return _("{label}: {usual} to {recent}, within what such a score varies by.").format(
                label=told.label, usual=told.usual, recent=told.recent
            )
        return ngettext(
            "{label}: {usual} to {recent} on {day}, more than such a score varies by "
            "(compared with {n} earlier score).",
            "{label}: {usual} to {recent} on {day}, more than such a score varies by "
            "(compared with {n} earlier scores).",
            told.n_entries,
        ).format(
            label=told.label,
            usual=told.usual,
            recent=told.recent,
            day=weekday_words(told.since),
            n=told.n_entries,
        )
