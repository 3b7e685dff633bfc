"""The list of measures: the catalogue's and the person's own, and which of them Today shows."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from iop_companion.analytics.detectors.missed_medicines import TAKEN
from iop_companion.catalog.catalog import Catalog
from iop_companion.domain.change import Change, ChangeSet
from iop_companion.domain.diary_entries import OwnSkill
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import (
    DayRule,
    Kind,
    Measure,
    Option,
    Scale,
    Worse,
    asks_the_same,
)
from iop_companion.domain.ports import Journal, OpenVault
from iop_companion.domain.records import ParticipantSetting
from iop_companion.domain.setting_values import Rows, or_default, read_rows
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _
from iop_companion.services.history import History

if TYPE_CHECKING:
    from iop_companion.services.session import VaultSession

ROWS_SETTING = "rows"
"""Key of the setting that says what differs from the defaults; see ``read_rows``."""

SKILLS = MeasureId("skills")
"""The row whose chips are the skills of the catalogue and the person's own."""

MAX_LABEL = 60
"""Longest label of an own measure, in characters: more does not fit beside a row."""

_ID = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_MAX_ID = 40
OWN_ORDER = 65
"""Own rows stand after the skills, before medicine and note."""


@dataclass(frozen=True, slots=True)
class _Form:
    """What a scale name of the command line stands for."""

    kind: Kind
    scale: Scale
    day_rule: DayRule
    unit: str = ""


SCALES = {
    "0-10": _Form(Kind.SCALE, Scale(0, 10), DayRule.MEAN),
    "-3..3": _Form(Kind.SCALE, Scale(-3, 3), DayRule.MEAN),
    "1-5": _Form(Kind.SCALE, Scale(1, 5), DayRule.MEAN),
    "hours": _Form(Kind.HOURS, Scale(0, 24, 0.25), DayRule.SUM, "h"),
    "minutes": _Form(Kind.MINUTES, Scale(0, 1440), DayRule.SUM, "min"),
    "count": _Form(Kind.COUNT, Scale(0, 999), DayRule.SUM),
    "amount": _Form(Kind.AMOUNT, Scale(0, 9999, 0.1), DayRule.SUM),
    "yes-no": _Form(Kind.YES_NO, Scale(0, 1), DayRule.HIGHEST),
}
"""The scales an own measure can have, by the name the person gives."""


@dataclass(frozen=True, slots=True)
class _Own:
    """What the vault holds about measures: own or changed ones, and what became of the rows."""

    measures: tuple[Measure, ...] = ()
    rows: Rows = field(default_factory=Rows)
    skills: tuple[Option, ...] = ()
    """Skills of the person's own, to be ticked beside those of the catalogue."""


