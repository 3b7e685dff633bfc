"""How often the panel would speak by chance, for logging like this person's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from iop_companion.analytics.logging_like import features
from iop_companion.analytics.panel_rules import rate_model
from iop_companion.analytics.replay import Replay, oriented, replay

LEAST, MOST = 0.05, 2.0
"""Never stated outside: one message in ten years, four a year."""


def stated_rate(values: Any, worse: Sequence[str]) -> float:
    """Return the expected false panel warnings in six months that the panel states for ``values``.

    From the calibration, by what the person's logging is like. Accepts what
    :func:`~iop_companion.analytics.replay.replay_panel` accepts; 0 where nothing is watched.
    """
    return stated_of(replay(values, worse))


def stated_of(found: Replay) -> float:
    """Return the stated rate of a course already computed; the mean while nothing was learnt."""
    if not found.lanes or not found.values.shape[0]:
        return 0.0
    weights, mean = rate_model()
    if np.isnan(found.run.scored.score).all():
        return mean
    known = features(found.run.scored, oriented(found.values, found.lanes))[0]
    return float(np.clip(np.exp(known @ np.array(weights)), LEAST, MOST))
