"""Daylio's CSV export, in every shape it has had.

**Headers.** ``year,date,weekday,time,mood,activities,note`` (2017-18), ``full_date,date,weekday,
time,mood,activities,note`` (2019-20), the same with ``note_title`` (from 2020), and with ``scales``
and ``note_title`` (2026). Columns are found by their names, so unknown ones between them do no
harm. A file without a header line is read by the place of its columns.

**Cells.** Header names stay English, cells are in the person's language. ``full_date`` is ISO; in
the ``year`` generation the day is written with the name of its month. ``weekday`` is not read.

**What a row becomes.** ``mood`` (by its name, see :mod:`~iop_companion.importers.daylio_moods`),
``note`` (title and note), ``activities`` (open tags), ``sleep_duration`` (from the scale "Sleep
Time"), all at the row's time of day. Other scales are named in ``left_out``.

**Two rows in the same minute** speak of different moments: the lower (older) row keeps the minute,
each one above it gets one second more. So nothing is lost, and the same file read again gives the
same moments, whatever moods are mapped by then.

**Rows with one column too many or too few.** The break is somewhere; day, time and mood stand
before the words, the mood right behind the time. If day and time can be read at their places, the
row cannot have slipped before the mood: the mood is taken. Words behind it may have slipped; they
are left out, and the line is named. A row further off, or without these three, is refused.
Every data row is read or refused: rows read + lines refused = data rows.
"""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from pathlib import Path

from iop_companion.catalog.value_words import refusal
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.import_preview import (
    FileContents,
    ImportMapping,
    ReadValue,
    RefusedLine,
)
from iop_companion.domain.measure import Measure, UnfitValue, Value
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.importers.cells import plain, read_day, read_time
from iop_companion.importers.daylio_columns import YEAR, Columns
from iop_companion.importers.daylio_moods import MoodNumbers
from iop_companion.importers.month_names import month_and_day
from iop_companion.importers.note_text import plain_note
from iop_companion.importers.reading import Record, Table, head_text, open_table

_SLEEP_TIME = re.compile(r"(\d{1,2}):([0-5]\d)", re.ASCII)
_LINES_NAMED = 20


class DaylioImporter:
    """Reads Daylio's CSV; see the module's own words for what is taken and what is refused."""

    name = "daylio"

    def recognises(self, head: bytes, file_name: str) -> bool:  # noqa: ARG002 -- the port's shape
        """Whether the first line is one of Daylio's headers, or its first entry."""
        first_line = head_text(head).lstrip("\ufeff\r\n").partition("\n")[0]
        try:
            cells = next(csv.reader([first_line]), [])
        except csv.Error:
            return False
        return Columns.of(cells) is not None

    def read(self, path: Path, measures: Sequence[Measure], mapping: ImportMapping) -> FileContents:
        """Read the whole file; rows that cannot be taken are refused with line and reason.

        Raises ``KnownProblem`` for a file that cannot be read at all, or is not Daylio's.
        """
        known = {measure.id: measure for measure in measures}
        reading = _Reading(known, MoodNumbers(known[MeasureId("mood")], mapping))
        with open_table(path) as table:
            rows = reading.rows(table)
            return reading.contents(self.name, rows, table.remarks())


@dataclass(frozen=True, slots=True)
class _Row:
    """One row whose day and time could be read. ``is_whole`` says its columns are aligned."""

    line: int
    day: date
    moment: time
    cells: Sequence[str] = field(repr=False)
    is_whole: bool = True


