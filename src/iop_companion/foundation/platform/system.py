"""What the program asks of the operating system, as one Protocol; a file a system answers it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn, Protocol

LOCK_OPTION = "--lock-descriptor"
"""The option that hands the held lock to the process that replaces this one."""


class FileLock(Protocol):
    """A lock on a file, held until released or until the process ends, however it ends."""

    @property
    def descriptor(self) -> int:
        """The open file descriptor that carries the lock."""

    def release(self) -> None:
        """Let go; harmless when already released."""


class System(Protocol):
    """The few things that differ between Linux, macOS and Windows."""

    def harden(self) -> None:
        """Keep what this process holds away from others: private new files, no core dump."""

    def lock(self, file: Path) -> FileLock | None:
        """Lock ``file`` (made if missing) without waiting; None if another holder has it.

        Raises ``OSError`` where the file can neither be made nor opened.
        """

    def adopt_lock(self, file: Path, descriptor: int) -> FileLock | None:
        """Take over a lock handed on by the process before; None if it is not that lock."""

    def is_own(self, path: Path) -> bool:
        """Whether ``path`` itself, not what a link points to, belongs to this user."""

    def make_private(self, path: Path) -> None:
        """Let only this user read and write ``path``; raises ``OSError`` if that fails."""

    def sync_folder(self, folder: Path) -> None:
        """Make renames inside ``folder`` survive a power cut, where the system needs telling."""

    def memory_kib(self) -> int:
        """Return the memory of this computer in KiB, or 0 if it does not say."""

    def confine(self, memory_mib: int, cpu_s: int) -> None:
        """Let this process, a worker, have so much and no more; and write to no file.

        Where the system has no such limits nothing happens; the worker's time is watched anyway.
        """

    def can_keep_from_capture(self) -> bool:
        """Whether the system can leave a window out of screenshots and recordings."""

    def keep_from_capture(self, window: int, *, is_kept: bool) -> None:
        """Leave a window, by its native id, out of screenshots; nothing where it cannot be done."""

    def login_file(self) -> Path | None:
        """Return the file that would start the program at login; None where none is written."""

    def restart(self, argv: Sequence[str], lock: FileLock | None) -> NoReturn:
        """Replace this process by a fresh one, so that nothing private stays in its memory.

        ``argv`` are the interpreter's arguments; ``-P`` comes before them, so that a folder the
        program happens to stand in can never lend it modules. A held ``lock`` is handed on: its
        descriptor is added as :data:`LOCK_OPTION` and the new process adopts it.
        """
