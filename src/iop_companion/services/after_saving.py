"""What is worth a look right after a check-in: the mood of two weeks, and one plain sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from iop_companion.analytics.series import DailySeries
from iop_companion.domain.chart_series import ChartSeries
from iop_companion.domain.day_values import DayValue, day_value
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import Pole
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.services.chart_building import chart_series, told_as_of, value_text
from iop_companion.services.poles import PoleCounts, counts_of, counts_words, joined_poles

if TYPE_CHECKING:
    from iop_companion.domain.early_warning import EarlyWarning, Usual
    from iop_companion.domain.measure import Measure
    from iop_companion.domain.observation import Observation
    from iop_companion.domain.ports import Clock
    from iop_companion.services.measures import MeasureList
    from iop_companion.services.session import VaultSession

DAYS = 14
MOOD = MeasureId("mood")
URGE = MeasureId("urge")
SKILLS = MeasureId("skills")
HARD_MOOD = 2


@dataclass(frozen=True, slots=True)
class AfterSaving:
    """``sentence`` is "" where there is nothing plain to say; ``mood`` None without a mood row.

    ``mood_words`` says the chart in a line of its own.
    """

    day: date
    sentence: str = field(repr=False)
    mood: ChartSeries | None = field(repr=False)
    mood_words: str = field(default="", repr=False)


class AfterSavingReader:
    """Reads two weeks and no more, however long the history is."""

    def __init__(self, session: VaultSession, clock: Clock, measures: MeasureList) -> None:
        """Read from the vault that ``session`` has open."""
        self._session = session
        self._clock = clock
        self._measures = measures

    def view(self, day: date, warning: EarlyWarning | None = None) -> AfterSaving:
        """Return the view for ``day``; ``warning`` knows the usual range of the mood."""
        with self._session.vault.read() as journal:
            found = journal.observations(day - timedelta(days=DAYS - 1), day)
            first = journal.first_day()
        mood = next((row for row in self._measures.rows() if row.id == MOOD), None)
        here = [part for part in found if part.day == day]
        sentence = self._sentence(here)
        if (sides := self._sides(found, day)) is not None:
            low, high = sides
            words = counts_words(low, high)
            words = f"{words[:1].upper()}{words[1:]}"
            return AfterSaving(day, sentence, joined_poles(low, high), words)
        if mood is None:
            return AfterSaving(day, sentence, None)
        series = _series(mood, [part for part in found if part.measure_id == MOOD], day)
        if not series.n_entries:
            return AfterSaving(day, sentence, None)
        chart = chart_series(mood, series, series.first, day, _usual(warning))
        drawn = told_as_of(chart, mood, self._clock.today())
        return AfterSaving(day, sentence, drawn, _mood_words(mood, drawn, first or day))

    def both_sides(self, day: date) -> PoleCounts | None:
        """Count the days below and above even in the two weeks that end on ``day``.

        None where Today does not ask for both sides, or nothing is marked yet.
        """
        if self._poles() is None:
            return None
        with self._session.vault.read() as journal:
            found = journal.observations(day - timedelta(days=DAYS - 1), day)
        sides = self._sides(found, day)
        return counts_of(*sides) if sides is not None else None

    def _poles(self) -> tuple[Measure, Measure] | None:
        """Return the rows of both sides, low first, None where they are not both asked."""
        rows = {row.pole: row for row in self._measures.rows() if row.pole is not None}
        low, high = rows.get(Pole.LOW), rows.get(Pole.HIGH)
        return (low, high) if low is not None and high is not None else None

    def _sides(
        self, found: Sequence[Observation], day: date
    ) -> tuple[ChartSeries, ChartSeries] | None:
        poles = self._poles()
        if poles is None:
            return None
        series = [
            _series(one, [part for part in found if part.measure_id == one.id], day)
            for one in poles
        ]
        if not any(one.n_entries for one in series):
            return None
        low, high = (
            chart_series(measure, one, one.first, day, None)
            for measure, one in zip(poles, series, strict=True)
        )
        return low, high

    def _sentence(self, parts: Sequence[Observation]) -> str:
        urge = self._number(parts, URGE)
        skills = next((p.value for p in parts if p.measure_id == SKILLS), ())
        n_skills = len(skills) if isinstance(skills, tuple) else 0
        if urge and n_skills:
            return ngettext(
                "You had an urge of {urge} and used {n} skill.",
                "You had an urge of {urge} and used {n} skills.",
                n_skills,
            ).format(urge=f"{urge:g}", n=n_skills)
        mood = self._number(parts, MOOD)
        if mood is not None and mood <= HARD_MOOD:
            return _("Mood {mood} is hard. Your plan and your people are one click away.").format(
                mood=f"{mood:g}"
            )
        return ""

    def _number(self, parts: Sequence[Observation], measure_id: MeasureId) -> float | None:
        there = [part for part in parts if part.measure_id == measure_id]
        found = day_value(self._measures.get(measure_id), there) if there else None
        return float(found.value) if found and isinstance(found.value, int | float) else None


def _series(measure: Measure, parts: Sequence[Observation], last: date) -> DailySeries:
    first = last - timedelta(days=DAYS - 1)
    days = [first + timedelta(days=n) for n in range(DAYS)]
    found = [day_value(measure, [part for part in parts if part.day == day]) for day in days]
    return DailySeries(
        measure.id,
        first,
        np.array([_number(one) for one in found]),
        late=np.array([one is not None and one.is_late for one in found]),
        paper=np.array([one is not None and one.is_paper for one in found]),
        imported=np.array([one is not None and one.is_imported for one in found]),
    )


def _number(found: DayValue | None) -> float:
    return float(found.value) if found and isinstance(found.value, int | float) else np.nan


def _usual(warning: EarlyWarning | None) -> Usual | None:
    findings = warning.findings if warning is not None else ()
    return next((found.usual for found in findings if found.measure_id == MOOD), None)


def _mood_words(measure: Measure, chart: ChartSeries, first: date) -> str:
    """Say the chart; days before the ``first`` with any entry are no missing ones."""
    entered = [value for value in chart.values if value is not None]
    low, high = value_text(measure, min(entered)), value_text(measure, max(entered))
    if low == high:
        told = ngettext("{low} on {n} day.", "{low} on {n} days.", len(entered))
    else:
        told = ngettext(
            "Between {low} and {high} on {n} day.",
            "Between {low} and {high} on {n} days.",
            len(entered),
        )
    words = told.format(low=low, high=high, n=len(entered))
    missing = sum(day >= first for day in chart.days) - len(entered)
    if not missing:
        return words
    rest = ngettext("{n} day has no entry.", "{n} days have no entry.", missing)
    return f"{words} {rest.format(n=missing)}"
