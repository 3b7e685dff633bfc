"""What every detector hands to its own words: facts ready to be said, no arithmetic left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from iop_companion.domain.early_warning import Standing
from iop_companion.foundation.i18n import _


@dataclass(frozen=True, slots=True)
class Told:
    """One measure against its usual, as texts: "6.9 h", "5.4 h".

    ``n_entries`` of ``n_days`` have an entry since the change seems to have begun, or of the last
    seven days. ``usual`` and ``recent`` are "" where there is nothing to say.
    """

    label: str
    standing: Standing
    usual: str = ""
    recent: str = ""
    since: date | None = None
    n_entries: int = 0
    n_days: int = 7


class Detector(Protocol):
    """One way of telling a change from chance. Its page in ``docs/methods.md`` has its ``name``."""

    name: str

    def explain(self, told: Told) -> str:
        """Say a finding in one sentence that claims no more than was computed."""


def joined_words(words: list[str]) -> str:
    """Return "Sleep", "Sleep and urge", "Sleep, urge and mood"; later words begin in lower case."""
    rest = [_lowered(word) for word in words[1:]]
    if not rest:
        return words[0] if words else ""
    first = ", ".join([words[0], *rest[:-1]])
    return _("{words} and {last}").format(words=first, last=rest[-1])


def _lowered(word: str) -> str:
    """Lower the first letter, but leave "PHQ-9" and "I" alone."""
    return word[:1].lower() + word[1:] if word[1:2].islower() else word
