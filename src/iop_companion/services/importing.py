"""Bringing in a file: looked at first, then taken in one transaction, undone in one step."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import compress
from pathlib import Path
from typing import NamedTuple

from iop_companion.domain.backup import BackupReason
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
from iop_companion.domain.locked_file import LOCKED_BEGINNING
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
from iop_companion.services.restoring import BroughtIn, Restoring
from iop_companion.services.session import VaultSession

AUTO = "auto"
"""The format name that lets the file itself tell what it is."""

_WITH_COLUMNS = "csv"
_LIMIT_MIB = 200


class TakenBack(NamedTuple):
    """What taking an import back changed, and how much of it stays.

    ``n_stayed`` counts values that the person changed since and measures still in use.
    """

    changes: ChangeSet
    n_stayed: int


@dataclass(frozen=True, slots=True)
class Readers:
    """The importers, and what ends a reading under way from any thread, if that is possible."""

    importers: Sequence[Importer]
    stop: Callable[[], None] | None = None


class Importing:
    """Previews, takes in and takes back files of other programs and of this one."""

    def __init__(
        self,
        session: VaultSession,
        measures: MeasureList,
        readers: Readers,
        clock: Clock,
        history: History,
    ) -> None:
        """Read files by ``readers``, asked in their order, into the vault of ``session``."""
        self._session = session
        self._measures = measures
        self._importers = readers.importers
        self._stop = readers.stop
        self._clock = clock
        self._history = history

    def stop(self) -> None:
        """End a reading under way, from any thread; its preview raises ``import_stopped``."""
        if self._stop is not None:
            self._stop()

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
            compared = _compared(journal, contents, self._known(contents))
            if contents.full is None:
                return compared
            n_new_records = Restoring(journal, contents.full).count_new()
        return replace(compared, n_new_records=n_new_records)

    def commit(self, preview: ImportPreview) -> tuple[ImportBatch, ChangeSet]:
        """Take in what is fresh, in one transaction and as one step that can be undone.

        What the vault holds by now stays as it is. If there is nothing to take in, nothing is
        written and the change set is empty.
        """
        now = self._clock.now()
        batch = ImportBatch(ImportId(new_id()), preview.contents.format, now, 0)
        full = preview.contents.full
        known = self._known(preview.contents)
        self._session.announce(BackupReason.BEFORE_IMPORT)
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

    def undo(self, import_id: ImportId) -> TakenBack:
        """Take out what an import brought in and nobody changed since, as one step.

        A measure that came with it stays as long as any value left needs it. Raises
        ``KnownProblem("unknown_import")``.
        """
        self._session.announce(BackupReason.BEFORE_DELETING)
        with self._session.vault.write() as journal:
            batch = next((item for item in journal.all(ImportBatch) if item.id == import_id), None)
            if batch is None:
                raise KnownProblem("unknown_import")
            restored = Restoring.brought_in(journal, batch)
            came, amended = _came_in(journal, batch, restored)
            values = [item for item in came if item.id not in amended]
            records = [*(() if restored is None else restored.records), batch]
            journal.remove_many(values)
            needed = _needed(journal, records)
            records = [record for record in records if record not in needed]
            for record in records:
                journal.remove(record)
        gone: list[Record] = [*values, *records]
        changes = ChangeSet("import_undone", tuple(Change(record, None) for record in gone))
        n_stayed = len(came) - len(values) + len(needed)
        return TakenBack(self._history.remember(changes), n_stayed)

    def batches(self) -> tuple[ImportBatch, ...]:
        """Return all imports that were taken in, oldest first."""
        with self._session.vault.read() as journal:
            return tuple(journal.all(ImportBatch))

    def _importer(self, path: Path, name: str, mapping: ImportMapping) -> Importer:
        named = {importer.name: importer for importer in self._importers}
        if name != AUTO and name not in named:
            raise KnownProblem("unknown_format", format=name, known=", ".join(named))
        head = head_of(path, limit_mib=_LIMIT_MIB)
        if head.startswith(LOCKED_BEGINNING):
            raise KnownProblem("file_locked")
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
    taken = [item.line not in late for item in contents.values]
    return _without(contents, taken, refused)


def _without(
    contents: FileContents, taken: Sequence[bool], refused: Sequence[RefusedLine]
) -> FileContents:
    """Return the file with only those values that are ``taken``, and more ``refused`` lines."""
    full = contents.full
    if full is not None:  # its observations stand in the order of the values
        full = replace(full, observations=tuple(compress(full.observations, taken)))
    return replace(
        contents,
        values=tuple(compress(contents.values, taken)),
        refused=tuple(sorted((*contents.refused, *refused), key=lambda refused: refused.line)),
        full=full,
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

    def says(self, item: ReadValue) -> bool:
        """Whether ``item`` brings nothing that is not known."""
        return self.value == item.value and item.note in {"", self.note}


def _compared(
    journal: Journal, contents: FileContents, known: Mapping[MeasureId, Measure]
) -> ImportPreview:
    """Sort the values of the file, as :class:`ImportPreview` tells."""
    held = _held(journal, contents)
    of_this_file: dict[object, _Held] = {}
    fresh: list[ReadValue] = []
    conflicts: list[Conflict] = []
    refused: list[RefusedLine] = []
    taken: list[bool] = []
    n_already_there = n_repeated = 0
    for item in contents.values:
        slot = item.measure_id, item.day, item.moment
        here, before = held.get(slot), of_this_file.get(slot)
        measure = known[item.measure_id]
        taken.append(here is not None or before is None or before.says(item))
        if here is not None and here.says(item):
            n_already_there += 1
        elif here is not None:
            mine, theirs = _words(measure, here), _words(measure, _Held(item.value, item.note))
            conflicts.append(Conflict(item.line, item.day, item.measure_id, mine, theirs))
        elif before is None:
            fresh.append(item)
            of_this_file[slot] = _Held(item.value, item.note)
        elif before.says(item):
            n_repeated += 1
        else:
            refused.append(_twice(item, measure))
    contents = _without(contents, taken, refused) if refused else contents
    return ImportPreview(contents, tuple(fresh), n_already_there, tuple(conflicts), n_repeated)


def _twice(item: ReadValue, measure: Measure) -> RefusedLine:
    reason = _("{measure} of {day} stands twice in the file, differently; the first is taken.")
    return RefusedLine(item.line, reason.format(measure=measure.label, day=item.day), item.day)


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


def _came_in(
    journal: Journal, batch: ImportBatch, restored: BroughtIn | None
) -> tuple[list[Observation], set[ObservationId]]:
    """Return what an import brought in and still lives, and the ids of what differs by now.

    Every state that was replaced is kept; the oldest of them since the import is what came in.
    """
    first: dict[ObservationId, Observation] = {}
    for version in journal.all_past_versions():
        if version.replaced_at >= batch.imported_at:
            first.setdefault(version.observation.id, version.observation)
    if restored is not None:
        came = list(restored.observations)
    else:
        mark = f"{IMPORT_PREFIX}{batch.id}"
        # a value typed over carries the mark of typing; only its earlier state has this one
        typed_over = {key for key, item in first.items() if item.source == mark}
        came = journal.observations_of_import(batch.id)
        typed_over -= {item.id for item in came}
        if typed_over:
            came += [item for item in journal.observations() if item.id in typed_over]
    amended = {item.id for item in came if _content(first.get(item.id, item)) != _content(item)}
    return came, amended


def _content(item: Observation) -> tuple[Value, str, bool]:
    return item.value, item.note, item.private


def _needed(journal: Journal, records: Sequence[Record]) -> list[Record]:
    """Return the measures among ``records`` that values in the vault stand on."""
    measures = [record for record in records if isinstance(record, Measure)]
    if not measures:
        return []
    there = journal.observations(measures=[measure.id for measure in measures])
    used = {item.measure_id for item in there}
    return [measure for measure in measures if measure.id in used]
