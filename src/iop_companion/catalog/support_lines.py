"""Crisis lines by region: read when help is asked for, one small file a region, no network."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from iop_companion.catalog.table import Table, read_table
from iop_companion.foundation import assets

_REGIONS_FILE = "support/regions.toml"


class LineKind(StrEnum):
    """What a line is for, in the order in which a sheet lists them."""

    CRISIS = "crisis"
    SUBSTANCE = "substance"
    EATING_DISORDER = "eating_disorder"
    DOMESTIC_VIOLENCE = "domestic_violence"


@dataclass(frozen=True, slots=True)
class CrisisLine:
    """One confirmed line.

    ``call`` and ``text`` are what to do in words ("988, then press 1"), ``tel`` the digits alone,
    for copying. ``area`` names the part of the region it serves, or is "". ``checked_on`` is the
    day its sources were compared; ``recheck_first`` says that none of them is of the last two
    years, ``hours_uncertain`` that its hours stand in one source only.
    """

    kind: LineKind
    name: str
    call: str
    tel: str
    text: str
    chat: str
    site: str
    hours: str
    for_whom: str
    area: str
    languages: tuple[str, ...]
    cost: str
    note: str
    checked_on: date
    recheck_first: bool
    hours_uncertain: bool
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RegionLines:
    """The emergency number of a region, further ones with their words, and its lines in order."""

    region: str
    emergency: str
    emergency_also: tuple[str, ...]
    emergency_checked_on: date
    lines: tuple[CrisisLine, ...]


@cache
def regions() -> dict[str, str]:
    """Return the names of all regions by their code (ISO 3166-1 alpha-2)."""
    table = read_table(_REGIONS_FILE)
    found = {row.text("code"): row.words("label") for row in table.tables("regions")}
    table.finish()
    return found


@cache
def lines_of(region: str) -> RegionLines | None:
    """Return what is known for ``region``, or None for a region without checked lines."""
    return _read(f"support/{region.lower()}.toml") if region in regions() else None


def lines_older_than(days: int, today: date) -> list[tuple[str, str, date]]:
    """Return (region, name, day of the last check) of lines not checked within ``days``.

    For the check before a release; emergency numbers count too.
    """
    limit = today - timedelta(days=days)
    old: list[tuple[str, str, date]] = []
    for file in assets.names("support", ".toml"):
        if file == _REGIONS_FILE:
            continue
        found = _read(file)
        checked = [("emergency", found.emergency_checked_on)]
        checked += [(line.name, line.checked_on) for line in found.lines]
        old += [(found.region, name, day) for name, day in checked if day < limit]
    return old


def _read(file: str) -> RegionLines:
    table = read_table(file)
    emergency = table.table("emergency")
    order = list(LineKind)
    found = RegionLines(
        region=table.text("region"),
        emergency=emergency.text("number"),
        emergency_also=emergency.all_words("also"),
        emergency_checked_on=emergency.day("checked_on"),
        lines=tuple(sorted(map(_line, table.tables("lines")), key=lambda x: order.index(x.kind))),
    )
    emergency.finish()
    table.finish()
    return found


def _line(row: Table) -> CrisisLine:
    line = CrisisLine(
        kind=row.one_of("kind", LineKind),
        name=row.words("name"),
        call=row.words("call", ""),
        tel=row.text("tel", ""),
        text=row.words("text", ""),
        chat=row.text("chat", ""),
        site=row.text("site", ""),
        hours=row.words("hours", ""),
        for_whom=row.words("for_whom", ""),
        area=row.words("area", ""),
        languages=row.all_words("languages"),
        cost=row.words("cost", ""),
        note=row.words("note", ""),
        checked_on=row.day("checked_on"),
        recheck_first=row.flag("recheck_first"),
        hours_uncertain=row.flag("hours_uncertain"),
        sources=row.texts("sources"),
    )
    row.finish()
    return line
