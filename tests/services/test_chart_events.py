"""Marked days: named, kept in order, changed, taken off, undone; and which charts are shown."""

import json
from datetime import date

import pytest

from iop_companion.domain.chart_series import ChartEvent, EventKind
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.records import ParticipantSetting
from iop_companion.domain.setting_values import read_charts, require_fit
from iop_companion.foundation.errors import KnownProblem
from iop_companion.services.chart_choice import ChartChoice, in_order
from iop_companion.services.chart_events import EVENTS_SETTING, ChartEvents
from iop_companion.services.history import History
from tests.open_session import open_session
from tests.stopped_clock import StoppedClock

MARCH, JANUARY = date(2026, 3, 2), date(2026, 1, 12)
START, DOSE = EventKind.START, EventKind.MEDICINE


@pytest.fixture
def session(tmp_path):
    with open_session(tmp_path) as opened:
        yield opened


@pytest.fixture
def history():
    return History()


@pytest.fixture
def events(session, history):
    return ChartEvents(session, StoppedClock(), history)


def test_marked_days_are_kept_oldest_first_with_their_words(events):
    events.add(MARCH, "  Sertraline\n to 100 mg ", DOSE)
    events.add(JANUARY, "IOP start", START)

    assert events.all() == (
        ChartEvent(JANUARY, "IOP start", START),
        ChartEvent(MARCH, "Sertraline to 100 mg", DOSE),
    )


def test_a_kind_names_a_day_without_words_but_another_event_needs_some(events):
    events.add(MARCH, " ", EventKind.DISCHARGE)
    assert [event.label for event in events.all()] == ["Discharge"]
    with pytest.raises(KnownProblem) as caught:
        events.add(MARCH, "", EventKind.OTHER)
    assert caught.value.code == "event_unnamed"


def test_a_day_to_come_is_refused(events):
    with pytest.raises(KnownProblem) as caught:
        events.add(date(2026, 11, 22), "Discharge", EventKind.DISCHARGE)
    assert caught.value.code == "future_day"
    assert events.all() == ()


def test_the_same_mark_twice_is_one(events):
    assert events.add(MARCH, "Dose", DOSE)
    assert not events.add(MARCH, "Dose", DOSE)
    assert len(events.all()) == 1


def test_changing_and_removing_can_be_undone_one_by_one(events, session, history):
    events.add(MARCH, "Dose", DOSE)
    (kept,) = events.all()
    events.change(kept, JANUARY, "First dose", DOSE)
    (changed,) = events.all()
    assert changed == ChartEvent(JANUARY, "First dose", DOSE)

    events.remove(changed)
    assert events.all() == ()
    history.undo(session.vault)
    assert events.all() == (changed,)
    history.undo(session.vault)
    assert events.all() == (kept,)
    history.undo(session.vault)
    assert events.all() == ()


def test_of_two_equal_marks_from_a_file_one_is_removed(events, session):
    one = {"day": "2026-01-12", "label": "IOP start"}
    with session.vault.write() as journal:
        journal.put(ParticipantSetting(EVENTS_SETTING, json.dumps([one, one])))
    events.remove(ChartEvent(JANUARY, "IOP start"))
    assert len(events.all()) == 1


def test_marks_of_before_kinds_and_of_kinds_to_come_are_read(session, events):
    written = [
        {"day": "2026-03-02", "label": "Step-down", "kind": "of a later version"},
        {"day": "2026-01-12", "label": "IOP start"},
        {"day": "2026-01-13", "label": "Seen", "kind": "session"},
    ]
    with session.vault.write() as journal:
        journal.put(ParticipantSetting(EVENTS_SETTING, json.dumps(written)))
    assert [event.kind for event in events.all()] == [EventKind.OTHER] * 3
    assert [event.day for event in events.all()] == [JANUARY, date(2026, 1, 13), MARCH]


@pytest.mark.parametrize("text", ["{}", "[3]", '[{"day": "x", "label": "a"}]', '[{"day": 1}]'])
def test_dated_lines_that_are_none_are_not_drawn(session, events, text):
    with session.vault.write() as journal:
        journal.put(ParticipantSetting(EVENTS_SETTING, text))

    assert events.all() == ()


def test_charts_are_chosen_ordered_and_taken_back(session, history):
    choice = ChartChoice(session, history)
    urge, mood = MeasureId("urge"), MeasureId("mood")
    assert choice.choose([urge, mood], [mood])
    assert not choice.choose([urge, mood], [mood])
    assert (choice.current().order, choice.current().off) == (("urge", "mood"), {"mood"})
    history.undo(session.vault)
    assert choice.current().order == ()


def test_measures_not_named_follow_in_the_usual_order(services):
    watched = services.measures.watched()
    usual = [measure.id for measure in in_order(watched, read_charts("{}"))]
    assert usual[:3] == ["mood", "mood_low", "mood_high"]
    chosen = in_order(watched, read_charts('{"order": ["urge", "mood", "gone"]}'))
    assert [measure.id for measure in chosen][:3] == ["urge", "mood", "mood_low"]


@pytest.mark.parametrize("text", ["[]", '{"order": 3}', '{"off": [1]}'])
def test_a_choice_of_charts_that_is_none_is_refused_from_files(text):
    with pytest.raises(ValueError, match=r"shape|texts"):
        require_fit("charts", text)
