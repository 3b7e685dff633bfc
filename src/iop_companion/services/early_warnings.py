"""The Warning signs page and command: evaluates the panel, keeps answers, plan and shown levels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from iop_companion.analytics.beside_level import CHECK_INS
from iop_companion.analytics.column_trace import MeasureTrace
from iop_companion.analytics.describe import comparing_sentence, limits_sentence
from iop_companion.analytics.detectors.base import Told
from iop_companion.analytics.detectors.level_change import standing_words
from iop_companion.analytics.detectors.missed_medicines import TAKEN
from iop_companion.analytics.detectors.questionnaire_change import ERROR_OF
from iop_companion.analytics.detectors.registry import detector_of
from iop_companion.analytics.person_trace import PersonTrace
from iop_companion.analytics.replay import ALL_TOGETHER, LEVEL_CHANGE, Given, PanelEpisode
from iop_companion.analytics.series import AlignedDays, DailySeries, aligned
from iop_companion.analytics.watched_as import LEVEL, MEDICINE, Role, WatchedAs
from iop_companion.domain.change import Change, ChangeSet
from iop_companion.domain.chart_series import ChartSeries
from iop_companion.domain.early_warning import EarlyWarning, Finding, Level, Standing, Usual
from iop_companion.domain.ids import MeasureId, RecordId, new_id
from iop_companion.domain.measure import Kind, Measure, Scale, Worse
from iop_companion.domain.ports import Clock, Journal
from iop_companion.domain.records import (
    Answer,
    AsideReason,
    OwnSign,
    PanelAnswer,
    PlanStep,
    PlanZone,
    Record,
    SetAside,
    ShownEpisode,
    ShownLevel,
    UsualOffer,
)
from iop_companion.foundation.day_words import day_words, period_words, weekday_words
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.services.chart_building import chart_series, mean_text, told_as_of, with_unit
from iop_companion.services.episode_log import line_for
from iop_companion.services.history import History
from iop_companion.services.set_asides import SetAsides, held_aside
from iop_companion.services.views import PanelView, SmallFinding
from iop_companion.services.warning_words import PanelFacts, told_warning

if TYPE_CHECKING:
    from iop_companion.services.clinical_facts import ClinicalFacts
    from iop_companion.services.daily import DailyReader
    from iop_companion.services.measures import MeasureList
    from iop_companion.services.my_plan import MyPlan
    from iop_companion.services.own_signs import OwnSigns
    from iop_companion.services.session import VaultSession

CLEAREST_DAYS = 42
SMALL_DAYS = 28
MOST_PEOPLE = 3
"""So many numbers stand on the panel itself."""


@dataclass(frozen=True, slots=True)
class Episode:
    """One time the panel spoke, dated; ``answer`` is what the person said of it, if anything."""

    day: date
    since: date
    measures: tuple[MeasureId, ...]
    composite: bool
    answer: Answer | None = None


@dataclass(frozen=True, slots=True, eq=False)
class _Evaluated:
    """What one evaluation needed and found; kept until the next write."""

    days: AlignedDays | None
    measures: tuple[Measure, ...]
    trace: PersonTrace | None
    answers: dict[date, Answer]


@dataclass(frozen=True, slots=True)
class PersonsOwn:
    """What stands beside the numbers: own signs, plan, what was set aside, fixed facts."""

    signs: OwnSigns
    plan: MyPlan
    asides: SetAsides
    facts: ClinicalFacts


class EarlyWarnings:
    """Computes the panel from daily series; stores only what the person says and what was shown."""

    def __init__(  # noqa: PLR0913, PLR0917 -- the parts it stands between
        self,
        session: VaultSession,
        daily: DailyReader,
        measures: MeasureList,
        clock: Clock,
        history: History,
        own: PersonsOwn,
    ) -> None:
        """Read through ``daily``; write to the vault that ``session`` has open."""
        self._session = session
        self._daily = daily
        self._measures = measures
        self._clock = clock
        self._history = history
        self._signs, self._plan, self._asides = own.signs, own.plan, own.asides
        self._facts = own.facts
        self._kept: tuple[object, _Evaluated] | None = None
        self._course: PersonTrace | None = None

    def evaluate(self, as_of: date | None = None, *, shown: bool = False) -> EarlyWarning:
        """Return the panel as of a day (default: today), made of what was entered up to it.

        ``shown`` says that the person sees it: the level goes to the append-only log, once for the
        same day, level and measures.
        """
        day = as_of or self._clock.today()
        warning = self._warning(day)
        if shown:
            self._log(warning)
        return warning

    def panel(self, as_of: date | None = None, *, shown: bool = False) -> PanelView:
        """Return everything the Warning signs page shows; see :meth:`evaluate`."""
        warning = self.evaluate(as_of, shown=shown)
        day = warning.as_of
        found = self._evaluated(day)
        zone = self._zone(warning.level, day)
        speaking = warning.speaks
        return PanelView(
            warning=warning,
            usual_line=_usual_line(found.trace, day),
            clearest=self._clearest(found, warning),
            small=tuple(self._small(found, finding, day) for finding in _by_order(found, warning)),
            limits_sentence=limits_sentence() if speaking else comparing_sentence(),
            plan=self.plan(zone, day),
            zone=(written := self._plan.zone(zone)),
            people=written.people or self._plan.people()[:MOST_PEOPLE],
            facts=self._facts.facts(day),
            signs_line=self._signs.week_line(day) if not warning.own_signs else "",
            answer=found.answers.get(spoke_on) if (spoke_on := warning.numbers_spoke_on) else None,
        )

    def episodes(self, as_of: date | None = None) -> list[Episode]:
        """Return every time the panel spoke up to a day, recomputed causally, oldest first."""
        found = self._evaluated(as_of or self._clock.today())
        if found.trace is None or found.days is None:
            return []
        ids = found.days.measure_ids
        return [
            Episode(
                day=found.days.day(episode.day),
                since=found.days.day(episode.since),
                measures=_named(episode, ids),
                composite=episode.composite,
                answer=found.answers.get(found.days.day(episode.day)),
            )
            for episode in found.trace.episodes
        ]

    def better_since(self, day: date) -> date | None:
        """Return since when things are steadily better than the usual, or None."""
        trace = self._evaluated(day).trace
        return None if trace is None else trace.better_since()

    def answer(self, answer: Answer) -> ChangeSet:
        """Keep what the person says of the newest warning that can still be answered.

        Raises ``KnownProblem`` ``no_warning_to_answer`` when the panel does not speak today and no
        answer was given to the last one today.
        """
        today = self._clock.today()
        found = self._evaluated(today)
        spoke_on = self._answerable(found, today)
        if spoke_on is None:
            raise KnownProblem("no_warning_to_answer")
        with self._session.vault.write() as journal:
            before = next((a for a in journal.all(PanelAnswer) if a.spoke_on == spoke_on), None)
            record_id = before.id if before else RecordId(new_id())
            after = PanelAnswer(record_id, spoke_on, answer, today)
            journal.put(after)
        return self._history.remember(ChangeSet("panel_answered", (Change(before, after),)))

    def _zone(self, level: Level, day: date) -> PlanZone:
        """The zone of the plan to show: while it is calm, what keeps well, if that is written."""
        if level is Level.CALM and self._plan.steps(PlanZone.CALM, day):
            return PlanZone.CALM
        return PlanZone.ACT if level is Level.ACT else PlanZone.WATCH

    def plan(self, zone: PlanZone, as_of: date | None = None) -> tuple[PlanStep, ...]:
        """See :meth:`~iop_companion.services.my_plan.MyPlan.steps`."""
        return self._plan.steps(zone, as_of)

    def set_plan(self, zone: PlanZone, texts: Sequence[str]) -> ChangeSet:
        """See :meth:`~iop_companion.services.my_plan.MyPlan.set_steps`."""
        return self._plan.set_steps(zone, texts)

    def tick(self, step_id: str, done: bool) -> ChangeSet:  # noqa: FBT001 -- the contract
        """See :meth:`~iop_companion.services.my_plan.MyPlan.tick`."""
        return self._plan.tick(step_id, done=done)

    def set_aside(self, reason: AsideReason, words: str = "") -> ChangeSet:
        """Set today's warning aside; see :meth:`~.set_asides.SetAsides.add`."""
        return self._asides.add(self.evaluate(), reason, words)

    def take_back_aside(self, aside: SetAside) -> ChangeSet:
        """See :meth:`~.set_asides.SetAsides.take_back`."""
        return self._asides.take_back(aside)

    def _evaluated(self, as_of: date) -> _Evaluated:
        """Everything up to ``as_of``; computed again only after a write or for another day."""
        vault = self._session.vault
        stamp = (vault, vault.generation, as_of)
        if self._kept is None or self._kept[0] != stamp:
            self._kept = (stamp, self._compute(as_of))
        return self._kept[1]

    def _compute(self, as_of: date) -> _Evaluated:
        own = (*self._measures.watched(), *self._measures.watched_medicines())
        ids = {measure.id for measure in own}
        scored = (one for one in self._daily.questionnaires() if one.id not in ids)
        watched = (*own, *scored)
        series = {measure.id: self._series(measure) for measure in watched}
        recorded = tuple(m for m in watched if series[m.id].n_entries)
        days = aligned([series[measure.id] for measure in recorded], as_of)
        with self._session.vault.read() as journal:
            answers = [a for a in journal.all(PanelAnswer) if a.answered_on <= as_of]
            offers = [o for o in journal.all(UsualOffer) if o.taken and o.answered_on <= as_of]
        if days is None:
            return _Evaluated(None, recorded, None, {})
        trace = _traced(days, recorded, [*answers, *offers], self._course)
        self._course = trace
        return _Evaluated(days, recorded, trace, {a.spoke_on: a.answer for a in answers})

    def _warning(self, day: date) -> EarlyWarning:
        found = self._evaluated(day)
        if found.trace is None or found.days is None:
            return self._told(PanelFacts(as_of=day))
        trace = found.trace
        findings = tuple(
            self._finding(found, column, measure) for column, measure in enumerate(found.measures)
        )
        spoke = trace.standing
        since = _since(findings, trace)
        first_row = trace.last_row - 6 if since is None else found.days.index(since)
        entered, n_days = trace.entered(first_row)
        return self._told(
            PanelFacts(
                as_of=day,
                findings=findings,
                labels={measure.id: measure.label for measure in found.measures},
                amounts={
                    one.measure_id: _amounts(measure, one.usual, one.recent_mean)
                    for measure, one in zip(found.measures, findings, strict=True)
                },
                is_learning=trace.is_learning,
                learning=trace.learning(),
                week_entries=trace.entered(trace.last_row - 6)[0],
                entered=(entered, n_days),
                since=since,
                spoke_on=trace.day(spoke.day) if spoke else None,
                composite=bool(spoke and spoke.composite),
                named=_named(spoke, found.days.measure_ids) if spoke else (),
                detectors=spoke.detectors if spoke else (),
                check_ins=trace.check_ins(),
                rate=trace.stated_rate,
            )
        )

    def _told(self, facts: PanelFacts) -> EarlyWarning:
        """Add what the person's own signs raise, and what they set aside."""
        own = self._signs.standing(facts.as_of)
        facts = replace(facts, signs=own.found, signs_sentences=own.sentences)
        warning = replace(told_warning(facts), own_signs_measures=own.measures)
        newest = max((days[-1] for _sign, days in own.shown), default=None)
        aside = held_aside(self._asides.all(), facts.as_of, warning.level, newest)
        return warning if aside is None else replace(warning, set_aside=aside)

    def _finding(self, found: _Evaluated, column: int, measure: Measure) -> Finding:
        assert found.trace is not None  # findings are made of a trace
        one = found.trace.measure(column)
        n_entries, n_days = _entries_since(self._series(measure), one.since, found)
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

    def _series(self, measure: Measure) -> DailySeries:
        if measure.kind is Kind.CHOICE:
            return self._daily.amounts([measure], TAKEN)[measure.id]
        return self._daily.whole_series([measure])[0][1]

    def _drawable(self, measure: Measure) -> DailySeries:
        """What a chart of a measure shows: of numbers, those on the scale that it has now."""
        return self._daily.series([measure]).get(measure.id) or self._series(measure)

    def _clearest(self, found: _Evaluated, warning: EarlyWarning) -> ChartSeries | None:
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

    def _chart(self, found: _Evaluated, finding: Finding, day: date, n_days: int) -> ChartSeries:
        measure = next(m for m in found.measures if m.id == finding.measure_id)
        first = day - timedelta(days=n_days - 1)
        drawn = _drawn(measure)
        chart = chart_series(drawn, self._drawable(measure), first, day, finding.usual)
        if drawn is not measure:
            chart = replace(chart, unit=_("taken is 1, not today 0"), usual_label="")
        today = day if day == self._clock.today() else None
        return told_as_of(chart, drawn, today, finding.since)

    def _small(self, found: _Evaluated, finding: Finding, day: date) -> SmallFinding:
        measure = next(m for m in found.measures if m.id == finding.measure_id)
        usual, recent = _amounts(measure, finding.usual, finding.recent_mean)
        return SmallFinding(
            measure_id=measure.id,
            label=measure.label,
            usual_text=usual,
            recent_text=recent,
            standing=finding.standing,
            standing_words=_small_words(finding),
            series=self._chart(found, finding, day, SMALL_DAYS),
        )

    def _answerable(self, found: _Evaluated, today: date) -> date | None:
        """The day the standing warning spoke, or the last one if its answer was given today."""
        if found.trace is None or found.days is None:
            return None
        if found.trace.standing is not None:
            return found.days.day(found.trace.standing.day)
        with self._session.vault.read() as journal:
            given = [a.spoke_on for a in journal.all(PanelAnswer) if a.answered_on == today]
        return max(given, default=None)

    def _log(self, warning: EarlyWarning) -> None:
        vault = self._session.vault
        if vault.is_read_only:
            return
        with vault.read() as journal:
            lines: list[Record] = [*self._level_line(journal, warning)]
            episode = line_for(
                warning,
                journal.all(ShownEpisode),
                {measure.id: measure.label for measure in self._measures.all()},
                {sign.id: sign.words for sign in journal.all(OwnSign)},
                self._clock.now(),
            )
        lines += [] if episode is None else [episode]
        if not lines:
            return
        generation = vault.generation
        with vault.write() as journal:
            for line in lines:
                journal.put(line)
        if self._kept is not None and self._kept[0] == (vault, generation, warning.as_of):
            self._kept = ((vault, vault.generation, warning.as_of), self._kept[1])

    def _level_line(self, journal: Journal, warning: EarlyWarning) -> list[ShownLevel]:
        """The line of the log of levels, unless it stands there for the day."""
        shown = (warning.as_of, warning.level.value, warning.measures)
        past = journal.all(ShownLevel)
        if any((one.as_of, one.level, one.measures) == shown for one in past):
            return []
        now, since = self._clock.now(), warning.since
        return [ShownLevel(RecordId(new_id()), now, *shown, since)]


