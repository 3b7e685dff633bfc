"""One thread for the vault, results on the thread of the window."""

import threading

import pytest

from iop_companion.foundation.errors import KnownProblem
from iop_companion.ui.toolkit.tasks import ImmediateTasks, StoreTasks

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def tasks():
    made = StoreTasks()
    yield made
    made.close()


def test_a_job_runs_elsewhere_and_its_result_arrives_here(tasks, qtbot):
    ran: list[threading.Thread] = []
    got: list[tuple[int, threading.Thread]] = []

    def job():
        ran.append(threading.current_thread())
        return 7

    tasks.run(job, lambda result: got.append((result, threading.current_thread())))
    qtbot.waitUntil(lambda: bool(got))

    assert got == [(7, threading.main_thread())]
    assert ran[0] is not threading.main_thread()


def test_jobs_run_one_after_the_other_on_the_same_thread(tasks, qtbot):
    ran: list[tuple[int, int]] = []
    for number in range(20):
        tasks.run(lambda number=number: ran.append((number, threading.get_ident())))
    qtbot.waitUntil(lambda: len(ran) == 20)

    assert [number for number, _thread in ran] == list(range(20))
    assert len({thread for _number, thread in ran}) == 1


def _held(tasks, qtbot):
    """Hold the thread with a job; return what lets it go."""
    begun, let_go = threading.Event(), threading.Event()

    def job():
        begun.set()
        let_go.wait(10)

    tasks.run(job)
    qtbot.waitUntil(begun.is_set)
    return let_go


def test_a_job_that_can_wait_lets_a_draft_handed_in_after_it_go_first(tasks, qtbot):
    ran: list[str] = []
    let_go = _held(tasks, qtbot)
    tasks.run(lambda: ran.append("level"), can_wait=True)
    tasks.run(lambda: ran.append("draft"))
    tasks.run(lambda: ran.append("save"))
    let_go.set()
    qtbot.waitUntil(lambda: len(ran) == 3)
    assert ran == ["draft", "save", "level"]


def test_a_job_that_can_wait_is_not_begun_once_it_was_forgotten(tasks, qtbot):
    ran: list[str] = []
    let_go = _held(tasks, qtbot)
    tasks.run(lambda: ran.append("backup"), can_wait=True)
    tasks.run(lambda: ran.append("draft"))
    tasks.forget()
    tasks.run(lambda: ran.append("close"))
    let_go.set()
    tasks.close()
    assert ran == ["draft", "close"]


def test_a_known_problem_goes_to_who_asked(tasks, qtbot):
    heard: list[str] = []

    def job():
        raise KnownProblem("disk_full")

    with qtbot.assertNotEmitted(tasks.problem, wait=50):
        tasks.run(job, failed=lambda problem: heard.append(problem.code))
        qtbot.waitUntil(lambda: heard == ["disk_full"])


def test_a_known_problem_that_nobody_asked_for_is_told_by_signal(tasks, qtbot):
    def job():
        raise KnownProblem("disk_full")

    with qtbot.waitSignal(tasks.problem) as told:
        tasks.run(job)

    assert told.args[0].code == "disk_full"


def test_a_bug_reaches_the_hook_of_the_window_thread(tasks, qtbot):
    def job():
        raise ZeroDivisionError

    with qtbot.captureExceptions() as caught:
        tasks.run(job)
        qtbot.waitUntil(lambda: bool(caught))

    assert caught[0][0] is ZeroDivisionError


def test_a_result_that_arrives_after_a_lock_is_dropped(tasks, qtbot):
    may_end, got = threading.Event(), []
    tasks.run(lambda: may_end.wait(5), got.append)
    tasks.forget()
    tasks.run(lambda: "after", got.append)
    may_end.set()
    qtbot.waitUntil(lambda: bool(got))

    assert got == ["after"]


def test_closing_lets_the_work_under_way_end():
    tasks, done = StoreTasks(), []
    tasks.run(lambda: done.append(1))
    tasks.close()

    assert done == [1]


def test_the_twin_for_tests_does_everything_at_once():
    told: list[str] = []
    tasks = ImmediateTasks(lambda problem: told.append(problem.code))

    def job():
        raise KnownProblem("locked")

    tasks.run(lambda: 3, told.append)
    tasks.run(job)

    assert told == [3, "locked"]
    with pytest.raises(KnownProblem):
        ImmediateTasks().run(job)


def test_whoever_asked_hears_of_a_bug_so_that_nothing_waits_for_ever(tasks, qtbot):
    heard: list[str] = []

    def job():
        raise ZeroDivisionError

    with qtbot.captureExceptions() as caught:
        tasks.run(job, failed=lambda problem: heard.append(problem.code))
        qtbot.waitUntil(lambda: bool(caught))

    assert heard == ["bug"]


def test_upkeep_waits_a_while_runs_and_comes_back_and_its_trouble_is_quiet(qtbot):
    from iop_companion.ui.toolkit import upkeep

    ran = []

    def job():
        ran.append(1)
        raise KnownProblem("disk_full")

    kept = upkeep.Upkeep(ImmediateTasks(), job)
    timer = kept._timer
    kept.start()

    assert (ran, timer.interval()) == ([], 20_000)
    timer.setInterval(0)
    qtbot.waitUntil(lambda: bool(ran))
    assert timer.interval() == 300_000

    kept.stop()
    assert not timer.isActive()
