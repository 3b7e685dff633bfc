"""Dates of sessions: added once, forgotten, undone."""

from datetime import date

import pytest

from iop_companion.domain.records import SessionDate
from iop_companion.foundation.errors import KnownProblem
from iop_companion.services.history import History
from iop_companion.services.sessions import SessionDates
from tests.open_session import open_session
from tests.stopped_clock import StoppedClock

MONDAY, NEXT_MONDAY = date(2026, 11, 9), date(2026, 11, 16)


@pytest.fixture
def session(tmp_path):
    with open_session(tmp_path) as opened:
        yield opened


@pytest.fixture
def history():
    return History()


@pytest.fixture
def sessions(session, history):
    return SessionDates(session, StoppedClock(), history)


def test_without_any_session_there_is_no_last_one(sessions):
    assert sessions.all() == []
    assert sessions.last() is None


def test_sessions_are_listed_oldest_first_and_the_latest_counts(sessions):
    sessions.add(NEXT_MONDAY)
    sessions.add(MONDAY)
    assert sessions.all() == [MONDAY, NEXT_MONDAY]
    assert sessions.last() == NEXT_MONDAY


def test_a_day_is_kept_once(sessions):
    assert sessions.add(MONDAY).touches(SessionDate)
    assert not sessions.add(MONDAY)
    assert sessions.all() == [MONDAY]


def test_a_session_today_counts_and_one_tomorrow_is_refused(sessions):
    sessions.add(date(2026, 11, 21))
    assert sessions.last() == date(2026, 11, 21)
    with pytest.raises(KnownProblem) as caught:
        sessions.add(date(2026, 11, 22))
    assert (caught.value.code, caught.value.facts) == ("future_day", {"day": "2026-11-22"})


def test_adding_and_forgetting_can_be_undone(sessions, session, history):
    sessions.add(MONDAY)
    sessions.remove(MONDAY)
    assert sessions.all() == []
    history.undo(session.vault)
    assert sessions.all() == [MONDAY]
    history.undo(session.vault)
    assert sessions.all() == []
    history.redo(session.vault)
    assert sessions.all() == [MONDAY]


def test_forgetting_a_day_that_is_not_there_changes_nothing(sessions, history):
    assert not sessions.remove(MONDAY)
    assert not history.can_undo
