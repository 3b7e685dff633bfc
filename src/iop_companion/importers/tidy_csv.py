"""The tidy CSV that the program always reads and writes, in its long and its wide form.

**Long:** columns ``day,measure,value``, in any order; also read are ``time``, ``recorded_at``,
``private`` and ``note``. A line is one value. **Wide:** ``day`` and one column a measure, named by
its id; also ``time``. A line is one day (or one moment of it), read as a whole or refused as a
whole, so that no day comes in by halves without a word. In the wide form a column may be named
anything if the person's mapping says which measure it is; a column mapped to "" is left out in
silence, an unmapped one that is no measure is refused by name on line 1.

Days are ISO; an empty cell is not answered. What a spreadsheet guard (``'``) of our own export put
in front is taken off again. ``source`` is not read: values that a file brings carry the mark of
that import. Commas, semicolons and tabs between cells are all understood.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from pathlib import Path

from iop_companion.catalog.value_words import refusal
from iop_companion.domain.formula_guard import unguarded
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.import_preview import (
    FileContents,
    ImportMapping,
    ReadValue,
    RefusedLine,
)
from iop_companion.domain.measure import Measure, UnfitValue, Value
from iop_companion.domain.value_text import read_value
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _
from iop_companion.importers.cells import plain, read_day, read_time
from iop_companion.importers.reading import Record, head_text, open_table

_DAY_NAMES = ("day", "date")
_LONG = frozenset({"day", "measure", "value"})
_LONG_KNOWN = _LONG | {"time", "recorded_at", "source", "private", "note"}
_EARLIEST_YEAR, _LATEST_YEAR = 1970, 9000  # that every computer can count in
_YES = frozenset({"yes", "true", "1"})
_NO = frozenset({"", "no", "false", "0"})


class TidyCsvImporter:
    """Reads ``day,measure,value`` and ``day,mood,anxiety,...``; see the module's own words."""

    name = "csv"

    def recognises(self, head: bytes, file_name: str) -> bool:  # noqa: ARG002 -- the port's shape
        """Whether the first line has a column ``day`` (or ``date``) and at least one more."""
        first_line = head_text(head).lstrip("\ufeff\r\n").partition("\n")[0]
        names = {plain(name).strip('"').casefold() for name in _split(first_line)}
        return len(names) > 1 and not names.isdisjoint(_DAY_NAMES)

    def read(self, path: Path, measures: Sequence[Measure], mapping: ImportMapping) -> FileContents:
        """Read the whole file; lines that do not fit are refused with number and reason.

        Raises ``KnownProblem`` for a file that cannot be read at all, or has no column of days.
        """
        known = {measure.id: measure for measure in measures}
        with open_table(path) as table:
            records = table.records()
            header = next(records, None)
            if header is None:
                raise KnownProblem("file_empty")
            form = _form_of(header.cells, known, mapping)
            return _gather(records, form, table.remarks())


@dataclass(frozen=True, slots=True)
class _Form:
    """What the header says: where day and time stand, and which columns are what.

    ``measure_at`` is the wide form's: column index to measure; empty means the long form.
    ``problems`` are columns of the wide form that cannot be taken; ``left_out`` the long form's.
    """

    known: Mapping[MeasureId, Measure]
    place: Mapping[str, int]
    width: int
    measure_at: Mapping[int, Measure] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    def cell(self, cells: Sequence[str], name: str) -> str:
        index = self.place.get(name)
        return cells[index] if index is not None and index < len(cells) else ""


class _UnfitLine(Exception):
    """A line that cannot be taken; its text is the reason, in words for the person."""


def _split(line: str) -> list[str]:
    try:
        return next(csv.reader([line.replace(";", ",").replace("\t", ",")]), [])
    except csv.Error:
        return []


def _form_of(
    header: Sequence[str], known: Mapping[MeasureId, Measure], mapping: ImportMapping
) -> _Form:
    mapped = {plain(name).casefold(): target for name, target in mapping.columns.items()}
    names = [plain(name).casefold() for name in header]
    targets = [mapped.get(name, name) for name in names]
    if "day" not in targets:
        targets = ["day" if target == "date" else target for target in targets]
    place = {name: index for index, name in reversed(list(enumerate(targets))) if name}
    if "day" not in place:
        raise KnownProblem("file_unknown")
    form = _Form(known, place, len(header))
    if place.keys() >= _LONG:
        unknown = [header[index] for index, name in enumerate(targets) if name not in _LONG_KNOWN]
        return replace(form, left_out=tuple(map(_unknown_column, filter(plain, unknown))))
    return _wide(form, header, targets)


def _wide(form: _Form, header: Sequence[str], targets: Sequence[str]) -> _Form:
    measure_at: dict[int, Measure] = {}
    problems = []
    for index, target in enumerate(targets):
        if index in {form.place["day"], form.place.get("time")} or not target:
            continue
        measure = form.known.get(MeasureId(target))
        if measure is None:
            problems.append(_unknown_measure(plain(header[index])))
        elif measure in measure_at.values():
            problems.append(_("{label} has more than one column.").format(label=measure.label))
        else:
            measure_at[index] = measure
    if not measure_at:
        raise KnownProblem("no_measure_column")
    return replace(form, measure_at=measure_at, problems=tuple(problems))


