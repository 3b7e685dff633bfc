"""The Warning signs page and command: evaluates the panel, keeps answers, plan and shown levels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from iop_companion.analytics.describe import comparing_sentence, limits_sentence
from iop_companion.analytics.person_trace import PersonTrace
from iop_companion.analytics.series import aligned
from iop_companion.domain.change import Change, ChangeSet
from iop_companion.domain.early_warning import EarlyWarning, Level
from iop_companion.domain.ids import MeasureId, RecordId, new_id
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
from iop_companion.foundation.errors import KnownProblem
from iop_companion.services.episode_log import line_for
from iop_companion.services.history import History
from iop_companion.services.panel_charts import PanelCharts, by_order, usual_line
from iop_companion.services.panel_measured import (
    Evaluated,
    amounts,
    finding_of,
    named_of,
    series_of,
    since_of,
    traced,
)
from iop_companion.services.set_asides import SetAsides, held_aside
from iop_companion.services.views import PanelView
from iop_companion.services.warning_words import PanelFacts, told_warning

if TYPE_CHECKING:
    from iop_companion.services.clinical_facts import ClinicalFacts
    from iop_companion.services.daily import DailyReader
    from iop_companion.services.measures import MeasureList
    from iop_companion.services.my_plan import MyPlan
    from iop_companion.services.own_signs import OwnSigns
    from iop_companion.services.session import VaultSession

MOST_PEOPLE = 3
"""So many numbers stand on the panel itself."""


_COMPARED = {Level.CALM, Level.WATCH, Level.ACT}
"""Levels; of the others nothing was compared."""


@dataclass(frozen=True, slots=True)
class Episode:
    """One time the panel spoke, dated; ``answer`` is what the person said of it, if anything."""

    day: date
    since: date
    measures: tuple[MeasureId, ...]
    composite: bool
    answer: Answer | None = None


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
        self._charts = PanelCharts(daily, clock)
        self._kept: tuple[object, Evaluated] | None = None
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
            usual_line=usual_line(found.trace, day),
            clearest=self._charts.clearest(found, warning),
            small=tuple(
                self._charts.small(found, finding, day) for finding in by_order(found, warning)
            ),
            limits_sentence=limits_sentence() if speaking else comparing_sentence(),
            plan=self.plan(zone, day),
            zone=(written := self._plan.zone(zone)),
            people=written.people or self._plan.people()[:MOST_PEOPLE],
            facts=self._facts.facts(day),
            signs_line=self._signs.week_line(day) if not warning.own_signs else "",
            answer=found.answers.get(spoke_on) if (spoke_on := warning.numbers_spoke_on) else None,
            last_compared=self._last_compared(warning),
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
                measures=named_of(episode, ids),
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

    def _last_compared(self, warning: EarlyWarning) -> tuple[date, Level] | None:
        """The newest level in the log that said something of the numbers, if none can be said."""
        if warning.level is not Level.NOT_ENOUGH_ENTRIES:
            return None
        with self._session.vault.read() as journal:
            shown = [
                (one.as_of, Level(one.level))
                for one in journal.all(ShownLevel)
                if one.level in _COMPARED and one.as_of < warning.as_of
            ]
        return max(shown, key=lambda one: one[0], default=None)

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

    def _evaluated(self, as_of: date) -> Evaluated:
        """Everything up to ``as_of``; computed again only after a write or for another day."""
        vault = self._session.vault
        stamp = (vault, vault.generation, as_of)
        if self._kept is None or self._kept[0] != stamp:
            self._kept = (stamp, self._compute(as_of))
        return self._kept[1]

    def _compute(self, as_of: date) -> Evaluated:
        own = (*self._measures.watched(), *self._measures.watched_medicines())
        ids = {measure.id for measure in own}
        scored = (one for one in self._daily.questionnaires() if one.id not in ids)
        watched = (*own, *scored)
        self._daily.whole_series(watched)  # all in one reading; below they are only looked up
        series = {measure.id: series_of(self._daily, measure) for measure in watched}
        recorded = tuple(m for m in watched if series[m.id].n_entries)
        days = aligned([series[measure.id] for measure in recorded], as_of)
        with self._session.vault.read() as journal:
            answers = [a for a in journal.all(PanelAnswer) if a.answered_on <= as_of]
            offers = [o for o in journal.all(UsualOffer) if o.taken and o.answered_on <= as_of]
        if days is None:
            return Evaluated(None, recorded, None, {})
        trace = traced(days, recorded, [*answers, *offers], self._course)
        self._course = trace
        return Evaluated(days, recorded, trace, {a.spoke_on: a.answer for a in answers})

    def _warning(self, day: date) -> EarlyWarning:
        found = self._evaluated(day)
        if found.trace is None or found.days is None:
            return self._told(PanelFacts(as_of=day))
        trace = found.trace
        findings = tuple(
            finding_of(self._daily, found, column, measure)
            for column, measure in enumerate(found.measures)
        )
        spoke = trace.standing
        since = since_of(findings, trace)
        first_row = trace.last_row - 6 if since is None else found.days.index(since)
        entered, n_days = trace.entered(first_row)
        return self._told(
            PanelFacts(
                as_of=day,
                findings=findings,
                labels={measure.id: measure.label for measure in found.measures},
                amounts={
                    one.measure_id: amounts(measure, one.usual, one.recent_mean)
                    for measure, one in zip(found.measures, findings, strict=True)
                },
                is_learning=trace.is_learning,
                learning=trace.learning(),
                week_entries=trace.entered(trace.last_row - 6)[0],
                entered=(entered, n_days),
                since=since,
                spoke_on=trace.day(spoke.day) if spoke else None,
                composite=bool(spoke and spoke.composite),
                named=named_of(spoke, found.days.measure_ids) if spoke else (),
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

    def _answerable(self, found: Evaluated, today: date) -> date | None:
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
