"""How often the panel would speak by chance, for logging like this person's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from iop_companion.analytics.panel_rules import rate_table
from iop_companion.analytics.replay import Replay, replay


def stated_rate(values: Any, worse: Sequence[str]) -> float:
    """Return the expected false panel warnings in six months that the panel states for ``values``.

    Read from the calibration by how many measures are watched, how often they have an entry, and
    how much carries over from day to day. Accepts what :func:`replay_panel` accepts.
    """
    return stated_of(replay(values, worse))


def stated_of(found: Replay) -> float:
    """Return the stated rate of a course already computed."""
    table = rate_table()
    n_lanes = len(found.lanes)
    if not n_lanes:
        return 0.0
    share, phi = _logging(found)
    return table.rate(n_lanes, share, phi)


def _logging(found: Replay) -> tuple[float, float]:
    """Share of days with an entry of the last half year, and the carry-over known at the end."""
    entered = ~np.isnan(found.values).all(axis=1)
    rows = np.flatnonzero(entered)
    if not rows.size:
        return 1.0, 0.3
    start = max(int(rows[0]), found.values.shape[0] - 182)
    columns = sorted({lane.column for lane in found.lanes})
    share = float((~np.isnan(found.values[start:, columns])).mean())
    return share, float(found.run.scored.phi[-1, 0, :-1].mean())