class MeasureList:
    """All measures there are. Works while locked, with the catalogue alone."""

    def __init__(
        self, session: VaultSession, catalog: Catalog, history: History | None = None
    ) -> None:
        """Join the measures of ``catalog`` with those of the vault that ``session`` opens.

        Writes can be undone through ``history``.
        """
        self._session = session
        self._catalog = catalog
        self._history = history or History()
        self._read_from: tuple[OpenVault, int] | None = None
        self._own = _Own()

    def all(self) -> tuple[Measure, ...]:
        """Return catalogue and own measures in the order of their rows, with ``on`` as chosen.

        Of several versions of an id the current one stands (the vault gives it last).
        """
        own = self._current()
        found = {measure.id: measure for measure in self._catalog.measures}
        for measure in own.measures:
            found[measure.id] = measure
        if own.skills and (skills := found.get(SKILLS)) is not None:
            found[SKILLS] = replace(skills, options=(*skills.options, *own.skills))
        chosen = (_as_chosen(measure, own.rows) for measure in found.values())
        places = {measure_id: place for place, measure_id in enumerate(own.rows.order)}
        return tuple(sorted(chosen, key=lambda measure: _place(measure, places)))

    def get(self, measure_id: MeasureId) -> Measure:
        """Return one measure; raises ``KnownProblem`` ``unknown_measure``."""
        for measure in self.all():
            if measure.id == measure_id:
                return measure
        raise KnownProblem("unknown_measure", measure=measure_id)

    def asked_as(self, measure: Measure, version: int) -> Measure | None:
        """Return what ``measure`` was at ``version``, if that asked something else than now."""
        if version == measure.version:
            return None
        for old in self._current().measures:
            if old.id == measure.id and old.version == version:
                return None if asks_the_same(old, measure) else old
        return None

    def rows(self) -> tuple[Measure, ...]:
        """Return what Today asks, in order.

        A measure asked inside another's row follows it, and goes when that one is off.
        """
        shown = [measure for measure in self.all() if measure.on and not measure.derived_from]
        heads = [measure for measure in shown if measure.asked_with is None]
        return tuple(part for head in heads for part in (head, *_inside(head, shown)))

    def watched(self) -> tuple[Measure, ...]:
        """Return the numbers that the warning panel looks at, recorded or not."""
        return tuple(
            measure
            for measure in self.all()
            if measure.watched and measure.kind.is_number and measure.worse is not Worse.NEITHER
        )

    def charted(self) -> tuple[Measure, ...]:
        """Return the numbers that have a chart: those the panel looks at, and all own ones."""
        removed = self._current().rows.removed
        watched = {measure.id for measure in self.watched()}
        return tuple(
            measure
            for measure in self.all()
            if measure.id in watched
            or (measure.own and measure.kind.is_number and measure.id not in removed)
        )

    def removed(self) -> tuple[Measure, ...]:
        """Return the own measures that were put away and keep their values."""
        gone = self._current().rows.removed
        return tuple(m for m in self.all() if m.id in gone and m.asked_with is None)

    def watched_medicines(self) -> tuple[Measure, ...]:
        """Return the choices that say how much of a medicine was taken, recorded or not.

        The panel has a detector of its own for them; they are no numbers to be charted.
        """
        return tuple(
            measure
            for measure in self.all()
            if measure.watched
            and measure.kind is Kind.CHOICE
            and {option.id for option in measure.options} <= set(TAKEN)
        )

    def add(
        self, measure_id: str, label: str, scale_name: str, worse: str = Worse.NEITHER
    ) -> ChangeSet:
        """Add an own measure; it is on, and watched unless neither direction is worse.

        Raises ``KnownProblem`` ``bad_measure`` (id not lower_snake_case, no or too long a label,
        unknown scale or direction), ``measure_exists``, or ``locked``.
        """
        measure = _own_measure(measure_id, label, scale_name, worse)
        if any(known.id == measure.id for known in self.all()):
            raise KnownProblem("measure_exists", measure=measure.id)
        with self._session.vault.write() as journal:
            before = journal.put(measure)
        return self._history.remember(ChangeSet("measure_added", (Change(before, measure),)))

    def set_on(self, measure_id: MeasureId, on: bool) -> ChangeSet:  # noqa: FBT001 -- the contract
        """Show or hide the row of a measure on Today; nothing recorded is touched.

        Raises ``KnownProblem`` ``unknown_measure`` or ``locked``.
        """
        if self.get(measure_id).on == on:
            return ChangeSet("rows_changed")
        return self._chosen(
            lambda rows: rows._replace(
                on=rows.on | {measure_id} if on else rows.on - {measure_id},
                off=rows.off - {measure_id} if on else rows.off | {measure_id},
            )
        )

    def rename(self, measure_id: MeasureId, name: str) -> ChangeSet:
        """Call a row of the catalogue by the person's own ``name``; "" gives its own name back.

        What was recorded means what it meant. Raises ``KnownProblem`` ``unknown_measure``,
        ``row_name_too_long`` or ``locked``.
        """
        self.get(measure_id)
        words = row_name(name) if name.strip() else ""

        def named(rows: Rows) -> Rows:
            others = {key: kept for key, kept in rows.names.items() if key != measure_id}
            return rows._replace(names={**others, measure_id: words} if words else others)

        return self._chosen(named)

    def put_away(self, ids: Collection[str]) -> ChangeSet:
        """Take own measures from Today, panel and charts; what was recorded is kept."""
        return self._chosen(lambda rows: rows._replace(removed=rows.removed | set(ids)))

    def bring_back(self, ids: Collection[str]) -> ChangeSet:
        """Let measures that were put away have their rows and charts again."""
        return self._chosen(lambda rows: rows._replace(removed=rows.removed - set(ids)))

    def _chosen(self, choose: Callable[[Rows], Rows]) -> ChangeSet:
        """Write what ``choose`` makes of the rows; nothing if that is the same."""
        with self._session.vault.write() as journal:
            rows = _read(journal).rows
            if (wanted := choose(rows)) == rows:
                return ChangeSet("rows_changed")
            setting = _setting(wanted)
            before = journal.put(setting)
        return self._history.remember(ChangeSet("rows_changed", (Change(before, setting),)))

    def heads(self) -> tuple[Measure, ...]:
        """Return the measures that can have a row of their own on Today, shown or not, in order."""
        removed = self._current().rows.removed
        return tuple(
            measure
            for measure in self.all()
            if measure.asked_with is None
            and measure.derived_from is None
            and measure.id not in removed
        )

    def move(self, measure_id: MeasureId, step: int) -> ChangeSet:
        """Move a row ``step`` places down (up if negative) among all rows; it stops at the ends.

        Raises ``KnownProblem`` ``unknown_measure`` or ``locked``.
        """
        self.get(measure_id)
        order = [measure.id for measure in self.heads()]
        if measure_id not in order:
            raise KnownProblem("unknown_measure", measure=measure_id)
        at = order.index(measure_id)
        to = max(0, min(at + step, len(order) - 1))
        if to == at:
            return ChangeSet("rows_changed")
        order.insert(to, order.pop(at))
        return self._chosen(lambda rows: rows._replace(order=tuple(order)))

    def show_exactly(self, journal: Journal, wanted: Collection[str]) -> Change:
        """Within a write of a focus, show of the catalogue's rows exactly ``wanted``.

        What is derived is not a row and stays; so do the person's own measures.
        """
        kept = _read(journal).rows
        rows = [m for m in self._catalog.measures if m.derived_from is None]
        ours = {str(measure.id) for measure in rows}
        setting = _setting(
            kept._replace(
                on=(kept.on - ours) | {m.id for m in rows if m.id in wanted and not m.on},
                off=(kept.off - ours) | {m.id for m in rows if m.id not in wanted and m.on},
            )
        )
        return Change(journal.put(setting), setting)

    def _current(self) -> _Own:
        """What the open vault holds, read again only after a write."""
        if not self._session.is_unlocked:
            self._read_from, self._own = None, _Own()
            return self._own
        vault = self._session.vault
        stamp = (vault, vault.generation)
        if self._read_from is None or self._read_from != stamp:
            with vault.read() as journal:
                self._own = _read(journal)
            self._read_from = stamp
        return self._own


