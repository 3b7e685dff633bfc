"""One measure day by day, ready to be drawn: the same value for screen, paper and table."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from iop_companion.domain.early_warning import Usual
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import Pole


class EventKind(StrEnum):
    """What a marked day stands for. ``SESSION`` is never kept: sessions have their own list."""

    MEDICINE = "medicine"
    START = "program_start"
    STEP_DOWN = "step_down"
    DISCHARGE = "discharge"
    OTHER = "other"
    SESSION = "session"


@dataclass(frozen=True, slots=True)
class ChartEvent:
    """A dated line through the charts: "IOP start", "Last session"."""

    day: date
    label: str = field(repr=False)
    kind: EventKind = EventKind.OTHER


@dataclass(frozen=True, slots=True)
class ChartSeries:
    """Daily values of one measure over consecutive days.

    ``values`` has one item a day, None where there is no entry; ``late``, ``paper`` and
    ``imported`` mark days of those sources. ``average`` is the 7-day mean, given only on days with
    an entry and at least 4 entries in the last 7, else None. ``distance`` is the strip "How far
    from usual" in units of its line (1.0 speaks), or empty. ``low`` and ``high`` are the axis
    limits in the measure's unit; ``as_bars`` draws bars from 0 (minutes, counts).
    ``sentence`` says the chart in words; it is its alternative text everywhere.
    """

    measure_id: MeasureId
    label: str
    unit: str
    days: tuple[date, ...]
    values: tuple[float | None, ...]
    late: tuple[bool, ...]
    paper: tuple[bool, ...]
    imported: tuple[bool, ...]
    average: tuple[float | None, ...]
    low: float
    high: float
    as_bars: bool
    usual: Usual | None
    sentence: str
    last_label: str = ""
    since: date | None = None
    distance: tuple[float | None, ...] = ()
    distance_of_all: bool = False
    """Whether ``distance`` is of all measures taken together, not of this one."""
    usual_label: str = ""
    """The usual mean as a direct label: "My usual 6.9 h"."""
    value_pattern: str = "{number}"
    """How one value is written with its short unit: "{number} h"."""
    began: date | None = None
    """The first day ever entered: days before it are not "without an entry". None: every day is."""

    pole: Pole | None = None
    """Which side of a measure with two it is."""
    opposite: ChartSeries | None = None
    """The low side, drawn below even where this is the high one."""

    @property
    def n_entries(self) -> int:
        """Days with an entry."""
        return len(self.values) - self.values.count(None)

    @property
    def n_before(self) -> int:
        """Days shown that lie before the first one ever entered."""
        if self.began is None or not self.days:
            return 0
        return min(max((self.began - self.days[0]).days, 0), len(self.days))
