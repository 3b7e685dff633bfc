"""The observations of a vault: put, move to the trash, read one by one or by the ten thousand."""

from __future__ import annotations

import gc
import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from itertools import starmap
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from iop_companion.domain.clock_doubt import Written
from iop_companion.domain.ids import ImportId, MeasureId, ObservationId
from iop_companion.domain.measure import Value
from iop_companion.domain.observation import IMPORT_PREFIX, PAPER, TYPED, Observation
from iop_companion.domain.ports import NumberColumns, NumberMark, Removed, TagRow
from iop_companion.domain.records import PastVersion
from iop_companion.foundation.errors import KnownProblem
from iop_companion.store.instants import (
    offset_min,
    to_instant,
    to_ms,
)
from iop_companion.store.observation_row import STATE, columns_of, to_observation
from iop_companion.store.tables import NUMBERS_INDEX, ObservationHistoryRow, ObservationRow

MOST_VERSIONS = 20
"""Earlier states kept of one observation; the oldest go first."""

_T: Table = ObservationRow.__table__  # type: ignore[attr-defined]  # SQLModel declares it late
_H: Table = ObservationHistoryRow.__table__  # type: ignore[attr-defined]

_READ = [_T.c.id, *(_T.c[name] for name in STATE)]
_READ_PAST = [_H.c.observation_id, *(_H.c[name] for name in STATE)]
_SLOT_TAKEN = "UNIQUE constraint failed: observation.measure_id, observation.day"
_NUMBERS = (
    "SELECT day, number,"  # noqa: S608 -- constants of ours
    # nearly every value is typed and of a whole day: the dear comparisons are for the others
    " CASE WHEN source = 'typed' AND moment = '' THEN is_late ELSE is_late"
    f" + {NumberMark.OF_MOMENT:d} * (moment <> '')"
    f" + {NumberMark.PAPER:d} * (source = '{PAPER}')"
    f" + {NumberMark.IMPORTED:d} * (substr(source, 1, {len(IMPORT_PREFIX)}) = '{IMPORT_PREFIX}')"
    f" END FROM observation INDEXED BY {NUMBERS_INDEX}"
    " WHERE deleted_ms IS NULL AND number IS NOT NULL AND measure_id = ?"
    " AND day BETWEEN ? AND ? ORDER BY day, moment, seq"
)
_NUMBERS_WITH_VERSIONS = _NUMBERS.replace(" END FROM", " END, measure_version FROM")
"""Dearer, for the version is not in the index: only where a measure was redefined."""
_DAYS = "SELECT DISTINCT day FROM observation WHERE deleted_ms IS NULL ORDER BY day"
_LIVE = _T.c.deleted_ms.is_(None)
_IN_ORDER = (_T.c.day, _T.c.moment, _T.c.seq)