def _traced(
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


def _drawn(measure: Measure) -> Measure:
    """What a chart draws: a medicine as how much of it was taken."""
    if measure.kind is not Kind.CHOICE:
        return measure
    return replace(measure, kind=Kind.YES_NO, scale=Scale(0, 1, 0.5), options=())


def _named(spoke: PanelEpisode, ids: Sequence[MeasureId]) -> tuple[MeasureId, ...]:
    """The measures of a warning; missed check-ins are about every one that is logged."""
    if spoke.measures or CHECK_INS not in spoke.detectors:
        return tuple(ids[column] for column in spoke.measures)
    return tuple(ids)


def _since(findings: Sequence[Finding], trace: PersonTrace) -> date | None:
    """Since when the standing warning speaks: the earliest change past its line, else all's."""
    if trace.standing is None:
        return None
    past = [f.since for f in findings if f.standing is Standing.PAST_LINE and f.since]
    return min(past, default=trace.day(trace.standing.since))


def _entries_since(series: DailySeries, since: date | None, found: _Evaluated) -> tuple[int, int]:
    assert found.days is not None and found.trace is not None  # noqa: PT018 -- both or none
    last = found.days.day(found.trace.last_row)
    first = since or last - timedelta(days=6)
    return series.window(first, last).n_entries, (last - first).days + 1


def _finding_sentence(measure: Measure, one: MeasureTrace, entries: tuple[int, int]) -> str:
    usual, recent = _amounts(measure, one.usual, one.recent_mean)
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


def _by_order(found: _Evaluated, warning: EarlyWarning) -> list[Finding]:
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


def _usual_line(trace: PersonTrace | None, day: date) -> str:
    period = trace.usual_period() if trace else None
    if period is None:
        return weekday_words(day)
    n_entries, first, last = period
    return ngettext(
        "Your usual: {n} entry, {period}", "Your usual: {n} entries, {period}", n_entries
    ).format(n=n_entries, period=period_words(first, last, with_year=first.year != last.year))


def _amounts(measure: Measure, usual: Usual | None, recent: float | None) -> tuple[str, str]:
    """The usual and the recent average in words: "6.9 h", "5.4 h"."""
    return _amount(measure, usual.mean if usual else None), _amount(measure, recent)


def _amount(measure: Measure, mean: float | None) -> str:
    if mean is not None and measure.kind is Kind.CHOICE:
        return _("{percent} %").format(percent=round(100 * mean))
    return "" if mean is None else with_unit(measure, mean_text(measure, mean))


def _small_words(finding: Finding) -> str:
    if finding.standing is Standing.PAST_LINE and finding.spoke_on is not None:
        return _("past the line since {day}").format(day=day_words(finding.spoke_on))
    return standing_words(finding.standing)
