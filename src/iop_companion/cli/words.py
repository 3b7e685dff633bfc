"""Reading what a person typed after a command: days, and pairs such as ``mood=5``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from iop_companion.foundation.errors import CompanionError, KnownProblem
from iop_companion.foundation.i18n import _


class WrongUsage(CompanionError):
    """A command asked for in a way it does not have; the text is the sentence to show."""


def day_of(text: str | None) -> date | None:
    """Return the day of ``2026-03-01``, None for None; else raises ``KnownProblem``."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise KnownProblem("impossible_day") from error


def pairs_of(items: Sequence[str]) -> dict[str, str]:
    """Return the pairs of ``name=value`` in their order; raises :class:`WrongUsage`."""
    pairs: dict[str, str] = {}
    for item in items:
        name, sign, value = item.partition("=")
        if not sign or not name.strip():
            raise WrongUsage(_("An answer is written measure=value, such as mood=5."))
        if name in pairs:
            raise WrongUsage(_("Each measure is given once."))
        pairs[name] = value
    return pairs
