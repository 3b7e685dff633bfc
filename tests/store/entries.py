"""Observations and folders for the tests of the store."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path

from iop_companion.domain.ids import MeasureId, ObservationId, new_id
from iop_companion.domain.measure import Value
from iop_companion.domain.observation import Observation
from iop_companion.domain.private import Secret

PASSPHRASE = Secret("river lamp seven quiet stones")
OTHER_PASSPHRASE = Secret("another six words that are long enough")
DAY = date(2026, 11, 20)
EVENING = datetime(2026, 11, 20, 21, 4, tzinfo=timezone(timedelta(hours=1)))


def entry(
    value: Value = 5.0,
    *,
    measure: str = "mood",
    day: date = DAY,
    moment: time | None = None,
    note: str = "",
    source: str = "typed",
    private: bool = False,
    recorded_at: datetime = EVENING,
) -> Observation:
    """One observation with a fresh id."""
    return Observation(
        id=ObservationId(new_id()),
        measure_id=MeasureId(measure),
        measure_version=1,
        day=day,
        value=value,
        recorded_at=recorded_at,
        moment=moment,
        source=source,
        private=private,
        note=note,
        zone="Europe/Warsaw",
    )


def flip(file: Path, at: int, bit: int = 0x40) -> None:
    """Flip one bit of ``file``."""
    content = bytearray(file.read_bytes())
    content[at] ^= bit
    file.write_bytes(content)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of ``folder`` by name."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
