"""Bringing in a file: looked at first, then taken in one transaction, undone in one step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from iop_companion.domain.change import Change, ChangeSet
from iop_companion.domain.ids import ImportId, MeasureId, ObservationId, new_id
from iop_companion.domain.import_preview import (
    Conflict,
    FileContents,
    ImportMapping,
    ImportPreview,
    ReadValue,
    RefusedLine,
)
from iop_companion.domain.measure import Measure, Value
from iop_companion.domain.observation import IMPORT_PREFIX, Observation
from iop_companion.domain.ports import Clock, Importer, Journal
from iop_companion.domain.records import ImportBatch, Record
from iop_companion.domain.value_text import write_value
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _
from iop_companion.foundation.untrusted_file import head_of
from iop_companion.services.history import History
from iop_companion.services.measures import MeasureList
from iop_companion.services.restoring import Restoring
from iop_companion.services.session import VaultSession

AUTO = "auto"
"""The format name that lets the file itself tell what it is."""

_WITH_COLUMNS = "csv"
_LIMIT_MIB = 200


class Importing:
    """Previews, takes in and takes back files of other programs and of this one."""

    def __init__(
        self,
        session: VaultSession,
        measures: MeasureList,
        importers: Sequence[Importer],
        clock: Clock,
        history: History,
    ) -> None:
        """Read files by ``importers``, asked in their order, into the vault of ``session``."""
        self._session = session
        self._measures = measures
        self._importers = importers
        self._clock = clock
        self._history = history

    def formats(self) -> tuple[str, ...]:
        """Return the names of all kinds of files that can be read."""
        return tuple(importer.name for importer in self._importers)

    def preview(
        self,
        path: Path,
        format: str = AUTO,  # noqa: A002 -- the word of the command line
        mapping: ImportMapping | None = None,
    ) -> ImportPreview:
        """Read ``path`` whole and say what taking it in would do; nothing is written.

        Raises ``KnownProblem`` if the file as a whole cannot be read, its kind is unknown, or the
        mapping does not fit.
        """
        mapping = mapping or ImportMapping()
        importer = self._importer(path, format, mapping)
        contents = importer.read(path, self._measures.all(), mapping)
        if contents.full is None:
            contents = _without_future(contents, self._clock.today())
        with self._session.vault.read() as journal:
            return _compared(journal, contents, self._known(contents))

    def commit(self, preview: ImportPreview) -> tuple[ImportBatch, ChangeSet]:
        """Take in what is fresh, in one transaction and as one step that can be undone.

        What the vault holds by now stays as it is. If there is nothing to take in, nothing is
        written and the change set is empty.
        """
        now = self._clock.now()
        batch = ImportBatch(ImportId(new_id()), preview.contents.format, now, 0)
        full = preview.contents.full
        known = self._known(preview.contents)
        with self._session.vault.write() as journal:
            fresh = _compared(journal, preview.contents, known).fresh
            if full is not None:
                changes = Restoring(journal, full).take_in(batch, _ids(preview, fresh))
            else:
                observations = [self._observation(item, known, batch) for item in fresh]
                journal.put_many(observations)
                changes = [Change(None, observation) for observation in observations]
            batch = replace(batch, n_values=len(fresh))
            if changes:
                changes.append(Change(journal.put(batch), batch))
        return batch, self._history.remember(ChangeSet("imported", tuple(changes)))

    def undo(self, import_id: ImportId) -> ChangeSet:
        """Take out what an import brought in and nobody changed since, as one step.

        Raises ``KnownProblem("unknown_import")``.
        """
        with self._session.vault.write() as journal:
            batch = next((item for item in journal.all(ImportBatch) if item.id == import_id), None)
            if batch is None:
                raise KnownProblem("unknown_import")
            restored = Restoring.brought_in(journal, batch)
            observations = (
                journal.observations_of_import(import_id)
                if restored is None
                else restored.observations
            )
            amended = _amended_since(journal, batch.imported_at)
            values = [item for item in observations if item.id not in amended]
            records = [*(() if restored is None else restored.records), batch]
            journal.remove_many(values)
            for record in records:
                journal.remove(record)
        gone: list[Record] = [*values, *records]
        changes = ChangeSet("import_undone", tuple(Change(record, None) for record in gone))
        return self._history.remember(changes)

    def batches(self) -> tuple[ImportBatch, ...]:
        """Return all imports that were taken in, oldest first."""
        with self._session.vault.read() as journal:
            return tuple(journal.all(ImportBatch))

    def _importer(self, path: Path, name: str, mapping: ImportMapping) -> Importer:
        named = {importer.name: importer for importer in self._importers}
        if name != AUTO and name not in named:
            raise KnownProblem("unknown_format", format=name, known=", ".join(named))
        head = head_of(path, limit_mib=_LIMIT_MIB)
        if name != AUTO:
            return named[name]
        for importer in self._importers:
            if importer.recognises(head, path.name):
                return importer
        if mapping.columns:
            return named[_WITH_COLUMNS]  # the person says what its columns are
        raise KnownProblem("file_not_text" if b"\0" in head else "file_unknown")

    def _known(self, contents: FileContents) -> Mapping[MeasureId, Measure]:
        brought = contents.full.records if contents.full is not None else ()
        own = [record for record in brought if isinstance(record, Measure)]
        return {measure.id: measure for measure in (*own, *self._measures.all())}

    def _observation(
        self, item: ReadValue, known: Mapping[MeasureId, Measure], batch: ImportBatch
    ) -> Observation:
        now = batch.imported_at
        recorded_at = min(item.recorded_at or now, now)
        return Observation(
            id=ObservationId(new_id()),
            measure_id=item.measure_id,
            measure_version=known[item.measure_id].version,
            day=item.day,
            value=item.value,
            recorded_at=recorded_at,
            moment=item.moment,
            source=f"{IMPORT_PREFIX}{batch.id}",
            private=item.private,
            note=item.note,
            zone=self._clock.zone_name() if recorded_at is now else "",
        )


def _without_future(contents: FileContents, today: date) -> FileContents:
    late = {item.line: item.day for item in contents.values if item.day > today}
    if not late:
        return contents
    reason = _("{day} lies in the future.")
    refused = [RefusedLine(line, reason.format(day=day)) for line, day in late.items()]
    return replace(
        contents,
        values=tuple(item for item in contents.values if item.line not in late),
        refused=tuple(sorted((*contents.refused, *refused), key=lambda refused: refused.line)),
    )


def _ids(preview: ImportPreview, fresh: Sequence[ReadValue]) -> set[ObservationId]:
    """Return the ids that the full export gives its fresh values; both stand in the same order."""
    contents = preview.contents
    assert contents.full is not None  # asked only of full exports
    lines = {item.line for item in fresh}
    pairs = zip(contents.values, contents.full.observations, strict=True)
    return {observation.id for value, observation in pairs if value.line in lines}


class _Held(NamedTuple):
    """What is known of a slot: the value, and its note."""

    value: Value
    note: str


def _compared(
    journal: Journal, contents: FileContents, known: Mapping[MeasureId, Measure]
) -> ImportPreview:
    """Sort the values of the file into fresh ones, those already there, and conflicts."""
    held = _held(journal, contents)
    fresh: list[ReadValue] = []
    conflicts: list[Conflict] = []
    n_already_there = 0
    for item in contents.values:
        slot = item.measure_id, item.day, item.moment
        here = held.get(slot)
        if here is None:
            fresh.append(item)
            held[slot] = _Held(item.value, item.note)
        elif here.value == item.value and item.note in {"", here.note}:
            n_already_there += 1
        else:
            measure = known[item.measure_id]
            mine, theirs = _words(measure, here), _words(measure, _Held(item.value, item.note))
            conflicts.append(Conflict(item.line, item.day, item.measure_id, mine, theirs))
    return ImportPreview(contents, tuple(fresh), n_already_there, tuple(conflicts))


def _held(journal: Journal, contents: FileContents) -> dict[object, _Held]:
    if not contents.values:
        return {}
    first = min(item.day for item in contents.values)
    last = max(item.day for item in contents.values)
    measures = sorted({item.measure_id for item in contents.values})
    there = journal.observations(first, last, measures)
    return {item.slot: _Held(item.value, item.note) for item in there}


def _words(measure: Measure, held: _Held) -> str:
    text = write_value(measure, held.value)
    return f"{text} ({held.note})" if held.note else text


def _amended_since(journal: Journal, instant: datetime) -> set[ObservationId]:
    """Return what was changed after it came in: an earlier state of it is kept from that day on."""
    return {
        version.observation.id
        for version in journal.all_past_versions()
        if version.replaced_at >= instant
    }