class _Reading:
    """Gathers what one file gives."""

    def __init__(self, measures: Mapping[MeasureId, Measure], moods: MoodNumbers) -> None:
        self._measures = measures
        self._moods = moods
        self._columns = Columns({}, 0, has_header=False)
        self._n_rows = 0
        self._refused: list[RefusedLine] = []
        self._values: list[ReadValue] = []
        self._without_words: list[int] = []
        self._other_scales: Counter[str] = Counter()
        self._used_unknown: set[str] = set()

    def rows(self, table: Table) -> list[_Row]:
        """Read all rows; those without a readable day and time are refused here."""
        found: list[_Row] = []
        is_first = True
        for record in table.records():
            if is_first:
                is_first = False
                self._columns = _require(Columns.of(record.cells))
                if self._columns.has_header:
                    continue
            self._n_rows += 1
            row = self._row(record)
            if isinstance(row, str):
                self._refuse(record.line, row)
            else:
                found.append(row)
        return self._apart(found)

    def contents(self, name: str, rows: Sequence[_Row], remarks: tuple[str, ...]) -> FileContents:
        """Turn the rows into values and return everything found."""
        cell = self._columns.cell
        self._moods.learn_language(
            {plain(cell(row.cells, "weekday")) for row in rows},
            {plain(cell(row.cells, "mood")) for row in rows},
        )
        for row in rows:
            self._take(row)
        return FileContents(
            format=name,
            n_rows=self._n_rows,
            values=tuple(self._values),
            refused=tuple(sorted(self._refused, key=lambda refused: refused.line)),
            mood_names=self._moods.met(),
            mood_counts=self._moods.counts(),
            unmapped=self._moods.unmapped(),
            left_out=(*remarks, *self._left_out()),
        )

    def _row(self, record: Record) -> _Row | str:
        """Return the row, or why it is refused."""
        columns, cells = self._columns, record.cells
        too_many = len(cells) - columns.width
        if record.problem or abs(too_many) > 1 or len(cells) <= columns.place["mood"]:
            return record.problem or _wrong_count(cells, columns)
        day = self._day(cells)
        moment = read_time(columns.cell(cells, "time"))
        if too_many and (day is None or moment is None):
            return _wrong_count(cells, columns)
        if day is None:
            return _("The day of this line cannot be read.")
        if moment is None:
            return _("The time of this line cannot be read.")
        return _Row(record.line, day, moment, cells, is_whole=not too_many)

    def _day(self, cells: Sequence[str]) -> date | None:
        if "full_date" in self._columns.place:
            return read_day(self._columns.cell(cells, "full_date"))
        year = plain(self._columns.cell(cells, "year"))
        written = month_and_day(self._columns.cell(cells, "date"))
        if written is None or not YEAR.fullmatch(year):
            return None
        try:
            return date(int(year), *written)
        except ValueError:
            return None

    def _apart(self, rows: Sequence[_Row]) -> list[_Row]:
        """Give rows of the same minute seconds of their own, from the bottom of the file up."""
        taken: defaultdict[date, set[time]] = defaultdict(set)
        placed: list[_Row] = []
        for row in reversed(rows):
            seconds = (row.moment.replace(second=s) for s in range(row.moment.second, 60))
            free = next((moment for moment in seconds if moment not in taken[row.day]), None)
            if free is None:
                self._refuse(row.line, _("There are more than 60 entries in this minute."))
                continue
            taken[row.day].add(free)
            placed.append(replace(row, moment=free))
        return placed[::-1]

    def _take(self, row: _Row) -> None:
        name = plain(self._columns.cell(row.cells, "mood"))
        if not name:
            reason = _("The mood of this line is missing.")
            if not row.is_whole:
                reason = _wrong_count(row.cells, self._columns)
            self._refuse(row.line, reason, row.day)
            return
        self._moods.count(name)
        number = self._moods.number(name)
        if number is None:
            reason = _("The mood name “{name}” has no number yet.").format(name=name)
            self._refuse(row.line, reason, row.day)
            return
        try:
            self._values += self._values_of(row, number)
        except UnfitValue as unfit:
            self._refuse(row.line, refusal(unfit), row.day)

    def _values_of(self, row: _Row, mood: float) -> list[ReadValue]:
        found: dict[str, Value] = {"mood": mood}
        if row.is_whole:
            found |= self._words_of(row)
        elif self._columns.words(row.cells):
            self._without_words.append(row.line)
        values = []
        for name, value in found.items():
            measure = self._measures.get(MeasureId(name))
            if measure is not None:
                fitted = measure.fitted(value)
                values.append(ReadValue(row.line, row.day, row.moment, measure.id, fitted))
        return values

    def _words_of(self, row: _Row) -> dict[str, Value]:
        def cell(name: str) -> str:
            return self._columns.cell(row.cells, name)

        found: dict[str, Value] = {}
        note = "\n".join(filter(None, map(plain_note, (cell("note_title"), cell("note")))))
        if note:
            found["note"] = note
        if tags := tuple(filter(None, map(plain, cell("activities").split("|")))):
            found["activities"] = tags
        if (hours := self._sleep(cell("scales"))) is not None:
            found["sleep_duration"] = hours
        self._used_unknown |= {
            name
            for name, index in self._columns.unknown.items()
            if index < len(row.cells) and plain(row.cells[index])
        }
        return found

    def _sleep(self, scales: str) -> float | None:
        hours = None
        for part in filter(None, map(plain, scales.split("|"))):
            name, _colon, amount = part.partition(":")
            clock = _SLEEP_TIME.fullmatch(plain(amount))
            if plain(name).casefold() == "sleep time" and clock and int(clock[1]) < 24:
                hours = int(clock[1]) + int(clock[2]) / 60
            else:
                self._other_scales[plain(name)] += 1
        return hours

    def _refuse(self, line: int, reason: str, day: date | None = None) -> None:
        self._refused.append(RefusedLine(line, reason, day))

    def _left_out(self) -> Iterable[str]:
        if self._without_words:
            yield _some_lines(
                self._without_words,
                lambda n: ngettext(
                    "Line {lines} has a column too many or too few; only its mood was taken.",
                    "Lines {lines} have a column too many or too few; only their moods were taken.",
                    n,
                ),
            )
        for name, n_rows in self._other_scales.most_common():
            yield ngettext(
                "The scale “{name}” ({n} entry) has no measure here and was left out.",
                "The scale “{name}” ({n} entries) has no measure here and was left out.",
                n_rows,
            ).format(name=name, n=n_rows)
        for name in sorted(self._used_unknown):
            yield _("The column “{name}” is unknown and was left out.").format(name=name)


def _require(columns: Columns | None) -> Columns:
    if columns is None:
        raise KnownProblem("file_unknown")
    return columns


def _wrong_count(cells: Sequence[str], columns: Columns) -> str:
    return _("This line has {n} columns where {width} belong.").format(
        n=len(cells), width=columns.width
    )


def _some_lines(lines: Sequence[int], words: Callable[[int], str]) -> str:
    shown = ", ".join(map(str, lines[:_LINES_NAMED]))
    if len(lines) > _LINES_NAMED:
        shown += ", …"
    return words(len(lines)).format(lines=shown)
