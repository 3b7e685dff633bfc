"""A diary card of a week as it goes on paper: every word that is shown, and nothing that is not."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from iop_companion.domain.summary import Section


@dataclass(frozen=True, slots=True)
class CardColumn:
    """One row of Today as a column of the card: its name and what a cell takes ("hours")."""

    label: str
    takes: str = ""


@dataclass(frozen=True, slots=True)
class CardDay:
    """One line of the card; an empty text is room to write in."""

    name: str
    cells: tuple[str, ...] = field(repr=False)
    set_off_by: str = field(default="", repr=False)
    note: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class CardTicks:
    """A table with a box a day: what was done or met, by its name."""

    title: str
    rows: tuple[tuple[str, tuple[bool, ...]], ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class DiaryCard:
    """Seven days. ``first`` and ``last`` are None on an empty card, which any week can be put on.

    ``has_set_off`` says whether there is a column for what set it off; ``ends`` says what the ends
    of the scales mean, ``line`` is a number to call. ``n_private`` values of the week are not on
    it; the names of ``n_names_as_roles`` people are written as roles.
    """

    made_on: date
    columns: tuple[CardColumn, ...]
    days: tuple[CardDay, ...]
    ticks: tuple[CardTicks, ...]
    has_set_off: bool
    ends: str = ""
    line: str = ""
    name: str = field(default="", repr=False)
    to_talk_about: tuple[str, ...] = field(default=(), repr=False)
    first: date | None = None
    last: date | None = None
    n_private: int = 0
    n_names_as_roles: int = 0
    sections: tuple[Section, ...] = ()
    """What of the diary stands on it, as the list of exports names it."""

    @property
    def is_filled(self) -> bool:
        """Whether it holds days of the diary."""
        return self.first is not None
