"""Read models: small frozen values that pages and commands show. No widget words, no rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from enum import StrEnum
from typing import TYPE_CHECKING

from iop_companion.domain.chart_series import ChartEvent, ChartSeries
from iop_companion.domain.clinical_rule import ClinicalFact
from iop_companion.domain.clock_doubt import ClockDoubt
from iop_companion.domain.early_warning import EarlyWarning, Level, Standing
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import Measure, Value
from iop_companion.domain.records import Answer, PlanStep
from iop_companion.domain.setting_values import Contact
from iop_companion.domain.trigger_days import TopTriggers

if TYPE_CHECKING:  # the lock screen shows these too, and must not load numpy for it
    from iop_companion.services.my_plan import ZoneView


@dataclass(frozen=True, slots=True)
class ShownValue:
    """One value of the day as the check-in shows it; ``n_moments`` > 0 reads "from n moments"."""

    value: Value = field(repr=False)
    private: bool = False
    n_moments: int = 0
    is_late: bool = False
    is_imported: bool = False
    is_paper: bool = False
    changed_on: date | None = None
    recorded_at: datetime | None = None
    asked_as: Measure | None = None
    """The definition it was given by, where that asked something else than the row does now."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What was recorded for one time of a day: measure ids to values."""

    at: time
    values: Mapping[MeasureId, Value] = field(repr=False)


@dataclass(frozen=True, slots=True)
class DayView:
    """One day of the check-in: its rows in order and what is already there.

    ``draft`` is the JSON text last kept for this day (see ``CheckIns.keep_draft``), or None.
    ``gap`` is the newest day of the last seven without an entry, or None. ``moments`` are in the
    order of their times. ``is_written_later`` says that its paper card was filled in later.
    ``doubt`` is what to ask about the clock, or None.
    """

    day: date
    today: date
    rows: tuple[Measure, ...]
    values: Mapping[MeasureId, ShownValue]
    draft: str | None = field(default=None, repr=False)
    draft_saved_at: datetime | None = None
    gap: date | None = None
    moments: tuple[Moment, ...] = ()
    is_written_later: bool = False
    doubt: ClockDoubt | None = None

    @property
    def has_entry(self) -> bool:
        """Whether anything is recorded for the day."""
        return bool(self.values)

    def with_draft(self, body: str) -> DayView:
        """Return the same day with another draft."""
        return replace(self, draft=body)


@dataclass(frozen=True, slots=True)
class CheckInDraft:
    """What a page or command asks to be saved for ``day``.

    ``values`` maps a measure to its new value; None clears what is there; measures not named stay
    as they are. ``moment`` None speaks of the whole day.
    """

    day: date
    values: Mapping[MeasureId, Value | None] = field(repr=False)
    moment: time | None = None
    source: str = "typed"
    private: frozenset[MeasureId] = frozenset()


class TrendRange(StrEnum):
    """How far back the charts look."""

    SINCE_SESSION = "since_session"
    FOUR_WEEKS = "four_weeks"
    TWELVE_WEEKS = "twelve_weeks"
    YEAR = "year"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class InWords:
    """A heading and its sentence, as in the column "In words"."""

    label: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ChartOffered:
    """A chart that can be shown or left out."""

    measure_id: MeasureId
    label: str
    is_shown: bool


@dataclass(frozen=True, slots=True)
class TrendsView:
    """Everything the Trends page shows for one range. No series at all means no entry yet.

    ``skills_year`` holds the skills of each day of the last year whatever the range, and
    ``skills_began`` the first day they were ever recorded; both None without any. ``events`` are
    drawn, ``marked`` are all days the person marked, ``sessions`` all days of sessions, oldest
    first. ``began`` is the first day with any entry if it lies after ``first``: days before it do
    not count as days without. ``choices`` are the charts there could be, in the person's order.
    ``triggers`` is what came up most in the range, None where nobody asked.
    """

    range: TrendRange
    first: date
    last: date
    series: tuple[ChartSeries, ...]
    events: tuple[ChartEvent, ...]
    words: tuple[InWords, ...]
    n_days: int
    n_days_without: int
    n_late: int
    n_imported: int
    last_session: date | None
    skills_year: ChartSeries | None = None
    skills_began: date | None = None
    n_paper: int = 0
    began: date | None = None
    marked: tuple[ChartEvent, ...] = ()
    sessions: tuple[date, ...] = ()
    choices: tuple[ChartOffered, ...] = ()
    triggers: TopTriggers | None = None


@dataclass(frozen=True, slots=True)
class SmallFinding:
    """One small multiple on the panel: label, "6.9 h", "5.4 h", and its standing in words."""

    measure_id: MeasureId
    label: str
    usual_text: str
    recent_text: str
    standing: Standing
    standing_words: str
    series: ChartSeries


@dataclass(frozen=True, slots=True)
class PanelView:
    """Everything the Warning signs page shows. ``clearest`` carries the distance strip.

    ``zone`` is the person's plan for the level, ``people`` whom to call first (its own, else all).
    ``facts`` are fixed clinical rules that were met; ``signs_line`` tells an own sign that showed
    within the week and raises nothing yet. ``last_compared`` is the level that was shown last, and
    its day, while there are not enough entries to compare now.
    """

    warning: EarlyWarning
    usual_line: str
    clearest: ChartSeries | None
    small: tuple[SmallFinding, ...]
    limits_sentence: str
    plan: tuple[PlanStep, ...]
    answer: Answer | None
    zone: ZoneView | None = None
    people: tuple[Contact, ...] = field(default=(), repr=False)
    facts: tuple[ClinicalFact, ...] = field(default=(), repr=False)
    signs_line: str = field(default="", repr=False)
    last_compared: tuple[date, Level] | None = None


@dataclass(frozen=True, slots=True)
class SupportLine:
    """One confirmed line: what to call or text, hours, for whom, when it was last checked.

    ``tel`` holds the digits alone, for copying; ``site`` its own page, shown as plain text;
    ``caution`` a sentence to read before calling, or "".
    """

    name: str
    call: str
    text: str
    chat: str
    hours: str
    for_whom: str
    languages: str
    checked_on: date
    hours_may_have_changed: bool
    tel: str = ""
    site: str = ""
    cost: str = ""
    note: str = ""
    caution: str = ""


@dataclass(frozen=True, slots=True)
class SupportSheet:
    """What "Get support now" shows without unlocking: lines, emergency number, three skills.

    ``emergency`` is the number alone, ``emergency_also`` further ones with their words.
    ``advice`` says what to do where there are no lines (no region chosen), else "".
    """

    region: str
    region_name: str
    emergency: str
    lines: tuple[SupportLine, ...]
    skills: tuple[InWords, ...]
    emergency_also: tuple[str, ...] = ()
    advice: str = ""


@dataclass(frozen=True, slots=True)
class SavedFile:
    """A file that was written: where, how many pages (None: not a document), how many values."""

    path: str
    n_pages: int | None
    n_entries: int
