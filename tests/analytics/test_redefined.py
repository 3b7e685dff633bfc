"""A measure whose definition changed: the usual is learnt anew, and a new scale is no change."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.population import Cell, people
from iop_companion.analytics.one_more_day import replay_on
from iop_companion.analytics.replay import replay, replay_panel
from iop_companion.analytics.stated import stated_rate
from iop_companion.analytics.watched_as import LEVEL, Role, WatchedAs

WORSE = ("high", "low", "both", "high")
N_DAYS = 320


def diary(seed, n_days=N_DAYS, **kwargs):
    """Four measures of someone who does not change, some items skipped."""
    return people(Cell(n_measures=4, skipped=0.1, **kwargs), 1, n_days, 91_000 + seed)[0][0]


def redefined(values, on, columns, times=10.0, plus=3.0):
    """The same diary, some columns by a second version from a day on, on another scale."""
    values, versions = values.copy(), np.ones(values.shape, dtype=np.int64)
    values[on:, columns] = values[on:, columns] * times + plus
    versions[on:, columns] = 2
    return values, versions


def by_lane(found):
    """What is known of each lane by its column, sign and version."""
    run = found.run
    return {
        (lane.column, lane.sign, lane.version): run.distance[:, 0, at]
        for at, lane in enumerate(found.lanes)
    }


columns_of = st.lists(st.integers(0, 3), min_size=1, max_size=4, unique=True)


@settings(max_examples=25)
@given(st.integers(0, 400), st.integers(20, 250), columns_of)
def test_redefining_never_changes_the_past(seed, on, columns):
    # given a diary, and the same with days by another definition after it
    values, versions = redefined(diary(seed), on, columns)
    known = replay(values[:on], WORSE)
    whole = replay(values, WORSE, versions=versions)
    # then what was said before stands, to the last distance
    assert [e for e in whole.episodes if e.day < on] == list(known.episodes)
    later = by_lane(whole)
    for (column, sign, _), distance in by_lane(known).items():
        version = 1 if (column, sign, 1) in later else None
        np.testing.assert_allclose(later[column, sign, version][:on], distance, atol=1e-9)


@settings(max_examples=25)
@given(st.integers(0, 400), st.integers(20, 250), columns_of, st.integers(1, 60))
def test_days_added_after_a_redefinition_never_change_the_past(seed, on, columns, n_more):
    values, versions = redefined(diary(seed), on, columns)
    cut = min(on + n_more, N_DAYS)
    known = replay_panel(values[:cut], WORSE, versions=versions[:cut])
    whole = replay_panel(values, WORSE, versions=versions)
    assert known == [e for e in whole if e.day < cut]


@settings(max_examples=25)
@given(
    st.integers(0, 400), st.integers(20, 250), columns_of,
    st.sampled_from([(1.0, 0.0), (10.0, 0.0), (0.25, 50.0), (60.0, -200.0)]),
)  # fmt: skip
def test_which_scale_the_new_definition_has_says_nothing(seed, on, columns, scale):
    # given the same days by a new definition on scales that are larger, smaller, or moved
    values, versions = redefined(diary(seed), on, columns, *scale)
    same, _ = redefined(diary(seed), on, columns, 1.0, 0.0)
    # then every warning is the same: a value never meets one of another version
    assert replay_panel(values, WORSE, versions=versions) == replay_panel(
        same, WORSE, versions=versions
    )


def test_a_new_scale_is_a_change_only_where_nobody_says_that_it_is_new():
    values, versions = redefined(diary(3), 200, [0])
    unsaid = replay_panel(values, WORSE)
    assert any(200 <= episode.day < 215 and 0 in episode.measures for episode in unsaid)
    said = replay_panel(values, WORSE, versions=versions)
    assert not any(200 <= episode.day < 215 and 0 in episode.measures for episode in said)


def test_all_measures_redefined_at_once_are_quiet_until_they_are_learnt_anew():
    for seed in range(12):
        # given someone who leans towards worse just when every measure is redefined
        values, versions = redefined(
            diary(seed, shift=0.7, n_shifted=4, shift_on=190), 200, [0, 1, 2, 3]
        )
        found = replay(values, WORSE, versions=versions)
        # then no level is told for a fortnight, and none past its line stands over from before
        level = [e.day for e in found.episodes if 200 <= e.day < 214]
        assert level == []
        for (_, _, version), distance in by_lane(found).items():
            if version == 1:
                assert np.isnan(distance[200:]).all()


def test_redefining_does_not_make_more_warnings_than_there_were():
    plain, changed = 0, 0
    for seed in range(25):
        values = diary(500 + seed)
        kept, versions = redefined(values, 150, [0, 1])
        plain += sum(150 <= e.day < 210 for e in replay_panel(values, WORSE))
        found = replay_panel(kept, WORSE, versions=versions)
        changed += sum(150 <= e.day < 210 for e in found)
    assert changed <= plain + 4


def test_a_real_change_is_found_in_the_new_definition_as_well():
    values = diary(8)
    values[260:, 0] += 5.0
    values, versions = redefined(values, 150, [0])
    found = replay_panel(values, WORSE, versions=versions)
    assert any(260 <= e.day < 275 and 0 in e.measures for e in found)


def test_an_earlier_day_amended_by_the_new_definition_is_compared_with_its_own():
    # given one day of March filled in again in May, when the scale was another
    values, versions = redefined(diary(9), 200, [1])
    values[120, 1], versions[120, 1] = 63.0, 2
    before = replay_panel(values[:200], WORSE, versions=versions[:200])
    # then that day, alone on its scale, says nothing
    assert [e for e in before if e.day < 135] == [
        e for e in replay_panel(diary(9)[:200], WORSE) if e.day < 135
    ]


@pytest.mark.parametrize("columns", [[0], [2], [0, 1, 2, 3]])
def test_days_added_to_a_redefined_diary_say_what_the_whole_says(columns):
    # given the course until just before the definition changes
    values, versions = redefined(diary(11, n_days=520), 300, columns)
    found, n_short = replay(values[:298], WORSE, versions=versions[:298]), 0
    for n_days in (299, 300, 301, 305, 313, 314, 315, 330, 331, 345, 400, 450, 451, 500, 519, 520):
        # when days are added, then it is as if all had been replayed
        found = replay_on(found, values[:n_days], WORSE, versions=versions[:n_days])
        whole = replay(values[:n_days], WORSE, versions=versions[:n_days])
        assert found.episodes == whole.episodes
        for name in ("distance", "unbroken"):
            mine, theirs = getattr(found.run, name), getattr(whole.run, name)
            np.testing.assert_allclose(mine, theirs, atol=1e-9)
        n_short += found.run.scored.offset > 0
    assert n_short >= 3


def test_the_stated_rate_counts_a_redefined_measure_once():
    values, versions = redefined(diary(12), 200, [0, 1, 2, 3])
    plain = stated_rate(diary(12), WORSE)
    assert stated_rate(values, WORSE, versions=versions) == pytest.approx(plain, rel=0.25)


def test_a_redefined_questionnaire_waits_for_three_scores_of_its_own():
    values = np.full((300, 1), np.nan)
    values[::14, 0] = [6, 7, 6, 7, 6, 7, 6, 7, 6, 7, 6, 40, 42, 41, 42, 41, 42, 41, 41, 42, 41, 60]
    versions = np.ones(values.shape, dtype=np.int64)
    versions[154:] = 2
    roles = [WatchedAs(Role.QUESTIONNAIRE, 2.0)]
    unsaid = replay_panel(values, ("high",), watched_as=roles)
    said = replay_panel(values, ("high",), watched_as=roles, versions=versions)
    assert [e.day for e in unsaid][:1] == [154]
    assert [e.day for e in said] == [294]


def test_versions_that_do_not_fit_are_refused():
    values = diary(13)
    for versions in (np.ones((3, 4), dtype=np.int64), np.full(values.shape, 1.5)):
        with pytest.raises(ValueError, match="versions"):
            replay_panel(values, WORSE, watched_as=[LEVEL] * 4, versions=versions)
