"""A short run of the simulation study: what `make study` measures must stay within bounds."""

import numpy as np
import pytest

from benchmarks import rivals
from benchmarks.habit_population import Habit, Scores
from benchmarks.panel_calibration import first_passages
from benchmarks.population import Cell, people
from benchmarks.study import delays, ours
from iop_companion.analytics.detectors import missed_check_ins, missed_medicines
from iop_companion.analytics.detectors.questionnaire_change import score_distance
from iop_companion.analytics.panel_rules import beside_lines
from iop_companion.analytics.replay import replay_panel

N_PEOPLE = 100
LEARN = 14


def false_warnings(cell, seed=900_001):
    spoke, stated = ours(cell, N_PEOPLE, 196, seed, stated=True)
    return spoke[:, LEARN:].sum(1).mean(), stated.mean()


def test_many_people_at_once_are_judged_as_each_one_alone():
    # given people with gaps, skipped items and a change
    cell = Cell(n_measures=4, skipped=0.2, shift=2.0, n_shifted=2, shift_on=70)
    values, _phi = people(cell, 25, 150, 900_100)
    together, _rates = ours(cell, 25, 150, 900_100)
    # when each is replayed alone, then the panel speaks on the same days
    for person in range(25):
        alone = [episode.day for episode in replay_panel(values[person], ("high",) * 4)]
        assert alone == np.flatnonzero(together[person]).tolist()


@pytest.mark.parametrize(
    "cell",
    [
        Cell(),
        Cell(phi=0.8),
        Cell(shape="floor"),
        Cell(shared=0.0),
        Cell(n_measures=1),
        Cell(n_measures=15),
        Cell(skipped=0.25),
        Cell(weekly=0.5),
    ],
    ids=["mix", "carry-over .8", "floor", "uncorrelated", "one", "fifteen", "skipped", "weekly"],
)
def test_an_unchanged_person_is_warned_less_than_once_in_six_months(cell):
    # one hundred people: two standard errors are about .15
    found, stated = false_warnings(cell)
    assert found < 1.0
    assert 0.05 < stated < 1.2


@pytest.mark.parametrize(
    ("size", "n", "goal"), [(1.0, 8, 12), (1.0, 4, 17), (2.0, 1, 12), (2.0, 8, 5.5)]
)
def test_a_lasting_step_is_found_within_its_bound(size, n, goal):
    spoke, _rates = ours(Cell(shift=size, n_shifted=n), N_PEOPLE, 148, 900_300)
    assert np.median(delays(spoke, 88)) <= goal


def test_the_naive_chart_would_warn_many_times_as_often():
    values, _phi = people(Cell(), N_PEOPLE, 196, 900_400)
    assert rivals.naive(values)[:, LEARN:].sum(1).mean() > 2.5


def test_knowing_the_person_is_set_to_half_a_warning_in_six_months():
    values, phi = people(Cell(), 300, 196, 900_500)
    rate = rivals.knowing(values, phi, "skew")[:, LEARN:].sum(1).mean()
    assert 0.3 < rate < 0.7


def test_a_relapse_after_improvement_is_not_found_much_later_than_one_after_a_stable_start():
    stable, better = (
        ours(Cell(shift=1.0, n_shifted=8, improve=size), N_PEOPLE, 148, 900_600)[0]
        for size in (0.0, 1.0)
    )
    assert np.median(delays(better, 88)) <= 1.6 * np.median(delays(stable, 88))


def test_the_detectors_beside_the_level_seldom_speak_of_unchanged_people():
    habit = Habit().missed(500, 196, 900_700)
    away = missed_check_ins.habit(~habit).distance / beside_lines().missed_check_ins
    assert first_passages(away, 1.0) < 0.03
    taken = Habit(share=0.07).medicine(500, 196, 900_700)
    away = missed_medicines.habit(taken).distance / beside_lines().missed_medicines
    assert first_passages(away, 1.0) < 0.05


def test_a_habit_that_ends_is_found_within_a_fortnight():
    habit = Habit(stops_on=120).missed(200, 196, 900_800)
    away = missed_check_ins.habit(~habit).distance[120:134] / beside_lines().missed_check_ins
    assert (away > 1.0).any(axis=0).mean() > 0.95


def test_a_clear_rise_of_a_questionnaire_is_found_and_an_unchanged_one_seldom():
    def away(made):
        found = [score_distance(one, 3.0) for one in made.days(60, 196, 900_900).T]
        return np.column_stack(found) / beside_lines().questionnaire_change

    assert first_passages(away(Scores()), 1.0) < 0.15
    assert (away(Scores(rise=12.0, rise_on=9))[120:160] > 1.0).any(axis=0).mean() > 0.7
