"""Diary cards of a week: empty, to be filled in by hand, or with the days of the diary."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from iop_companion.domain.day_values import day_value
from iop_companion.domain.diary_card import CardColumn, CardDay, CardTicks, DiaryCard
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import Kind, Measure, Value
from iop_companion.domain.setting_values import Contact, or_default, read_people
from iop_companion.domain.summary import PastExport, Section
from iop_companion.foundation.day_words import weekday_short
from iop_companion.foundation.i18n import _
from iop_companion.services.card_cells import answer_words, card_rows, takes_words, tick_rows
from iop_companion.services.file_writing import checked_file_passphrase, write_once
from iop_companion.services.names_as_roles import NamesAsRoles
from iop_companion.services.past_exports import note_export
from iop_companion.services.people import PEOPLE_SETTING
from iop_companion.services.told_entries import entries_behind
from iop_companion.services.views import SavedFile, SupportLine

if TYPE_CHECKING:
    from iop_companion.domain.ports import CardWriter, Clock
    from iop_companion.domain.private import Secret
    from iop_companion.services.measures import MeasureList
    from iop_companion.services.paper_weeks import PaperDay, PaperWeek, PaperWeeks
    from iop_companion.services.session import VaultSession
    from iop_companion.services.summarising import Summarising

Values = Mapping[MeasureId, Value]

NAME_CHARACTERS = 60
_NOBODY: tuple[Contact, ...] = ()
_NOTE = MeasureId("note")
_A_MONDAY = date(2024, 1, 1)
_MOST_ENDS = 8
"""Scales whose ends are told in words below the table."""


@dataclass(frozen=True, slots=True)
class CardRequest:
    """``last`` is the week's last day, None for an empty card.

    Names of the person's people are written as roles in their own words unless ``with_names``.
    """

    last: date | None = None
    name: str = field(default="", repr=False)
    with_notes: bool = False
    with_points: bool = True
    with_names: bool = False


@dataclass(frozen=True, slots=True)
class _Told:
    """Of each day of a week what may be told, and how many values may not."""

    values: list[Values] = field(repr=False)
    n_private: int


class DiaryCards:
    """Puts a card together and typesets it by ``writer``."""

    def __init__(  # noqa: PLR0913, PLR0917 -- handed over by bootstrap alone
        self,
        session: VaultSession,
        clock: Clock,
        weeks: PaperWeeks,
        measures: MeasureList,
        summarising: Summarising,
        writer: CardWriter,
        line_to_call: Callable[[], SupportLine | None],
    ) -> None:
        """Read weeks by ``weeks`` and what is to be talked about by ``summarising``."""
        self._session = session
        self._clock = clock
        self._weeks = weeks
        self._measures = measures
        self._summarising = summarising
        self._writer = writer
        self._line_to_call = line_to_call

    def assemble(self, request: CardRequest) -> DiaryCard:
        """Return what the card holds, nothing private; raises ``KnownProblem("locked")``.

        An empty card has the rows of today and their lists, and no day of the diary.
        """
        week = self._weeks.week(request.last)
        rows = card_rows(week)
        card = DiaryCard(
            made_on=self._clock.today(),
            columns=tuple(CardColumn(row.label, takes_words(row)) for row in rows),
            days=tuple(CardDay(weekday_short(day), ("",) * len(rows)) for day in _any_week()),
            ticks=_ticks(week, [{} for _day in week.days], None),
            has_set_off=bool(_set_off(week)),
            ends=_ends(rows),
            line=self._line(),
            name=" ".join(request.name.split())[:NAME_CHARACTERS],
        )
        return card if request.last is None else self._filled(card, request, week)

    def _filled(self, card: DiaryCard, request: CardRequest, week: PaperWeek) -> DiaryCard:
        told, people = self._told(week)
        names = NamesAsRoles(() if request.with_names else people)
        own_words = names if request.with_notes else None
        points: tuple[str, ...] = ()
        if request.with_points:
            kept = self._summarising.default_request().talk_points
            points = tuple(names.rewrite(point) for point in kept)
        return replace(
            card,
            days=tuple(
                _day(one, week, values, own_words)
                for one, values in zip(week.days, told.values, strict=True)
            ),
            ticks=_ticks(week, told.values, own_words),
            to_talk_about=points,
            first=week.days[0].day,
            last=week.days[-1].day,
            n_private=told.n_private,
            n_names_as_roles=names.n_people,
            sections=_sections(with_notes=request.with_notes, has_points=bool(points)),
        )

    def _told(self, week: PaperWeek) -> tuple[_Told, Sequence[Contact]]:
        """What may be told of each day, and the person's people."""
        first, last = week.days[0].day, week.days[-1].day
        everything = self._measures.all()
        with self._session.vault.read() as journal:
            behind = entries_behind(journal, first, last, everything)
            entered = behind.without_private(journal.observations(first, last))
            people = or_default(read_people, journal.setting(PEOPLE_SETTING), _NOBODY)
        values: list[Values] = []
        for column in week.days:
            shown = [one for one in entered if one.day == column.day and not one.private]
            found = (
                (measure.id, day_value(measure, [o for o in shown if o.measure_id == measure.id]))
                for measure in everything
            )
            values.append({name: value.value for name, value in found if value is not None})
        return _Told(values, sum(one.private for one in entered)), people

    def save(
        self,
        card: DiaryCard,
        path: Path,
        *,
        replace: bool = False,  # as every writer of files calls it
        passphrase: Secret | None = None,
    ) -> SavedFile:
        """Save the card as a tagged PDF, under ``passphrase`` if there is one; else unprotected.

        Raises ``KnownProblem``: ``passphrase_too_short``, those of writing a file.
        """
        pdf = self._writer.pdf(card)
        content = (
            pdf
            if passphrase is None
            else self._writer.locked(pdf, checked_file_passphrase(passphrase))
        )
        write_once(path, content, replace)
        self.note_export(card)
        n_entries = sum(cell not in {"", "\N{EN DASH}"} for day in card.days for cell in day.cells)
        return SavedFile(str(path), self._writer.count_pages(pdf), n_entries)

    def pages(self, card: DiaryCard, width_px: int) -> list[bytes]:
        """Return the very pages of the PDF as PNG, ``width_px`` wide."""
        return self._writer.pages(card, width_px)

    def note_export(self, card: DiaryCard, *, is_print: bool = False) -> None:
        """Keep that days of the diary left the vault on a card; an empty card holds none."""
        if card.first is None or card.last is None:
            return
        today = self._clock.today()
        export = PastExport(today, card.first, card.last, card.sections, is_print)
        note_export(self._session, export)

    def _line(self) -> str:
        line = self._line_to_call()
        if line is None:
            return ""
        return _("If you need someone now: {name}, {number}").format(
            name=line.name, number=line.call or line.text
        )


