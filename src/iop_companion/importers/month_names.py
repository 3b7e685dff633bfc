"""Days written with the name of a month: "January 25", "20 listopada", "25 de enero"."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache

from iop_companion.foundation import assets

_NUMBERED = re.compile(r"(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")
_WORD = re.compile(r"[^\W\d_]+(?:['.][^\W\d_]+)*")
_DAY = re.compile(r"(?<!\d)\d{1,2}(?!\d)")


@cache
def _months() -> Mapping[str, int]:
    table = tomllib.loads(assets.read_text("imports/month_names.toml"))
    return {name: int(number) for number, names in table.items() for name in names}


def month_and_day(text: str) -> tuple[int, int] | None:
    """Return (month, day) of a written day without its year, or None if it cannot be told.

    The day is not checked against the calendar.
    """
    if numbered := _NUMBERED.search(text):
        return int(numbered[1]), int(numbered[2])
    days = _DAY.findall(text)
    words = (word.casefold().removeprefix("d'") for word in _WORD.findall(text.replace("’", "'")))
    months = {month for word in words if (month := _months().get(word)) is not None}
    if len(days) != 1 or len(months) != 1:
        return None
    return months.pop(), int(days[0])
