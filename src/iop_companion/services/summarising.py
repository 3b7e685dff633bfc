"""A summary for therapy: which days, which sections, what may be told, and the file itself."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from iop_companion.analytics.detectors.questionnaire_change import ERROR_OF
from iop_companion.domain.change import Change, ChangeSet
from iop_companion.domain.chart_series import ChartSeries
from iop_companion.domain.diary_entries import TriggerExposure
from iop_companion.domain.early_warning import EarlyWarning, Level
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import Measure
from iop_companion.domain.ports import Clock, SummaryWriter
from iop_companion.domain.private import Secret
from iop_companion.domain.records import ParticipantSetting, PlanStep, PlanZone, SessionDate
from iop_companion.domain.setting_values import (
    Contact,
    or_default,
    read_people,
    read_texts,
)
from iop_companion.domain.summary import (
    DEFAULT_SECTIONS,
    CountedName,
    NumbersRow,
    PastExport,
    Section,
    Summary,
    WeekRow,
)
from iop_companion.domain.trigger_days import TopTriggers
from iop_companion.foundation.errors import KnownProblem
from iop_companion.services import summary_grid as grids
from iop_companion.services import summary_parts as parts
from iop_companion.services.file_writing import checked_file_passphrase, write_once
from iop_companion.services.names_as_roles import NamesAsRoles
from iop_companion.services.past_exports import note_export, past_exports
from iop_companion.services.people import PEOPLE_SETTING
from iop_companion.services.summary_days import Period, SummaryDays, summary_days
from iop_companion.services.told_entries import entries_behind
from iop_companion.services.trigger_words import top_sentence
from iop_companion.services.views import SavedFile

if TYPE_CHECKING:
    from iop_companion.services.daily import DailyReader
    from iop_companion.services.measures import MeasureList
    from iop_companion.services.recorded import Recorded
    from iop_companion.services.session import VaultSession
    from iop_companion.services.trends import WarningReader

TALK_POINTS_SETTING = "talk_points"
"""Key of the setting that keeps what the person wants to talk about: a JSON list of texts."""

_NOBODY: tuple[Contact, ...] = ()

MOST_TALK_POINTS = 5
MOST_TALK_CHARACTERS = 1000
"""What fits on paper beside everything else; more is refused, never cut."""

_WEEK = 7
_LONGEST_SINCE_SESSION = 92
_NAME_CHARACTERS = 80

_TOLD_BY = {
    Section.MEDICINES: MeasureId("medicine_taken"),
    Section.SKILLS: MeasureId("skills"),
    Section.TRIGGERS: MeasureId("urge_set_off_by"),
}
"""The measure in words that a section shows, in the order of the grid."""


@dataclass(frozen=True, slots=True)
class SummaryRequest:
    """What the person asks for: days, both included, sections, and words of their own.

    Names of the person's people are written as roles in those words unless ``with_names``.
    """

    first: date
    last: date
    sections: tuple[Section, ...] = DEFAULT_SECTIONS
    name: str = ""
    recipient: str = ""
    talk_points: tuple[str, ...] = field(default=(), repr=False)
    with_names: bool = False


BroughtWarnings = Callable[[Callable[[MeasureId], bool]], tuple[str, ...]]
"""Tells the warnings that the person brings; of a measure that is not included, not its name."""

PlanReader = Callable[[PlanZone, date], Sequence[PlanStep]]
"""Returns the steps of a zone as they stood on a day."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What one assembly works with: the days, the panel of the last one, all measures by id."""

    request: SummaryRequest
    days: SummaryDays
    warning: EarlyWarning
    measures: dict[MeasureId, Measure]
    sessions: tuple[date, ...]
    people: tuple[Contact, ...] = field(repr=False)
    triggers: TopTriggers

    def includes(self, section: Section) -> bool:
        """Whether the person ticked ``section``."""
        return section in self.request.sections

    def measure(self, name: str) -> Measure | None:
        """Return a measure by its id, if there is one."""
        return self.measures.get(MeasureId(name))


