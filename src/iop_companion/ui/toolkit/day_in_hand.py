"""The day that Today shows, for the pages that are opened from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(slots=True)
class DayInHand:
    """``day`` None stands for today; Today writes it, its sub-pages read it and may send back."""

    day: date | None = None
    row: str = ""
    """The row of Today that a sub-page was opened from, by its measure's id."""
    wanted: date | None = None
    """A day that a sub-page asks Today to open when it comes to the front."""
