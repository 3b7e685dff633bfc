"""The usual and what is learnt from it: ranks, carry-over, kinship, improvement, since when."""

import numpy as np
import pytest

from benchmarks.population import Cell, people
from iop_companion.analytics.baseline import UsualRules, packed, ranked
from iop_companion.analytics.normal import rank_scores
from iop_companion.analytics.panel import scored
from iop_companion.analytics.panel_rules import PanelRules
from iop_companion.analytics.since import change_start

RULES = UsualRules()


def lane(*values):
    return np.array(values, dtype=float)[:, None]


def test_closing_gaps_keeps_each_entry_with_its_day():
    entries = packed(np.array([[np.nan, 1.0], [5.0, 2.0], [6.0, np.nan]]))
    assert entries.day[:, 0].tolist() == [1, 2]
    assert entries.value[:, 1].tolist() == [1.0, 2.0]
    np.testing.assert_array_equal(
        entries.to_days(entries.value), [[np.nan, 1], [5, 2], [6, np.nan]]
    )


def test_nothing_is_monitored_before_a_fortnight_and_nine_entries():
    values = np.full((40, 1), np.nan)
    values[::2] = np.arange(20)[:, None]
    found = ranked(values, RULES)
    days = found.entries.day[found.monitored[:, 0], 0]
    assert days[0] == 18  # the ninth entry came on day 16


def test_a_value_above_all_nine_usual_ones_has_the_score_of_its_rank():
    values = lane(*[3.0, 4.0, 5.0] * 3, *[np.nan] * 6, 9.0)
    found = ranked(values, RULES)
    assert found.score[-1, 0] == pytest.approx(rank_scores(9)[9, 19])
    assert rank_scores(9)[9, 19] == pytest.approx(1.6449, abs=1e-4)  # quantile of .95


def test_entries_join_the_usual_only_when_they_are_old_enough():
    found = ranked(np.arange(60.0)[:, None], RULES)
    assert found.high[40, 0] == 40 - RULES.guard_days + 1
    assert found.low[40, 0] == 0


def test_no_more_than_the_newest_ninety_are_kept():
    found = ranked(np.arange(300.0)[:, None], RULES)
    assert (found.high - found.low).max() == RULES.newest


def test_days_left_out_never_join():
    left_out = np.zeros(100, dtype=bool)
    left_out[50:60] = True
    found = ranked(np.arange(100.0)[:, None], RULES, left_out=left_out)
    assert found.n_usual[99, 0] == 100 - RULES.guard_days - 10


def test_after_a_long_break_the_usual_is_learnt_anew():
    values = np.full((200, 1), 2.0)
    values[60:140] = np.nan
    found = ranked(values, RULES)
    assert found.began_on[-1, 0] == 140
    after = found.entries.day[:, 0] >= 140
    assert found.entries.day[after & found.monitored[:, 0], 0][0] == 154


@pytest.mark.parametrize("phi", [0.0, 0.4, 0.8])
def test_carry_over_is_found_from_three_months_of_eight_measures(phi):
    values, _phi = people(Cell(phi=phi, missing=0.0), 60, 120, 77)
    marks = scored(np.ascontiguousarray(values.transpose(1, 0, 2)), PanelRules())
    assert marks.phi[-1].mean() == pytest.approx(phi, abs=0.1)


@pytest.mark.parametrize("shared", [0.0, 0.4, 0.7])
def test_kinship_is_found_from_three_months(shared):
    values, _phi = people(Cell(shared=shared), 60, 120, 78)
    marks = scored(np.ascontiguousarray(values.transpose(1, 0, 2)), PanelRules())
    assert marks.alike[-1].mean() == pytest.approx(shared, abs=0.12)


def test_the_usual_follows_improvement_but_never_a_worsening():
    rng = np.random.default_rng(4)
    noise = rng.standard_normal((120, 40, 2))
    better, worse = noise.copy(), noise.copy()
    better[60:] -= 1.5
    worse[60:] += 1.5
    rules = PanelRules()
    still = np.nanmean(scored(noise, rules).score[100:])
    assert np.nanmean(scored(better, rules).score[100:]) > -0.6
    assert np.nanmean(scored(worse, rules).score[100:]) > 0.3
    assert abs(still) < 0.2


def test_the_start_of_a_step_is_found_to_the_day_where_it_is_clear():
    scores = np.concatenate([np.tile([0.3, -0.4, 0.1], 10), np.full(6, 1.8)])
    assert change_start(scores) == 30


def test_there_is_no_start_without_an_entry():
    assert change_start(np.full(5, np.nan)) is None
    assert change_start(np.zeros(0)) is None
