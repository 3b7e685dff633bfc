"""How often the panel would speak by chance, for logging like this person's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from iop_companion.analytics.logging_like import RECENT_DAYS, features
from iop_companion.analytics.panel_rules import beside_rates, rate_model
from iop_companion.analytics.replay import Replay, current_lanes, oriented, replay
from iop_companion.analytics.watched_as import WatchedAs

LEAST, MOST = 0.05, 2.0
"""Never stated outside: one message in ten years, four a year."""


def stated_rate(
    values: Any,
    worse: Sequence[str],
    *,
    watched_as: Sequence[WatchedAs] | None = None,
    versions: Any = None,
) -> float:
    """Return the expected false panel warnings in six months that the panel states for ``values``.

    From the calibration, by what the person's logging is like. Accepts what
    :func:`~iop_companion.analytics.replay.replay_panel` accepts; 0 where nothing is watched.
    """
    return stated_of(replay(values, worse, watched_as=watched_as, versions=versions))


def stated_of(found: Replay) -> float:
    """Return the stated rate of a course already computed; the mean while nothing was learnt."""
    marks = found.run.scored.beside
    if marks is None:
        return 0.0
    # columns with a detector of their own add its rate once it has something to compare with
    known = np.flatnonzero((marks.distance[:, 0] > 0).any(axis=0)).tolist()
    rates = beside_rates()
    added = sum((rates.get(marks.names[at], 0.0) for at in known), 0.0)
    if not found.lanes:
        return max(added, LEAST)
    weights, mean = rate_model()
    if np.isnan(found.run.scored.score).all():
        return mean + added
    kept = current_lanes(found)
    scored = found.run.scored
    scored = replace(scored, phi=scored.phi[-1:, :, kept])
    recent = slice(-RECENT_DAYS, None)
    versions = None if found.versions is None else found.versions[recent]
    logging = features(scored, oriented(found.values[recent], found.lanes, versions)[:, :, kept])[0]
    return float(np.clip(np.exp(logging @ np.array(weights)) + added, LEAST, MOST))
