"""The journal: everything in an open vault, inside one transaction (port ``Journal``)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Any, TypeVar

from sqlalchemy import Connection
from sqlmodel import Session, select

from iop_companion.domain.clock_doubt import Written
from iop_companion.domain.diary_entries import DiaryEntry, PastEntry
from iop_companion.domain.ids import ImportId, MeasureId, ObservationId, RecordId
from iop_companion.domain.observation import Observation
from iop_companion.domain.ports import Clock, Draft, NumberColumns, Removed, TagRow, Touched
from iop_companion.domain.records import ParticipantSetting, PastVersion, Record
from iop_companion.store.entries import Entries
from iop_companion.store.instants import offset_min, to_instant, to_ms
from iop_companion.store.observation_row import storable
from iop_companion.store.observations import Observations
from iop_companion.store.records import SHELVES
from iop_companion.store.tables import DraftRow

R = TypeVar("R", bound=Record)
E = TypeVar("E", bound=DiaryEntry)

MOST_PLACES = 120
"""More values than this are no check-in but an import: whoever keeps something reads all anew."""


class SqlJournal:
    """One transaction's view of the vault; of no use after it.

    ``changed`` tells whether anything but drafts was written: a form kept while somebody types
    must not make every cache stale.
    """

    def __init__(self, connection: Connection, clock: Clock) -> None:
        """Work inside the transaction that ``connection`` has begun; ``clock`` dates edits."""
        self._connection = connection
        self._clock = clock
        self._observations = Observations(connection)
        self._entries = Entries(connection)
        self.changed = False
        self._places: set[tuple[MeasureId, date]] | None = set()
        self._kinds: set[type] = set()

    @property
    def touched(self) -> Touched | None:
        """What was written so far; None if those are more values than anybody takes on singly."""
        if self._places is None:
            return None
        return Touched(frozenset(self._places), frozenset(self._kinds))

    @cached_property
    def _session(self) -> Session:
        return Session(self._connection)

    def _note_change(self, *records: Record) -> None:
        self.changed = True
        for record in records:
            if not isinstance(record, Observation):
                self._kinds.add(type(record))
            elif self._places is not None:
                self._places.add((record.measure_id, record.day))
        if self._places is not None and len(self._places) > MOST_PLACES:
            self._places = None

    def put(self, record: Record) -> Record | None:
        """Insert or replace by id (idempotent) and return what was there before, or None."""
        self._note_change(record)
        if isinstance(record, Observation):
            replaced = self._observations.put(record, self._clock.now())
            if replaced is not None:
                self._note_change(replaced)
            return replaced
        if isinstance(record, DiaryEntry):
            return self._entries.put(record, self._clock.now())
        before: Record | None = SHELVES[type(record)].put(self._session, record)
        return before

    def put_many(self, observations: Iterable[Observation]) -> int:
        """Insert many fresh observations at once and return how many."""
        fresh = list(observations)
        self._note_change(*fresh)
        return self._observations.put_many(fresh, self._clock.now())

    def remove(self, record: Record) -> None:
        """Move an observation or an entry to the trash, or delete another record."""
        self._note_change(record)
        if isinstance(record, Observation):
            self._observations.to_trash(record.id, self._clock.now())
        elif isinstance(record, DiaryEntry):
            self._entries.to_trash(record, self._clock.now())
        else:
            SHELVES[type(record)].remove(self._session, record)

    def remove_many(self, observations: Iterable[Observation]) -> None:
        """Move many observations to the trash at once."""
        gone = list(observations)
        self._note_change(*gone)
        ids = [observation.id for observation in gone]
        self._observations.many_to_trash(ids, self._clock.now())

    def observations(
        self,
        first: date | None = None,
        last: date | None = None,
        measures: Sequence[MeasureId] | None = None,
    ) -> list[Observation]:
        """Return live observations of days ``first`` to ``last``, both included."""
        return self._observations.live(first, last, measures)

    def number_columns(
        self,
        measures: Sequence[MeasureId],
        redefined: Collection[MeasureId] = (),
        day: date | None = None,
    ) -> list[NumberColumns]:
        """Return every live number of ``measures``, in their order; those without any drop out."""
        return self._observations.numbers(measures, redefined, day)

    def tag_rows(self, measures: Sequence[MeasureId], day: date | None = None) -> list[TagRow]:
        """Return live tags and choices of ``measures``, ordered by (measure, day, moment)."""
        return self._observations.tags(measures, day)

    def observations_of_import(self, import_id: ImportId) -> list[Observation]:
        """Return the live observations whose source is ``import:<import_id>``."""
        return self._observations.of_import(import_id)

    def days_with_entries(self) -> list[date]:
        """Return the days that hold any live observation, ascending."""
        return self._observations.days()

    def first_day(self) -> date | None:
        """Return the earliest day that holds a live observation, or None."""
        return self._observations.first_day()

    def last_written(self) -> Written | None:
        """Return when the newest value of the person's own was written, by order of writing."""
        return self._observations.last_written()

    def count_observations(self) -> int:
        """Return the number of live observations."""
        return self._observations.count()

    def past_versions(self, observation_id: ObservationId) -> list[PastVersion]:
        """Return the edit history of one observation, oldest first."""
        return self._observations.past_versions(observation_id)

    def all_past_versions(self) -> list[PastVersion]:
        """Return the edit history of all observations, oldest first."""
        return self._observations.past_versions(None)

    def put_past_versions(self, versions: Iterable[PastVersion]) -> int:
        """Restore edit history of observations already put; return how many were new."""
        self._note_change()
        return self._observations.put_past_versions(versions)

    def put_trashed(self, observations: Iterable[Observation]) -> int:
        """Insert observations straight into the trash; return how many were new."""
        self._note_change()
        return self._observations.put_trashed(observations, self._clock.now())

    def all(self, kind: type[R]) -> list[R]:
        """Return every live record of one kind (not observations), in a stable order."""
        if issubclass(kind, DiaryEntry):
            entries: list[Any] = self._entries.live(kind)
            return entries
        records: list[R] = SHELVES[kind].all(self._session)
        return records

    def entries(
        self, kind: type[E], first: date | None = None, last: date | None = None
    ) -> list[E]:
        """Return the live entries of one kind of days ``first`` to ``last``, both included."""
        return self._entries.live(kind, first, last)

    def dose_counts(self) -> list[tuple[int, str, int]]:
        """Return day (as ordinal), outcome and number of the live doses that were due, by day."""
        return self._entries.dose_counts()

    def past_entries(self, entry_id: RecordId | None = None) -> list[PastEntry]:
        """Return the earlier states of one entry or of all, oldest first."""
        return self._entries.past(entry_id)

    def put_past_entries(self, versions: Iterable[PastEntry]) -> int:
        """Restore earlier states of entries already put; return how many were new."""
        self._note_change()
        return self._entries.put_past(versions)

    def trashed_entries(self) -> list[DiaryEntry]:
        """Return the trashed entries, kind by kind, newest first."""
        return self._entries.trash()

    def removed(self) -> list[Removed]:
        """Return everything in the trash with when it was removed, newest first."""
        found = [*self._observations.removed(), *self._entries.removed()]
        return sorted(found, key=lambda one: one.removed_at, reverse=True)

    def put_trashed_entries(self, entries: Iterable[DiaryEntry]) -> int:
        """Insert entries straight into the trash; return how many were new."""
        self._note_change()
        return self._entries.put_trashed(entries, self._clock.now())

    def setting(self, key: str) -> str | None:
        """Return the JSON text of a participant setting, or None."""
        shelf = SHELVES[ParticipantSetting]
        row: Any = self._session.get(shelf.row, key)
        return None if row is None else str(row.value)

    def draft(self, day: date) -> Draft | None:
        """Return the draft of ``day``, or None."""
        row = self._session.get(DraftRow, day.toordinal())
        return None if row is None else _draft(row)

    def drafts(self) -> list[Draft]:
        """Return all drafts, by day."""
        rows = self._session.exec(select(DraftRow).order_by(DraftRow.day)).all()  # type: ignore[arg-type]  # SQLModel types a column as its value
        return [_draft(row) for row in rows]

    def keep_draft(self, draft: Draft) -> None:
        """Insert or replace the draft of its day."""
        row = DraftRow(
            day=draft.day.toordinal(),
            saved_ms=to_ms(draft.saved_at),
            saved_offset_min=offset_min(draft.saved_at),
            body=storable(draft.body),
        )
        self._session.merge(row)
        self._session.flush()

    def drop_draft(self, day: date) -> None:
        """Delete the draft of ``day`` if there is one."""
        row = self._session.get(DraftRow, day.toordinal())
        if row is not None:
            self._session.delete(row)
            self._session.flush()

    def trash(self, day: date | None = None) -> list[Observation]:
        """Return the trashed observations, of one day or of all, newest first."""
        return self._observations.trash(day)

    def erase_version(self, version: PastVersion | PastEntry) -> None:
        """Delete one earlier state for good; nothing happens if it is not kept."""
        self._note_change()
        if isinstance(version, PastEntry):
            self._entries.erase_past(version)
        else:
            self._observations.erase_version(version)

    def erase_trashed(self, record: Observation | DiaryEntry) -> None:
        """Delete what is trashed for good, with its earlier states; a live one stays."""
        self._note_change()
        if isinstance(record, DiaryEntry):
            self._entries.erase_trashed(record)
        else:
            self._observations.erase_trashed(record.id)

    def purge_trash(self, before: datetime) -> int:
        """Delete for good what was trashed before an instant; return how many."""
        n = self._observations.purge_trash(before) + self._entries.purge_trash(before)
        if n:
            self._note_change()
        return n

    def let_go(self) -> None:
        """Forget the rows of this transaction; the transaction itself is not touched."""
        if "_session" in self.__dict__:
            self._session.expunge_all()
            self._session.close()


def _draft(row: DraftRow) -> Draft:
    return Draft(
        day=date.fromordinal(row.day),
        saved_at=to_instant(row.saved_ms, row.saved_offset_min),
        body=row.body,
    )
