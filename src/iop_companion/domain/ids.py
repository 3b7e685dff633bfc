"""Names for the identifiers that travel through the house, so that a day never passes for an id."""

from typing import NewType
from uuid import uuid4

MeasureId = NewType("MeasureId", str)
"""Stable, lower_snake_case: ``mood``, ``sleep_duration``. Never translated, never reused."""

ObservationId = NewType("ObservationId", str)
"""A UUID made by the program before the first save, so that a repeated save never makes a twin."""

ImportId = NewType("ImportId", str)
"""A UUID of one committed import; the sources of its values read ``import:<id>``."""

RecordId = NewType("RecordId", str)
"""A UUID of any other stored thing (session date, plan step, answer)."""


def new_id() -> str:
    """Return a fresh random UUID (version 4) in its usual text form."""
    return str(uuid4())
