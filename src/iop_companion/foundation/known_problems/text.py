"""What the words of a problem consist of, and the sentences that many of them share."""

from __future__ import annotations

from dataclasses import dataclass

from iop_companion.foundation.i18n import N_


@dataclass(frozen=True, slots=True)
class ProblemText:
    """Three short sentences; any but the first may be empty."""

    happened: str
    safe: str = ""
    to_do: str = ""

    @property
    def sentence(self) -> str:
        """All of it on one line, for the command line and screen readers."""
        return " ".join(part for part in (self.happened, self.safe, self.to_do) if part)


NOTHING_CHANGED = N_("Nothing has been deleted or changed.")
ENTRY_KEPT = N_("Your entry is still here.")
