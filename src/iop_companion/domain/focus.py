"""A focus: what a person wants to keep an eye on, and the rows of Today that go with it."""

from __future__ import annotations

from dataclasses import dataclass

from iop_companion.domain.ids import MeasureId


@dataclass(frozen=True, slots=True)
class Focus:
    """One of the eight focuses, as data; ``rows`` are measures that have a row of their own.

    What is asked inside another row (set off by, with the urge) comes with that row.
    """

    id: str
    label: str
    words: str
    rows: tuple[MeasureId, ...]
    order: int
