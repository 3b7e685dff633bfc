"""Taking a course on must say what replaying everything says."""

import numpy as np
import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from benchmarks.population import Cell, people
from iop_companion.analytics.one_more_day import replay_on
from iop_companion.analytics.replay import Given, replay
from iop_companion.analytics.stated import stated_of
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
    assert stated_of(found) == pytest.approx(stated_of(expected), abs=1e-9)
    for at in range(len(expected.lanes)):
        assert newest_usual(found, at) == newest_usual(expected, at)


def newest_usual(found, lane):
    """The usual a lane's newest entry was ranked in, if that was lately: its values in order."""
    marks = found.run.scored
    ranks = marks.measures
    at = int(ranks.entries.upto[-1, lane]) - 1
    if at < 0 or marks.offset + ranks.entries.day[at, lane] < len(found.values) - 60:
        return None
    return ranks.usual.value[ranks.low[at, lane] : ranks.high[at, lane], lane].tolist()


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


edits = st.lists(
    st.tuples(
        st.sampled_from(["add", "add", "add", "amend", "take away", "blank"]),
        st.integers(1, 40),
        st.integers(0, 3),
    ),
    min_size=4,
    max_size=10,
)


@settings(max_examples=8, deadline=None)
@drawn(st.integers(0, 60), st.integers(150, 520), edits, st.booleans())
def test_whatever_is_added_amended_or_taken_away_is_as_if_all_were_replayed(
    seed, n_days, steps, bad_spell
):
    # given a diary, perhaps with a spell answered as bad
    whole = diary(100 + seed, 700)
    values, given = whole[:n_days].copy(), []
    found = replay(values, WORSE)
    if bad_spell and found.episodes:
        spoke = found.episodes[0].day
        given = [Given(spoke, Answer.BAD_SPELL, min(spoke + 3, n_days - 1))]
        found = replay(values, WORSE, given)
    for kind, n, column in steps:
        # when days are added, or one of the last weeks is amended, or the last are taken away
        if given and kind != "add" and len(values) - n <= given[0].answered_on:
            continue  # what the answer was about stands
        if kind == "add":
            values = np.vstack([values, whole[len(values) : len(values) + n]])
        elif kind == "take away" and len(values) - n > 100:
            values = values[:-n]
        elif kind in {"amend", "blank"}:
            values = values.copy()
            values[-n, column] = 7.0 if kind == "amend" else np.nan
        found = replay_on(found, values, WORSE, given)
        # then nothing tells that not all was replayed
        assert_same(found, replay(values, WORSE, given))


def test_a_measure_with_one_pair_of_days_in_reach_is_carried_over_the_same_way():
    # given a measure of which two neighbouring days alone are in reach: what is left of their
    # squares, their trend taken off, is rounding
    whole = diary(143, 700)
    found = replay(whole[:478], WORSE)
    for n_days in (494, 508):
        # when days are added
        found = replay_on(found, whole[:n_days], WORSE)
        # then rounding is not taken for a carry-over
        expected = replay(whole[:n_days], WORSE)
        carried = found.run.scored
        np.testing.assert_allclose(
            carried.phi, expected.run.scored.phi[carried.begins :], rtol=0, atol=1e-12
        )


def test_a_redefined_questionnaire_is_taken_on_too():
    # given a questionnaire whose definition changed, every fortnight beside four measures
    values = np.hstack([diary(9), np.full((620, 1), np.nan)])
    values[::14, 4] = np.random.default_rng(9).integers(6, 12, 45)
    versions = np.ones(values.shape, dtype=np.int64)
    versions[280:, 4] = 2
    values[606:, 4] = np.where(np.isnan(values[606:, 4]), np.nan, 60.0)
    worse, roles = (*WORSE, "high"), [LEVEL] * 4 + [WatchedAs(Role.QUESTIONNAIRE, 3.0)]
    known = {"watched_as": roles, "versions": versions[:590]}
    found = replay(values[:590], worse, **known)
    for n_days in range(591, 621, 3):
        # when days are added
        known["versions"] = versions[:n_days]
        found = replay_on(found, values[:n_days], worse, **known)
        # then only the last months are looked at, and it is as if all had been
        assert found.run.scored.offset > 0
        assert_same(found, replay(values[:n_days], worse, **known))
    assert "questionnaire_change" in found.episodes[-1].detectors


def test_a_day_by_the_earlier_definition_of_a_questionnaire_is_compared_with_its_own():
    values = np.hstack([diary(9), np.full((620, 1), np.nan)])
    values[::14, 4] = np.random.default_rng(9).integers(6, 12, 45)
    versions = np.ones(values.shape, dtype=np.int64)
    versions[280:, 4] = 2
    versions[616, 4] = 1
    worse, roles = (*WORSE, "high"), [LEVEL] * 4 + [WatchedAs(Role.QUESTIONNAIRE, 3.0)]
    before = replay(values[:616], worse, watched_as=roles, versions=versions[:616])
    found = replay_on(before, values, worse, watched_as=roles, versions=versions)
    assert_same(found, replay(values, worse, watched_as=roles, versions=versions))
