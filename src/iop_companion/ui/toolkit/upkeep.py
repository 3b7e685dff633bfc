"""Work for quiet moments while the vault is open: backups, their tests, folding in the log."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Slot

from iop_companion.ui.toolkit.tasks import Tasks

_FIRST_AFTER_MS = 20_000
"""Late enough that unlocking and the first check-in never wait for it."""

_EVERY_MS = 5 * 60_000


class Upkeep(QObject):
    """Runs a job on the store thread some time after unlocking, and every few minutes after it.

    The job itself knows what is due; after a lock it has nothing to do.
    """

    def __init__(
        self, tasks: Tasks, job: Callable[[], None], parent: QObject | None = None
    ) -> None:
        """Wait for :meth:`start`."""
        super().__init__(parent)
        self._tasks = tasks
        self._job = job
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.run)

    @Slot()
    def start(self) -> None:
        """Begin to count anew (unlocked)."""
        self._timer.start(_FIRST_AFTER_MS)

    @Slot()
    def stop(self) -> None:
        """Do nothing until the next :meth:`start` (locked, or about to close)."""
        self._timer.stop()

    @Slot()
    def run(self) -> None:
        """Hand the job to the store thread; trouble with it is told where backups are shown."""
        self._timer.start(_EVERY_MS)
        self._tasks.run(self._job, failed=lambda _problem: None, can_wait=True)
