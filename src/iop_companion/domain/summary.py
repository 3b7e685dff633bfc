"""What a summary for therapy holds. Services fill it, reports typeset it; both know only this."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from iop_companion.domain.chart_series import ChartSeries
from iop_companion.domain.early_warning import EarlyWarning
from iop_companion.domain.ids import MeasureId


class Section(StrEnum):
    """A part of the summary that the person includes or leaves out (ids of ``decisions.md``)."""

    TALK = "talk"
    NUMBERS = "numbers"
    CHARTS = "charts"
    WARNING = "warning"
    SLEEP = "sleep"
    MOVEMENT = "movement"
    SKILLS = "skills"
    TRIGGERS = "triggers"
    MEDICINES = "medicines"
    QUESTIONNAIRES = "questionnaires"
    PROGRAM = "program"
    NOTES = "notes"


DEFAULT_SECTIONS = tuple(section for section in Section if section is not Section.NOTES)
"""Everything but the person's notes, which are off until ticked."""


@dataclass(frozen=True, slots=True)
class PastExport:
    """A summary that left the vault on ``day``: its days, its sections, on paper or as a file."""

    day: date
    first: date
    last: date
    sections: tuple[Section, ...]
    is_print: bool = False


@dataclass(frozen=True, slots=True)
class NumbersRow:
    """One measure over the period: what the table of numbers shows; None is "no entry".

    ``mean_decimals`` and ``value_decimals`` say how means and single days are written.
    """

    measure_id: MeasureId
    label: str
    mean: float | None
    lowest: float | None
    highest: float | None
    mean_before: float | None
    usual_mean: float | None
    usual_low: float | None
    usual_high: float | None
    n_entries: int
    n_days: int
    mean_decimals: int = 1
    value_decimals: int = 0


@dataclass(frozen=True, slots=True)
class CountedName:
    """A skill or trigger and on how many days it was ticked; ``strength`` says how it was rated."""

    label: str
    n_days: int
    strength: str = ""


@dataclass(frozen=True, slots=True)
class WeekRow:
    """One row of the day-by-day grid: a label and one short text a day ("" = no entry)."""

    label: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DatedNote:
    """A note with its day; only in the summary when the person ticked notes."""

    day: date
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Summary:
    """One or two pages for therapy over ``first`` to ``last``, both included.

    ``left_out`` names the sections not included, for the line under the preview. Empty tuples mean
    nothing recorded; sections not in ``sections`` are never typeset whatever the fields hold.
    ``rows_without_room`` names the measures that were entered and do not fit into ``numbers``.
    ``has_plan`` says that the person wrote steps for the level of ``warning``.
    ``past_warnings`` are those that the person brings from History, with what came of them.
    Each cell of the grid stands for ``grid_step_days`` days from its day on (1, or whole weeks).
    ``n_values`` counts the values of the period that stand behind the pages, private ones not.
    ``n_names_as_roles`` counts people whose names became roles in the person's own words, and
    ``names_known`` says whether any name could have (None: the person let all of them stand).
    """

    first: date
    last: date
    made_on: date
    sections: tuple[Section, ...]
    n_days_with_entries: int
    name: str = ""
    recipient: str = ""
    talk_points: tuple[str, ...] = field(default=(), repr=False)
    numbers: tuple[NumbersRow, ...] = ()
    rows_without_room: tuple[str, ...] = ()
    charts: tuple[ChartSeries, ...] = ()
    warning: EarlyWarning | None = None
    has_plan: bool = False
    grid_days: tuple[date, ...] = ()
    grid: tuple[WeekRow, ...] = ()
    grid_entered: tuple[bool, ...] = ()
    """Whether anything was entered in the days of each cell, be it in no column of the grid."""
    sleep_sentences: tuple[str, ...] = ()
    movement_sentences: tuple[str, ...] = ()
    skills: tuple[CountedName, ...] = ()
    triggers: tuple[CountedName, ...] = ()
    trigger_sentence: str = ""
    urges_acted_on: tuple[CountedName, ...] = ()
    use_sentences: tuple[str, ...] = ()
    """Further urges with what came of them, and what was used: part of the triggers' section."""
    medicine_sentences: tuple[str, ...] = ()
    questionnaire_sentences: tuple[str, ...] = ()
    program_sentences: tuple[str, ...] = ()
    past_warnings: tuple[str, ...] = field(default=(), repr=False)
    notes: tuple[DatedNote, ...] = field(default=(), repr=False)
    left_out: tuple[Section, ...] = ()
    n_late: int = 0
    n_imported: int = 0
    n_private_left_out: int = 0
    grid_step_days: int = 1
    n_notes_not_shown: int = 0
    n_values: int = 0
    n_names_as_roles: int = 0
    names_known: bool | None = None

    @property
    def n_days(self) -> int:
        """Days of the period."""
        return (self.last - self.first).days + 1