def _any_week() -> list[date]:
    return [_A_MONDAY + timedelta(days=at) for at in range(7)]


def _set_off(week: PaperWeek) -> list[Measure]:
    return [row for row in week.rows if row.kind is Kind.TAGS and row.asked_with is not None]


def _day(one: PaperDay, week: PaperWeek, values: Values, own_words: NamesAsRoles | None) -> CardDay:
    """One line; its note is rewritten by ``own_words``, and left out where that is None."""
    name = _("{weekday} {day}").format(weekday=weekday_short(one.day), day=one.day.day)
    cells = tuple(answer_words(row, values.get(row.id)) for row in card_rows(week))
    if not one.is_saved:
        return CardDay(name, cells, note=_("no entry"))
    met = [words for row in _set_off(week) for words in _tags(values, row, own_words).values()]
    note = values.get(_NOTE)
    told = own_words.rewrite(note) if own_words is not None and isinstance(note, str) else ""
    return CardDay(name, cells, ", ".join(met), told)


def _ticks(
    week: PaperWeek, told: Sequence[Values], own_words: NamesAsRoles | None
) -> tuple[CardTicks, ...]:
    """A table for each list of the card: what stands first in it, and what was ticked besides."""
    first: dict[Measure, dict[str, str]] = {}
    for row, option in tick_rows(week):
        first.setdefault(row, {})[option.id] = option.label
    tables = []
    for row in week.rows:
        if row.kind is not Kind.TAGS or row.asked_with is not None:
            continue
        by_day = [_tags(values, row, own_words) for values in told]
        shown = dict(first.get(row, {}))
        for ticked in by_day:
            shown |= ticked
        if shown:
            lines = ((words, tuple(tag in day for day in by_day)) for tag, words in shown.items())
            tables.append(CardTicks(row.label, tuple(lines)))
    return tuple(tables)


def _tags(values: Values, row: Measure, own_words: NamesAsRoles | None) -> dict[str, str]:
    """What was ticked, and how it is told.

    Words of the person's own are told like the note: not at all, or rewritten by ``own_words``.
    """
    value = values.get(row.id)
    labels = {option.id: option.label for option in row.options}
    told = {}
    for tag in value if isinstance(value, tuple) else ():
        if tag in labels:
            told[tag] = labels[tag]
        elif own_words is not None:
            told[tag] = own_words.rewrite(tag)
    return told


def _ends(rows: tuple[Measure, ...]) -> str:
    told = [
        _("{label}: {ends}").format(label=row.label, ends=row.hint)
        for row in rows
        if row.kind is Kind.SCALE and "," in row.hint
    ]
    return ". ".join(told[:_MOST_ENDS])


def _sections(*, with_notes: bool, has_points: bool) -> tuple[Section, ...]:
    held = [Section.NUMBERS, Section.SKILLS, Section.TRIGGERS]
    held += [Section.NOTES] if with_notes else []
    held += [Section.TALK] if has_points else []
    return tuple(section for section in Section if section in held)
