"""What a column of the panel is, and so which detector looks at it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """A number a day (the level), how much of a medicine was taken, or a questionnaire's score."""

    LEVEL = "level"
    MEDICINE = "medicine"
    QUESTIONNAIRE = "questionnaire"


@dataclass(frozen=True, slots=True)
class WatchedAs:
    """The role of a column. ``error`` is how much one score of an unchanged person varies."""

    role: Role = Role.LEVEL
    error: float = 1.0

    def __post_init__(self) -> None:
        """Raise ``ValueError`` unless the error is a positive number."""
        if not 0 < self.error < float("inf"):
            raise ValueError("a score varies by more than nothing")


LEVEL = WatchedAs()
MEDICINE = WatchedAs(Role.MEDICINE)
