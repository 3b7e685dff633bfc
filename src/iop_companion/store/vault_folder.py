"""The vault's folder: which files it holds, whether it is safe, and who has it open."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.platform.places import conflict_copies, unfit_place
from iop_companion.foundation.platform.this_system import this_system
from iop_companion.store.problems import files_told_apart


@dataclass(frozen=True, slots=True)
class VaultFolder:
    """The names inside one vault's folder."""

    path: Path

    @property
    def database(self) -> Path:
        """The encrypted entries."""
        return self.path / "vault.db"

    @property
    def log(self) -> Path:
        """SQLite's log beside the database: committed pages not yet folded in."""
        return self.path / "vault.db-wal"

    @property
    def index(self) -> Path:
        """SQLite's index of that log, shared between connections."""
        return self.path / "vault.db-shm"

    @property
    def unfinished(self) -> Path:
        """A database being made; it gets its real name as the last step of creating a vault."""
        return self.path / "vault.db.new"

    @property
    def keys(self) -> Path:
        """The wrapped data key; its copy ends in ``.bak``."""
        return self.path / "vault.keys"

    @property
    def next_database(self) -> Path:
        """The entries under a new key, before they take the place of :attr:`database`."""
        return self.path / "vault.db.next"

    @property
    def next_keys(self) -> Path:
        """The keys of :attr:`next_database`; its copy ends in ``.bak``."""
        return self.path / "vault.keys.next"

    @property
    def seal(self) -> Path:
        """The public key for check-ins while locked; there only where the person chose it."""
        return self.path / "vault.seal"

    @property
    def sealed(self) -> Path:
        """Check-ins written while locked, waiting to be taken in."""
        return self.path / "sealed"

    @property
    def support(self) -> Path:
        """What is shown while locked, in clear; there only where the person ticked it."""
        return self.path / "support.json"

    @property
    def lock(self) -> Path:
        """The file whose lock says that the vault is open; a second start knocks on it."""
        return self.path / "vault.lock"

    @property
    def tries(self) -> Path:
        """How many tries failed since the last unlocking; a number and nothing else."""
        return self.path / "vault.tries"

    @property
    def backups(self) -> Path:
        """One file a backup, and whatever a restore replaced."""
        return self.path / "backups"

    @property
    def reserve(self) -> Path:
        """Room that is given up when the disk is full, so that one last save goes through."""
        return self.path / "backups" / "reserve"

    @property
    def arriving(self) -> Path:
        """A whole vault that a restore has finished; it only needs to take its place."""
        return self.path / "arriving"

    def holds_vault(self) -> bool:
        """Whether a vault is here; one whose making was cut short does not count."""
        with files_told_apart():
            if self.database.exists() or self.arriving.exists():
                return True
            return not self.unfinished.exists() and (
                self.keys.exists() or self.keys.with_name(self.keys.name + ".bak").exists()
            )

    def can_write(self) -> bool:
        """Whether files here may be changed and made."""
        writable = os.access(self.path, os.W_OK | os.X_OK)
        return writable and (not self.database.exists() or os.access(self.database, os.W_OK))

    def refuse_unfit_place(self) -> None:
        """Raise ``folder_synced`` or ``folder_network`` where no new vault should be kept."""
        code = unfit_place(self.path)
        if code:
            raise KnownProblem(code)

    def conflict_copies(self) -> list[str]:
        """Return names of files that look like a second copy made by a sync program."""
        databases = {self.database, self.unfinished, self.next_database}
        own = {
            f"{file.name}{end}" for file in databases for end in ("", "-wal", "-shm", "-journal")
        }
        own |= {f"{file.name}{end}" for file in (self.keys, self.next_keys)
                for end in ("", ".bak", ".new", ".bak.new")}  # fmt: skip
        return conflict_copies(self.path, frozenset(own))

    def make(self) -> None:
        """Make the folder for this user alone; ``folder_not_writable``, ``folder_unsafe``."""
        with files_told_apart():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.mkdir(mode=0o700, exist_ok=True)
        self.secure()
        if not self.can_write():
            raise KnownProblem("folder_not_writable")

    def secure(self) -> None:
        """Refuse links and other users' files; make the rest private again.

        Raises ``KnownProblem("folder_unsafe")``: who owns the folder could swap the vault.
        """
        system = this_system()
        with files_told_apart():
            _refuse_unsafe(self.path, stat.S_ISDIR)
            for entry in self._files():
                _refuse_unsafe(entry, stat.S_ISREG)
            for entry in (self.path, *self._files()):
                with contextlib.suppress(OSError):  # a medium that takes no changes
                    system.make_private(entry)

    def sweep_unfinished(self) -> None:
        """Delete what a cut-short making left; never called where a vault is."""
        with files_told_apart():
            for ending in ("", "-wal", "-shm", "-journal"):
                leftover = self.unfinished.with_name(self.unfinished.name + ending)
                leftover.unlink(missing_ok=True)

    def failed_tries(self) -> int:
        """Return the number of failed tries since the last unlocking; 0 where nothing can tell."""
        try:
            return max(0, int(self.tries.read_text(encoding="ascii")[:9]))
        except (OSError, ValueError):
            return 0

    def count_failed_try(self) -> None:
        """Add one; a folder that cannot be written keeps no count."""
        self._set_tries(self.failed_tries() + 1)

    def forget_failed_tries(self) -> None:
        """Begin to count anew."""
        if self.tries.exists():
            self._set_tries(0)

    def _set_tries(self, number: int) -> None:
        with contextlib.suppress(OSError):
            descriptor = os.open(self.tries, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                file.write(f"{number}\n")

    def _files(self) -> list[Path]:
        found = [*self.path.glob("vault.*"), self.support]
        return sorted(entry for entry in found if not _is_missing(entry))


def _is_missing(entry: Path) -> bool:
    return not (entry.exists() or entry.is_symlink())


def _refuse_unsafe(path: Path, is_right_kind: Callable[[int], bool]) -> None:
    if not is_right_kind(path.lstat().st_mode) or not this_system().is_own(path):
        raise KnownProblem("folder_unsafe")
