"""A thread beside the window's touches nothing of Qt, and drops nothing that may be a widget."""

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QCoreApplication, QObject, QTimer

from iop_companion.ui.toolkit import collecting, one_thread
from iop_companion.ui.toolkit.doorbell import Doorbell
from iop_companion.ui.toolkit.one_thread import OneThread, Work

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def parent():
    return QObject()


@pytest.fixture
def thread(parent):
    made = OneThread("test", parent)
    yield made
    made.close()


def _nothing(_work):
    """Nobody hears of it."""


@pytest.mark.parametrize("by_pipe", [True, False])
def test_a_ring_from_another_thread_is_answered_on_this_one(parent, qtbot, by_pipe):
    answered: list[threading.Thread] = []
    bell = Doorbell(lambda: answered.append(threading.current_thread()), parent, by_pipe=by_pipe)
    bell.expect(anything=True)
    other = threading.Thread(target=bell.ring)
    other.start()
    other.join()
    qtbot.waitUntil(lambda: bool(answered))
    bell.close()
    assert set(answered) == {threading.main_thread()}


@pytest.mark.parametrize("by_pipe", [True, False])
def test_a_ring_is_heard_while_an_answer_shows_a_dialog(parent, qtbot, by_pipe):
    heard: list[int] = []

    def answer():
        heard.append(len(heard))
        if len(heard) == 1:
            bell.ring()
            qtbot.waitUntil(lambda: len(heard) > 1)  # as a dialog does: a loop within the answer

    bell = Doorbell(answer, parent, by_pipe=by_pipe)
    bell.expect(anything=True)
    bell.ring()
    qtbot.waitUntil(lambda: len(heard) > 1)
    bell.close()


def test_nobody_looks_while_nothing_is_expected(parent, qtbot):
    answered: list[int] = []
    bell = Doorbell(lambda: answered.append(1), parent, by_pipe=False)
    bell.expect(anything=True)
    qtbot.waitUntil(lambda: bool(answered))
    bell.expect(anything=False)
    qtbot.wait(20)
    seen = len(answered)
    qtbot.wait(40)
    bell.close()
    assert len(answered) == seen


def test_more_rings_than_a_pipe_holds_do_no_harm(parent, qtbot):
    answered: list[int] = []
    bell = Doorbell(lambda: answered.append(1), parent, by_pipe=True)
    for _n in range(100_000):
        bell.ring()
    qtbot.waitUntil(lambda: bool(answered))
    bell.close()


class _Held:
    """Something whose end is told with the thread on which it came."""

    def __init__(self, ended: list[threading.Thread]) -> None:
        weakref.finalize(self, lambda: ended.append(threading.current_thread()))


def test_what_a_job_holds_is_dropped_on_the_thread_of_the_window(thread, qtbot):
    ended: list[threading.Thread] = []
    for _n in range(200):
        held = _Held(ended)
        thread.add(Work(lambda held=held: held, _nothing))
        del held
    qtbot.waitUntil(lambda: len(ended) == 200)
    assert set(ended) == {threading.main_thread()}


def test_what_raises_when_it_is_handed_over_holds_nothing_up(thread, qtbot):
    got: list[int] = []

    def trouble(_work):
        raise ZeroDivisionError

    with qtbot.captureExceptions() as caught:
        for number in range(3):
            thread.add(Work(int, trouble))
            thread.add(Work(int, lambda _work, number=number: got.append(number)))
        qtbot.waitUntil(lambda: got == [0, 1, 2])
    assert len(caught) == 3


def test_garbage_is_searched_for_by_the_window_once_there_is_a_thread(thread):
    thread.add(Work(int, _nothing))

    assert not gc.isenabled()
    timer = QCoreApplication.instance().findChild(QTimer, collecting._NAME)
    assert timer.isActive()

    ended: list[threading.Thread] = []
    circle = [_Held(ended)]
    circle.append(circle)
    del circle
    junk = [[] for _n in range(gc.get_threshold()[0] + 1)]
    timer.timeout.emit()
    assert ended == [threading.main_thread()]
    assert junk


def test_python_searches_for_garbage_itself_again_after_the_last_thread(parent, monkeypatch):
    monkeypatch.setattr(collecting, "_n_threads", 0)  # another test may have left one
    one, other = OneThread("one", parent), OneThread("other", parent)
    for thread in (one, other):
        thread.add(Work(int, _nothing))
    was_off = not gc.isenabled()
    other.close()
    assert not gc.isenabled()
    one.close()
    assert was_off
    assert gc.isenabled()


def test_what_was_made_in_one_go_is_searched_for_as_far_back_as_python_would(thread):
    thread.add(Work(int, _nothing))
    gc.collect()
    ended: list[threading.Thread] = []
    circle = [_Held(ended)]
    circle.append(circle)
    gc.collect(0)
    gc.collect(1)  # the circle is among the oldest now
    del circle
    young, middle, old = gc.get_threshold()
    junk = [[] for _n in range(young * middle * (old + 1) + 1)]
    collecting.collect_what_is_due()
    assert ended
    assert junk


def test_what_can_wait_begins_in_a_quiet_moment(thread, qtbot):
    began: list[str] = []
    thread._quiet.setInterval(600_000)  # a moment that does not come by itself
    thread.add(Work(lambda: began.append("level"), _nothing), can_wait=True)
    for name in ("draft", "save"):
        thread.add(Work(lambda name=name: began.append(name), _nothing))
    qtbot.waitUntil(lambda: len(began) == 2)
    assert began == ["draft", "save"]
    thread._quiet.start(0)
    qtbot.waitUntil(lambda: began == ["draft", "save", "level"])


def test_what_can_wait_does_not_wait_for_ever(thread, qtbot, monkeypatch):
    began: list[str] = []
    monkeypatch.setattr(one_thread, "_LONGEST_WAIT_S", 0.0)
    thread._quiet.setInterval(200)
    thread.add(Work(lambda: began.append("level"), _nothing), can_wait=True)

    def something_else_comes_all_the_time():
        thread.add(Work(int, _nothing))
        return began == ["level"]

    qtbot.waitUntil(something_else_comes_all_the_time)


def test_what_still_waits_is_done_before_the_thread_ends(parent):
    done: list[str] = []
    thread = OneThread("test", parent)
    thread.add(Work(lambda: done.append("backup"), _nothing), can_wait=True)
    thread.close()
    assert done == ["backup"]


def test_a_thread_that_has_ended_takes_nothing_more_and_writes_into_no_pipe(parent):
    thread = OneThread("test", parent)
    thread.add(Work(int, _nothing))
    thread.close()
    thread.close()
    with pytest.raises(RuntimeError, match="has ended"):
        thread.add(Work(int, _nothing))
    assert gc.isenabled() or collecting._n_threads
