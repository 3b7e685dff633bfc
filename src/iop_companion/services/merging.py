"""Putting one vault's contents into another by id: what is there stays, nothing comes twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from iop_companion.domain.change import Change, ChangeSet
from iop_companion.domain.diary_entries import ENTRY_KINDS, DiaryEntry
from iop_companion.domain.ids import ImportId, new_id
from iop_companion.domain.import_preview import FullContent
from iop_companion.domain.observation import Observation
from iop_companion.domain.ports import Journal
from iop_companion.domain.records import ImportBatch
from iop_companion.services.exporting import full_content
from iop_companion.services.restoring import Restoring

FORMAT = "backup"
"""What the list of imports calls a merge."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """``ours`` against ``theirs``: what each has and the other has not."""

    missing_days: tuple[date, ...]
    n_missing: int
    n_new: int


@dataclass(frozen=True, slots=True)
class Merged:
    """How many values came in, and how many places of a day hold something else here."""

    n_values: int
    n_held: int


def compared(ours: Journal, theirs: Journal) -> Comparison:
    """Compare the live values of two vaults; an edited value counts as missing."""
    mine = {item.id: item for item in ours.observations()}
    others = {item.id: item for item in theirs.observations()}
    missing = [item for key, item in mine.items() if others.get(key) != item]
    fresh, _held = _fresh(ours, list(others.values()))
    return Comparison(tuple(sorted({item.day for item in missing})), len(missing), len(fresh))


def merge(ours: Journal, theirs: Journal, now: datetime) -> tuple[Merged, ChangeSet]:
    """Take over from ``theirs`` what ``ours`` lacks, inside the transaction of ``ours``.

    A value whose id is known here, live or in the trash, stays as it is here; so does the value in
    a place of a day that is taken. Histories come with their values. Records (plans, sessions,
    settings, own measures) come in unless they are there.
    """
    content = full_content(theirs)
    fresh, n_held = _fresh(ours, content.observations)
    known = {item.id for item in (*ours.observations(), *ours.trash())}
    gone = {entry.id for entry in ours.trashed_entries()}
    content = FullContent(
        observations=content.observations,
        past_versions=content.past_versions,
        trash=[item for item in content.trash if item.id not in known],
        records=[
            record
            for record in content.records
            if not (isinstance(record, DiaryEntry) and record.id in gone)
        ],
        past_entries=content.past_entries,
        trashed_entries=content.trashed_entries,
    )
    batch = ImportBatch(ImportId(new_id()), FORMAT, now, len(fresh))
    changes = Restoring(ours, content).take_in(batch, {item.id for item in fresh})
    if changes:
        changes.append(Change(ours.put(batch), batch))
    return Merged(len(fresh), n_held), ChangeSet("imported", tuple(changes))


def bring_up_to_date(ours: Journal, theirs: Journal) -> int:
    """Take over from ``theirs``, a later state of the same vault; return how many values came.

    The later recording of a value wins, and what was put into the trash since goes there. Records
    come as they were later. Nothing is taken away for being absent from ``theirs``: it may be
    absent only because it could not be read.
    """
    content = full_content(theirs)
    n = _bring_values_up_to_date(ours, content)
    for record in content.records:
        if not isinstance(record, DiaryEntry):
            ours.put(record)
    _bring_entries_up_to_date(ours, content)
    for draft in theirs.drafts():
        ours.keep_draft(draft)
    return n


def _bring_values_up_to_date(ours: Journal, content: FullContent) -> int:
    mine = {item.id: item for item in ours.observations()}
    held = {_place(item): item for item in mine.values()}
    in_trash = {item.id for item in ours.trash()}
    n = 0
    for item in content.observations:
        here = mine.get(item.id) or held.get(_place(item))
        if here is not None and (here == item or here.recorded_at > item.recorded_at):
            continue
        if here is not None and here.id != item.id:
            ours.remove(here)
        ours.put(item)
        n += 1
    for item in content.trash:
        if item.id in mine:
            ours.remove(mine[item.id])
    ours.put_trashed(item for item in content.trash if item.id not in {*mine, *in_trash})
    ours.put_past_versions(content.past_versions)
    return n


def _bring_entries_up_to_date(ours: Journal, content: FullContent) -> None:
    mine = [entry for kind in ENTRY_KINDS.values() for entry in ours.entries(kind)]
    held = {(type(entry), entry.place): entry for entry in mine}
    for record in content.records:
        if not isinstance(record, DiaryEntry):
            continue
        here = held.get((type(record), record.place))
        if here is not None and here.id != record.id:
            ours.remove(here)
        ours.put(record)
    for entry in content.trashed_entries:
        ours.remove(entry)
    ours.put_trashed_entries(content.trashed_entries)
    ours.put_past_entries(content.past_entries)


def _fresh(ours: Journal, theirs: Sequence[Observation]) -> tuple[list[Observation], int]:
    """Return what can come in, and how many cannot because their place is taken."""
    live = ours.observations()
    known = {item.id for item in (*live, *ours.trash())}
    taken = {_place(item) for item in live}
    unknown = [item for item in theirs if item.id not in known]
    fresh = [item for item in unknown if _place(item) not in taken]
    return fresh, len(unknown) - len(fresh)


def _place(item: Observation) -> object:
    return item.measure_id, item.day, item.moment