class Summarising:
    """Assembles, previews and saves summaries. Nothing private and no note leaves unticked."""

    def __init__(  # noqa: PLR0913, PLR0917 -- handed over by bootstrap alone
        self,
        daily: DailyReader,
        measures: MeasureList,
        session: VaultSession,
        clock: Clock,
        warnings: WarningReader,
        writer: SummaryWriter,
        recorded: Recorded | None = None,
        brought: BroughtWarnings | None = None,
        plan: PlanReader | None = None,
    ) -> None:
        """Read through ``daily``, ``session`` and ``recorded``; typeset with ``writer``.

        ``brought`` tells the warnings that the person brings from History; ``plan`` the steps for
        a level.
        """
        self._daily = daily
        self._measures = measures
        self._session = session
        self._clock = clock
        self._warnings = warnings
        self._writer = writer
        self._recorded = recorded
        self._brought = brought
        self._plan = plan

    def default_request(self) -> SummaryRequest:
        """Return the days since the last session before today, and every section but notes.

        Without a session in the last three months: the last seven days. Talk points are those kept.
        """
        today = self._clock.today()
        with self._session.vault.read() as journal:
            sessions = [known.day for known in journal.all(SessionDate) if known.day < today]
            none: tuple[str, ...] = ()
            kept = or_default(read_texts, journal.setting(TALK_POINTS_SETTING), none)
        first = max(sessions, default=date.min)
        if (today - first).days >= _LONGEST_SINCE_SESSION:
            first = today - timedelta(days=_WEEK - 1)
        return SummaryRequest(first, today, talk_points=kept)

    def keep_talk_points(self, talk_points: Sequence[str]) -> ChangeSet:
        """Keep what the person wants to talk about until they change it.

        Raises ``KnownProblem`` ``talk_points_too_long``.
        """
        setting = ParticipantSetting(TALK_POINTS_SETTING, json.dumps(_checked(talk_points)))
        with self._session.vault.write() as journal:
            before = journal.put(setting)
        kept = before if isinstance(before, ParticipantSetting) else None
        return ChangeSet("talk_points_kept", (Change(kept, setting),))

    def assemble(self, request: SummaryRequest) -> Summary:
        """Return the summary that ``request`` asks for.

        A section not asked for stays empty, and a measure of such a section (sleep, movement,
        skills) is left out of numbers, charts and days as well. Raises ``KnownProblem``:
        ``empty_period``, ``talk_points_too_long``, ``locked``.
        """
        if request.first > request.last:
            raise KnownProblem("empty_period")
        told = self._told(request)
        days = told.days
        numbers, charts = self._measured(told)
        people = () if request.with_names else told.people
        names = NamesAsRoles(people, request.recipient)
        notes, n_notes_not_shown = (
            parts.notes(days, names.rewrite) if told.includes(Section.NOTES) else ((), 0)
        )
        points = _checked(request.talk_points) if told.includes(Section.TALK) else []
        talk_points = tuple(map(names.rewrite, points))
        starts, step = grids.grid_days(days.period)
        return Summary(
            first=request.first,
            last=request.last,
            made_on=self._clock.today(),
            sections=request.sections,
            n_days_with_entries=len(days.entry_days),
            name=_line(request.name),
            recipient=_line(request.recipient),
            talk_points=talk_points,
            numbers=numbers[: parts.MOST_ROWS],
            rows_without_room=tuple(row.label for row in numbers[parts.MOST_ROWS :]),
            charts=charts,
            warning=_warning(told, names),
            has_plan=self._has_plan(told),
            grid_days=starts,
            grid=_grid(told),
            grid_entered=tuple(grids.has_entry(days, start, step) for start in starts),
            grid_step_days=step,
            sleep_sentences=parts.sleep_sentences(days) if told.includes(Section.SLEEP) else (),
            movement_sentences=_movement(told),
            skills=_counts(told, Section.SKILLS, "skills", parts.MOST_SKILLS),
            triggers=parts.counted_triggers(told.triggers),
            trigger_sentence=top_sentence(told.triggers) if told.triggers.triggers else "",
            urges_acted_on=_counts(told, Section.TRIGGERS, "urge_acted_on", parts.MOST_TRIGGERS),
            use_sentences=_use(told),
            medicine_sentences=(*_medicines(told), *self._doses(request)),
            questionnaire_sentences=self._scores(request),
            program_sentences=_program(told),
            past_warnings=tuple(map(names.rewrite, self._past_warnings(told))),
            notes=notes,
            left_out=_left_out(request.sections),
            n_late=days.n_late,
            n_imported=days.n_imported,
            n_private_left_out=days.n_private,
            n_notes_not_shown=n_notes_not_shown,
            n_values=days.n_values,
            n_names_as_roles=names.n_people,
            names_known=None if request.with_names else bool(told.people),
        )

    def _has_plan(self, told: _Told) -> bool:
        """Whether steps are written for the level that is told of."""
        zones = {Level.WATCH: PlanZone.WATCH, Level.ACT: PlanZone.ACT}
        zone = zones.get(told.warning.level)
        if zone is None or self._plan is None or not told.includes(Section.WARNING):
            return False
        return bool(self._plan(zone, told.request.last))

    def _past_warnings(self, told: _Told) -> tuple[str, ...]:
        if self._brought is None or not told.includes(Section.WARNING):
            return ()

        def is_included(measure_id: MeasureId) -> bool:
            measure = told.measures.get(measure_id)
            return measure is None or _is_included(measure, told.request.sections)

        return self._brought(is_included)

    def _scores(self, request: SummaryRequest) -> tuple[str, ...]:
        if self._recorded is None or Section.QUESTIONNAIRES not in request.sections:
            return ()
        return self._recorded.scores(request.first, request.last)

    def _doses(self, request: SummaryRequest) -> tuple[str, ...]:
        if self._recorded is None or Section.MEDICINES not in request.sections:
            return ()
        return self._recorded.doses(request.first, request.last)

    def preview(self, summary: Summary, width_px: int) -> list[bytes]:
        """Return the pages of the very file :meth:`save` writes, as PNG."""
        return self._writer.pages(summary, width_px)

    def save(
        self,
        summary: Summary,
        path: Path,
        replace: bool = False,  # noqa: FBT001, FBT002 -- the contract
        passphrase: Secret | None = None,
    ) -> SavedFile:
        """Write the PDF, under ``passphrase`` if there is one; else it is not protected.

        Raises ``KnownProblem``: ``passphrase_too_short``, those of writing a file.
        """
        pdf = self._writer.pdf(summary)
        content = (
            pdf
            if passphrase is None
            else self._writer.locked(pdf, checked_file_passphrase(passphrase))
        )
        write_once(path, content, replace)
        self.note_export(summary)
        return SavedFile(str(path), self._writer.count_pages(pdf), summary.n_values)

    def note_export(self, summary: Summary, *, is_print: bool = False) -> None:
        """Keep that ``summary`` left the vault today; a vault that is only read keeps nothing."""
        today = self._clock.today()
        export = PastExport(today, summary.first, summary.last, summary.sections, is_print)
        note_export(self._session, export)

    def is_first_save(self) -> bool:
        """Whether no summary of this vault was ever saved as a file."""
        return all(export.is_print for export in self.exports())

    def exports(self) -> tuple[PastExport, ...]:
        """Return what was saved or printed, oldest first."""
        return past_exports(self._session)

    def _told(self, request: SummaryRequest) -> _Told:
        period = Period(request.first, request.last)
        everything = {measure.id: measure for measure in self._measures.all()}
        watched = [m for m in self._measures.charted() if _is_included(m, request.sections)]
        weeks = period.last - timedelta(days=parts.CHART_DAYS - 1)
        with self._session.vault.read() as journal:
            first = min(period.before.first, weeks)
            behind = entries_behind(journal, first, period.last, everything.values())
            entered = behind.without_private(journal.observations(first, period.last))
            sessions = tuple(known.day for known in journal.all(SessionDate))
            people = or_default(read_people, journal.setting(PEOPLE_SETTING), _NOBODY)
            exposures = journal.entries(TriggerExposure, period.first, period.last)
        days = summary_days(period, watched, self._daily.series(watched), entered)
        wanted = Section.TRIGGERS in request.sections
        told = [one for one in exposures if not one.private]
        if wanted:
            n_private = days.n_private + len(exposures) - len(told)
            days = replace(days, n_private=n_private)
        triggers = parts.top_triggers(days, everything, told if wanted else None)
        warning = self._warnings.evaluate(period.last)
        return _Told(request, days, warning, everything, sessions, people, triggers)

    def _measured(self, told: _Told) -> tuple[tuple[NumbersRow, ...], tuple[ChartSeries, ...]]:
        usuals = {found.measure_id: found.usual for found in told.warning.findings}
        numbers = parts.numbers(told.days, usuals) if told.includes(Section.NUMBERS) else ()
        today = self._clock.today()
        charts = parts.charts(told.days, usuals, today) if told.includes(Section.CHARTS) else ()
        return numbers, charts


