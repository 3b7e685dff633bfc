"""A short run of the simulation study: what `make study` measures must stay within bounds."""

import numpy as np
import pytest

from benchmarks import rivals
from benchmarks.population import Cell, people
from benchmarks.study import delays, ours
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