class Observations:
    """Observations inside one transaction of ``connection``."""

    def __init__(self, connection: Connection) -> None:
        """Work inside the transaction that ``connection`` has begun."""
        self._connection = connection

    def put(self, observation: Observation, now: datetime) -> Observation | None:
        """Insert or replace by id; return the live value that was there before, or None.

        ``now`` dates the earlier state that is kept when value, note or private mark changed.
        Raises ``KnownProblem("slot_taken")`` if another live value speaks of the same slot.
        """
        found = self._connection.execute(
            select(*_READ, _T.c.deleted_ms).where(_T.c.id == observation.id)
        ).first()
        if found is None:
            self._write(insert(_T).values(**columns_of(observation)))
            return None
        *state, deleted_ms = found
        before = to_observation(*state)
        if _content(before) != _content(observation):
            self._keep_version(before, now)
        changed = update(_T).where(_T.c.id == observation.id)
        self._write(changed.values(**columns_of(observation), deleted_ms=None))
        return before if deleted_ms is None else None

    def put_many(self, observations: Iterable[Observation], now: datetime) -> int:
        """Insert many observations; return how many. Same errors as :meth:`put`.

        One that lies in the trash as it is (of an import that was undone, say) comes back from it.
        """
        known = self._known_ids()
        trashed = {item.id: item for item in self.trash()} if known else {}
        rows: list[dict[str, Any]] = []
        back: list[dict[str, Any]] = []
        n_put = 0
        for observation in observations:
            if observation.id not in known:
                rows.append(columns_of(observation))
            elif trashed.get(observation.id) == observation:
                back.append({"this_id": observation.id})
            else:
                self.put(observation, now)
                n_put += 1
        if rows:
            self._write(insert(_T), rows)
        if back:
            this = _T.c.id == bindparam("this_id")
            self._write(update(_T).where(this).values(deleted_ms=None), back)
        return n_put + len(rows) + len(back)

    def many_to_trash(self, ids: Sequence[ObservationId], now: datetime) -> None:
        """Move live observations to the trash; others stay as they are."""
        if ids:
            this = _T.c.id == bindparam("this_id")
            gone = update(_T).where(this, _LIVE).values(deleted_ms=to_ms(now))
            self._connection.execute(gone, [{"this_id": one} for one in ids])

    def to_trash(self, observation_id: ObservationId, now: datetime) -> None:
        """Move a live observation to the trash; nothing happens if it is there or unknown."""
        self._connection.execute(
            update(_T).where(_T.c.id == observation_id, _LIVE).values(deleted_ms=to_ms(now))
        )

    def live(
        self, first: date | None, last: date | None, measures: Sequence[MeasureId] | None
    ) -> list[Observation]:
        """Return live observations of a period, both days included, of some or all measures."""
        query = select(*_READ).where(_LIVE).order_by(*_IN_ORDER)
        if first is not None:
            query = query.where(_T.c.day >= first.toordinal())
        if last is not None:
            query = query.where(_T.c.day <= last.toordinal())
        if measures is not None:
            query = query.where(_T.c.measure_id.in_(measures))
        return self._observations(query)

    def numbers(
        self,
        measures: Sequence[MeasureId],
        redefined: Collection[MeasureId],
        day: date | None = None,
    ) -> list[NumberColumns]:
        """Return all live numbers of ``measures``, in their order; those without any drop out.

        ``day`` reads that day alone.
        """
        found = []
        period = (0, date.max.toordinal()) if day is None else (day.toordinal(),) * 2
        with _no_collecting():
            for measure_id in measures:
                # bare rows of the driver: SQLAlchemy's own would cost more than the database does
                rows = self._connection.exec_driver_sql(
                    _NUMBERS_WITH_VERSIONS if measure_id in redefined else _NUMBERS,
                    (measure_id, *period),
                ).cursor.fetchall()
                if rows:
                    found.append(_one_version(NumberColumns(measure_id, *zip(*rows, strict=True))))
        return found

    def tags(self, measures: Sequence[MeasureId], day: date | None = None) -> list[TagRow]:
        """Return live tags and choices of ``measures``, by (measure, day, moment).

        ``day`` reads that day alone.
        """
        query = (
            select(
                _T.c.measure_id,
                _T.c.day,
                _T.c.moment,
                _T.c.tags,
                _T.c.words,
                _T.c.is_late,
                _T.c.source,
            )
            .where(_LIVE, _T.c.measure_id.in_(measures), _T.c.number.is_(None))
            .order_by(_T.c.measure_id, *_IN_ORDER)
        )
        if day is not None:
            query = query.where(_T.c.day == day.toordinal())
        found = self._connection.execute(query).all()
        with _no_collecting():
            return [
                TagRow(measure, day, moment, _tags(tags, words), is_late, source)
                for measure, day, moment, tags, words, is_late, source in found
            ]

    def of_import(self, import_id: ImportId) -> list[Observation]:
        """Return the live observations of one import."""
        source = f"{IMPORT_PREFIX}{import_id}"
        return self._observations(
            select(*_READ).where(_LIVE, _T.c.source == source).order_by(*_IN_ORDER)
        )

    def last_written(self) -> Written | None:
        """Return when the newest live value of the person's own was written, None for none."""
        row = self._connection.execute(
            select(_T.c.recorded_ms, _T.c.recorded_offset_min, _T.c.zone)
            .where(_LIVE, _T.c.source.in_((TYPED, PAPER)))
            .order_by(_T.c.seq.desc())
            .limit(1)
        ).first()
        return None if row is None else Written(to_instant(row[0], row[1]), str(row[2]))

    def trash(self, day: date | None = None) -> list[Observation]:
        """Return what lies in the trash, of one day or of all, newest first."""
        query = select(*_READ).where(~_LIVE).order_by(_T.c.deleted_ms.desc(), _T.c.seq.desc())
        if day is not None:
            query = query.where(_T.c.day == day.toordinal())
        return self._observations(query)

    def removed(self) -> list[Removed]:
        """Return what lies in the trash with when it came there, newest first."""
        query = select(_T.c.deleted_ms, *_READ).where(~_LIVE)
        query = query.order_by(_T.c.deleted_ms.desc(), _T.c.seq.desc())
        return [
            Removed(to_observation(*state), to_instant(ms, 0))
            for ms, *state in self._connection.execute(query)
        ]

    def erase_version(self, version: PastVersion) -> None:
        """Delete the row of one earlier state; ``secure_delete`` overwrites what it held."""
        query = select(_H.c.seq, *_READ_PAST).where(
            _H.c.observation_id == version.observation.id,
            _H.c.replaced_ms == to_ms(version.replaced_at),
        )
        for seq, *state in self._connection.execute(query).all():
            if to_observation(*state) == version.observation:
                self._connection.execute(delete(_H).where(_H.c.seq == seq))

    def erase_trashed(self, observation_id: ObservationId) -> None:
        """Delete a trashed row; its earlier states go with it."""
        self._connection.execute(delete(_T).where(_T.c.id == observation_id, ~_LIVE))

    def purge_trash(self, before: datetime) -> int:
        """Delete what was trashed before an instant; histories go with their observations."""
        gone = delete(_T).where(_T.c.deleted_ms < to_ms(before))  # of a live one this is no number
        return self._connection.execute(gone).rowcount

    def days(self) -> list[date]:
        """Return the days that hold anything live, ascending."""
        found = self._connection.exec_driver_sql(_DAYS).cursor.fetchall()  # thousands, once a write
        return [date.fromordinal(day) for (day,) in found]

    def first_day(self) -> date | None:
        """Return the earliest day that holds anything live, or None."""
        day = self._connection.scalar(select(func.min(_T.c.day)).where(_LIVE))
        return None if day is None else date.fromordinal(day)

    def count(self) -> int:
        """Return the number of live observations."""
        return self._connection.scalar(select(func.count()).select_from(_T).where(_LIVE)) or 0

    def past_versions(self, observation_id: ObservationId | None) -> list[PastVersion]:
        """Return earlier states, oldest first; of one observation or of all."""
        query = select(_H.c.replaced_ms, _H.c.replaced_offset_min, *_READ_PAST).order_by(_H.c.seq)
        if observation_id is not None:
            query = query.where(_H.c.observation_id == observation_id)
        return [
            PastVersion(to_observation(*state), to_instant(ms, offset))
            for ms, offset, *state in self._connection.execute(query)
        ]

    def put_past_versions(self, versions: Iterable[PastVersion]) -> int:
        """Keep earlier states as they are, those kept already excepted; return how many."""
        kept = set(self.past_versions(None))
        fresh = [version for version in versions if version not in kept]
        for version in fresh:
            self._keep_version(version.observation, version.replaced_at)
        return len(fresh)

    def put_trashed(self, observations: Iterable[Observation], now: datetime) -> int:
        """Insert straight into the trash, newest first as :meth:`trash` gives them.

        An id that is known already, live or trashed, is left as it is. Returns how many were put.
        """
        known = self._known_ids()
        rows = [
            {**columns_of(observation), "deleted_ms": to_ms(now)}
            for observation in observations
            if observation.id not in known
        ]
        if rows:
            self._write(insert(_T), rows[::-1])
        return len(rows)

    def _known_ids(self) -> set[str]:
        return set(self._connection.scalars(select(_T.c.id)))

    def _keep_version(self, state: Observation, replaced_at: datetime) -> None:
        columns = columns_of(state)
        columns["observation_id"] = columns.pop("id")
        del columns["is_late"]
        self._connection.execute(
            insert(_H).values(
                **columns,
                replaced_ms=to_ms(replaced_at),
                replaced_offset_min=offset_min(replaced_at),
            )
        )
        newest = (
            select(_H.c.seq)
            .where(_H.c.observation_id == state.id)
            .order_by(_H.c.seq.desc())
            .limit(MOST_VERSIONS)
        )
        self._connection.execute(
            delete(_H).where(_H.c.observation_id == state.id, _H.c.seq.not_in(newest))
        )

    def _write(self, statement: Any, rows: list[dict[str, Any]] | None = None) -> None:
        try:
            self._connection.execute(statement, rows)
        except IntegrityError as error:
            if _SLOT_TAKEN in str(error.orig):
                raise KnownProblem("slot_taken") from error
            raise

    def _observations(self, query: Any) -> list[Observation]:
        with _no_collecting():
            return list(starmap(to_observation, self._connection.execute(query).all()))


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Stop the search for reference circles while ten thousands of plain values are made.

    None of them can be part of a circle, yet their number alone would start the search again and
    again over everything the program holds: half of the time of a bulk read.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _content(observation: Observation) -> tuple[Value, str, bool]:
    return observation.value, observation.note, observation.private


def _tags(tags: str | None, words: str | None) -> tuple[str, ...]:
    return tuple(json.loads(tags)) if tags is not None else (words or "",)


def _one_version(columns: NumberColumns) -> NumberColumns:
    """Leave the versions out where there is only one."""
    return columns if len(set(columns.versions)) > 1 else columns._replace(versions=())