def _is_included(measure: Measure, sections: Sequence[Section]) -> bool:
    section = parts.section_of(measure)
    return section is None or section in sections


def _warning(told: _Told, names: NamesAsRoles) -> EarlyWarning | None:
    """The warning without what is left out; other people's names in own signs become roles."""
    if not told.includes(Section.WARNING):
        return None
    sections, warning = told.request.sections, told.warning
    looked_at = [told.measures[name] for name in warning.own_signs_measures]
    if not all(_is_included(measure, sections) for measure in looked_at):
        warning = parts.without_entries(warning)
    warning = replace(
        warning,
        sentence=names.rewrite(warning.sentence),
        own_signs_sentence=names.rewrite(warning.own_signs_sentence),
    )
    choices = [m for m in told.measures.values() if m.watched and not m.kind.is_number]
    included = [m for m in choices if _is_included(m, sections)]
    shown = {measure.id for measure in (*told.days.measures, *included)}
    if Section.QUESTIONNAIRES in sections:
        shown |= {
            MeasureId(name) for name in ERROR_OF
        }  # their scores are told in a section of their own
    return parts.warning_for(warning, shown)


def _grid(told: _Told) -> tuple[WeekRow, ...]:
    if not told.includes(Section.NUMBERS):
        return ()
    words = [
        told.measures[name]
        for section, name in _TOLD_BY.items()
        if told.includes(section) and name in told.measures
    ]
    return grids.grid(told.days, words)


