"""What reading another program's file gives, before anything is saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from iop_companion.domain.diary_entries import DiaryEntry, PastEntry
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import Value
from iop_companion.domain.observation import Observation
from iop_companion.domain.records import PastVersion, Record


@dataclass(frozen=True, slots=True)
class ImportMapping:
    """The person's choices for a file: a number for each mood name, a measure for each column.

    A mood name mapped to None is left out.
    """

    moods: Mapping[str, float | None] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReadValue:
    """One value read from a file, not yet in the vault. ``line`` counts from 1 with the header."""

    line: int
    day: date
    moment: time | None
    measure_id: MeasureId
    value: Value = field(repr=False)
    note: str = field(default="", repr=False)
    private: bool = False
    recorded_at: datetime | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """A line that could not be taken, and why, in words for the person."""

    line: int
    reason: str
    day: date | None = None
    """The day of a line that was refused for its mood or words alone: the file does speak of it."""


@dataclass(frozen=True, slots=True)
class UnmappedMood:
    """A mood name that has no number yet, how often it stands in the file, and a suggestion."""

    name: str = field(repr=False)
    n_rows: int = 0
    suggestion: float | None = None


@dataclass(frozen=True, slots=True)
class FullContent:
    """Everything a vault holds, for the full export; only drafts stay out.

    ``trash`` and ``past_versions`` go with ``observations``; ``records`` are the others, diary
    entries among them, whose earlier states and trash stand apart. It has no instant of its own, so
    that exporting, importing and exporting again gives the same bytes.
    """

    observations: Sequence[Observation]
    past_versions: Sequence[PastVersion]
    trash: Sequence[Observation]
    records: Sequence[Record]
    past_entries: Sequence[PastEntry] = ()
    trashed_entries: Sequence[DiaryEntry] = ()


@dataclass(frozen=True, slots=True)
class FileContents:
    """What an importer found. ``n_rows`` counts data lines; read + refused lines = ``n_rows``.

    ``mood_names`` counts every mood name met with the number it maps to now (None: not mapped).
    ``mood_counts`` says in how many rows each of them stands.
    ``left_out`` names, in words, what the file holds that this program does not keep.
    ``full`` carries the parsed full export when the format is our own JSON, else None; its
    observations stand in the order of ``values``.
    """

    format: str
    n_rows: int
    values: tuple[ReadValue, ...]
    refused: tuple[RefusedLine, ...] = ()
    mood_names: Mapping[str, float | None] = field(default_factory=dict, repr=False)
    mood_counts: Mapping[str, int] = field(default_factory=dict, repr=False)
    unmapped: tuple[UnmappedMood, ...] = ()
    left_out: tuple[str, ...] = ()
    full: FullContent | None = field(default=None, repr=False)

    @property
    def days(self) -> set[date]:
        """The days of the values read, and of refused lines that carry one."""
        refused = {line.day for line in self.refused if line.day is not None}
        return refused.union(value.day for value in self.values)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A slot that the vault already holds differently; the vault's value stays."""

    line: int
    day: date
    measure_id: MeasureId
    here: str = field(repr=False)
    file: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What committing would do.

    ``n_read`` = ``len(fresh)`` + ``n_already_there`` + ``len(conflicts)`` + ``n_repeated``. The
    middle two speak of the vault alone. A slot the vault does not hold may stand in the file more
    than once: the first is fresh, one that says the same counts in ``n_repeated``, and one that
    says something else is no value read any more but a refused line of ``contents``.
    ``n_new_records`` counts what a full export would bring besides values: measures, session
    dates, steps of the plan, settings.
    """

    contents: FileContents
    fresh: tuple[ReadValue, ...]
    n_already_there: int = 0
    conflicts: tuple[Conflict, ...] = ()
    n_repeated: int = 0
    n_new_records: int = 0

    @property
    def has_news(self) -> bool:
        """Whether committing would bring anything in."""
        return bool(self.fresh) or self.n_new_records > 0

    @property
    def n_read(self) -> int:
        """Values read from the file."""
        return len(self.contents.values)

    @property
    def first_day(self) -> date | None:
        """Earliest day the file speaks of: of the values read and of ``RefusedLine.day``."""
        return min(self.contents.days, default=None)

    @property
    def last_day(self) -> date | None:
        """Latest day the file speaks of, counted like ``first_day``."""
        return max(self.contents.days, default=None)
