"""What the panel computes of each measure: its days, its course, its finding in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from iop_companion.analytics.beside_level import CHECK_INS
from iop_companion.analytics.column_trace import MeasureTrace
from iop_companion.analytics.detectors.base import Told
from iop_companion.analytics.detectors.missed_medicines import TAKEN
from iop_companion.analytics.detectors.questionnaire_change import ERROR_OF
from iop_companion.analytics.detectors.registry import detector_of
from iop_companion.analytics.person_trace import PersonTrace
from iop_companion.analytics.replay import Given, PanelEpisode
from iop_companion.analytics.series import AlignedDays, DailySeries
from iop_companion.analytics.watched_as import LEVEL, MEDICINE, Role, WatchedAs
from iop_companion.domain.early_warning import Finding, Standing, Usual
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import Kind, Measure, Worse
from iop_companion.domain.records import Answer, PanelAnswer, UsualOffer
from iop_companion.foundation.i18n import _
from iop_companion.services.chart_building import mean_text, with_unit

if TYPE_CHECKING:
    from iop_companion.services.daily import DailyReader


@dataclass(frozen=True, slots=True, eq=False)
class Evaluated:
    """What one evaluation needed and found; kept until the next write."""

    days: AlignedDays | None
    measures: tuple[Measure, ...]
    trace: PersonTrace | None
    answers: dict[date, Answer]


def series_of(daily: DailyReader, measure: Measure) -> DailySeries:
    """Return the days of a measure as the panel reads them; of a medicine, how much was taken."""
    if measure.kind is Kind.CHOICE:
        return daily.amounts([measure], TAKEN)[measure.id]
    return daily.whole_series([measure])[0][1]


def finding_of(daily: DailyReader, found: Evaluated, column: int, measure: Measure) -> Finding:
    """Return how the measure in ``column`` stands, and its sentence."""
    assert found.trace is not None  # findings are made of a trace
    one = found.trace.measure(column)
    n_entries, n_days = _entries_since(series_of(daily, measure), one.since, found)
    return Finding(
        measure_id=measure.id,
        standing=one.standing,
        usual=one.usual,
        recent_mean=one.recent_mean,
        distance=one.distance,
        since=one.since,
        spoke_on=one.spoke_on,
        sentence=_finding_sentence(measure, one, (n_entries, n_days)),
        has_own_words=_watched_as(measure) is not LEVEL,
    )


def traced(
    days: AlignedDays,
    measures: Sequence[Measure],
    answers: Sequence[PanelAnswer | UsualOffer],
    before: PersonTrace | None,
) -> PersonTrace:
    """Replay with the answers, taking on the course ``before``."""
    worse, roles = [_worse(one) for one in measures], [_watched_as(one) for one in measures]
    given = [
        Given(
            days.index(one.spoke_on) if isinstance(one, PanelAnswer) else None,
            one.answer if isinstance(one, PanelAnswer) else Answer.NEW_NORMAL,
            days.index(one.answered_on),
        )
        for one in answers
    ]
    known = [one for one in given if one.answered_on >= 0]
    return PersonTrace(days, worse, known, roles, before)


def _worse(measure: Measure) -> str:
    """The worse direction as the panel reads it; of a medicine, less taken."""
    return Worse.LOW.value if measure.kind is Kind.CHOICE else measure.worse.value


def _watched_as(measure: Measure) -> WatchedAs:
    """Which detector looks at a measure."""
    if measure.kind is Kind.CHOICE:
        return MEDICINE
    if measure.id in ERROR_OF:
        return WatchedAs(Role.QUESTIONNAIRE, ERROR_OF[measure.id])
    return LEVEL


def named_of(spoke: PanelEpisode, ids: Sequence[MeasureId]) -> tuple[MeasureId, ...]:
    """The measures of a warning; missed check-ins are about every one that is logged."""
    if spoke.measures or CHECK_INS not in spoke.detectors:
        return tuple(ids[column] for column in spoke.measures)
    return tuple(ids)


def since_of(findings: Sequence[Finding], trace: PersonTrace) -> date | None:
    """Since when the standing warning speaks: the earliest change past its line, else all's."""
    if trace.standing is None:
        return None
    past = [f.since for f in findings if f.standing is Standing.PAST_LINE and f.since]
    return min(past, default=trace.day(trace.standing.since))


def _entries_since(series: DailySeries, since: date | None, found: Evaluated) -> tuple[int, int]:
    assert found.days is not None and found.trace is not None  # noqa: PT018 -- both or none
    last = found.days.day(found.trace.last_row)
    first = since or last - timedelta(days=6)
    return series.window(first, last).n_entries, (last - first).days + 1


def _finding_sentence(measure: Measure, one: MeasureTrace, entries: tuple[int, int]) -> str:
    usual, recent = amounts(measure, one.usual, one.recent_mean)
    return detector_of(measure.id, _watched_as(measure).role).explain(
        Told(
            label=measure.label,
            standing=one.standing,
            usual=usual,
            recent=recent,
            since=one.since,
            n_entries=_n_compared(measure, one, entries[0]),
            n_days=entries[1],
        )
    )


def _n_compared(measure: Measure, one: MeasureTrace, n_entries: int) -> int:
    """Days with an entry; for a questionnaire, the scores that it is compared with."""
    if measure.id in ERROR_OF:
        return one.usual.n_entries if one.usual else 0
    return n_entries


def amounts(measure: Measure, usual: Usual | None, recent: float | None) -> tuple[str, str]:
    """The usual and the recent average in words: "6.9 h", "5.4 h"."""
    return _amount(measure, usual.mean if usual else None), _amount(measure, recent)


def _amount(measure: Measure, mean: float | None) -> str:
    if mean is not None and measure.kind is Kind.CHOICE:
        return _("{percent} %").format(percent=round(100 * mean))
    return "" if mean is None else with_unit(measure, mean_text(measure, mean))
