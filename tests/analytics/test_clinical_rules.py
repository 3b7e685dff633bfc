"""Fixed rules are met by what was entered up to a day, and by nothing after it."""

from datetime import date, timedelta

import numpy as np
import pytest

from iop_companion.analytics.clinical_rules import met_lately
from iop_companion.analytics.series import DailySeries
from iop_companion.catalog.catalog import load_catalog

FIRST = date(2026, 1, 1)
RULES = {rule.id: rule for rule in load_catalog().clinical_rules}
RISE, USE = RULES["phq9_up_5"], RULES["use_after_abstinence"]


def day(number):
    return FIRST + timedelta(days=number)


def series(entries, n_days=120):
    values = np.full(n_days, np.nan)
    for number, value in entries.items():
        values[number] = value
    return DailySeries("m", FIRST, values)


def test_a_score_five_above_the_one_before_is_a_fact_for_a_fortnight():
    scores = series({0: 9, 14: 10, 28: 15})
    met = met_lately(RISE, scores, day(30))
    assert met is not None
    assert (met.day, met.first, met.before, met.now) == (day(28), day(14), 10, 15)
    assert met_lately(RISE, scores, day(27)) is None
    assert met_lately(RISE, scores, day(41)) is not None
    assert met_lately(RISE, scores, day(42)) is None


@pytest.mark.parametrize("scores", [{}, {3: 20}, {0: 5, 14: 9}, {0: 5, 61: 20}, {0: 12, 14: 4}])
def test_small_steps_falls_and_scores_long_apart_are_none(scores):
    assert met_lately(RISE, series(scores), day(70)) is None


def test_use_is_told_after_two_weeks_without_that_were_entered():
    no = dict.fromkeys(range(2, 22), 0.0)
    used = series({0: 1.0, **no, 22: 1.0})
    met = met_lately(USE, used, day(25))
    assert met is not None
    assert (met.day, met.n_days) == (day(22), 21)
    assert met_lately(USE, series({0: 1.0, 22: 1.0}), day(25)) is None  # nothing is known between
    assert met_lately(USE, series({**dict.fromkeys(range(10), 0.0), 10: 1.0}), day(12)) is None
    assert met_lately(USE, series({**no, 22: 1.0, 24: 1.0}), day(24)).day == day(22)