def _read(journal: Journal) -> _Own:
    rows = or_default(read_rows, journal.setting(ROWS_SETTING), Rows())
    skills = tuple(
        Option(own.skill, own.label, group=_("My own"), hidden=own.hidden)
        for own in journal.entries(OwnSkill)
    )
    return _Own(measures=tuple(journal.all(Measure)), rows=rows, skills=skills)


def _setting(rows: Rows) -> ParticipantSetting:
    kept: dict[str, object] = {"on": sorted(rows.on), "off": sorted(rows.off)}
    if rows.order:
        kept["order"] = list(rows.order)
    if rows.names:
        kept["names"] = dict(rows.names)
    if rows.removed:
        kept["removed"] = sorted(rows.removed)
    return ParticipantSetting(ROWS_SETTING, json.dumps(kept))


def _place(measure: Measure, places: Mapping[str, int]) -> tuple[int, int, int, int, str]:
    """Where a measure stands: with its row if that was moved, else by its own order, at the end."""
    head = measure.asked_with or measure.derived_from or measure.id
    place = places.get(head)
    if place is None:
        return (1, 0, 0, measure.order, measure.label)
    return (0, place, int(head != measure.id), measure.order, measure.label)


def _as_chosen(measure: Measure, rows: Rows) -> Measure:
    """A measure with its row shown, named or put away as the person chose."""
    on = measure.id in rows.on or (measure.on and measure.id not in rows.off)
    if measure.id in rows.removed:
        return replace(measure, on=False, watched=False)
    shown = measure if on == measure.on else replace(measure, on=on)
    name = rows.names.get(measure.asked_with or measure.id) if shown.row else None
    if name:  # measures that share a row share its name, and keep their own beside it
        return replace(shown, row=name)
    name = rows.names.get(measure.id)
    return replace(shown, label=name) if name else shown


def row_name(typed: str) -> str:
    """Return a name as a row shows it; raises ``KnownProblem`` for one that does not fit."""
    words = " ".join(typed.split())
    if not words or not words.isprintable():
        raise KnownProblem("row_needs_name")
    if len(words) > MAX_LABEL:
        raise KnownProblem("row_name_too_long", most=MAX_LABEL)
    return words


def _inside(head: Measure, shown: Sequence[Measure]) -> list[Measure]:
    return [measure for measure in shown if measure.asked_with == head.id]


def _own_measure(measure_id: str, label: str, scale_name: str, worse: str) -> Measure:
    form = SCALES.get(scale_name)
    words = " ".join(label.split())
    fits = (
        form is not None
        and len(measure_id) <= _MAX_ID
        and _ID.fullmatch(measure_id) is not None
        and 0 < len(words) <= MAX_LABEL
        and words.isprintable()
        and worse in set(Worse)
    )
    if not fits or form is None:
        raise KnownProblem("bad_measure")
    return Measure(
        id=MeasureId(measure_id),
        label=words,
        kind=form.kind,
        worse=Worse(worse),
        day_rule=form.day_rule,
        scale=form.scale,
        unit=form.unit,
        on=True,
        order=OWN_ORDER,
        watched=worse != Worse.NEITHER,
        own=True,
    )
