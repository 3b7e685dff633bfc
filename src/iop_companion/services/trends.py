"""What the Trends page shows for one range: charts, events, the same in words, honest counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Protocol

from iop_companion.analytics.series import DailySeries
from iop_companion.domain.chart_series import ChartEvent, ChartSeries
from iop_companion.domain.early_warning import EarlyWarning, Finding, Standing
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import Measure
from iop_companion.foundation.day_words import day_words
from iop_companion.foundation.i18n import _
from iop_companion.services.chart_building import chart_series, days_from, told_as_of
from iop_companion.services.daily import SKILLS_USED
from iop_companion.services.in_words import in_words
from iop_companion.services.views import InWords, TrendRange, TrendsView

if TYPE_CHECKING:
    from iop_companion.domain.ports import Clock
    from iop_companion.services.daily import DailyReader
    from iop_companion.services.measures import MeasureList
    from iop_companion.services.sessions import SessionDates

FIRST_CHARTS = tuple(
    MeasureId(name)
    for name in ("mood", "sleep_duration", "movement_minutes", "urge", "anxiety", "skills_used")
)
"""The order of the charts; the first three that have entries are the page's stack."""

_STACK = FIRST_CHARTS[:3]
_YEAR_DAYS = 53 * 7
_DAYS = {TrendRange.FOUR_WEEKS: 28, TrendRange.TWELVE_WEEKS: 84, TrendRange.YEAR: 365}


class WarningReader(Protocol):
    """The part of the warning panel that a page of charts or a summary needs."""

    def evaluate(self, as_of: date | None = None) -> EarlyWarning:
        """Return the panel as of a day, today by default."""


@dataclass(frozen=True, slots=True)
class _Period:
    """The range as it is shown, which may differ from the one asked for."""

    range: TrendRange
    first: date
    last: date

    @property
    def n_days(self) -> int:
        return (self.last - self.first).days + 1


class Trends:
    """Builds the page's view from daily series; reads only."""

    def __init__(
        self,
        daily: DailyReader,
        measures: MeasureList,
        sessions: SessionDates,
        clock: Clock,
        warnings: WarningReader | None = None,
    ) -> None:
        """Use ``warnings`` for the usual ranges; without it nothing is compared."""
        self._daily = daily
        self._measures = measures
        self._sessions = sessions
        self._clock = clock
        self._warnings = warnings

    def view(self, trend_range: TrendRange) -> TrendsView:
        """Return the charts of one range that ends today.

        "Since my last session" counts from the latest session before today, and falls back to four
        weeks where there is none; the view's ``range`` says what it shows. Series are every
        watched measure with entries in the range: mood, sleep and movement first (these three also
        when their entries are older), then urge, anxiety, skills and the others.
        """
        today = self._clock.today()
        measures = self._measures.watched()
        daily = self._daily.series(measures)
        last_session = self._last_session_before(today)
        period = _period(trend_range, today, last_session, daily)
        shown = _shown(measures, daily, period)
        findings = self._findings(today) if shown else {}
        entry_days = self._daily.entry_days()
        days = days_from(period.first, period.n_days)
        charts = tuple(
            _chart(measure, daily[measure.id], period, findings.get(measure.id))
            for measure in shown
        )
        events = self._events(period, last_session)
        return TrendsView(
            range=period.range,
            first=period.first,
            last=period.last,
            series=_with_marked(charts, events),
            events=events,
            words=_words(shown, daily, period, findings),
            n_days=period.n_days,
            n_days_without=period.n_days - len(entry_days.intersection(days)),
            n_late=_n_days_marked([chart.late for chart in charts]),
            n_imported=_n_days_marked([chart.imported for chart in charts]),
            last_session=self._sessions.last(),
            skills_year=_skills_year(measures, daily, today),
            skills_began=daily[SKILLS_USED].first
            if SKILLS_USED in daily and daily[SKILLS_USED].n_days
            else None,
        )

    def _last_session_before(self, today: date) -> date | None:
        return max((day for day in self._sessions.all() if day < today), default=None)

    def _findings(self, today: date) -> Mapping[MeasureId, Finding]:
        if self._warnings is None:
            return {}
        return {found.measure_id: found for found in self._warnings.evaluate(today).findings}

    def _events(self, period: _Period, last_session: date | None) -> tuple[ChartEvent, ...]:
        events = [e for e in self._sessions.events() if period.first <= e.day <= period.last]
        if last_session is not None and period.first < last_session:
            events.append(ChartEvent(last_session, _("Last session")))
        return tuple(sorted(events, key=lambda event: event.day))


