"""Which column of a Daylio file stands where, told by its first line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from iop_companion.importers.cells import plain, read_day, read_time
from iop_companion.importers.month_names import month_and_day

_READ = ("mood", "activities", "scales", "note_title", "note")
_KNOWN = frozenset({"year", "full_date", "date", "weekday", "time", *_READ})
_NO_HEADER = {
    7: ("date", "weekday", "time", "mood", "activities", "note"),
    8: ("date", "weekday", "time", "mood", "activities", "note_title", "note"),
    9: ("date", "weekday", "time", "mood", "activities", "scales", "note_title", "note"),
}
YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)
"""A year that a person can have kept a diary in."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column stands where."""

    place: Mapping[str, int]
    width: int
    has_header: bool
    unknown: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, cells: Sequence[str]) -> Columns | None:
        """Return the columns told by the first line of a file, or None if it is not Daylio's."""
        names = [plain(cell).casefold() for cell in cells]
        place = {name: index for index, name in reversed(list(enumerate(names)))}
        if {"time", "mood"} <= place.keys() and ({"full_date"} <= place.keys() or _has_year(place)):
            known = {name: index for name, index in place.items() if name in _KNOWN}
            unknown = {name: index for name, index in place.items() if name not in _KNOWN}
            return cls(known, len(cells), has_header=True, unknown=unknown)
        return cls._without_header(cells)

    @classmethod
    def _without_header(cls, cells: Sequence[str]) -> Columns | None:
        names = _NO_HEADER.get(len(cells))
        if names is None or read_time(cells[3]) is None:
            return None
        if read_day(cells[0]) is not None:
            first = "full_date"
        elif YEAR.fullmatch(plain(cells[0])) and month_and_day(cells[1]) is not None:
            first = "year"
        else:
            return None
        place = {name: index for index, name in enumerate((first, *names))}
        return cls(place, len(cells), has_header=False)

    def cell(self, cells: Sequence[str], name: str) -> str:
        """Return the cell of a column, or "" if the file or the row has none."""
        index = self.place.get(name)
        return cells[index] if index is not None and index < len(cells) else ""

    def words(self, cells: Sequence[str]) -> list[str]:
        """Return all cells behind the mood, wherever they may belong."""
        return [cell for cell in cells[self.place["mood"] + 1 :] if plain(cell)]


def _has_year(place: Mapping[str, int]) -> bool:
    return {"year", "date"} <= place.keys()
