"""The plan as it goes on paper: every word that is shown, and nothing that is not."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from iop_companion.domain.records import PlanZone


@dataclass(frozen=True, slots=True)
class SignOnPaper:
    """One own sign: the person's words, how it is noticed, what they do, whom they tell."""

    words: str = field(repr=False)
    how: str = field(repr=False)
    i_do: str = field(repr=False)
    i_tell: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ZoneOnPaper:
    """One zone; ``people`` are lines with name and number, ``dates`` a sentence."""

    zone: PlanZone
    how_i_know: str = field(repr=False)
    signs: tuple[SignOnPaper, ...] = field(repr=False)
    steps: tuple[str, ...] = field(repr=False)
    people: tuple[str, ...] = field(repr=False)
    to_say: str = field(repr=False)
    dates: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PlanOnPaper:
    """All three zones, as of the day the paper is made."""

    made_on: date
    zones: tuple[ZoneOnPaper, ...]


@dataclass(frozen=True, slots=True)
class WalletCard:
    """The zone Act, small enough to be carried: what I notice, what I do, whom I call.

    ``people`` and ``lines`` are pairs of a name and a number.
    """

    made_on: date
    notice: tuple[str, ...] = field(repr=False)
    steps: tuple[str, ...] = field(repr=False)
    people: tuple[tuple[str, str], ...] = field(repr=False)
    to_say: str = field(default="", repr=False)
    lines: tuple[tuple[str, str], ...] = ()
