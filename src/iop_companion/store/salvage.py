"""Reading what can be read of a damaged vault, row by row, into a fresh one of the same key.

SQLCipher refuses a page that does not prove itself, and a connection that met one is of no use
any more. So each table is read in the order of its row ids until a page refuses; a new connection
then looks for the next id from which on it can be read, first near, then ever further, then back
by halves. What comes out is authentic to the bit: a page proves itself
or is not read. A damaged index costs nothing, since only the tables themselves are read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError
from sqlcipher3.dbapi2 import Error as DriverError  # type: ignore[import-untyped]  # no stubs exist

from iop_companion.store.cipher import DataKey
from iop_companion.store.engine import Opening, open_engine, outside_transactions, transaction
from iop_companion.store.new_schema import make_schema
from iop_companion.store.problems import told_apart
from iop_companion.store.tables import StoreRow

_FURTHEST = 1 << 22
"""How many ids further on the search for something readable gives up."""

_FACTS = "meta"
_ORPHANS = (
    "DELETE FROM observation_history WHERE observation_id NOT IN (SELECT id FROM observation)"
)


@dataclass(slots=True)
class SalvagedRows:
    """How many rows of each table could be read; of ``n_gaps`` ranges of ids none could be."""

    rows: dict[str, int] = field(default_factory=dict)
    n_gaps: int = 0
    n_pages: int = 0
    """Pages that do not prove themselves; 0 where the file is none of ours or is not there."""
    schema: int = 0
    """The schema that the file says it has; 0 where that cannot be read."""


def salvage(database: Path, key: DataKey, into: Path, meta: dict[str, str]) -> SalvagedRows:
    """Read ``database``, which is never written, into the new file ``into``.

    ``meta`` are the facts a vault needs about itself. A log beside the database is read with it.
    An earlier version whose entry is lost is left out. Raises ``KnownProblem`` of the disk.
    """
    found = SalvagedRows()
    reader = _Reader(database, key)
    found.schema, found.n_pages = reader.schema(), reader.damaged_pages()
    engine = open_engine(into, key, Opening(create=True))
    try:
        with told_apart(into.parent):
            make_schema(engine)
            with outside_transactions(engine) as plain:
                plain.exec_driver_sql("PRAGMA foreign_keys = OFF")
            with transaction(engine, writes=True) as connection:
                for table in StoreRow.metadata.sorted_tables:
                    names = [column.name for column in table.columns]
                    if table.name == _FACTS:
                        connection.exec_driver_sql(
                            f"INSERT INTO {_FACTS} VALUES (?, ?)",  # noqa: S608 -- our own table
                            list(meta.items()),
                        )
                        continue
                    n = 0
                    for present, rows in reader.rows(table.name, names):
                        listed, marks = ", ".join(present), ", ".join("?" * len(present))
                        connection.exec_driver_sql(
                            f"INSERT OR IGNORE INTO {table.name} ({listed}) VALUES ({marks})",  # noqa: S608 -- our own tables
                            rows,
                        )
                        n += len(rows)
                    found.rows[table.name] = n
                connection.exec_driver_sql(_ORPHANS)
            with outside_transactions(engine) as plain:
                plain.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        reader.close()
        engine.dispose()
    found.n_gaps = reader.n_gaps
    return found


class _Reader:
    """A connection to the damaged file that is opened anew whenever it met a damaged page."""

    def __init__(self, database: Path, key: DataKey) -> None:
        log = database.with_name(database.name + "-wal")
        has_log = log.exists() and log.stat().st_size > 0
        self._opening = Opening(read_only=True, immutable=not has_log)
        self._database = database
        self._key = key
        self._engine: Engine | None = None
        self.n_gaps = 0

    def schema(self) -> int:
        """Return the schema of the file, 0 if it cannot be read."""
        rows, _is_whole = self._ask("PRAGMA user_version")
        return int(rows[0][0]) if rows else 0

    def damaged_pages(self) -> int:
        """Return how many pages do not prove themselves; 0 if the file cannot even be opened."""
        return len(self._ask("PRAGMA cipher_integrity_check")[0])

    def rows(self, table: str, names: list[str]) -> Iterator[tuple[list[str], list[Any]]]:
        """Yield columns and rows in the order of their ids, as far as they can be read."""
        there, is_whole = self._ask(f"PRAGMA table_info({table})")
        if not is_whole or not there:
            self.n_gaps += not is_whole
            return
        present = [name for name in names if name in {row[1] for row in there}]
        listed = ", ".join(present)
        query = f"SELECT rowid, {listed} FROM {table} NOT INDEXED WHERE rowid >= ? ORDER BY rowid"  # noqa: S608 -- our own tables
        at: int | None = 1
        while at is not None:
            found, is_whole = self._ask(query, at)
            if found:
                yield present, [row[1:] for row in found]
            if is_whole:
                return
            self.n_gaps += 1
            at = self._next_readable(query, found[-1][0] + 1 if found else at)

    def _next_readable(self, query: str, refused: int) -> int | None:
        """Return the first id after ``refused`` from which on reading works again, or None."""
        step = 1
        while not self._ask(f"{query} LIMIT 1", refused + step)[1]:
            step *= 2
            if step > _FURTHEST:
                return None
        low, high = refused + step // 2, refused + step
        while high - low > 1:
            middle = (low + high) // 2
            if self._ask(f"{query} LIMIT 1", middle)[1]:
                high = middle
            else:
                low = middle
        return high

    def _ask(self, query: str, *parameters: Any) -> tuple[list[Any], bool]:
        """Return the rows up to the first page that refuses, and whether there was none."""
        found: list[Any] = []
        try:
            if self._engine is None:
                self._engine = open_engine(self._database, self._key, self._opening)
            with self._engine.connect() as connection:
                # the bare cursor: SQLAlchemy's result would drop the rows read before an error
                cursor: Any = connection.exec_driver_sql(query, parameters or ()).cursor
                for row in cursor or ():
                    found.append(tuple(row))  # noqa: PERF401 -- what came before an error must stay
        except (DatabaseError, DriverError):
            self.close()
            return found, False
        return found, True

    def close(self) -> None:
        """Let go of the file."""
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None
