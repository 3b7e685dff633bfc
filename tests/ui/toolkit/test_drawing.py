"""Pictures drawn away from the GUI thread: only the newest wish counts, no failure is lost."""

import threading

import pytest

from iop_companion.foundation.errors import KnownProblem
from iop_companion.ui.toolkit.drawing import DrawingThread, ImmediateDrawings


@pytest.fixture
def thread(qapp):  # noqa: ARG001 -- its event loop delivers
    made = DrawingThread()
    yield made
    made.close()


@pytest.fixture
def held(thread):
    """Keep the thread busy until the test lets it go."""
    gate = threading.Event()
    thread.draw("gate", gate.wait, lambda _done: None)
    yield gate
    gate.set()


def test_a_picture_is_delivered_on_the_gui_thread(thread, qtbot):
    got = []
    thread.draw("a", threading.current_thread, got.append)
    thread.draw("b", lambda: 1, lambda _made: got.append(threading.current_thread()))
    qtbot.waitUntil(lambda: len(got) == 2)
    assert got[0] is not threading.main_thread()
    assert got[1] is threading.main_thread()


def test_an_older_wish_of_the_same_key_is_not_even_begun(thread, held, qtbot):
    begun, got = [], []
    for number in range(3):
        thread.draw("a", lambda n=number: begun.append(n), lambda _made, n=number: got.append(n))
    held.set()
    qtbot.waitUntil(lambda: bool(got))
    assert (begun, got) == ([2], [2])


def test_other_keys_do_not_disturb_each_other(thread, qtbot):
    got = []
    thread.draw("a", lambda: "a", got.append)
    thread.draw("b", lambda: "b", got.append)
    qtbot.waitUntil(lambda: sorted(got) == ["a", "b"])


def test_what_was_dropped_or_forgotten_is_never_delivered(thread, held, qtbot):
    got = []
    thread.draw("a", lambda: "a", got.append)
    thread.draw("b", lambda: "b", got.append)
    thread.drop("a")
    held.set()
    qtbot.waitUntil(lambda: got == ["b"])

    thread.draw("c", lambda: "c", got.append)
    thread.forget()
    thread.draw("d", lambda: "d", got.append)
    qtbot.waitUntil(lambda: got == ["b", "d"])


def test_a_known_problem_goes_to_who_asked(thread, qtbot):
    def fail():
        raise KnownProblem("summary_unfit")

    got = []
    thread.draw("a", fail, got.append, lambda problem: got.append(problem.code))
    qtbot.waitUntil(lambda: got == ["summary_unfit"])


def test_a_bug_reaches_the_hook_even_if_nobody_waits_any_more(thread, qtbot):
    begun, gate = threading.Event(), threading.Event()

    def fail_late():
        begun.set()
        gate.wait()
        raise ZeroDivisionError

    with qtbot.captureExceptions() as raised:
        thread.draw("a", fail_late, lambda _made: None)
        assert begun.wait(5)
        thread.draw("a", lambda: 1, lambda _made: None)
        gate.set()
        qtbot.waitUntil(lambda: bool(raised))
    assert raised[0][0] is ZeroDivisionError


def test_closing_ends_the_thread(qapp):  # noqa: ARG001
    made, ran_on, begun = DrawingThread(), [], threading.Event()

    def picture():
        ran_on.append(threading.current_thread())
        begun.set()

    made.draw("a", picture, lambda _made: None)
    assert begun.wait(5)
    made.close()
    assert [thread.is_alive() for thread in ran_on] == [False]


def test_the_twin_draws_at_once_and_tells_problems_too():
    def fail():
        raise KnownProblem("summary_unfit")

    got, twin = [], ImmediateDrawings()
    twin.draw("a", lambda: 1, got.append)
    twin.draw("a", fail, got.append, lambda problem: got.append(problem.code))
    assert got == [1, "summary_unfit"]
    with pytest.raises(KnownProblem):
        twin.draw("a", fail, got.append)
