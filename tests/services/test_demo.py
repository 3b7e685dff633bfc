"""The demonstration: plausible, seeded, honest about gaps and late entries."""

from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest

from iop_companion.analytics.replay import replay_panel
from iop_companion.catalog.catalog import load_catalog
from iop_companion.domain.observation import DEMO
from iop_companion.domain.records import PlanStep, PlanZone, SessionDate
from iop_companion.services.chart_events import ChartEvents
from iop_companion.services.demo import N_DAYS, demo_observations, demo_records, fill_demo
from iop_companion.services.history import History
from iop_companion.services.measures import MeasureList
from iop_companion.services.my_plan import MyPlan
from iop_companion.services.people import People
from tests.open_session import open_session
from tests.stopped_clock import StoppedClock

LAST = date(2026, 11, 20)


@pytest.fixture(scope="module")
def entries():
    return demo_observations(load_catalog().measures, LAST)


@pytest.fixture(scope="module")
def by_measure(entries):
    found = defaultdict(list)
    for entry in entries:
        found[entry.measure_id].append(entry)
    return found


def mean(entries, first, last):
    return np.mean([entry.value for entry in entries if first <= entry.day <= last])


def test_the_same_seed_gives_the_same_entries_to_the_last_bit(entries):
    measures = load_catalog().measures
    assert demo_observations(measures, LAST) == entries
    assert demo_observations(measures, LAST, seed=8) != entries


def test_every_entry_fits_its_measure_and_says_that_it_is_made_up(entries):
    known = {measure.id: measure for measure in load_catalog().measures}
    for entry in entries:
        assert known[entry.measure_id].fitted(entry.value) == entry.value
        assert entry.source == DEMO
    assert len({entry.slot for entry in entries}) == len(entries)
    assert len({entry.id for entry in entries}) == len(entries)


def test_every_row_of_today_is_filled_somewhere(by_measure):
    measures = load_catalog().measures
    on = {m.id for m in measures if m.on and not m.derived_from}
    asked = {m.id for m in measures if m.id in on and (m.asked_with is None or m.asked_with in on)}

    assert "mood" in asked
    assert asked <= set(by_measure)


def test_values_keep_to_the_grain_a_person_would_type(by_measure):
    assert all(entry.value % 1 == 0 for entry in by_measure["mood"] + by_measure["urge"])
    assert all(3 <= e.value <= 11 and e.value * 4 % 1 == 0 for e in by_measure["sleep_duration"])
    assert all(entry.value % 5 == 0 for entry in by_measure["movement_minutes"])


def test_entries_span_eighteen_months_and_end_on_the_last_day(entries):
    days = [entry.day for entry in entries]
    assert days == sorted(days)
    assert days[-1] == LAST
    assert (LAST - days[0]).days in range(N_DAYS - 4, N_DAYS)


def test_single_days_are_missing_and_once_nine_in_a_row(entries):
    days = sorted({entry.day for entry in entries})
    gaps = [(later - day).days - 1 for day, later in pairwise(days)]
    assert sorted(gaps)[-1] == 9
    assert sorted(gaps)[-2] <= 4
    assert gaps.count(1) > 20
    assert 0.75 < len(days) / N_DAYS < 0.92


def test_some_days_were_written_down_days_later_and_none_after_the_last(entries):
    recorded = {entry.day: entry for entry in entries}
    late = [entry for entry in recorded.values() if entry.is_late]
    assert 0.03 < len(late) / len(recorded) < 0.12
    assert all(2 <= (entry.recorded_at.date() - entry.day).days <= 5 for entry in late)
    in_time = [entry for entry in recorded.values() if not entry.is_late]
    assert all(entry.recorded_at.date() == entry.day for entry in in_time)
    assert max(entry.recorded_at.date() for entry in entries) == LAST


def test_a_few_days_have_moments_and_one_note_is_private(by_measure):
    moments = {entry.day for entry in by_measure["mood"] if entry.moment}
    assert 5 < len(moments) < 60
    assert sum(entry.private for entry in by_measure["note"]) == 1


