"""Taking a course on must say what replaying everything says."""

import numpy as np
import pytest

from benchmarks.population import Cell, people
from iop_companion.analytics.one_more_day import replay_on
from iop_companion.analytics.replay import Given, replay
from iop_companion.analytics.watched_as import LEVEL, MEDICINE, Role, WatchedAs
from iop_companion.domain.records import Answer

WORSE = ("high", "low", "high", "both")


def diary(seed, n_days=620):
    """Skipped items, a change, a measure that begins late, one that ends, a gap of all."""
    cell = Cell(n_measures=4, skipped=0.2, shift=2.0, n_shifted=2, shift_on=430)
    values = people(cell, 1, n_days, 77_000 + seed)[0][0]
    values[:200, 3] = np.nan
    values[380:, 2] = np.nan
    values[480:500] = np.nan
    return values


def assert_same(found, expected):
    assert found.episodes == expected.episodes
    for name in ("distance", "unbroken"):
        np.testing.assert_allclose(getattr(found.run, name), getattr(expected.run, name), atol=1e-9)
    mine, theirs = found.run.scored.beside, expected.run.scored.beside
    np.testing.assert_allclose(mine.distance, theirs.distance, atol=1e-9)
    np.testing.assert_array_equal(found.run.by_beside, expected.run.by_beside)


@pytest.mark.parametrize("seed", range(3))
def test_days_added_one_or_some_at_a_time_say_what_the_whole_says(seed):
    # given the course of the first months of a diary
    values, rng = diary(seed), np.random.default_rng(seed)
    n_days = 400
    found, n_short = replay(values[:n_days], WORSE), 0
    while n_days < len(values):
        # when some days are added
        n_days = min(n_days + int(rng.integers(1, 14)), len(values))
        found = replay_on(found, values[:n_days], WORSE)
        n_short += found.run.scored.offset > 0
        # then it is as if all had been replayed
        assert_same(found, replay(values[:n_days], WORSE))
    assert n_short > 10  # and it was not: only the last months were


def test_the_last_day_amended_is_taken_on_too():
    values = diary(4)
    before = replay(values, WORSE)
    values = values.copy()
    values[-1] = [10.0, 0.0, 10.0, 10.0]
    found = replay_on(before, values, WORSE)
    assert found.run.scored.offset > 0
    assert_same(found, replay(values, WORSE))


def test_a_day_long_ago_amended_or_days_taken_away_are_right_as_well():
    values = diary(5)
    before = replay(values, WORSE)
    changed = values.copy()
    changed[100] = 10.0
    assert_same(replay_on(before, changed, WORSE), replay(changed, WORSE))
    assert_same(replay_on(before, values[:450], WORSE), replay(values[:450], WORSE))


def test_another_question_is_replayed_whole():
    values = diary(6)
    before = replay(values, WORSE)
    other = ("low", *WORSE[1:])
    assert_same(replay_on(before, values, other), replay(values, other))


def test_answers_given_before_stay_with_the_course():
    # given a spell answered as bad, which keeps its days out of the usual
    values = diary(7)
    spoke = replay(values, WORSE).episodes[0].day
    given = [Given(spoke, Answer.BAD_SPELL, spoke + 3)]
    before = replay(values[:560], WORSE, given)
    # when days are added, then it is as if all had been replayed with the answer
    found = replay_on(before, values, WORSE, given)
    assert_same(found, replay(values, WORSE, given))


def test_medicines_and_questionnaires_are_taken_on_as_well():
    values = np.hstack([diary(8), np.full((620, 2), np.nan)])
    rng = np.random.default_rng(8)
    values[:, 4] = np.where(rng.random(620) < 0.1, 0.0, 1.0)
    values[600:, 4] = 0.0
    values[::14, 5] = rng.integers(6, 12, 45)
    worse = (*WORSE, "low", "high")
    roles = [LEVEL] * 4 + [MEDICINE, WatchedAs(Role.QUESTIONNAIRE, 3.0)]
    found = replay(values[:590], worse, watched_as=roles)
    for n_days in range(591, 621, 3):
        found = replay_on(found, values[:n_days], worse, watched_as=roles)
        assert_same(found, replay(values[:n_days], worse, watched_as=roles))
    assert any("missed_medicines" in episode.detectors for episode in found.episodes)
