"""What the warning panel says about one day: the level, the findings, and what it cannot know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from iop_companion.domain.ids import MeasureId, RecordId
from iop_companion.domain.records import SetAside


class Level(StrEnum):
    """The five answers of the panel. Numbers alone raise Watch, never Act."""

    LEARNING = "learning"
    NOT_ENOUGH_ENTRIES = "not_enough_entries"
    CALM = "calm"
    WATCH = "watch"
    ACT = "act"


class Standing(StrEnum):
    """Where one measure stands against the person's usual (words of ``chart-style.md``)."""

    TOO_FEW = "too_few"
    USUAL = "usual"
    AT_EDGE = "at_edge"
    LEANING = "leaning"
    PAST_LINE = "past_line"


@dataclass(frozen=True, slots=True)
class Usual:
    """A person's usual of one measure: learnt from ``n_entries`` days of ``first`` to ``last``.

    ``low`` and ``high`` are the 10th and 90th percentile of the baseline days, in scale units.
    """

    low: float
    high: float
    mean: float
    n_entries: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Finding:
    """One measure against its usual. ``distance`` is in units of its line: 1.0 speaks."""

    measure_id: MeasureId
    standing: Standing
    usual: Usual | None
    recent_mean: float | None
    distance: float
    since: date | None
    spoke_on: date | None
    sentence: str
    has_own_words: bool = False
    """A medicine or questionnaire: its detector's sentence says it, not that of all measures."""


@dataclass(frozen=True, slots=True)
class EarlyWarning:
    """The panel as of one day.

    ``days_with_entries`` of ``n_days`` speaks of the days since the estimated start, or of the last
    seven. ``chance_per_6_months`` is the expected number of false panel warnings in six months for
    an unchanged person who logs like this one. ``composite`` says all measures together spoke.
    ``detectors`` names what spoke and ``named`` the measures it is about, clearest first: those
    that lean or swing most, all that are logged where the check-ins are missed.
    ``numbers_spoke_on`` is the day the numbers spoke and ``numbers_since`` their start of the
    change, None where own signs alone raise the level.
    ``own_signs`` are the person's signs that raise it, ``own_signs_measures`` what those read from
    entries look at; ``set_aside`` keeps it quiet.
    """

    as_of: date
    level: Level
    sentence: str
    findings: tuple[Finding, ...] = ()
    since: date | None = None
    spoke_on: date | None = None
    composite: bool = False
    days_with_entries: int = 0
    n_days: int = 7
    chance_per_6_months: float = 0.0
    chance_sentence: str = ""
    limits_sentence: str = ""
    learning_entries: tuple[int, int] = (0, 9)
    detectors: tuple[str, ...] = ()
    named: tuple[MeasureId, ...] = ()
    numbers_since: date | None = None
    numbers_spoke_on: date | None = None
    own_signs: tuple[RecordId, ...] = ()
    own_signs_sentence: str = ""
    own_signs_measures: tuple[MeasureId, ...] = ()
    set_aside: SetAside | None = None

    @property
    def about(self) -> tuple[MeasureId, ...]:
        """What the warning is about: the measures past their line, or else those it names."""
        return self.measures or self.named

    @property
    def speaks(self) -> bool:
        """Whether the level is one that asks for the person's plan."""
        return self.level in {Level.WATCH, Level.ACT}

    @property
    def measures(self) -> tuple[MeasureId, ...]:
        """The measures past their line, clearest first."""
        past = [f for f in self.findings if f.standing is Standing.PAST_LINE]
        return tuple(f.measure_id for f in sorted(past, key=lambda f: -f.distance))
