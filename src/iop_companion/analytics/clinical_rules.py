"""Fixed clinical rules: which of them was met lately. Facts beside the panel, never part of it.

They are other people's cut-offs, not the person's usual, so they raise no level and enter no rate.
``docs/methods.md``, "Fixed clinical rules".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from iop_companion.analytics.baseline import Ints
from iop_companion.analytics.series import DailySeries
from iop_companion.domain.clinical_rule import ClinicalRule, RuleKind


@dataclass(frozen=True, slots=True)
class RuleMet:
    """When a rule was met: on ``day``, against ``first`` (the earlier entry, or the last yes).

    ``before`` and ``now`` are the two scores of a rise; ``n_days`` the days without a yes.
    """

    day: date
    first: date
    before: float = 0.0
    now: float = 0.0
    n_days: int = 0


def met_lately(rule: ClinicalRule, series: DailySeries, as_of: date) -> RuleMet | None:
    """Return the newest time ``rule`` was met in its last ``shown_days`` up to ``as_of``, or None.

    Only entries up to ``as_of`` are looked at; a day without an entry says nothing.
    """
    known = series.until(as_of)
    rows = np.flatnonzero(known.entered)
    since = as_of - timedelta(days=rule.shown_days - 1)
    for at in range(rows.size - 1, -1, -1):
        day = known.first + timedelta(days=int(rows[at]))
        if day < since:
            return None
        found = _rise(rule, known, rows, at) if rule.kind is RuleKind.RISE else None
        if rule.kind is RuleKind.YES_AFTER_NO:
            found = _yes_after_no(rule, known, rows, at)
        if found is not None:
            return found
    return None


def _rise(rule: ClinicalRule, series: DailySeries, rows: Ints, at: int) -> RuleMet | None:
    if at == 0 or rows[at] - rows[at - 1] > rule.within_days:
        return None
    before, now = float(series.values[rows[at - 1]]), float(series.values[rows[at]])
    if now - before < rule.by:
        return None
    first = series.first + timedelta(days=int(rows[at - 1]))
    return RuleMet(series.first + timedelta(days=int(rows[at])), first, before, now)


def _yes_after_no(rule: ClinicalRule, series: DailySeries, rows: Ints, at: int) -> RuleMet | None:
    """A yes after at least ``by`` days without one, of which half or more have an entry."""
    if not series.values[rows[at]]:
        return None
    yes = [row for row in rows[:at] if series.values[row]]
    began = int(yes[-1]) + 1 if yes else int(rows[0])
    n_days = int(rows[at]) - began
    entered = int(((rows >= rows[at] - rule.within_days) & (rows < rows[at])).sum())
    if n_days < rule.by or 2 * entered < rule.within_days:
        return None
    day = series.first + timedelta(days=int(rows[at]))
    return RuleMet(day, series.first + timedelta(days=began), n_days=n_days)