def _gather(records: Iterator[Record], form: _Form, remarks: tuple[str, ...]) -> FileContents:
    values: list[ReadValue] = []
    refused = [RefusedLine(1, problem) for problem in form.problems]
    given: dict[tuple[MeasureId, date, time | None], ReadValue] = {}
    n_rows = 0
    for record in records:
        n_rows += 1
        try:
            found = list(_values(record, form))
            _require_new(found, given)
        except _UnfitLine as unfit:
            refused.append(RefusedLine(record.line, str(unfit)))
        else:
            values += found
            given |= {(item.measure_id, item.day, item.moment): item for item in found}
    return FileContents(
        format=TidyCsvImporter.name,
        n_rows=n_rows,
        values=tuple(values),
        refused=tuple(refused),
        left_out=(*remarks, *form.left_out),
    )


def _values(record: Record, form: _Form) -> Iterator[ReadValue]:
    if record.problem:
        raise _UnfitLine(record.problem)
    cells = _aligned(record.cells, form)
    day = read_day(form.cell(cells, "day"))
    if day is None:
        raise _UnfitLine(_("The day of this line is no day of the calendar (2026-03-12)."))
    moment = _moment(form.cell(cells, "time"))
    if form.measure_at:
        return _wide_values(record.line, day, moment, cells, form)
    return _long_value(record.line, day, moment, cells, form)


def _wide_values(
    line: int, day: date, moment: time | None, cells: Sequence[str], form: _Form
) -> Iterator[ReadValue]:
    reasons = []
    for index, measure in form.measure_at.items():
        if not plain(cells[index]):
            continue
        try:
            yield ReadValue(line, day, moment, measure.id, _value(measure, cells[index]))
        except _UnfitLine as unfit:
            reasons.append(str(unfit))
    if reasons:
        raise _UnfitLine(" ".join(reasons))


def _aligned(cells: Sequence[str], form: _Form) -> Sequence[str]:
    """Return the cells if they stand under their header; missing ones at the end are allowed.

    In the wide form a short line may have lost a cell anywhere, so it is refused.
    """
    is_too_long = any(plain(cell) for cell in cells[form.width :])
    is_too_short = len(cells) < form.width and bool(form.measure_at)
    if is_too_long or is_too_short:
        raise _UnfitLine(
            _("This line has {n} columns where {width} belong.").format(
                n=len(cells), width=form.width
            )
        )
    return cells


def _long_value(
    line: int, day: date, moment: time | None, cells: Sequence[str], form: _Form
) -> Iterator[ReadValue]:
    name = plain(unguarded(form.cell(cells, "measure")))
    measure = form.known.get(MeasureId(name.casefold()))
    if measure is None:
        raise _UnfitLine(_unknown_measure(name))
    text = form.cell(cells, "value")
    if not plain(text):
        return
    yield ReadValue(
        line=line,
        day=day,
        moment=moment,
        measure_id=measure.id,
        value=_value(measure, text),
        note=unguarded(form.cell(cells, "note")),
        private=_private(form.cell(cells, "private")),
        recorded_at=_instant(form.cell(cells, "recorded_at")),
    )


def _value(measure: Measure, text: str) -> Value:
    try:
        return read_value(measure, unguarded(text))
    except UnfitValue as unfit:
        raise _UnfitLine(refusal(unfit)) from unfit


def _moment(text: str) -> time | None:
    if not plain(text):
        return None
    moment = read_time(text)
    if moment is None:
        raise _UnfitLine(_("The time of this line cannot be read (20:30)."))
    return moment


def _private(text: str) -> bool:
    word = plain(text).casefold()
    if word not in _YES | _NO:
        raise _UnfitLine(_("The column “private” takes yes or no."))
    return word in _YES


def _instant(text: str) -> datetime | None:
    if not plain(text):
        return None
    try:
        instant = datetime.fromisoformat(plain(text))
        if instant.tzinfo is None:
            instant = instant.astimezone()  # without its offset it is taken as this computer's
    except (ValueError, OverflowError, OSError):
        instant = None
    if instant is None or not _EARLIEST_YEAR <= instant.year <= _LATEST_YEAR:
        raise _UnfitLine(_("The column “recorded_at” of this line cannot be read."))
    return instant


def _require_new(
    found: Sequence[ReadValue], given: Mapping[tuple[MeasureId, date, time | None], ReadValue]
) -> None:
    for item in found:
        before = given.get((item.measure_id, item.day, item.moment))
        if before is not None and before.value != item.value:
            raise _UnfitLine(
                _("Line {line} already gives another value for the same day and measure.").format(
                    line=before.line
                )
            )


def _unknown_measure(name: str) -> str:
    return _("There is no measure called “{name}”.").format(name=name[:80])


def _unknown_column(name: str) -> str:
    return _("The column “{name}” is not known and was left out.").format(name=plain(name)[:80])
