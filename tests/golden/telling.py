"""What a vault holds, as plain JSON: read through the program's own journal, kind by kind."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime, time
from typing import Any

from iop_companion.domain.diary_entries import ENTRY_KINDS
from iop_companion.domain.measure import Measure
from iop_companion.domain.ports import OpenVault
from iop_companion.domain.records import (
    EpisodeOutcome,
    ImportBatch,
    OwnSign,
    PanelAnswer,
    ParticipantSetting,
    PlanStep,
    SessionDate,
    SetAside,
    ShownEpisode,
    ShownLevel,
    SignTick,
    StepDone,
    UsualOffer,
    ZonePlan,
    ZoneSaid,
)

KINDS = (
    SessionDate,
    ImportBatch,
    PlanStep,
    PanelAnswer,
    ShownLevel,
    OwnSign,
    SignTick,
    SetAside,
    ZoneSaid,
    ZonePlan,
    StepDone,
    ShownEpisode,
    EpisodeOutcome,
    UsualOffer,
    ParticipantSetting,
    Measure,
    *ENTRY_KINDS.values(),
)


def told(vault: OpenVault) -> dict[str, Any]:
    """Return everything in ``vault``."""
    with vault.read() as journal:
        content: dict[str, Any] = {
            "observations": journal.observations(),
            "past_versions": journal.all_past_versions(),
            "trash": journal.trash(),
            "drafts": journal.drafts(),
            "past_entries": journal.past_entries(),
            "trashed_entries": journal.trashed_entries(),
            **{kind.__name__: journal.all(kind) for kind in KINDS},
        }
    return {name: [plain(asdict(item)) for item in items] for name, items in content.items()}


def plain(value: Any) -> Any:
    """Return ``value`` as JSON would give it back."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return value
