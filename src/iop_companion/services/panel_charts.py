"""What the panel draws: the measure that says most with its strip, and the small ones beside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from iop_companion.analytics.detectors.level_change import standing_words
from iop_companion.analytics.person_trace import PersonTrace
from iop_companion.analytics.replay import ALL_TOGETHER, LEVEL_CHANGE
from iop_companion.analytics.series import DailySeries
from iop_companion.domain.chart_series import ChartSeries
from iop_companion.domain.early_warning import EarlyWarning, Finding, Standing
from iop_companion.domain.measure import Kind, Measure, Scale
from iop_companion.foundation.day_words import day_words, period_words, weekday_words
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.services.chart_building import chart_series, told_as_of
from iop_companion.services.panel_measured import Evaluated, amounts, series_of
from iop_companion.services.views import SmallFinding

if TYPE_CHECKING:
    from iop_companion.domain.ports import Clock
    from iop_companion.services.daily import DailyReader

CLEAREST_DAYS = 42
SMALL_DAYS = 28


class PanelCharts:
    """Draws what was evaluated; nothing is computed anew."""

    def __init__(self, daily: DailyReader, clock: Clock) -> None:
        """Read the days through ``daily``."""
        self._daily = daily
        self._clock = clock

    def clearest(self, found: Evaluated, warning: EarlyWarning) -> ChartSeries | None:
        """The measure that says most, with its strip; only while the panel speaks."""
        if warning.numbers_spoke_on is None or found.trace is None:
            return None
        spoke = found.trace.standing
        of_levels = spoke is not None and bool({LEVEL_CHANGE, ALL_TOGETHER} & set(spoke.detectors))
        # what only leans says nothing of a warning that is about check-ins or swings
        telling = {Standing.PAST_LINE, Standing.LEANING} if of_levels else {Standing.PAST_LINE}
        leaning = [f for f in warning.findings if f.standing in telling]
        if not leaning:
            return None
        finding = max(leaning, key=lambda f: (f.standing is Standing.PAST_LINE, f.distance))
        # where none is past its line, the strip shows what spoke: all of them taken together
        of_all = finding.standing is not Standing.PAST_LINE
        if of_all:
            finding = replace(finding, since=warning.numbers_since)
        since = finding.since or warning.numbers_since or warning.as_of
        n_days = max(CLEAREST_DAYS, (warning.as_of - since).days + 22)
        chart = self._chart(found, finding, warning.as_of, n_days)
        column = [measure.id for measure in found.measures].index(finding.measure_id)
        told = found.trace.together() if of_all else found.trace.distances(column)
        strip = told[-len(chart.days) :]
        padded = [None] * (len(chart.days) - strip.size) + [
            None if np.isnan(value) else float(value) for value in strip
        ]
        return replace(chart, distance=tuple(padded), distance_of_all=of_all)

    def _chart(self, found: Evaluated, finding: Finding, day: date, n_days: int) -> ChartSeries:
        measure = next(m for m in found.measures if m.id == finding.measure_id)
        first = day - timedelta(days=n_days - 1)
        drawn = _drawn(measure)
        chart = chart_series(drawn, self._drawable(measure), first, day, finding.usual)
        if drawn is not measure:
            chart = replace(chart, unit=_("taken is 1, not today 0"), usual_label="")
        today = day if day == self._clock.today() else None
        return told_as_of(chart, drawn, today, finding.since)

    def small(self, found: Evaluated, finding: Finding, day: date) -> SmallFinding:
        """Return the small card of one measure."""
        measure = next(m for m in found.measures if m.id == finding.measure_id)
        usual, recent = amounts(measure, finding.usual, finding.recent_mean)
        return SmallFinding(
            measure_id=measure.id,
            label=measure.label,
            usual_text=usual,
            recent_text=recent,
            standing=finding.standing,
            standing_words=_small_words(finding),
            series=self._chart(found, finding, day, SMALL_DAYS),
        )

    def _drawable(self, measure: Measure) -> DailySeries:
        """What a chart of a measure shows: of numbers, those on the scale that it has now."""
        return self._daily.series([measure]).get(measure.id) or series_of(self._daily, measure)


def by_order(found: Evaluated, warning: EarlyWarning) -> list[Finding]:
    """Past the line first, then leaning by distance, then as on Today; the unused ones last."""
    place = {measure.id: n for n, measure in enumerate(found.measures)}

    def rank(finding: Finding) -> tuple[int, float, int]:
        if finding.standing is Standing.PAST_LINE:
            return 0, -finding.distance, place[finding.measure_id]
        if finding.standing is Standing.LEANING:
            return 1, -finding.distance, place[finding.measure_id]
        few = finding.standing is Standing.TOO_FEW
        return 3 if few else 2, 0.0, place[finding.measure_id]

    return sorted(warning.findings, key=rank)


def usual_line(trace: PersonTrace | None, day: date) -> str:
    """Return "Your usual: 90 entries, 1 November to 2 March", or the day before there is one."""
    period = trace.usual_period() if trace else None
    if period is None:
        return weekday_words(day)
    n_entries, first, last = period
    return ngettext(
        "Your usual: {n} entry, {period}", "Your usual: {n} entries, {period}", n_entries
    ).format(n=n_entries, period=period_words(first, last, with_year=first.year != last.year))


def _drawn(measure: Measure) -> Measure:
    """What a chart draws: a medicine as how much of it was taken."""
    if measure.kind is not Kind.CHOICE:
        return measure
    return replace(measure, kind=Kind.YES_NO, scale=Scale(0, 1, 0.5), options=())


def _small_words(finding: Finding) -> str:
    if finding.standing is Standing.PAST_LINE and finding.spoke_on is not None:
        return _("past the line since {day}").format(day=day_words(finding.spoke_on))
    return standing_words(finding.standing)
