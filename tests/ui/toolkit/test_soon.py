"""What is wished for again and again happens all the same, a moment after the first wish."""

import pytest
from PySide6.QtCore import QObject
from PySide6.QtTest import QTest

from iop_companion.ui.toolkit.draft_keeper import DRAFT_AFTER_MS
from iop_companion.ui.toolkit.soon import Soon


@pytest.fixture
def owner(qtbot):
    assert qtbot is not None  # a timer needs the application
    made = QObject()
    yield made
    made.deleteLater()


def test_typing_without_a_pause_does_not_put_it_off(owner):
    done = []
    soon = Soon(owner, 60, lambda: done.append(1))
    for _key in range(12):
        soon.wish()
        QTest.qWait(10)

    assert done, "wished for every 10 ms, it still came"


def test_it_comes_once_for_all_wishes_of_a_moment_and_not_at_all_when_stopped(owner):
    done = []
    soon = Soon(owner, 10, lambda: done.append(1))
    soon.wish()
    soon.wish()
    QTest.qWait(40)
    assert done == [1]
    soon.wish()
    soon.stop()
    QTest.qWait(40)

    assert done == [1]


def test_a_draft_is_written_within_two_seconds_of_the_first_key():
    assert DRAFT_AFTER_MS < 2000
