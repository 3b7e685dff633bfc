"""What one cell of a table says: a day, a time of day. Shared by the importers of tables."""

from __future__ import annotations

import re
from datetime import date, time

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_CLOCK = re.compile(r"(\d{1,2})[:.h](\d{2})(?:[:.](\d{2}))?", re.ASCII)
_SPACES = str.maketrans({"\u202f": " ", "\u00a0": " ", "\u2009": " ", "\u200e": "", "\u200f": ""})

EARLIEST = date(1900, 1, 1)
"""No diary of a living person begins before; a day before is a slip of the keyboard."""

_BEFORE_NOON = frozenset({"am", "π.μ", "πμ", "öö", "오전", "上午", "午前", "de"})
_AFTER_NOON = frozenset({"pm", "μ.μ", "μμ", "ös", "오후", "下午", "午後", "du"})


def plain(cell: str) -> str:
    """Return ``cell`` stripped, its narrow and unbreakable spaces made plain."""
    return cell.translate(_SPACES).strip()


def read_day(cell: str) -> date | None:
    """Return the day of ``2026-03-01``, or None for anything else or before 1900."""
    text = plain(cell)
    if not _ISO_DAY.fullmatch(text):
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day >= EARLIEST else None


def read_time(cell: str) -> time | None:
    """Return the time of ``20:39``, ``9:42``, ``8:30 PM``, ``6:50 p.m.``, or None.

    12 AM is midnight and 12 PM is noon. Seconds are kept.
    """
    text = plain(cell).casefold()
    clock = _CLOCK.search(text)
    if clock is None:
        return None
    mark = (text[: clock.start()] + text[clock.end() :]).replace(" ", "").rstrip(".")
    hour = _hour(int(clock[1]), mark)
    try:
        return None if hour is None else time(hour, int(clock[2]), int(clock[3] or 0))
    except ValueError:
        return None


def _hour(hour: int, mark: str) -> int | None:
    mark = mark if "μ" in mark else mark.replace(".", "")
    if not mark:
        return hour
    if mark not in _BEFORE_NOON | _AFTER_NOON or not 1 <= hour <= 12:
        return None
    return hour % 12 + 12 * (mark in _AFTER_NOON)
