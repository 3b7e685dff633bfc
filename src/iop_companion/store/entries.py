"""Diary entries in the vault: put, move to the trash, keep earlier states; alike for every kind."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar, get_origin, get_type_hints

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, update

from iop_companion.domain.diary_entries import ENTRY_KINDS, KIND_NAMES, DiaryEntry, PastEntry
from iop_companion.domain.ids import RecordId
from iop_companion.domain.plain_form import entry_from_plain, entry_to_plain, readers, to_plain
from iop_companion.domain.ports import Removed
from iop_companion.store.entry_tables import EntryHistoryRow
from iop_companion.store.instants import (
    moment_text,
    offset_min,
    to_day,
    to_instant,
    to_moment,
    to_ms,
    to_ordinal,
)
from iop_companion.store.observation_row import storable
from iop_companion.store.tables import StoreRow

E = TypeVar("E", bound=DiaryEntry)

MOST_VERSIONS = 20
"""Earlier states kept of one entry; the oldest go first."""

_H: Table = EntryHistoryRow.__table__  # type: ignore[attr-defined]  # SQLModel declares it late
_COMMON = frozenset(part.name for part in fields(DiaryEntry))
_HEAD = (
    "id",
    "day",
    "moment",
    "recorded_ms",
    "recorded_offset_min",
    "source",
    "private",
    "zone",
    "note",
)


class Entries:
    """Diary entries inside one transaction of ``connection``."""

    def __init__(self, connection: Connection) -> None:
        """Work inside the transaction that ``connection`` has begun."""
        self._connection = connection

    def put(self, entry: DiaryEntry, now: datetime) -> DiaryEntry | None:
        """Insert or replace by id; return the live one that was there before, or None.

        ``now`` dates the earlier state, which is kept if anything of it changed; of an entry that
        was only under way none is.
        """
        shelf = _shelf(type(entry))
        found = self._connection.execute(shelf.find, {"this_id": entry.id}).first()
        if found is None:
            self._connection.execute(shelf.insert, shelf.columns_of(entry))
            return None
        *state, deleted_ms = found
        before = shelf.to_entry(state)
        if _content(before) != _content(entry) and not before.is_under_way:
            self._keep(PastEntry(before, now))
        changed = update(shelf.table).where(shelf.table.c.id == entry.id)
        self._connection.execute(changed.values(**shelf.columns_of(entry), deleted_ms=None))
        return before if deleted_ms is None else None

    def to_trash(self, entry: DiaryEntry, now: datetime) -> None:
        """Move a live entry to the trash; nothing happens if it is there or unknown."""
        table = _shelf(type(entry)).table
        this = (table.c.id == entry.id, table.c.deleted_ms.is_(None))
        self._connection.execute(update(table).where(*this).values(deleted_ms=to_ms(now)))

    def live(self, kind: type[E], first: date | None = None, last: date | None = None) -> list[E]:
        """Return the live entries of a kind and period, both days included, in their order."""
        shelf = _shelf(kind)
        query = select(*shelf.read).where(shelf.table.c.deleted_ms.is_(None))
        if first is not None:
            query = query.where(shelf.table.c.day >= first.toordinal())
        if last is not None:
            query = query.where(shelf.table.c.day <= last.toordinal())
        query = query.order_by(*(shelf.table.c[name] for name in _ORDER))
        entries: list[E] = [shelf.to_entry(row) for row in self._connection.execute(query)]
        return entries

    def dose_counts(self) -> list[tuple[int, str, int]]:
        """Return day (as ordinal), outcome and number of the live doses that were due, by day."""
        cursor: Any = self._connection.exec_driver_sql(_DOSES).cursor  # bare rows: years of them
        found: list[tuple[int, str, int]] = cursor.fetchall()
        return found

    def trash(self) -> list[DiaryEntry]:
        """Return what lies in the trash, kind by kind, newest first."""
        return [entry for shelf in _shelves() for entry in self._trashed(shelf)]

    def removed(self) -> list[Removed]:
        """Return what lies in the trash with when it came there, kind by kind."""
        found = []
        for shelf in _shelves():
            deleted = shelf.table.c.deleted_ms
            query = select(deleted, *shelf.read).where(deleted.is_not(None))
            found += [
                Removed(shelf.to_entry(row[1:]), to_instant(row[0], 0))
                for row in self._connection.execute(query)
            ]
        return found

    def past(self, entry_id: RecordId | None = None) -> list[PastEntry]:
        """Return earlier states, oldest first; of one entry or of all."""
        query = select(_H.c.replaced_ms, _H.c.replaced_offset_min, _H.c.body).order_by(_H.c.seq)
        if entry_id is not None:
            query = query.where(_H.c.entry_id == entry_id)
        return [
            PastEntry(entry_from_plain(json.loads(body)), to_instant(ms, offset))
            for ms, offset, body in self._connection.execute(query)
        ]

    def put_past(self, versions: Iterable[PastEntry]) -> int:
        """Keep earlier states as they are, those kept already excepted; return how many."""
        kept = {_row_of(version) for version in self.past()}
        fresh = [version for version in versions if _row_of(version) not in kept]
        for version in fresh:
            self._keep(version)
        return len(fresh)

    def put_trashed(self, entries: Iterable[DiaryEntry], now: datetime) -> int:
        """Insert straight into the trash what is not known at all; return how many."""
        n_put = 0
        for entry in entries:
            shelf = _shelf(type(entry))
            known = select(shelf.table.c.id).where(shelf.table.c.id == entry.id)
            if self._connection.execute(known).first() is None:
                columns = shelf.columns_of(entry)
                values = insert(shelf.table).values(**columns, deleted_ms=to_ms(now))
                self._connection.execute(values)
                n_put += 1
        return n_put

    def erase_past(self, version: PastEntry) -> None:
        """Delete the row of one earlier state; ``secure_delete`` overwrites what it held."""
        entry_id, replaced_ms, _offset, body = _row_of(version)
        self._connection.execute(
            delete(_H).where(
                _H.c.entry_id == entry_id, _H.c.replaced_ms == replaced_ms, _H.c.body == body
            )
        )

    def erase_trashed(self, entry: DiaryEntry) -> None:
        """Delete a trashed entry for good, with its earlier states; a live one stays."""
        table = _shelf(type(entry)).table
        gone = delete(table).where(table.c.id == entry.id, table.c.deleted_ms.is_not(None))
        if self._connection.execute(gone).rowcount:
            self._connection.execute(delete(_H).where(_H.c.entry_id == entry.id))

    def purge_trash(self, before: datetime) -> int:
        """Delete what was trashed before an instant, with its earlier states; return how many."""
        n_gone = 0
        for shelf in _shelves():
            old = shelf.table.c.deleted_ms < to_ms(before)  # of a live one this is no number
            ids = select(shelf.table.c.id).where(old)
            self._connection.execute(delete(_H).where(_H.c.entry_id.in_(ids)))
            n_gone += self._connection.execute(delete(shelf.table).where(old)).rowcount
        return n_gone

    def _trashed(self, shelf: _Shelf) -> Iterator[DiaryEntry]:
        deleted = shelf.table.c.deleted_ms
        query = select(*shelf.read).where(deleted.is_not(None))
        for row in self._connection.execute(query.order_by(deleted.desc(), shelf.table.c.id)):
            yield shelf.to_entry(row)

    def _keep(self, version: PastEntry) -> None:
        entry_id, ms, offset, body = _row_of(version)
        self._connection.execute(
            insert(_H).values(
                entry_id=entry_id, replaced_ms=ms, replaced_offset_min=offset, body=body
            )
        )
        of_this = _H.c.entry_id == entry_id
        newest = select(_H.c.seq).where(of_this).order_by(_H.c.seq.desc()).limit(MOST_VERSIONS)
        self._connection.execute(delete(_H).where(of_this, _H.c.seq.not_in(newest)))


_DOSES = (
    "SELECT day, outcome, count(*) FROM dose WHERE deleted_ms IS NULL AND due <> ''"
    " GROUP BY day, outcome ORDER BY day, outcome"
)
_ORDER = ("day", "moment", "recorded_ms", "id")


@dataclass(frozen=True, slots=True)
class _Shelf:
    """How one kind is kept: its table, the columns read, and for each of its own fields a way."""

    kind: type[DiaryEntry]
    table: Table
    own: Mapping[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]]
    """By field: from the domain's value to the column's, and back."""
    read: Sequence[Any]
    find: Any
    insert: Any
    """Statements made once: making one costs more than the database takes to run it."""

    def columns_of(self, entry: DiaryEntry) -> dict[str, Any]:
        """Return the columns of an entry's row but the mark of the trash."""
        return {
            "id": entry.id,
            "day": entry.day.toordinal(),
            "moment": moment_text(entry.moment),
            "recorded_ms": to_ms(entry.recorded_at),
            "recorded_offset_min": offset_min(entry.recorded_at),
            "source": entry.source,
            "private": entry.private,
            "zone": entry.zone,
            "note": storable(entry.note),
            **{name: away(getattr(entry, name)) for name, (away, _back) in self.own.items()},
        }

    def to_entry(self, row: Any) -> Any:
        """Return the entry of the columns :attr:`read`."""
        entry_id, day, moment, ms, offset, source, private, zone, note, *own = row
        return self.kind(
            id=RecordId(entry_id),
            day=date.fromordinal(day),
            recorded_at=to_instant(ms, offset),
            moment=to_moment(moment),
            source=source,
            private=bool(private),
            zone=zone,
            note=note,
            **{
                name: back(value)
                for (name, (_away, back)), value in zip(self.own.items(), own, strict=True)
            },
        )


