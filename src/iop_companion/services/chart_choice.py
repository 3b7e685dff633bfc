"""Which charts Trends shows, and in which order: the person's own choice, kept in the vault."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from iop_companion.domain.change import Change, ChangeSet
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import Measure
from iop_companion.domain.records import ParticipantSetting
from iop_companion.domain.setting_values import Charts, or_default, read_charts
from iop_companion.services.history import History

if TYPE_CHECKING:
    from iop_companion.services.session import VaultSession

CHARTS_SETTING = "charts"
"""Key of the setting ``{"order": [ids], "off": [ids]}``; ids not named stand after those named."""

FIRST_CHARTS = tuple(
    MeasureId(name)
    for name in (
        "mood",
        "mood_low",
        "mood_high",
        "sleep_duration",
        "movement_minutes",
        "urge",
        "anxiety",
        "skills_used",
    )
)
"""The order of the charts until the person chooses another one."""


class ChartChoice:
    """Orders measures for the page. A measure switched off keeps its place and its values."""

    def __init__(self, session: VaultSession, history: History) -> None:
        """Work on the vault that ``session`` has open; writes can be undone through ``history``."""
        self._session = session
        self._history = history

    def current(self) -> Charts:
        """Return what the person chose; nothing chosen is an empty choice."""
        with self._session.vault.read() as journal:
            return or_default(read_charts, journal.setting(CHARTS_SETTING), Charts())

    def choose(self, order: Sequence[MeasureId], off: Sequence[MeasureId]) -> ChangeSet:
        """Keep an order and what is not shown. The usual order with all shown is kept as none."""
        setting = ParticipantSetting(
            CHARTS_SETTING, json.dumps({"order": list(order), "off": list(off)})
        )
        with self._session.vault.write() as journal:
            text = journal.setting(CHARTS_SETTING)
            if text == setting.value:
                return ChangeSet("charts_chosen")
            before = journal.put(setting)
        return self._history.remember(ChangeSet("charts_chosen", (Change(before, setting),)))


def in_order(measures: Sequence[Measure], chosen: Charts) -> list[Measure]:
    """Return ``measures`` as chosen: those named first, then the usual order of the others."""
    named = {name: n for n, name in enumerate(chosen.order)}
    usual = {name: n for n, name in enumerate(FIRST_CHARTS)}

    def place(measure: Measure) -> tuple[int, int, int]:
        return (
            named.get(measure.id, len(named)),
            usual.get(measure.id, len(usual)),
            measure.order,
        )

    return sorted(measures, key=place)
