"""Work of the vault on one thread, results on the GUI thread, none after a lock."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from iop_companion.foundation.errors import KnownProblem

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

T = TypeVar("T")

_Job = tuple[
    int,
    Callable[[], Any],
    "Callable[[Any], None] | None",
    "Callable[[KnownProblem], None] | None",
]
"""The session it was handed in for, the job, and who hears its result or its problem."""


class Tasks(Protocol):
    """Runs jobs one after the other; presenters know only this."""

    def run(
        self,
        job: Callable[[], T],
        then: Callable[[T], None] | None = None,
        failed: Callable[[KnownProblem], None] | None = None,
        *,
        can_wait: bool = False,
    ) -> None:
        """Run ``job`` away from the GUI; hand its result to ``then`` on the GUI thread.

        Jobs run in the order in which they were handed in. One that ``can_wait`` (a level, a
        backup) lets all others go first, so that no draft and no save stands behind it; what
        was forgotten before it began is not begun.

        A ``KnownProblem`` goes to ``failed``, or to the window's notice bar if there is none. Any
        other exception is a bug: ``failed`` hears the problem ``bug``, so that nothing waits for
        ever, and the exception reaches ``sys.excepthook``.
        """

    def forget(self) -> None:
        """Drop the results of every job handed in so far; their work still ends properly."""


class StoreTasks(QObject):
    """The real one: one worker thread, the only one that touches the vault."""

    problem = Signal(object)
    """A ``KnownProblem`` that no caller asked for."""

    _done = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Start without a thread; it comes with the first job."""
        super().__init__(parent)
        self._pool: ThreadPoolExecutor | None = None
        self._session = 0
        self._now: deque[_Job] = deque()
        self._later: deque[_Job] = deque()
        self._done.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        job: Callable[[], T],
        then: Callable[[T], None] | None = None,
        failed: Callable[[KnownProblem], None] | None = None,
        *,
        can_wait: bool = False,
    ) -> None:
        """See :meth:`Tasks.run`."""
        if self._pool is None:
            from concurrent.futures import ThreadPoolExecutor

            self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        handed_in = (self._session, job, then, failed)
        (self._later if can_wait else self._now).append(handed_in)
        self._pool.submit(self._work_on_next)

    def forget(self) -> None:
        """See :meth:`Tasks.forget`."""
        self._session += 1

    def close(self) -> None:
        """Finish what was handed in, then end the thread."""
        self._session += 1
        if self._pool is not None:
            self._pool.shutdown(wait=True)

    def _work_on_next(self) -> None:
        """One call for each job handed in, whichever of them is next by now."""
        if self._now:
            self._work(*self._now.popleft())
            return
        waiting = self._later.popleft()
        if waiting[0] == self._session:
            self._work(*waiting)

    def _work(
        self,
        session: int,
        job: Callable[[], Any],
        then: Callable[[Any], None] | None,
        failed: Callable[[KnownProblem], None] | None,
    ) -> None:
        try:
            result = job()
        except KnownProblem as problem:
            self._done.emit((session, _parcel(failed or self.problem.emit, problem)))
        except Exception as bug:  # every bug must reach the GUI thread's hook
            self._done.emit((session, _parcel(_told_of_a_bug(failed or self.problem.emit), bug)))
        else:
            if then is not None:
                self._done.emit((session, _parcel(then, result)))

    @Slot(object)
    def _deliver(self, parcel: tuple[int, Callable[[], object]]) -> None:
        session, deliver = parcel
        if session == self._session:
            deliver()


class ImmediateTasks:
    """The twin for tests: runs each job at once on the caller's thread."""

    def __init__(self, on_problem: Callable[[KnownProblem], None] | None = None) -> None:
        """Hand unasked problems to ``on_problem``; without it they are raised."""
        self._on_problem = on_problem

    def run(
        self,
        job: Callable[[], T],
        then: Callable[[T], None] | None = None,
        failed: Callable[[KnownProblem], None] | None = None,
        *,
        can_wait: bool = False,  # noqa: ARG002 -- nothing ever waits here
    ) -> None:
        """See :meth:`Tasks.run`."""
        try:
            result = job()
        except KnownProblem as problem:
            tell = failed or self._on_problem
            if tell is None:
                raise
            tell(problem)
        else:
            if then is not None:
                then(result)

    def forget(self) -> None:
        """Nothing is ever under way."""


def _parcel(deliver: Callable[[T], object], content: T) -> Callable[[], object]:
    return lambda: deliver(content)


def _told_of_a_bug(failed: Callable[[KnownProblem], object]) -> Callable[[Exception], None]:
    def tell(bug: Exception) -> None:
        try:
            failed(KnownProblem("bug"))
        finally:
            raise bug

    return tell
