"""Long work of the window in steps: it answers in between, and nobody gets half a thing."""

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from iop_companion.ui.toolkit.in_turns import InTurns, work_in_turns

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def split():
    """Work in turns, as the program itself does; at once again for the next test."""
    work_in_turns()
    yield
    work_in_turns(on=False)


class Work:
    """Ten steps of 3 ms."""

    def __init__(self, name="a", done=None):
        self.done = [] if done is None else done
        self._name = name

    def __call__(self):
        for number in range(10):
            time.sleep(0.003)
            self.done.append(f"{self._name}{number}")
            yield


def test_where_nobody_asked_for_turns_all_is_done_at_once():
    work, ended = Work(), []
    InTurns().run(work(), lambda: ended.append(len(work.done)))
    assert ended == [10]


@pytest.mark.usefixtures("split")
def test_the_event_loop_comes_to_its_turn_in_between(qtbot):
    work, turns = Work(), InTurns()
    turns.run(work())
    assert 0 < len(work.done) < 10
    assert turns.is_under_way
    qtbot.waitUntil(lambda: not turns.is_under_way)
    assert len(work.done) == 10


@pytest.mark.usefixtures("split")
def test_who_cannot_wait_gets_the_rest_at_once():
    work, turns, ended = Work(), InTurns(), []
    turns.run(work(), lambda: ended.append("end"))
    turns.finish()
    assert len(work.done) == 10
    assert ended == ["end"]
    turns.finish()
    assert ended == ["end"]


@pytest.mark.usefixtures("split")
def test_work_that_begins_takes_the_place_of_what_was_under_way(qtbot):
    done, turns = [], InTurns()
    turns.run(Work("a", done)())
    turns.run(Work("b", done)())
    qtbot.waitUntil(lambda: not turns.is_under_way)
    assert "a9" not in done
    assert done[-1] == "b9"


@pytest.mark.usefixtures("split")
def test_what_is_dropped_is_done_no_more(qtbot):
    work, turns = Work(), InTurns()
    turns.run(work())
    turns.drop()
    so_far = len(work.done)
    qtbot.wait(60)
    assert len(work.done) == so_far


@pytest.mark.usefixtures("split")
def test_a_step_may_ask_for_the_whole_that_it_is_a_part_of():
    turns, done = InTurns(), []

    def steps():
        turns.finish()
        done.append("first")
        yield
        done.append("second")

    turns.run(steps())
    turns.finish()
    assert done == ["first", "second"]


def test_after_a_step_that_fails_the_next_work_is_done():
    turns, work = InTurns(), Work()

    def steps():
        yield
        raise ValueError("a bug")

    with pytest.raises(ValueError, match="a bug"):
        turns.run(steps())
    turns.run(work())
    assert len(work.done) == 10


@pytest.mark.usefixtures("split")
def test_what_is_made_in_turns_is_dressed_only_where_it_belongs(qtbot):
    page, parts = QWidget(), []
    qtbot.addWidget(page)

    def steps():
        for _part in range(3):
            parts.append(QLabel("a part that stands nowhere yet"))
            time.sleep(0.01)  # the turn ends
            yield
        for part in parts:
            part.setParent(page)

    polished = Qt.WidgetAttribute.WA_WState_Polished
    turns, ended = InTurns(), []
    turns.run(steps(), lambda: ended.append([part.testAttribute(polished) for part in parts]))
    qtbot.waitUntil(lambda: bool(ended))

    assert ended == [[False, False, False]]
    page.show()
    assert all(part.testAttribute(polished) for part in parts)
