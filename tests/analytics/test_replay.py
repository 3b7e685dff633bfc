"""What any warning panel must keep, whatever its arithmetic."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.population import Cell, people
from iop_companion.analytics.replay import PATIENT, Given, replay_panel
from iop_companion.analytics.stated import stated_rate
from iop_companion.analytics.watched_as import LEVEL, MEDICINE
from iop_companion.domain.records import Answer

WORSE = ("high", "low", "both")


def diary(seed=0, n_days=120, n_measures=3, missing=0.2):
    rng = np.random.default_rng(seed)
    values = np.round(np.clip(5 + 1.8 * rng.standard_normal((n_days, n_measures)), 0, 10))
    values[rng.random(n_days) < missing] = np.nan
    return values


def shifted(seed=0, on=80, by=4.0, **kwargs):
    values = diary(seed, **kwargs)
    values[on:, 0] = np.minimum(values[on:, 0] + by, 10)
    return values


@st.composite
def diaries(draw):
    n_days = draw(st.integers(0, 90))
    n_measures = draw(st.integers(1, 4))
    cells = st.one_of(st.just(np.nan), st.integers(0, 10).map(float))
    rows = draw(
        st.lists(
            st.lists(cells, min_size=n_measures, max_size=n_measures),
            min_size=n_days, max_size=n_days,
        )
    )  # fmt: skip
    worse = draw(st.lists(st.sampled_from(["high", "low", "both"]), min_size=n_measures,
                          max_size=n_measures))  # fmt: skip
    return np.array(rows).reshape(n_days, n_measures), worse


def test_a_clear_lasting_change_is_spoken_of_soon_after_it_began():
    # given a quiet diary whose first measure rises by more than two standard deviations
    values = shifted(on=80)
    # when it is replayed
    found = [e for e in replay_panel(values, WORSE) if e.day >= 80]
    # then the first warning after it comes within two weeks, names it, and dates it
    assert found[0].day < 94
    assert found[0].measures[0] == 0
    assert 76 <= found[0].since <= found[0].day


@given(diaries(), st.integers(0, 200))
def test_appending_days_never_changes_what_was_said_before(made, cut):
    values, worse = made
    cut = min(cut, len(values))
    known = replay_panel(values[:cut], worse)
    later = [e for e in replay_panel(values, worse) if e.day < cut]
    assert known == later


@pytest.mark.parametrize("seed", range(12))
def test_appending_days_never_changes_the_past_of_a_long_diary(seed):
    # given a year with a shift, a long gap, and a measure that begins late
    values = shifted(seed, on=150, n_days=330, n_measures=4)
    values[200:275] = np.nan
    values[:60, 3] = np.nan
    worse = ("high", "low", "high", "both")
    whole = replay_panel(values, worse)
    # when it is replayed from ever longer beginnings, then none of the past changes
    for cut in range(20, 330, 7):
        assert replay_panel(values[:cut], worse) == [e for e in whole if e.day < cut]


def test_the_same_diary_gives_the_same_answer_and_is_left_untouched():
    values = shifted(3)
    before = values.copy()
    assert replay_panel(values, WORSE) == replay_panel(values, WORSE)
    np.testing.assert_array_equal(values, before)


def test_days_of_nothing_before_the_diary_only_move_the_rows():
    values = shifted(4)
    empty = np.full((37, 3), np.nan)
    moved = replay_panel(np.vstack([empty, values]), WORSE)
    expected = [replace(e, day=e.day + 37, since=e.since + 37) for e in replay_panel(values, WORSE)]
    assert moved == expected


def test_the_scale_of_a_measure_does_not_matter():
    values = shifted(5)
    assert replay_panel(values * 60 + 7, WORSE) == replay_panel(values, WORSE)


def test_a_measure_where_low_is_worse_is_the_mirror_of_one_where_high_is():
    values = shifted(6, n_measures=2)
    mirrored = values.copy()
    mirrored[:, 0] = 10 - mirrored[:, 0]
    assert replay_panel(mirrored, ("low", "high")) == replay_panel(values, ("high", "high"))


@pytest.mark.parametrize(
    "values",
    [
        np.zeros((0, 3)),
        np.full((200, 3), np.nan),
        np.full((200, 3), 4.0),
        diary(n_days=13),
        np.where(np.arange(200)[:, None] == 90, 10.0, np.nan) * np.ones(3),
    ],
    ids=["empty", "all missing", "constant", "too short to learn", "one entry"],
)
def test_it_is_silent_where_there_is_nothing_to_compare(values):
    assert replay_panel(values, WORSE) == []


def test_one_extreme_day_in_a_constant_diary_is_no_warning():
    values = np.full((120, 1), 3.0)
    values[100] = 10.0
    assert replay_panel(values, ("high",)) == []


def test_a_measure_that_is_not_watched_never_speaks():
    assert replay_panel(shifted(7, by=6.0)[:, :1], ("neither",)) == []


@pytest.mark.parametrize(
    ("values", "worse"),
    [
        (np.full((5, 1), np.inf), ("high",)),
        (np.full((5, 1), 1e300), ("high",)),
        (np.zeros((5, 2)), ("high",)),
        (np.zeros((5, 1)), ("up",)),
        (np.zeros((5, 4)), "high"),
        (np.zeros((5, 1, 1)), ("high",)),
    ],
    ids=["infinite", "beyond any scale", "shapes", "direction", "a word for a list", "three axes"],
)
def test_values_that_make_no_sense_are_refused(values, worse):
    with pytest.raises(ValueError, match=r"values|worse"):
        replay_panel(values, worse)


def test_a_wild_day_neither_speaks_nor_hides_what_comes_after():
    # given a diary in which one day holds a slip of the keyboard
    values = shifted(12)
    values[60, 0] = 99_999.0
    found = [e.day for e in replay_panel(values, WORSE)]
    # then that day raises nothing, and the change later on is found
    assert not [day for day in found if 58 <= day < 80]
    assert any(80 <= day < 94 for day in found)


@pytest.mark.parametrize(
    "draw",
    [
        lambda rng, shape: rng.random(shape) < 0.1,
        lambda rng, shape: rng.random(shape) < 0.5,
        lambda rng, shape: rng.poisson(0.4, shape),
        lambda rng, shape: np.where(rng.random(shape) < 0.85, 0, rng.integers(1, 11, shape)),
    ],
    ids=["seldom yes", "yes or no", "counts", "many zeros"],
)
def test_scales_with_few_values_warn_as_seldom_as_others(draw):
    rng = np.random.default_rng(5)
    counts = [
        len(replay_panel(draw(rng, (196, 3)).astype(float), ("high",) * 3)) for _ in range(40)
    ]
    assert np.mean(counts) < 1.0


def test_a_measure_of_two_bad_sides_speaks_of_either():
    for by in (4.0, -4.0):
        values = diary(13, n_measures=1, n_days=140, missing=0.0)
        values[100:] = np.clip(values[100:] + by, 0, 10)
        assert any(100 <= e.day < 115 for e in replay_panel(values, ("both",)))


def test_a_long_gap_is_no_warning_and_the_usual_is_learnt_anew():
    values = diary(14, n_days=330)
    values[120:220] = np.nan
    values[220:] += 3.0
    found = [e.day for e in replay_panel(values, ("high",) * 3) if e.day >= 140]
    assert found == []


def test_a_measure_that_begins_later_changes_nothing_of_what_was_said_before():
    values = shifted(15, n_days=200)
    later = np.hstack([values, diary(16, n_days=200, n_measures=1)])
    later[:150, 3] = np.nan
    assert replay_panel(later[:150], (*WORSE, "high")) == replay_panel(values[:150], WORSE)


def test_who_waits_for_a_longer_usual_hears_nothing_before_it_is_learnt():
    values = shifted(17, on=15, by=8.0, n_days=60, missing=0.0)
    assert any(e.day < 28 for e in replay_panel(values, WORSE))
    assert all(e.day >= 28 for e in replay_panel(values, WORSE, learn=PATIENT))


def test_a_habit_that_was_never_regular_is_not_missed():
    rng = np.random.default_rng(18)
    values = diary(18, n_days=200, n_measures=1, missing=0.0)
    values[rng.random(200) < 0.6] = np.nan
    values[150:] = np.nan
    assert not [e for e in replay_panel(values, ("high",)) if e.day >= 150]


def test_check_ins_that_stop_are_spoken_of_once():
    values = diary(19, n_days=260, n_measures=2)
    values[150:] = np.nan
    found = [e for e in replay_panel(values, ("high", "high")) if e.day >= 150]
    assert [e.detectors for e in found] == [("missed_check_ins",)]
    assert 155 <= found[0].day <= 164
    assert 138 <= found[0].since <= 152


def test_days_that_swing_more_are_spoken_of_by_their_own_detector():
    values, _phi = people(Cell(spread_times=3.0, n_shifted=8, shift_on=110), 12, 170, 4_400)
    found = [e for one in values for e in replay_panel(one, ("high",) * 8) if e.day >= 110]
    assert any("day_to_day_swings" in e.detectors for e in found)


@pytest.mark.parametrize("taken", [-0.1, 1.5])
def test_a_medicine_is_taken_between_not_and_wholly(taken):
    with pytest.raises(ValueError, match="medicine"):
        replay_panel(np.full((5, 1), taken), ("low",), watched_as=[MEDICINE])


def test_a_role_for_each_column_or_none():
    with pytest.raises(ValueError, match="watched_as"):
        replay_panel(diary(), WORSE, watched_as=[LEVEL])


def test_an_unknown_kind_of_answers_is_refused():
    with pytest.raises(ValueError, match="passing"):
        replay_panel(diary(), WORSE, answers="frozen")


def test_a_hundred_years_are_replayed():
    values = diary(1, n_days=36_525, n_measures=2)
    assert len(replay_panel(values, ("high", "high"))) < 200


def test_episodes_keep_a_quiet_fortnight_between_them():
    found = replay_panel(shifted(8, on=40, by=3.0, n_days=300), WORSE)
    gaps = np.diff([e.day for e in found])
    assert (gaps > 14).all()


def test_an_answer_of_passing_is_what_no_answer_means():
    values = shifted(9)
    spoke = next(e.day for e in replay_panel(values, WORSE) if e.day >= 80)
    answered = [Given(spoke, Answer.PASSING, spoke + 2)]
    assert replay_panel(values, WORSE, answered) == replay_panel(values, WORSE)


@pytest.mark.parametrize("answer", [Answer.BAD_SPELL, Answer.NEW_NORMAL])
def test_an_answer_never_changes_what_was_said_up_to_its_day(answer):
    values = shifted(10, on=80, n_days=260)
    plain = replay_panel(values, WORSE)
    spoke = next(e.day for e in plain if e.day >= 80)
    answered = replay_panel(values, WORSE, [Given(spoke, answer, spoke + 3)])
    assert [e for e in answered if e.day <= spoke + 3] == [e for e in plain if e.day <= spoke + 3]


def test_a_new_normal_is_not_spoken_of_again_while_a_bad_spell_is():
    # given a change that stays
    values = shifted(11, on=80, by=3.0, n_days=200, missing=0.0)
    spoke = next(e.day for e in replay_panel(values, WORSE) if e.day >= 80)
    # when it is answered 25 days later
    on = spoke + 25
    normal = replay_panel(values, WORSE, [Given(spoke, Answer.NEW_NORMAL, on)])
    spell = replay_panel(values, WORSE, [Given(spoke, Answer.BAD_SPELL, on)])
    # then a new normal makes the first measure quiet, and a bad spell keeps it speaking
    assert not [e for e in normal if e.day > on and 0 in e.measures]
    assert [e for e in spell if e.day > on and 0 in e.measures]


def test_an_answer_to_a_day_that_never_spoke_is_refused():
    with pytest.raises(ValueError, match="spoke"):
        replay_panel(diary(), WORSE, [Given(30, Answer.NEW_NORMAL, 31)])


def test_the_stated_chance_lies_between_never_and_once_a_month():
    rate = stated_rate(diary(), WORSE)
    assert 0.02 < rate < 6
    assert stated_rate(np.zeros((0, 3)), WORSE) == 0
    assert stated_rate(diary()[:, :1], ("neither",)) == 0


def test_an_unchanged_person_is_warned_seldom():
    # given 60 people who do not change, over learning and six months
    counts = [
        len(replay_panel(diary(1000 + seed, n_days=196, n_measures=4), ("high",) * 4))
        for seed in range(60)
    ]
    # then the panel speaks less than once in six months on average
    assert np.mean(counts) < 0.8
