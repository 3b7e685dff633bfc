"""How much alcohol one standard drink holds where a person lives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from iop_companion.catalog.table import read_table

MOST_GRAMS = 40
"""No drink anywhere is counted as holding more alcohol."""

_FILE = "standard_drinks/by_region.toml"


@dataclass(frozen=True, slots=True)
class StandardDrink:
    """Grams of pure alcohol in one; ``is_of_region`` is False for the WHO's where none is known."""

    grams: float
    is_of_region: bool
    source: str


@dataclass(frozen=True, slots=True)
class StandardDrinks:
    """The drinks by region, and the WHO's for everywhere else."""

    by_region: Mapping[str, StandardDrink]
    who: StandardDrink
    checked_on: date


def standard_drink(region: str) -> StandardDrink:
    """Return the standard drink of ``region`` ("US"), or the WHO's."""
    drinks = _shipped()
    return drinks.by_region.get(region, drinks.who)


def parse_standard_drinks(file: str) -> StandardDrinks:
    """Read the list; raises ``Bug`` naming file and key for what does not fit."""
    table = read_table(file)
    source = table.words("source")
    found: dict[str, StandardDrink] = {}
    for row in table.tables("drinks"):
        region, grams = row.text("region"), row.number("grams")
        if region in found or not 1 <= grams <= MOST_GRAMS:
            raise row.fault("grams", "stands twice or is no drink")
        found[region] = StandardDrink(grams, is_of_region=True, source=source)
        row.finish()
    who = StandardDrink(
        table.number("who_grams"), is_of_region=False, source=table.words("who_source")
    )
    drinks = StandardDrinks(found, who, table.day("checked_on"))
    table.finish()
    return drinks


@cache
def _shipped() -> StandardDrinks:
    return parse_standard_drinks(_FILE)
