"""Connections to the encrypted database: library versions, key, pragmas, explicit transactions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from iop_companion.foundation.errors import KnownProblem
from iop_companion.store.cipher import DataKey

LEAST_SQLITE = (3, 51, 3)
"""Before this, WAL with two connections could corrupt a file (the WAL-reset bug)."""

_BEGIN_WITH = "companion_begin_with"
"""Execution option: the words that begin a transaction; empty begins none."""

PAGE_BYTES = 4096
"""SQLCipher's page size; a sound file is a multiple of it."""

_BUSY_MS = 5000
_PRAGMAS = (
    f"busy_timeout = {_BUSY_MS}",
    "foreign_keys = ON",
    "secure_delete = ON",
    "temp_store = MEMORY",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "mmap_size = 0",
)
_WRITER_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "fullfsync = ON",  # heeded by macOS alone
    "checkpoint_fullfsync = ON",
    "wal_autocheckpoint = 200",
)


@dataclass(frozen=True, slots=True)
class Opening:
    """How a database file is opened.

    ``read_only`` lets nothing be written; ``immutable`` besides promises that nobody else writes,
    which is the only way to read from a folder that takes no new files. ``create`` makes the file.
    """

    read_only: bool = False
    immutable: bool = False
    create: bool = False

    @property
    def query(self) -> str:
        """The end of the file URI that says so."""
        if self.immutable:
            return "mode=ro&immutable=1"
        if self.read_only:
            return "mode=ro"
        return "mode=rwc" if self.create else "mode=rw"


def open_engine(file: Path, key: DataKey, opening: Opening) -> Engine:
    """Return an engine with one connection at most; nothing is opened before its first use.

    Refuses to run (``KnownProblem`` ``database_library``) on libraries that lose or bare data.
    """
    import sqlcipher3.dbapi2 as sqlcipher  # type: ignore[import-untyped]  # no stubs exist

    check_libraries(sqlcipher.sqlite_version_info)
    engine = create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=_creator(sqlcipher.connect, file, key, opening),
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        pool_timeout=1,
        hide_parameters=True,  # else an error's text shows what the person wrote
    )
    event.listen(engine, "begin", _begin)
    return engine


def check_libraries(sqlite_version: tuple[int, ...]) -> None:
    """Raise ``KnownProblem`` unless the SQLite inside is new enough to keep what it is given."""
    if sqlite_version < LEAST_SQLITE:
        found = ".".join(map(str, sqlite_version))
        raise KnownProblem("database_library", found=found)


@contextmanager
def transaction(engine: Engine, *, writes: bool) -> Iterator[Connection]:
    """Begin, commit on leaving, roll back on any exception."""
    # a writer takes its lock at once instead of failing half-way
    words = "BEGIN IMMEDIATE" if writes else "BEGIN"
    with _connection(engine, words) as connection, connection.begin():
        yield connection


@contextmanager
def outside_transactions(engine: Engine) -> Iterator[Connection]:
    """Give a connection that begins nothing, for the pragmas that must not be in a transaction."""
    # not SQLAlchemy's AUTOCOMMIT: it fires "begin" too, and gives the driver its own mode back
    with _connection(engine, "") as connection:
        yield connection


def pragma(connection: Connection, words: str) -> Any:
    """Run one pragma and return the first column of its first row, or None."""
    row = connection.exec_driver_sql(f"PRAGMA {words}").first()
    return None if row is None else row[0]


def _creator(
    connect: Callable[..., Any], file: Path, key: DataKey, opening: Opening
) -> Callable[[], Any]:
    address = f"{file.absolute().as_uri()}?{opening.query}"

    def connected() -> Any:
        # isolation_level None: the driver begins nothing on its own, so DDL can be rolled back
        connection = connect(
            address,
            uri=True,
            isolation_level=None,
            timeout=_BUSY_MS / 1000,
            check_same_thread=False,
        )
        try:
            _prepare(connection, key, opening)
        except BaseException:
            connection.close()
            raise
        return connection

    return connected


def _prepare(connection: Any, key: DataKey, opening: Opening) -> None:
    connection.execute("PRAGMA cipher_log_level = NONE")  # else damage fills stderr
    key.give_to(connection)
    if not connection.execute("PRAGMA cipher_version").fetchone():
        raise KnownProblem("database_library", found="SQLite")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # is the key right?
    pragmas = _PRAGMAS if opening.read_only else _PRAGMAS + _WRITER_PRAGMAS
    for words in pragmas:
        connection.execute(f"PRAGMA {words}")
    if opening.read_only:
        connection.execute("PRAGMA query_only = ON")


def _begin(connection: Connection) -> None:
    """Begin for SQLAlchemy, which leaves it to the driver, which was told not to."""
    words = connection.get_execution_options().get(_BEGIN_WITH, "BEGIN")
    if words:
        connection.exec_driver_sql(words)


def _connection(engine: Engine, words: str) -> Connection:
    return engine.connect().execution_options(**{_BEGIN_WITH: words})
