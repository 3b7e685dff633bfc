"""An unlocked vault: transactions, the check, closing (port ``OpenVault``)."""

from __future__ import annotations

import contextlib
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count

from sqlalchemy import Connection

from iop_companion.domain.ports import Clock, Touched, VaultReport
from iop_companion.foundation.errors import Bug, KnownProblem
from iop_companion.store.check import check_vault
from iop_companion.store.engine import outside_transactions, pragma, transaction
from iop_companion.store.journal import SqlJournal
from iop_companion.store.problems import told_apart
from iop_companion.store.reserve import give_up, set_aside
from iop_companion.store.vault_backups import OpenDatabase, SqlVaultBackups

_generations = count(1)
"""Never repeats in a process, so that a cache filled before a lock is stale after the unlock."""

_MOST_WRITES = 50
"""So many writes are told apart; who has not looked since reads all anew."""


class SqlOpenVault:
    """A vault that is open. Used on one thread only: the store thread.

    A ``read`` or ``write`` inside another one of the same vault joins it: it sees its writes, and
    is committed or rolled back with it.
    """

    def __init__(
        self,
        database: OpenDatabase,
        clock: Clock,
        *,
        refuses_writes: str = "",
        on_close: Callable[[], None] = lambda: None,
    ) -> None:
        """Take over ``database``. ``refuses_writes`` is the code of why nothing may be written.

        ``on_close`` is called once, after the database is closed (it lets go of the lock).
        """
        self._database = database
        self._engine = database.engine
        self._folder = database.home.path
        self._clock = clock
        self._refuses_writes = refuses_writes
        self._on_close = on_close
        self._generation = next(_generations)
        self._known_since = self._generation
        self._written: deque[tuple[int, Touched]] = deque()
        self._journal: SqlJournal | None = None
        self._is_writing = False
        self._is_closed = False

    @property
    def generation(self) -> int:
        """A number that grows with every committed write but those of drafts."""
        return self._generation

    def touched_since(self, generation: int) -> Touched | None:
        """Return what was written after the vault stood at ``generation``; None: not known."""
        if generation < self._known_since:
            return None
        since = [written for at, written in self._written if at > generation]
        return Touched(
            frozenset().union(*(written.values for written in since)),
            frozenset().union(*(written.kinds for written in since)),
        )

    def _note(self, written: Touched | None) -> None:
        self._generation = next(_generations)
        if written is None:
            self._written.clear()
            self._known_since = self._generation
            return
        self._written.append((self._generation, written))
        if len(self._written) > _MOST_WRITES:
            self._known_since = self._written.popleft()[0]

    @property
    def is_read_only(self) -> bool:
        """Whether nothing can be written (newer schema, read-only folder)."""
        return bool(self._refuses_writes)

    @property
    def refuses_writes(self) -> str:
        """The code of the problem that a write would raise, "" where it can be written."""
        return self._refuses_writes

    @property
    def backups(self) -> SqlVaultBackups:
        """The backups of this vault; raises ``KnownProblem("locked")`` once it is closed."""
        if self._journal is not None:
            raise Bug("a backup inside a transaction")
        self._refuse_if_closed()
        return SqlVaultBackups(self._database, self._clock, is_read_only=self.is_read_only)

    @contextmanager
    def write(self) -> Iterator[SqlJournal]:
        """Begin a transaction; commit on leaving, roll back on any exception.

        Raises ``KnownProblem``: ``read_only`` or ``schema_newer`` where nothing may be written;
        ``disk_full``, ``disk_problem``, ``vault_busy``, ``vault_damaged`` when the disk refuses.
        """
        if self._refuses_writes:
            raise KnownProblem(self._refuses_writes)
        if self._journal is not None:
            if not self._is_writing:
                raise Bug("a write inside a read")
            yield self._journal
            return
        with self._transaction(writes=True) as journal:
            yield journal
        if journal.changed:
            self._note(journal.touched)

    @contextmanager
    def read(self) -> Iterator[SqlJournal]:
        """Begin a read; nothing is written."""
        if self._journal is not None:
            yield self._journal
            return
        with self._transaction(writes=False) as journal:
            yield journal

    def conflict_copies(self) -> int:
        """Return how many files beside the vault look like copies made by a sync program."""
        return len(self._database.home.conflict_copies())

    def empty_log(self) -> None:
        """Write the log beside the file into it and empty the log, so that nothing erased stays."""
        if self._journal is not None:
            raise Bug("the log cannot be emptied inside a transaction")
        self._refuse_if_closed()
        self._checkpoint()

    def check(self) -> VaultReport:
        """Checkpoint, verify every page and every row's reference, and the key file's copies."""
        if self._journal is not None:
            raise Bug("a check inside a transaction")
        self._refuse_if_closed()
        return check_vault(self._engine, self._folder, is_read_only=self.is_read_only)

    def rest(self) -> None:
        """Fold the log into the file and set the reserve aside, in a quiet moment.

        A disk that refuses is left alone.
        """
        self._refuse_if_closed()
        if not self.is_read_only and self._journal is None:
            self._checkpoint()
            set_aside(self._database.home)

    def give_up_reserve(self) -> bool:
        """Free the room kept for a full disk; return whether there was any."""
        return not self.is_read_only and give_up(self._database.home)

    def close(self) -> None:
        """Checkpoint and close; the object is of no use afterwards. A second call does nothing."""
        if self._is_closed:
            return
        self._is_closed = True
        try:
            if not self.is_read_only:
                self._checkpoint()
            self._engine.dispose()
        finally:
            self._on_close()

    def _checkpoint(self) -> None:
        # a full disk may refuse; what was saved is safe in the log beside the file all the same
        with (
            contextlib.suppress(KnownProblem),
            told_apart(self._folder),
            outside_transactions(self._engine) as plain,
        ):
            pragma(plain, "wal_checkpoint(TRUNCATE)")

    @contextmanager
    def _transaction(self, *, writes: bool) -> Iterator[SqlJournal]:
        self._refuse_if_closed()
        with (
            self._newer_tables_told(),
            told_apart(self._folder),
            transaction(self._engine, writes=writes) as connection,
        ):
            journal = self._journal = SqlJournal(connection, self._clock)
            self._is_writing = writes
            try:
                yield journal
            finally:
                self._journal = None
                self._is_writing = False
                journal.let_go()

    @contextmanager
    def _newer_tables_told(self) -> Iterator[None]:
        """A table of a newer schema may have lost what this program asks for: no bug of ours."""
        try:
            yield
        except Bug as bug:
            if self._refuses_writes == "schema_newer":
                raise KnownProblem("schema_newer") from bug
            raise

    def _refuse_if_closed(self) -> None:
        if self._is_closed:
            raise KnownProblem("locked")


def known_record(connection: Connection, key: str) -> str | None:
    """Return a fact about the vault from its table ``meta``, or None."""
    row = connection.exec_driver_sql("SELECT value FROM meta WHERE key = ?", (key,)).first()
    return None if row is None else str(row[0])
