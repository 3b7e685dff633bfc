"""Jobs held back until a page is painted keep their order, and none is lost."""

import pytest

from iop_companion.ui.toolkit.paint_first import HeldTasks
from iop_companion.ui.toolkit.tasks import ImmediateTasks


def test_a_job_is_handed_on_at_once_while_nothing_is_held():
    got = []
    HeldTasks(ImmediateTasks()).run(lambda: 7, got.append)
    assert got == [7]


def test_jobs_held_back_are_handed_on_at_the_end_in_their_order():
    ran = []
    tasks = HeldTasks(ImmediateTasks())
    with tasks.held():
        tasks.run(lambda: ran.append(1))
        tasks.run(lambda: ran.append(2), can_wait=True)
        assert ran == []
    tasks.run(lambda: ran.append(3))
    assert ran == [1, 2, 3]


def test_a_draft_handed_in_before_something_failed_is_kept_all_the_same():
    ran = []
    tasks = HeldTasks(ImmediateTasks())

    def fails():
        with tasks.held():
            tasks.run(lambda: ran.append("draft"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fails()
    assert ran == ["draft"]


def test_what_is_forgotten_is_not_handed_on():
    ran = []
    tasks = HeldTasks(ImmediateTasks())
    with tasks.held():
        tasks.run(lambda: ran.append("read"))
        tasks.forget()
    assert ran == []
