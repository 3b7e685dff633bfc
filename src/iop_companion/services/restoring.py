"""Putting a full export into a vault: values with their own marks, histories, and small records.

Unlike another program's file, an export brings back its values as they were, sources and all.
Which ones came in is therefore kept apart, as a setting named after the import, so that the import
can be taken back.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import astuple, dataclass
from typing import Any, TypeGuard

from iop_companion.domain.change import Change
from iop_companion.domain.diary_entries import ENTRY_KINDS, DiaryEntry
from iop_companion.domain.ids import ObservationId
from iop_companion.domain.import_preview import FullContent
from iop_companion.domain.measure import Measure
from iop_companion.domain.observation import Observation
from iop_companion.domain.ports import Journal
from iop_companion.domain.records import (
    EpisodeOutcome,
    ImportBatch,
    OwnSign,
    PanelAnswer,
    ParticipantSetting,
    PlanStep,
    Record,
    SessionDate,
    SetAside,
    ShownEpisode,
    ShownLevel,
    SignTick,
    StepDone,
    UsualOffer,
    ZonePlan,
    ZoneSaid,
)
from iop_companion.domain.setting_values import or_default, read_brought_in

RESTORED_PREFIX = "restored:"
"""Key of the setting that says what an import of a full export brought in."""

_KINDS: tuple[type[Record], ...] = (
    Measure,
    SessionDate,
    ImportBatch,
    PlanStep,
    PanelAnswer,
    OwnSign,
    SignTick,
    SetAside,
    ZoneSaid,
    ZonePlan,
    StepDone,
    EpisodeOutcome,
    UsualOffer,
    ParticipantSetting,
    *ENTRY_KINDS.values(),
)


_LOGS = (ShownLevel, ShownEpisode)
"""What was shown: lines come in, and nothing takes them out again."""


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """What an import of a full export brought in and what is still as it was."""

    observations: Sequence[Observation]
    records: Sequence[Record]


class Restoring:
    """Takes a full export into a vault, inside one transaction. What is there already stays."""

    def __init__(self, journal: Journal, full: FullContent) -> None:
        """Write through ``journal``."""
        self._journal = journal
        self._full = full

    def take_in(self, batch: ImportBatch, fresh: AbstractSet[ObservationId]) -> list[Change]:
        """Put in the observations whose ids are ``fresh``, and every record not there yet."""
        observations = [item for item in self._full.observations if item.id in fresh]
        self._put(observations)
        records = list(self._put_records())
        changes = [Change(None, record) for record in (*observations, *records)]
        if changes:
            note = self._note(batch, observations, records)
            changes.append(Change(self._journal.put(note), note))
        return changes

    def count_new(self) -> int:
        """Return how many records besides values would come in."""
        return sum(not isinstance(record, _LOGS) for record in self._new_records())

    def _put(self, observations: Sequence[Observation]) -> None:
        # those in the trash of this vault come back to life; put_many takes unknown ids alone
        trashed = {item.id for item in self._journal.trash()}
        self._journal.put_many(item for item in observations if item.id not in trashed)
        for item in observations:
            if item.id in trashed:
                self._journal.put(item)
        new_trash = [item for item in self._full.trash if item.id not in trashed]
        self._journal.put_trashed(new_trash)
        brought = {item.id for item in (*observations, *new_trash)}
        self._journal.put_past_versions(
            version for version in self._full.past_versions if version.observation.id in brought
        )

    def _put_records(self) -> Iterator[Record]:
        new = self._new_records()
        for record in new:
            self._journal.put(record)
            if not isinstance(record, _LOGS):  # a log: lines are never taken out again
                yield record
        self._journal.put_trashed_entries(self._full.trashed_entries)
        brought = {item.id for item in (*new, *self._full.trashed_entries) if _is_entry(item)}
        self._journal.put_past_entries(
            version for version in self._full.past_entries if version.entry.id in brought
        )

    def _new_records(self) -> list[Record]:
        """Return what the vault does not hold by now; shown levels always, as lines of a log."""
        there = {_key(record) for record in _all(self._journal)}
        return [
            record
            for record in self._full.records
            if isinstance(record, _LOGS) or _key(record) not in there
        ]

    def _note(
        self, batch: ImportBatch, observations: Sequence[Observation], records: Sequence[Record]
    ) -> ParticipantSetting:
        keys = {_key(record) for record in records}
        content = {
            "observations": [item.id for item in observations],
            # read back: a digest must be of what the vault keeps, to the millisecond
            "records": [_digest(item) for item in _all(self._journal) if _key(item) in keys],
        }
        return ParticipantSetting(RESTORED_PREFIX + batch.id, json.dumps(content))

    @staticmethod
    def brought_in(journal: Journal, batch: ImportBatch) -> BroughtIn | None:
        """Return what an import of a full export brought in, or None for any other import."""
        text = journal.setting(RESTORED_PREFIX + batch.id)
        note = or_default(read_brought_in, text, None)
        if text is None or note is None:
            return None
        ids, digests = note
        return BroughtIn(
            observations=[item for item in journal.observations() if item.id in ids],
            records=[
                *(record for record in _all(journal) if _digest(record) in digests),
                ParticipantSetting(RESTORED_PREFIX + batch.id, text),
            ],
        )


def _is_entry(record: Record) -> TypeGuard[DiaryEntry]:
    return isinstance(record, DiaryEntry)


def _all(journal: Journal) -> list[Record]:
    return [record for kind in _KINDS for record in journal.all(kind)]


_KEYS: dict[type, Callable[[Any], str]] = {
    SessionDate: lambda record: record.day.isoformat(),
    PanelAnswer: lambda record: record.spoke_on.isoformat(),
    ParticipantSetting: lambda record: record.key,
    SignTick: lambda record: f"{record.sign_id} {record.day.isoformat()}",
    StepDone: lambda record: f"{record.step_id} {record.day.isoformat()}",
    ZonePlan: lambda record: record.zone.value,
    EpisodeOutcome: lambda record: record.spoke_on.isoformat(),
    UsualOffer: lambda record: f"{record.cause.value} {record.cause_on.isoformat()}",
}
"""What makes a record of a kind the same one where it is not its id."""


def _key(record: Record) -> tuple[str, str]:
    """Return what makes a record the same one: two session dates on a day are one.

    The versions of a sign or a zone are one, too: a vault that has it keeps its own.
    """
    of_kind = _KEYS.get(type(record))
    if isinstance(record, DiaryEntry):
        key = repr(record.place)
    else:
        key = str(record.id) if of_kind is None else of_kind(record)  # type: ignore[union-attr]
    return type(record).__name__, key


def _digest(record: Record) -> str:
    """Return a mark of the whole record, by which a later change shows."""
    return hashlib.sha256(repr((type(record).__name__, astuple(record))).encode()).hexdigest()
