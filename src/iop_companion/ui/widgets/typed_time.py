"""The time of a moment as people type it: "4:41 pm", "16.41", "9"."""

from __future__ import annotations

import re
from datetime import time

_TIME = re.compile(
    r"(\d{1,2})(?:[:.h ]?(\d{2}))?(?::\d{2})?\s*(?:([ap])\.?\s*m?\.?)?", re.IGNORECASE
)
_NOON = 12


def read_time(text: str) -> time | None:
    """Return the time of day in ``text``, in twelve or twenty-four hours, or None."""
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half:
        if not 1 <= hour <= _NOON:
            return None
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    try:
        return time(hour, minute)
    except ValueError:
        return None