def _counts(told: _Told, section: Section, name: str, most: int) -> tuple[CountedName, ...]:
    if not told.includes(section):
        return ()
    return parts.counted(told.days, told.measure(name), most)


def _use(told: _Told) -> tuple[str, ...]:
    if not told.includes(Section.TRIGGERS):
        return ()
    urges = [one for one in told.measures.values() if one.own and one.asked_with is not None]
    labels = {one.id: one.label for one in told.measures.values()}
    named = [(labels.get(one.asked_with or one.id, one.label), one) for one in urges]
    return (*parts.urge_sentences(told.days, named), *parts.use_sentences(told.days))


def _movement(told: _Told) -> tuple[str, ...]:
    kinds = _counts(told, Section.MOVEMENT, "movement_kind", parts.MOST_TRIGGERS)
    return parts.movement_sentences(told.days, kinds) if told.includes(Section.MOVEMENT) else ()


def _medicines(told: _Told) -> tuple[str, ...]:
    counts = _counts(told, Section.MEDICINES, "medicine_taken", parts.MOST_TRIGGERS)
    return parts.medicine_sentences(counts)


def _program(told: _Told) -> tuple[str, ...]:
    if not told.includes(Section.PROGRAM):
        return ()
    return parts.program_sentences(told.sessions, told.days.period)


def _left_out(sections: Sequence[Section]) -> tuple[Section, ...]:
    """Sections not asked for."""
    return tuple(section for section in Section if section not in sections)


def points_that_fit(talk_points: Sequence[str]) -> tuple[str, ...]:
    """Return the first of ``talk_points`` that the page has room for; empty ones drop out."""
    fitting: list[str] = []
    for point in _tidy(talk_points)[:MOST_TALK_POINTS]:
        if sum(map(len, fitting)) + len(point) > MOST_TALK_CHARACTERS:
            break
        fitting.append(point)
    return tuple(fitting)


def _checked(talk_points: Sequence[str]) -> list[str]:
    points = _tidy(talk_points)
    if len(points) > MOST_TALK_POINTS or sum(map(len, points)) > MOST_TALK_CHARACTERS:
        raise KnownProblem(
            "talk_points_too_long", points=MOST_TALK_POINTS, characters=MOST_TALK_CHARACTERS
        )
    return points


def _tidy(talk_points: Sequence[str]) -> list[str]:
    points = [" ".join(text.split()) for text in talk_points]
    return [text for text in points if text]


def _line(text: str) -> str:
    return " ".join(text.split())[:_NAME_CHARACTERS]