def test_the_program_helps_and_the_last_days_are_hard(by_measure):
    day = lambda before: LAST - timedelta(days=before)  # noqa: E731
    mood, sleep, urge = (by_measure[m] for m in ("mood", "sleep_duration", "urge"))
    assert mean(mood, day(90), day(14)) > mean(mood, day(260), day(211)) + 1.5
    assert mean(urge, day(90), day(14)) < mean(urge, day(260), day(211)) - 1.5
    assert mean(sleep, day(6), LAST) < mean(sleep, day(90), day(14)) - 1.2
    assert mean(urge, day(4), LAST) > mean(urge, day(90), day(14)) + 1
    assert mean(mood, day(4), LAST) < mean(mood, day(90), day(14)) - 1


def test_the_panel_speaks_of_sleep_near_the_end(by_measure):
    numbers = [m for m in load_catalog().measures if m.watched and m.kind.is_number]
    watched = [m for m in numbers if by_measure[m.id]]
    values = np.full((N_DAYS, len(watched)), np.nan)
    for column, measure in enumerate(watched):
        for entry in by_measure[measure.id] + by_measure[measure.derived_from]:
            number = len(entry.value) if entry.measure_id == "skills" else entry.value
            values[N_DAYS - 1 - (LAST - entry.day).days, column] = number
    newest = replay_panel(values, worse=tuple(measure.worse.value for measure in watched))[-1]
    assert newest.day >= N_DAYS - 10
    assert "sleep_duration" in {watched[column].id for column in newest.measures}


def test_the_week_has_its_rhythm(by_measure):
    nights = defaultdict(list)
    for entry in by_measure["sleep_duration"]:
        nights[entry.day.weekday() >= 5].append(entry.value)
    assert np.mean(nights[True]) > np.mean(nights[False]) + 0.2


def test_measures_that_are_not_asked_for_are_left_out():
    mood = load_catalog().measure("mood")
    assert {e.measure_id for e in demo_observations([mood], LAST)} == {"mood"}


@pytest.mark.parametrize("n_days", [1, 30, 200])
def test_a_shorter_story_ends_the_same_way(n_days):
    entries = demo_observations(load_catalog().measures, LAST, n_days=n_days)
    assert entries[-1].day == LAST
    assert entries[0].day > LAST - timedelta(days=n_days)


@pytest.fixture
def session(tmp_path):
    with open_session(tmp_path) as opened:
        yield opened


def test_the_demonstration_is_written_whole_and_leaves_today_free(session):
    today = LAST + timedelta(days=1)
    written = fill_demo(session.vault, MeasureList(session, load_catalog()), today)
    with session.vault.read() as journal:
        assert written == journal.count_observations() > 3000
        assert journal.days_with_entries()[-1] == LAST
        assert set(journal.observations()) == set(demo_observations(load_catalog().measures, LAST))
        zones = [step.zone for step in journal.all(PlanStep)]
        assert zones.count(PlanZone.WATCH) == zones.count(PlanZone.ACT) == 4
        assert "landlord" in journal.setting("talk_points")


@pytest.mark.parametrize("shift", range(7))
def test_sessions_are_on_mondays_and_the_newest_is_behind(shift):
    today = LAST + timedelta(days=shift)
    days = [record.day for record in demo_records(today) if isinstance(record, SessionDate)]
    assert {day.weekday() for day in days} == {0}
    assert len(set(days)) == len(days) == 30
    assert 1 <= (today - max(days)).days <= 7


def test_the_program_is_marked_in_the_charts(session):
    fill_demo(session.vault, MeasureList(session, load_catalog()), LAST + timedelta(days=1))
    events = ChartEvents(session, StoppedClock(), History()).all()
    assert [event.label for event in events] == ["IOP start", "Step-down", "Program end"]
    assert {event.day.weekday() for event in events} == {0}


def test_its_people_are_in_its_plan_and_have_numbers_that_nobody_has(tmp_path):
    with open_session(tmp_path) as session:
        fill_demo(session.vault, MeasureList(session, load_catalog(), History()), LAST)
        people = People(session).all()
        zones = MyPlan(session, People(session), StoppedClock(), History()).zones()

    assert len(people) == 3
    assert all(one.number.startswith("555 01") and one.remark for one in people)
    by_zone = {view.zone: view for view in zones}
    assert {one.name for view in zones for one in view.people} == {one.name for one in people}
    assert not any(view.lost for view in zones)
    assert by_zone[PlanZone.ACT].to_say
