"""My people: kept in the vault, changed and undone as one list."""

import pytest

from iop_companion.domain.records import ParticipantSetting
from iop_companion.domain.setting_values import Contact
from iop_companion.foundation.errors import KnownProblem
from iop_companion.services.history import History
from iop_companion.services.people import MAX_PEOPLE, MAX_WORDS, PEOPLE_SETTING, People
from tests.open_session import open_session

DANA = Contact("Dana", "555 0117", "evenings")
PROGRAM = Contact("Program on-call", "555 0142")


@pytest.fixture
def session(tmp_path):
    with open_session(tmp_path) as opened:
        yield opened


@pytest.fixture
def history():
    return History()


@pytest.fixture
def people(session, history):
    return People(session, history)


def test_the_list_comes_back_in_the_persons_order_without_empty_lines(people):
    people.keep([Contact("  Dana ", "555  0117", "evenings"), Contact("", "", "x"), PROGRAM])
    assert people.all() == (DANA, PROGRAM)


def test_a_change_is_one_step_to_undo(people, session, history):
    people.keep([DANA])
    people.keep([PROGRAM])
    history.undo(session.vault)
    assert people.all() == (DANA,)
    history.undo(session.vault)
    assert people.all() == ()


def test_keeping_what_is_there_changes_nothing(people):
    assert not people.keep([])
    people.keep([DANA])
    assert not people.keep([DANA])


def test_too_many_and_too_long_are_refused_and_the_list_stays(people):
    people.keep([DANA])
    with pytest.raises(KnownProblem, match="too_many_people"):
        people.keep([DANA] * (MAX_PEOPLE + 1))
    with pytest.raises(KnownProblem, match="contact_too_long"):
        people.keep([Contact("n" * (MAX_WORDS + 1), "")])
    assert people.all() == (DANA,)


@pytest.mark.parametrize("text", ["[1]", "{}", '[{"name": 3}]', '["x"]'])
def test_what_a_file_put_there_wrongly_shows_nobody(people, session, text):
    with session.vault.write() as journal:
        journal.put(ParticipantSetting(PEOPLE_SETTING, text))
    assert people.all() == ()
