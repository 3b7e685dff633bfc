"""An observation to and from the columns of its row."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from iop_companion.domain.ids import MeasureId, ObservationId
from iop_companion.domain.measure import Value
from iop_companion.domain.observation import Observation
from iop_companion.store.instants import (
    moment_text,
    offset_min,
    to_instant,
    to_moment,
    to_ms,
)

STATE = (
    "measure_id",
    "measure_version",
    "day",
    "moment",
    "number",
    "tags",
    "words",
    "recorded_ms",
    "recorded_offset_min",
    "source",
    "private",
    "note",
    "zone",
)
"""The columns of a row that say what was recorded, in the order they are read."""


def columns_of(observation: Observation) -> dict[str, Any]:
    """Return the columns of a row but those that the table fills by itself."""
    value = observation.value
    return {
        "id": observation.id,
        "measure_id": observation.measure_id,
        "measure_version": observation.measure_version,
        "day": observation.day.toordinal(),
        "moment": moment_text(observation.moment),
        "number": value if isinstance(value, float | int) else None,
        "tags": json.dumps(value) if isinstance(value, tuple) else None,
        "words": storable(value) if isinstance(value, str) else None,
        "is_late": observation.is_late,
        "recorded_ms": to_ms(observation.recorded_at),
        "recorded_offset_min": offset_min(observation.recorded_at),
        "source": observation.source,
        "private": observation.private,
        "note": storable(observation.note),
        "zone": observation.zone,
    }


def to_observation(  # noqa: PLR0913, PLR0917 -- ``id`` and STATE, in their order
    observation_id: str,
    measure_id: str,
    measure_version: int,
    day: int,
    moment: str,
    number: float | None,
    tags: str | None,
    words: str | None,
    recorded_ms: int,
    recorded_offset_min: int,
    source: str,
    private: bool,  # noqa: FBT001 -- a column
    note: str,
    zone: str,
) -> Observation:
    """Return the value that a row of ``id`` and :data:`STATE` holds."""
    value: Value
    if number is not None:
        value = number
    elif tags is not None:
        value = tuple(json.loads(tags))
    else:
        value = words or ""
    return Observation(
        id=ObservationId(observation_id),
        measure_id=MeasureId(measure_id),
        measure_version=measure_version,
        day=date.fromordinal(day),
        value=value,
        recorded_at=to_instant(recorded_ms, recorded_offset_min),
        moment=to_moment(moment),
        source=source,
        private=private,
        note=note,
        zone=zone,
    )


def storable(words: str) -> str:
    """Return ``words`` with lone surrogates, which no file can hold, replaced by U+FFFD."""
    return words.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
