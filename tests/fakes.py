"""A vault in memory that keeps the contract of the real one, for tests that need no encryption."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from iop_companion.domain.ids import ImportId, MeasureId, ObservationId
from iop_companion.domain.measure import Measure
from iop_companion.domain.observation import IMPORT_PREFIX, Observation
from iop_companion.domain.ports import Draft, NumberRow, PastVersion, TagRow, VaultReport
from iop_companion.domain.records import ParticipantSetting, Record
from iop_companion.foundation.errors import KnownProblem
from tests.stopped_clock import EVENING


def _key(record: Record) -> tuple[type, str]:
    if isinstance(record, ParticipantSetting):
        return ParticipantSetting, record.key
    if isinstance(record, Measure):
        return Measure, f"{record.id}:{record.version}"
    return type(record), str(record.id)


def _order(observation: Observation) -> tuple[date, str, datetime]:
    moment = observation.moment.isoformat() if observation.moment else ""
    return observation.day, moment, observation.recorded_at


@dataclass
class FakeJournal:
    """What a vault holds; every method keeps to ``domain.ports.Journal``."""

    records: dict[tuple[type, str], Record] = field(default_factory=dict)
    trashed: dict[ObservationId, Observation] = field(default_factory=dict)
    past: dict[ObservationId, list[PastVersion]] = field(default_factory=dict)
    drafts_by_day: dict[date, Draft] = field(default_factory=dict)
    now: datetime = EVENING

    def snapshot(self) -> FakeJournal:
        """Return a copy that later writes do not touch."""
        return FakeJournal(
            copy(self.records), copy(self.trashed),
            {key: list(versions) for key, versions in self.past.items()},
            copy(self.drafts_by_day), self.now,
        )  # fmt: skip

    def put(self, record: Record) -> Record | None:
        before = self.records.get(_key(record))
        if isinstance(record, Observation):
            self._keep_past(before, record)
            self.trashed.pop(record.id, None)
        self.records[_key(record)] = record
        return before

    def _keep_past(self, before: Record | None, after: Observation) -> None:
        if isinstance(before, Observation) and before != after:
            same = replace(before, recorded_at=after.recorded_at) == after
            if not same:
                self.past.setdefault(before.id, []).append(PastVersion(before, self.now))

    def put_many(self, observations: Iterable[Observation]) -> int:
        fresh = list(observations)
        for observation in fresh:
            self.put(observation)
        return len(fresh)

    def remove(self, record: Record) -> None:
        gone = self.records.pop(_key(record), None)
        if isinstance(gone, Observation):
            self.trashed[gone.id] = gone

    def observations(
        self,
        first: date | None = None,
        last: date | None = None,
        measures: Sequence[MeasureId] | None = None,
    ) -> list[Observation]:
        found = [
            record
            for record in self.records.values()
            if isinstance(record, Observation)
            and (first is None or record.day >= first)
            and (last is None or record.day <= last)
            and (measures is None or record.measure_id in measures)
        ]
        return sorted(found, key=_order)

    def number_rows(self, measures: Sequence[MeasureId]) -> list[NumberRow]:
        return sorted(
            NumberRow(
                o.measure_id,
                o.day.toordinal(),
                o.moment.isoformat() if o.moment else "",
                float(o.value),
                o.is_late,
                o.source,
            )
            for o in self.observations(measures=measures)
            if isinstance(o.value, int | float)
        )

    def tag_rows(self, measures: Sequence[MeasureId]) -> list[TagRow]:
        return sorted(
            TagRow(
                o.measure_id,
                o.day.toordinal(),
                o.moment.isoformat() if o.moment else "",
                o.value if isinstance(o.value, tuple) else (o.value,),
                o.is_late,
                o.source,
            )
            for o in self.observations(measures=measures)
            if isinstance(o.value, str | tuple)
        )

    def observations_of_import(self, import_id: ImportId) -> list[Observation]:
        return [o for o in self.observations() if o.source == IMPORT_PREFIX + import_id]

    def days_with_entries(self) -> list[date]:
        return sorted({o.day for o in self.observations()})

    def count_observations(self) -> int:
        return len(self.observations())

    def past_versions(self, observation_id: ObservationId) -> list[PastVersion]:
        return list(self.past.get(observation_id, []))

    def all(self, kind):
        return [record for record in self.records.values() if type(record) is kind]

    def setting(self, key: str) -> str | None:
        found = self.records.get((ParticipantSetting, key))
        return found.value if isinstance(found, ParticipantSetting) else None

    def draft(self, day: date) -> Draft | None:
        return self.drafts_by_day.get(day)

    def drafts(self) -> list[Draft]:
        return [self.drafts_by_day[day] for day in sorted(self.drafts_by_day)]

    def keep_draft(self, draft: Draft) -> None:
        self.drafts_by_day[draft.day] = draft

    def drop_draft(self, day: date) -> None:
        self.drafts_by_day.pop(day, None)

    def trash(self) -> list[Observation]:
        return list(reversed(self.trashed.values()))


class FakeVault:
    """An open vault in memory: a failed write leaves nothing behind."""

    def __init__(self) -> None:
        self.journal = FakeJournal()
        self.generation = 0
        self.is_read_only = False

    @contextmanager
    def write(self) -> Iterator[FakeJournal]:
        if self.is_read_only:
            raise KnownProblem("read_only")
        begun = self.journal.snapshot()
        yield begun
        self.journal = begun
        self.generation += 1

    @contextmanager
    def read(self) -> Iterator[FakeJournal]:
        yield self.journal.snapshot()

    def check(self) -> VaultReport:
        return VaultReport(ok=True, problems=(), n_entries=len(self.journal.records), schema=1)

    def close(self) -> None:
        """Nothing to close."""


class FakeSession:
    """The part of the vault session that services use; ``lock()`` and ``unlock()`` at will."""

    def __init__(self) -> None:
        self._vault = FakeVault()
        self.is_unlocked = True

    @property
    def vault(self) -> FakeVault:
        if not self.is_unlocked:
            raise KnownProblem("locked")
        return self._vault

    def lock(self) -> None:
        self.is_unlocked = False

    def unlock(self) -> None:
        self.is_unlocked = True
