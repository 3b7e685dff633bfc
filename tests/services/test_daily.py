"""Daily series from the vault's rows."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iop_companion.domain.day_values import day_value
from iop_companion.domain.ids import RecordId, new_id
from iop_companion.domain.measure import DayRule, Kind, Measure, Option, Scale
from iop_companion.domain.observation import observe
from iop_companion.domain.ports import NumberColumns, NumberMark
from iop_companion.domain.records import ShownLevel
from iop_companion.foundation.errors import KnownProblem
from iop_companion.services import daily, series_reading
from iop_companion.services.daily import DailyReader
from iop_companion.services.series_reading import number_series, with_days_replaced
from tests.open_session import open_session

DAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 20, tzinfo=UTC)

MOOD = Measure("mood", "Mood", Kind.SCALE, day_rule=DayRule.MEAN, scale=Scale(0, 10))
URGE = Measure("urge", "Urge", Kind.SCALE, day_rule=DayRule.HIGHEST, scale=Scale(0, 10))
MINUTES = Measure(
    "movement_minutes", "Movement", Kind.MINUTES, day_rule=DayRule.SUM, scale=Scale(0, 1440)
)
QUALITY = Measure("sleep_quality", "Quality", Kind.SCALE, scale=Scale(1, 5))
USED = Measure("skills_used", "Skills", Kind.COUNT, day_rule=DayRule.SUM, scale=Scale(0, 50))
SKILLS = Measure(
    "skills",
    "Skills",
    Kind.TAGS,
    day_rule=DayRule.UNION,
    options=(Option("a", "A"), Option("b", "B"), Option("c", "C")),
)
TAKEN = Measure(
    "medicine_taken",
    "Taken",
    Kind.CHOICE,
    options=(Option("taken", "Taken"), Option("missed", "Missed")),
)


@pytest.fixture
def session(tmp_path):
    with open_session(tmp_path) as opened:
        yield opened


@pytest.fixture
def reader(session):
    return DailyReader(session)


@pytest.fixture
def write(session):
    def put(*observations):
        with session.vault.write() as journal:
            journal.put_many(observations)

    return put


def entry(measure, value, day=0, at=None, **more):
    on = DAY + timedelta(days=day)
    recorded = more.pop("recorded_at", NOW + timedelta(days=day))
    return observe(measure, value, day=on, recorded_at=recorded, moment=at, **more)


def test_days_without_an_entry_stay_gaps(reader, write):
    write(entry(MOOD, 4), entry(MOOD, 6, day=3))

    series = reader.series([MOOD])["mood"]

    assert series.first == DAY
    np.testing.assert_array_equal(series.values, [4, np.nan, np.nan, 6])


def test_a_measure_without_entries_has_a_series_of_no_days(reader):
    assert reader.series([MOOD])["mood"].n_days == 0


@pytest.mark.parametrize(
    ("measure", "parts", "joined"),
    [(MOOD, (2, 8), 5.0), (URGE, (8, 2), 8.0), (MINUTES, (5, 10), 15.0), (QUALITY, (1, 3), 3.0)],
    ids=["mean", "highest", "sum", "last"],
)
def test_moments_of_a_day_join_by_the_rule_of_the_measure(reader, write, measure, parts, joined):
    write(entry(measure, parts[0], at=time(9)), entry(measure, parts[1], at=time(21)))

    assert reader.series([measure])[measure.id].values.tolist() == [joined]


def test_a_value_of_the_whole_day_stands_over_its_moments(reader, write):
    write(
        entry(MOOD, 2, at=time(9)), entry(MOOD, 9), entry(MOOD, 3, at=time(22)), entry(MOOD, 4, 1)
    )

    assert reader.series([MOOD])["mood"].values.tolist() == [9, 4]


@given(
    st.lists(
        st.tuples(st.integers(0, 4), st.none() | st.integers(0, 23), st.integers(1, 5)),
        min_size=1,
        max_size=20,
        unique_by=lambda part: part[:2],
    ),
    st.sampled_from([MOOD, URGE, MINUTES, QUALITY]),
)
def test_the_bulk_reading_agrees_with_the_day_rules_of_the_domain(parts, measure):
    found = [
        entry(measure, value, day, None if hour is None else time(hour))
        for day, hour, value in parts
    ]
    ordered = sorted(found, key=lambda o: (o.day, o.moment or time.min, o.moment is not None))
    columns = NumberColumns(
        measure.id,
        tuple(o.day.toordinal() for o in ordered),
        tuple(float(o.value) for o in ordered),
        tuple(NumberMark.OF_MOMENT if o.moment else NumberMark(0) for o in ordered),
    )

    series = number_series(measure, columns)

    days = {observation.day for observation in found}
    for day in days:
        expected = day_value(measure, [o for o in found if o.day == day])
        assert expected is not None
        assert series.on(day) == pytest.approx(expected.value)
    assert series.n_entries == len(days)


def test_late_paper_and_imported_days_carry_their_marks(reader, write):
    write(
        entry(MOOD, 4, 0, recorded_at=NOW + timedelta(days=4)),
        entry(MOOD, 4, 1, source="paper"),
        entry(MOOD, 4, 2, source="import:x"),
        entry(MOOD, 4, 3),
    )

    series = reader.series([MOOD])["mood"]

    assert series.late.tolist() == [True, False, False, False]
    assert series.paper.tolist() == [False, True, False, False]
    assert series.imported.tolist() == [False, False, True, False]


def test_skills_are_counted_once_a_day_and_stand_over_a_stored_count(reader, write):
    write(
        entry(SKILLS, ("a", "b"), at=time(9)),
        entry(SKILLS, ("b", "c"), at=time(18)),
        entry(USED, 1),
        entry(USED, 7, day=2),
        entry(SKILLS, ("a",), day=3, source="import:x"),
    )

    series = reader.series([USED])["skills_used"]

    np.testing.assert_array_equal(series.values, [3, np.nan, 7, 1])
    assert series.imported.tolist() == [False, False, False, True]


def test_skills_given_for_the_whole_day_stand_over_those_of_its_moments(reader, write):
    parts = [entry(SKILLS, ("a",)), entry(SKILLS, ("b", "c"), at=time(9), source="import:x")]
    write(*parts)

    series = reader.series([USED])["skills_used"]

    assert series.values.tolist() == [len(day_value(SKILLS, parts).value)] == [1]
    assert series.imported.tolist() == [False]


def test_skills_without_any_stored_count_are_a_series_of_their_own(reader, write):
    write(entry(SKILLS, ("a", "b")))

    assert reader.series([USED])["skills_used"].values.tolist() == [2]


def test_what_was_read_is_kept_until_the_next_write(reader, write):
    write(entry(MOOD, 4))
    before = reader.series([MOOD])["mood"]

    assert reader.series([MOOD])["mood"] is before
    write(entry(MOOD, 5, day=1))
    assert reader.series([MOOD])["mood"].values.tolist() == [4, 5]
    assert reader.entry_days() == {DAY, DAY + timedelta(days=1)}


def test_nothing_is_read_while_locked(reader, write, session):
    write(entry(MOOD, 4))
    reader.series([MOOD])
    session.lock()

    with pytest.raises(KnownProblem, match="locked"):
        reader.series([MOOD])


def test_words_and_tags_have_no_series(reader, write):
    write(entry(SKILLS, ("a",)))

    assert reader.series([SKILLS]) == {}


def test_a_replaced_day_loses_its_marks_with_its_value(reader, write):
    write(entry(MOOD, 4, 0, source="import:x"), entry(MOOD, 5, 1, source="import:x"))
    series = reader.series([MOOD])["mood"]

    changed = with_days_replaced(series, {DAY: None, DAY + timedelta(days=9): 3.0})

    np.testing.assert_array_equal(changed.values, [np.nan, 5])
    assert changed.imported.tolist() == [False, True]


def test_moments_of_one_day_on_two_scales_are_not_mixed():
    # given a day with two moments by the old definition and two by the new, and a day before it
    ordinal = DAY.toordinal()
    columns = NumberColumns(
        URGE.id,
        (ordinal - 2, ordinal, ordinal, ordinal, ordinal),
        (5.0, 4.0, 6.0, 40.0, 60.0),
        (NumberMark(0), *[NumberMark.OF_MOMENT] * 4),
        (1, 1, 1, 2, 2),
    )
    series = number_series(URGE, columns)
    # then the newest definition stands for the day, and the series says which is which
    assert series.values[2] >= 40
    assert series.versions.tolist() == [1, 0, 2]
    assert series.window(DAY, DAY).versions.tolist() == [2]


WRITES = st.lists(
    st.tuples(
        st.sampled_from([MOOD, URGE, MINUTES, USED, SKILLS, TAKEN]),
        st.integers(-4, 4),  # the day
        st.sampled_from([None, time(8), time(21)]),
        st.sampled_from([0, 1, None]),  # which of two values; None removes what is there
        st.sampled_from(["typed", "paper", "import:1"]),
        st.booleans(),  # whether somebody looks right after this write
    ),
    min_size=1,
    max_size=14,
)


def _value(measure, which):
    if measure is SKILLS:
        return ("a",) if which else ("a", "b")
    if measure is TAKEN:
        return "taken" if which else "missed"
    return float(which + 1)


def _looked_at(reader):
    found = reader.series([MOOD, URGE, MINUTES, USED])
    found |= reader.amounts([TAKEN], {"taken": 1.0, "missed": 0.0})
    return found, reader.entry_days()


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(WRITES)
def test_days_kept_through_any_writes_are_those_that_a_fresh_reading_gives(session, writes):
    kept = DailyReader(session)
    with session.vault.write() as journal:
        journal.remove_many(journal.observations())
    _looked_at(kept)
    for measure, ago, at, which, source, is_looked_at in writes:
        day = DAY + timedelta(days=ago)
        with session.vault.write() as journal:
            there = [
                one for one in journal.observations(day, day, [measure.id]) if one.moment == at
            ]
            if which is None:
                journal.remove_many(there)
            elif there:
                journal.put(there[0].with_value(_value(measure, which), NOW + timedelta(days=9)))
            else:
                value = _value(measure, which)
                journal.put(entry(measure, value, ago, at, source=source))
        if is_looked_at:
            _looked_at(kept)

    found, days = _looked_at(kept)
    fresh, fresh_days = _looked_at(DailyReader(session))
    assert days == fresh_days
    for measure_id, series in fresh.items():
        assert found[measure_id].first == series.first or not series.n_days, measure_id
        for column in ("values", "late", "paper", "imported"):
            there, anew = getattr(found[measure_id], column), getattr(series, column)
            np.testing.assert_array_equal(there, anew, f"{measure_id} {column}")


def test_one_more_check_in_reads_that_day_alone(write, reader, monkeypatch):
    write(*(entry(MOOD, 4, day=-n) for n in range(1, 30)))
    reader.series([MOOD])
    write(entry(MOOD, 7))
    read = []
    bulk = series_reading.read_series
    monkeypatch.setattr(daily, "read_series", lambda *given: read.append(given[2:]) or bulk(*given))

    assert reader.series([MOOD])["mood"].on(DAY) == 7.0
    assert read == [(DAY,)]


def test_a_definition_that_changed_reads_everything_again(session, write, reader):
    write(entry(MOOD, 4, day=-1))
    reader.series([MOOD])
    again = replace(MOOD, scale=Scale(0, 100), version=2)
    with session.vault.write() as journal:
        journal.put(again)
        journal.put(entry(again, 60.0))

    assert reader.series([again])["mood"].n_entries == 1


def test_the_log_of_what_was_shown_leaves_the_days_alone(session, write, reader):
    write(entry(MOOD, 4))
    before = reader.series([MOOD])["mood"]
    with session.vault.write() as journal:
        journal.put(ShownLevel(RecordId(new_id()), NOW, DAY, "calm", (), None))

    assert reader.series([MOOD])["mood"] is before