def _period(
    wanted: TrendRange,
    today: date,
    last_session: date | None,
    daily: Mapping[MeasureId, DailySeries],
) -> _Period:
    if wanted is TrendRange.SINCE_SESSION and last_session is not None:
        return _Period(wanted, last_session, today)
    starts = [series.first for series in daily.values() if series.n_days and series.first <= today]
    if wanted is TrendRange.ALL and starts:
        return _Period(wanted, min(starts), today)
    shown = wanted if wanted in _DAYS or wanted is TrendRange.ALL else TrendRange.FOUR_WEEKS
    n_days = _DAYS.get(shown, _DAYS[TrendRange.FOUR_WEEKS])
    return _Period(shown, today - timedelta(days=n_days - 1), today)


def _shown(
    measures: Sequence[Measure], daily: Mapping[MeasureId, DailySeries], period: _Period
) -> list[Measure]:
    known = [m for m in measures if m.id in daily and daily[m.id].until(period.last).n_entries]
    shown = [m for m in known if _is_shown(m, daily[m.id], period)] or known
    place = {measure_id: n for n, measure_id in enumerate(FIRST_CHARTS)}
    return sorted(shown, key=lambda m: (place.get(m.id, len(place)), m.order))


def _is_shown(measure: Measure, series: DailySeries, period: _Period) -> bool:
    return measure.id in _STACK or series.window(period.first, period.last).n_entries > 0


def _chart(
    measure: Measure, series: DailySeries, period: _Period, finding: Finding | None
) -> ChartSeries:
    usual = finding.usual if finding is not None else None
    chart = chart_series(measure, series, period.first, period.last, usual)
    return told_as_of(chart, measure, period.last, _moved_since(finding, period))


def _moved_since(finding: Finding | None, period: _Period) -> date | None:
    """The start of a change past its line, if it lies in the period."""
    if finding is None or finding.standing is not Standing.PAST_LINE or finding.since is None:
        return None
    return finding.since if period.first <= finding.since else None


def _skills_year(
    measures: Sequence[Measure], daily: Mapping[MeasureId, DailySeries], today: date
) -> ChartSeries | None:
    """The skills of each day since tracking began, at most as many weeks as the year view holds."""
    measure = next((m for m in measures if m.id == SKILLS_USED and m.id in daily), None)
    if measure is None or not daily[SKILLS_USED].until(today).n_entries:
        return None
    first = max(daily[SKILLS_USED].first, today - timedelta(days=_YEAR_DAYS - 1))
    chart = chart_series(measure, daily[SKILLS_USED], first, today, None)
    return told_as_of(chart, measure, today)


def _words(
    shown: Sequence[Measure],
    daily: Mapping[MeasureId, DailySeries],
    period: _Period,
    findings: Mapping[MeasureId, Finding],
) -> tuple[InWords, ...]:
    return tuple(
        in_words(measure, daily[measure.id], period.last, findings.get(measure.id))
        for measure in shown
    )


def _with_marked(
    charts: tuple[ChartSeries, ...], events: Sequence[ChartEvent]
) -> tuple[ChartSeries, ...]:
    """Say the marked days in the sentence of the first chart, which names them."""
    if not charts or not events:
        return charts
    named = ", ".join(f"{event.label} {day_words(event.day)}" for event in events)
    told = _("{sentence} Marked: {days}.").format(sentence=charts[0].sentence, days=named)
    return (replace(charts[0], sentence=told), *charts[1:])


def _n_days_marked(marks: Sequence[Sequence[bool]]) -> int:
    return sum(map(any, zip(*marks, strict=True)))
