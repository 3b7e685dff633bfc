"""One value of one measure on one day, with where it came from and when it was written down."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from iop_companion.domain.ids import MeasureId, ObservationId, new_id

if TYPE_CHECKING:
    from iop_companion.domain.measure import Measure, Value

TYPED = "typed"
PAPER = "paper"
DEMO = "demo"
IMPORT_PREFIX = "import:"

LATE_AFTER = timedelta(hours=36)
"""A value is late when recorded more than this after its day's end (``decisions.md``)."""

DAY_ENDS_AT = time(4, 0)
"""The program day ends at 04:00 the next morning unless the person chose otherwise.

Late is counted from here whatever they chose: a mark must not change with a setting."""


def is_known_source(source: str) -> bool:
    """Whether ``source`` is ``typed``, ``paper``, ``demo`` or ``import:<id>``."""
    return source in {TYPED, PAPER, DEMO} or source.startswith(IMPORT_PREFIX)


def was_recorded_late(day: date, recorded_at: datetime, source: str) -> bool:
    """Whether it was typed more than 36 h after the end of ``day``."""
    if source not in {TYPED, DEMO}:
        return False
    day_end = datetime.combine(day + timedelta(days=1), DAY_ENDS_AT, tzinfo=recorded_at.tzinfo)
    return recorded_at - day_end > LATE_AFTER


@dataclass(frozen=True, slots=True)
class Observation:
    """One recorded value. ``value`` and ``note`` never show in ``repr``.

    ``moment`` is the local time of day it speaks of, or None for the whole day. ``recorded_at`` is
    an aware instant; its UTC offset is kept. ``source`` is ``typed``, ``paper``, ``demo`` or
    ``import:<id>``. ``zone`` is the IANA name of the computer's zone when recorded, or "".
    """

    id: ObservationId
    measure_id: MeasureId
    measure_version: int
    day: date
    value: Value = field(repr=False)
    recorded_at: datetime
    moment: time | None = None
    source: str = TYPED
    private: bool = False
    note: str = field(default="", repr=False)
    zone: str = ""

    def __post_init__(self) -> None:
        """Raise ``ValueError`` for a naive instant or an unknown source."""
        if self.recorded_at.tzinfo is None:
            raise ValueError("recorded_at needs a UTC offset")
        if not is_known_source(self.source):
            raise ValueError("unknown source")

    @property
    def is_imported(self) -> bool:
        """Whether the value came from another program's file."""
        return self.source.startswith(IMPORT_PREFIX)

    @property
    def is_late(self) -> bool:
        """Whether it was typed more than 36 h after its day's end.

        Imported and paper values carry their own mark and are never late.
        """
        return was_recorded_late(self.day, self.recorded_at, self.source)

    @property
    def slot(self) -> tuple[MeasureId, date, time | None]:
        """What the value speaks of; a vault holds at most one live value a slot."""
        return self.measure_id, self.day, self.moment

    def with_value(self, value: Value, recorded_at: datetime) -> Observation:
        """Return the same entry amended to ``value``; its id, slot, note and mark stay."""
        return replace(self, value=value, recorded_at=recorded_at)


def observe(  # noqa: PLR0913 -- the full shape of a value, by keyword only
    measure: Measure,
    value: Value,
    *,
    day: date,
    recorded_at: datetime,
    moment: time | None = None,
    source: str = TYPED,
    private: bool = False,
    note: str = "",
    zone: str = "",
) -> Observation:
    """Return a new observation of ``measure``; raise ``UnfitValue`` if the value does not fit."""
    return Observation(
        id=ObservationId(new_id()),
        measure_id=measure.id,
        measure_version=measure.version,
        day=day,
        value=measure.fitted(value),
        recorded_at=recorded_at,
        moment=moment,
        source=source,
        private=private,
        note=note,
        zone=zone,
    )


def program_day(now: datetime, day_ends_at: time = DAY_ENDS_AT) -> date:
    """Return the day an entry made at local time ``now`` belongs to: 01:30 is still yesterday."""
    return now.date() - timedelta(days=1) if now.time() < day_ends_at else now.date()


def utc_ms(instant: datetime) -> int:
    """Return whole milliseconds since 1970 UTC of an aware instant."""
    return round(instant.astimezone(UTC).timestamp() * 1000)
