"""The detectors of the panel, by name. To add one: a file here, a line here, a page in methods."""

from __future__ import annotations

from iop_companion.analytics.detectors.base import Detector
from iop_companion.analytics.detectors.level_change import AllTogether, LevelChange

DETECTORS: tuple[Detector, ...] = (LevelChange(), AllTogether())