def _shelf(kind: type[DiaryEntry]) -> _Shelf:
    return _shelf_named(KIND_NAMES[kind])


@cache
def _shelf_named(name: str) -> _Shelf:
    kind = ENTRY_KINDS[name]
    hints, back = get_type_hints(kind), readers(kind)
    own = {
        part.name: _ways(hints[part.name], back[part.name])
        for part in fields(kind)
        if part.name not in _COMMON
    }
    table = StoreRow.metadata.tables[name]
    read = [table.c[column] for column in (*_HEAD, *own)]
    find = select(*read, table.c.deleted_ms).where(table.c.id == bindparam("this_id"))
    return _Shelf(kind, table, own, read, find, insert(table))


def _shelves() -> list[_Shelf]:
    return [_shelf_named(name) for name in ENTRY_KINDS]


def _ways(
    hint: Any, back: Callable[[Any], Any]
) -> tuple[Callable[[Any], Any], Callable[[Any], Any]]:
    """Return the way of a field into its column and back."""
    if hint == date | None:
        return to_ordinal, to_day
    if get_origin(hint) is tuple:
        return lambda parts: json.dumps(to_plain(parts)), lambda text: back(json.loads(text))
    if hint is str:
        return storable, str
    return _plain_column, back


def _plain_column(value: Any) -> Any:
    """Return ``value`` as a column keeps it: numbers as they are, so that 5.0 stays a float."""
    return value if isinstance(value, float) else to_plain(value)


def _content(entry: DiaryEntry) -> DiaryEntry:
    """Return ``entry`` without when and from where it was recorded: what a person can change."""
    return replace(entry, recorded_at=_ANY_TIME, source="typed", zone="")


_ANY_TIME = datetime.fromisoformat("2000-01-01T00:00:00+00:00")


def _row_of(version: PastEntry) -> tuple[str, int, int, str]:
    body = json.dumps(entry_to_plain(version.entry), ensure_ascii=True)
    return version.entry.id, to_ms(version.replaced_at), offset_min(version.replaced_at), body
