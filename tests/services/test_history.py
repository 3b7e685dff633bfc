"""Undo of one named operation, while it is the newest."""

from datetime import date

import pytest

from iop_companion.foundation.errors import KnownProblem

FIRST, SECOND = date(2026, 3, 2), date(2026, 3, 9)


def test_the_newest_operation_can_be_taken_back_by_itself(services):
    added = services.sessions.add(FIRST)

    services.undo_if_newest(added)

    assert services.sessions.all() == []


def test_an_operation_with_a_newer_one_after_it_is_left_alone(services):
    added = services.sessions.add(FIRST)
    services.sessions.add(SECOND)

    with pytest.raises(KnownProblem, match="changed_since"):
        services.undo_if_newest(added)

    assert services.sessions.all() == [FIRST, SECOND]


def test_an_operation_taken_back_already_is_not_taken_back_twice(services):
    services.sessions.add(FIRST)
    added = services.sessions.add(SECOND)
    services.undo()

    with pytest.raises(KnownProblem, match="changed_since"):
        services.undo_if_newest(added)

    assert services.sessions.all() == [FIRST]
