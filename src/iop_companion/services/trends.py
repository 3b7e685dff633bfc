"""What the Trends page shows for one range: charts, events, the same in words, honest counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Protocol

from iop_companion.analytics.series import DailySeries
from iop_companion.domain.chart_series import ChartEvent, ChartSeries, EventKind
from iop_companion.domain.early_warning import EarlyWarning, Finding, Standing
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import Measure
from iop_companion.foundation.day_words import day_words
from iop_companion.foundation.i18n import _
from iop_companion.services.chart_building import chart_series, days_from, told_as_of
from iop_companion.services.chart_choice import in_order
from iop_companion.services.chart_events import kind_words
from iop_companion.services.in_words import in_words
from iop_companion.services.poles import counts_words, join_poles
from iop_companion.services.series_reading import SKILLS_USED
from iop_companion.services.views import ChartOffered, InWords, TrendRange, TrendsView

if TYPE_CHECKING:
    from iop_companion.domain.ports import Clock
    from iop_companion.services.chart_choice import ChartChoice
    from iop_companion.services.chart_events import ChartEvents
    from iop_companion.services.daily import DailyReader
    from iop_companion.services.measures import MeasureList
    from iop_companion.services.medicines import Medicines
    from iop_companion.services.sessions import SessionDates

_STAYS = frozenset({MeasureId("mood"), MeasureId("sleep_duration"), MeasureId("movement_minutes")})
"""Shown with their gap also when all their entries are older."""

_YEAR_DAYS = 53 * 7
_DAYS = {TrendRange.FOUR_WEEKS: 28, TrendRange.TWELVE_WEEKS: 84, TrendRange.YEAR: 365}


class WarningReader(Protocol):
    """The part of the warning panel that a page of charts or a summary needs."""

    def evaluate(self, as_of: date | None = None) -> EarlyWarning:
        """Return the panel as of a day, today by default."""


@dataclass(frozen=True, slots=True)
class MarkedDays:
    """The dates that are drawn through the charts: sessions, and what the person marked."""

    sessions: SessionDates
    events: ChartEvents
    medicines: Medicines | None = None

    def drawn(self) -> tuple[ChartEvent, ...]:
        """Return what the person marked, and the changes of their medicines."""
        changes = self.medicines.events() if self.medicines else ()
        return (*self.events.all(), *changes)


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

    def __init__(  # noqa: PLR0913, PLR0917 -- handed over by bootstrap alone
        self,
        daily: DailyReader,
        measures: MeasureList,
        marked: MarkedDays,
        choice: ChartChoice,
        clock: Clock,
        warnings: WarningReader | None = None,
    ) -> None:
        """Use ``warnings`` for the usual ranges; without it nothing is compared."""
        self._daily = daily
        self._measures = measures
        self._marked = marked
        self._choice = choice
        self._clock = clock
        self._warnings = warnings

    def view(self, trend_range: TrendRange) -> TrendsView:
        """Return the charts of one range that ends today.

        "Since my last session" counts from the latest session before today, and falls back to four
        weeks where there is none; the view's ``range`` says what it shows. Series are every
        watched or own measure with entries in the range that the person does not leave out, in
        their order: mood, sleep and movement first until they choose another one, and these three
        also when their entries are older.
        """
        today = self._clock.today()
        measures = self._measures.charted()
        daily = self._daily.series(measures)
        sessions = self._marked.sessions.all()
        last_session = max((day for day in sessions if day < today), default=None)
        period = _period(trend_range, today, last_session, daily)
        chosen = self._choice.current()
        known = [m for m in in_order(measures, chosen) if daily[m.id].until(period.last).n_entries]
        shown = _shown([m for m in known if m.id not in chosen.off], daily, period)
        findings = self._findings(today) if shown else {}
        entry_days = self._daily.entry_days()
        charts = tuple(
            _chart(measure, daily[measure.id], period, findings.get(measure.id))
            for measure in shown
        )
        marked = self._marked.events.all()
        events = _events(period, self._marked.drawn(), last_session)
        gaps = _Gaps.of(entry_days, period)
        return TrendsView(
            range=period.range,
            first=period.first,
            last=period.last,
            series=_with_marked(charts, events),
            events=events,
            words=(*_poles_words(charts), *_words(shown, daily, period, findings)),
            n_days=period.n_days,
            n_days_without=gaps.n_without,
            n_late=_n_days_marked([chart.late for chart in charts]),
            n_imported=_n_days_marked([chart.imported for chart in charts]),
            last_session=max((day for day in sessions if day <= today), default=None),
            skills_year=_skills_year([m for m in known if m.id not in chosen.off], daily, today),
            skills_began=daily[SKILLS_USED].first
            if SKILLS_USED in daily and daily[SKILLS_USED].n_days
            else None,
            n_paper=_n_days_marked([chart.paper for chart in charts]),
            began=gaps.began,
            marked=marked,
            sessions=tuple(sessions),
            choices=tuple(
                ChartOffered(measure.id, measure.label, measure.id not in chosen.off)
                for measure in known
            ),
        )

    def _findings(self, today: date) -> Mapping[MeasureId, Finding]:
        if self._warnings is None:
            return {}
        return {found.measure_id: found for found in self._warnings.evaluate(today).findings}


def _events(
    period: _Period, marked: Sequence[ChartEvent], last_session: date | None
) -> tuple[ChartEvent, ...]:
    events = [event for event in marked if period.first <= event.day <= period.last]
    if last_session is not None and period.first < last_session:
        events.append(ChartEvent(last_session, kind_words(EventKind.SESSION), EventKind.SESSION))
    return tuple(sorted(events, key=lambda event: event.day))


@dataclass(frozen=True, slots=True)
class _Gaps:
    """Days of a period without any entry; those before the first entry ever are none."""

    n_without: int
    began: date | None

    @classmethod
    def of(cls, entry_days: frozenset[date], period: _Period) -> _Gaps:
        began = min(entry_days, default=None)
        if began is None or began > period.last:
            return cls(period.n_days, None)
        days = days_from(period.first, period.n_days)
        n_before = max((began - period.first).days, 0)
        n_without = period.n_days - n_before - len(entry_days.intersection(days))
        return cls(n_without, began if n_before else None)


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
    wanted: Sequence[Measure], daily: Mapping[MeasureId, DailySeries], period: _Period
) -> list[Measure]:
    stays = [measure.id for measure in wanted if measure.id in _STAYS]
    shown = [
        measure
        for measure in wanted
        if measure.id in stays or daily[measure.id].window(period.first, period.last).n_entries
    ]
    return shown or list(wanted)


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


def _poles_words(charts: Sequence[ChartSeries]) -> tuple[InWords, ...]:
    """Say of a measure with two sides on how many days each was marked."""
    joined = next((one for one in join_poles(charts) if one.opposite is not None), None)
    if joined is None or joined.opposite is None:
        return ()
    counts = counts_words(joined.opposite, joined)
    return (InWords(joined.label, counts[:1].upper() + counts[1:]),)


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
