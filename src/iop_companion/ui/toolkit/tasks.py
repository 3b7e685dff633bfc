"""Work of the vault on one thread, results on the GUI thread, none after a lock."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

from iop_companion.foundation.errors import KnownProblem
from iop_companion.ui.toolkit.one_thread import OneThread, Work

T = TypeVar("T")


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

    def __init__(self, parent: QObject | None = None) -> None:
        """Start without a thread; it comes with the first job."""
        super().__init__(parent)
        self._thread = OneThread("store", self)
        self._session = _Session()

    def run(
        self,
        job: Callable[[], T],
        then: Callable[[T], None] | None = None,
        failed: Callable[[KnownProblem], None] | None = None,
        *,
        can_wait: bool = False,
    ) -> None:
        """See :meth:`Tasks.run`."""
        session = self._session
        work = Work(job, partial(self._hand_over, session, then, failed))
        if can_wait:
            work.is_wanted = session.is_running
        self._thread.add(work, can_wait=can_wait)

    def forget(self) -> None:
        """See :meth:`Tasks.forget`."""
        self._session.is_over = True
        self._session = _Session()

    def close(self) -> None:
        """Finish what was handed in, then end the thread."""
        self.forget()
        self._thread.close()

    def _hand_over(
        self,
        session: _Session,
        then: Callable[[Any], None] | None,
        failed: Callable[[KnownProblem], None] | None,
        work: Work,
    ) -> None:
        if session.is_over:
            return
        tell = failed or self.problem.emit
        if isinstance(work.failure, KnownProblem):
            tell(work.failure)
        elif work.failure is not None:
            try:
                tell(KnownProblem("bug"))
            finally:
                raise work.failure  # a bug must reach the hook of the window's thread
        elif then is not None:
            then(work.result)


class _Session:
    """From one lock to the next; the thread asks it, so it knows nothing of Qt."""

    is_over = False

    def is_running(self) -> bool:
        return not self.is_over


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
