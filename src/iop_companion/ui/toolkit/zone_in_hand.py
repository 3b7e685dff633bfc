"""Which zone of the plan another page leads to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class ZoneInHand:
    """``wanted`` is the zone that My plan shows next, "" for none; it takes the wish away."""

    wanted: str = ""
