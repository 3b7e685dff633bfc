"""Reading what a person typed after a command: days, and pairs such as ``mood=5``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import typer

from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _


def day_of(text: str | None) -> date | None:
    """Return the day of ``2026-03-01``, None for None; else raises ``KnownProblem``."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise KnownProblem("impossible_day") from error


def pairs_of(items: Sequence[str]) -> dict[str, str]:
    """Return the pairs of ``name=value`` in their order; a usage error for anything else."""
    pairs: dict[str, str] = {}
    for item in items:
        name, sign, value = item.partition("=")
        if not sign or not name.strip():
            raise typer.BadParameter(_("an answer is written measure=value, such as mood=5"))
        if name in pairs:
            raise typer.BadParameter(_("each measure is given once"))
        pairs[name] = value
    return pairs
