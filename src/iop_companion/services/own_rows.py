"""Rows of the person's own: a scale, a further urge, something used, an amount, yes or no.

A change is a new version: charts break there, and what was recorded keeps the meaning it had.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from iop_companion.catalog.standard_drinks import MOST_GRAMS
from iop_companion.domain.change import Change, ChangeSet
from iop_companion.domain.ids import MeasureId, new_id
from iop_companion.domain.measure import DayRule, Goal, Kind, Measure, Scale, Worse
from iop_companion.domain.ports import Journal
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _
from iop_companion.services.history import History
from iop_companion.services.measures import OWN_ORDER, MeasureList, row_name

if TYPE_CHECKING:
    from iop_companion.services.session import VaultSession

URGE = MeasureId("urge")
ACTED_ON = MeasureId("urge_acted_on")

MOST_UNIT = 20
"""Longest unit, in characters: it stands beside the number."""

MOST_END = 40
"""Longest words for one end of a scale."""

_MOST_STEPS = 1000
_FURTHEST = 1_000_000
_MOST_DRINKS = 99.9
_MOST_AMOUNT = 9999
_URGE_ORDER, _USE_ORDER = 30, 34
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)", re.ASCII)


class RowKind(StrEnum):
    """What kind of row a person can make."""

    SCALE = "scale"
    URGE = "urge"
    USE = "use"
    YES_NO = "yes-no"
    AMOUNT = "amount"
    COUNT = "count"
    MINUTES = "minutes"
    HOURS = "hours"


@dataclass(frozen=True, slots=True)
class RowDraft:
    """What the form holds, as typed; ``id`` names the measure that it changes, or is "".

    Of something used, ``grams`` says how much alcohol one standard drink holds; "" stands for any
    other ``unit``.
    """

    kind: RowKind
    label: str = field(default="", repr=False)
    low: str = "0"
    high: str = "10"
    step: str = "1"
    low_words: str = field(default="", repr=False)
    high_words: str = field(default="", repr=False)
    unit: str = field(default="", repr=False)
    worse: Worse = Worse.NEITHER
    goal: Goal = Goal.OBSERVE
    grams: str = ""
    id: str = ""


class OwnRows:
    """Makes, changes and puts away the person's own rows. Every write can be taken back."""

    def __init__(
        self, session: VaultSession, measures: MeasureList, history: History | None = None
    ) -> None:
        """Work on the vault that ``session`` has open."""
        self._session = session
        self._measures = measures
        self._history = history or History()

    def keep(self, draft: RowDraft) -> ChangeSet:
        """Add a row, or make what it asks another version of itself.

        Raises ``KnownProblem`` for what does not fit (``row_needs_name``, ``row_name_too_long``,
        ``row_name_taken``, ``row_needs_number``, ``row_upside_down``, ``row_bad_step``,
        ``row_unit_too_long``, ``row_end_too_long``, ``row_bad_grams``), ``unknown_measure`` or
        ``locked``.
        """
        old = self._measures.get(MeasureId(draft.id)) if draft.id else None
        described = described_by(draft)
        self._refuse_twin(described.label, draft.id)
        if old is not None:
            return self._changed(old, described)
        taken = {measure.id for measure in self._measures.all()}
        fresh = replace(described, id=_free_id(described.label, draft.kind, taken))
        parts = [fresh, self._acted_on(fresh)] if draft.kind is RowKind.URGE else [fresh]
        with self._session.vault.write() as journal:
            changes = tuple(Change(journal.put(part), part) for part in parts)
        return self._history.remember(ChangeSet("measure_added", changes))

    def remove(self, measure_id: MeasureId) -> ChangeSet:
        """Put an own row away: without values it goes, with values it is hidden and keeps them.

        Raises ``KnownProblem`` ``unknown_measure`` or ``locked``.
        """
        measure = self._own(measure_id)
        parts = [one for one in self._measures.all() if measure_id in {one.id, one.asked_with}]
        ids = [one.id for one in parts]
        if measure.version > 1 or self._is_used(ids):
            return self._measures.put_away(ids)
        with self._session.vault.write() as journal:
            for part in parts:
                journal.remove(part)
        changes = tuple(Change(part, None) for part in parts)
        return self._history.remember(ChangeSet("measure_removed", changes))

    def bring_back(self, measure_id: MeasureId) -> ChangeSet:
        """Give a row that was put away its place again."""
        parts = [one.id for one in self._measures.all() if measure_id in {one.id, one.asked_with}]
        return self._measures.bring_back(parts)

    def used(self) -> tuple[Measure, ...]:
        """Return what the person named as used, in the order of the rows."""
        return tuple(measure for measure in self._measures.heads() if measure.goal is not None)

    def _own(self, measure_id: MeasureId) -> Measure:
        measure = self._measures.get(measure_id)
        if not measure.own:
            raise KnownProblem("unknown_measure", measure=measure_id)
        return measure

    def _changed(self, old: Measure, described: Measure) -> ChangeSet:
        if not old.own:
            raise KnownProblem("unknown_measure", measure=old.id)
        with self._session.vault.write() as journal:
            current = _newest(journal, old.id)
            fresh = replace(described, id=old.id, version=current.version, order=current.order)
            if fresh == current:
                return ChangeSet("measure_changed")
            fresh = replace(fresh, version=_next_version(journal, old.id))
            before = journal.put(fresh)
        return self._history.remember(ChangeSet("measure_changed", (Change(before, fresh),)))

    def _acted_on(self, urge: Measure) -> Measure:
        """The line inside the row of an urge, as that of the first one."""
        ours = self._measures.get(ACTED_ON)
        return replace(
            ours,
            id=MeasureId(f"{urge.id}_acted_on"),
            asked_with=urge.id,
            version=1,
            on=True,
            own=True,
            order=urge.order,
        )

    def _refuse_twin(self, label: str, own_id: str) -> None:
        for measure in self._measures.all():
            named = {measure.label.casefold(), measure.row.casefold()}
            if label.casefold() in named and measure.id != own_id and measure.asked_with is None:
                raise KnownProblem("row_name_taken")

    def _is_used(self, ids: Collection[MeasureId]) -> bool:
        with self._session.vault.read() as journal:
            if journal.observations(measures=list(ids)):
                return True
            return any(one.measure_id in ids for one in journal.trash())


def described_by(draft: RowDraft) -> Measure:
    """Return the measure that a form describes, without an id of its own yet."""
    label = row_name(draft.label)
    makers = {
        RowKind.SCALE: _scale,
        RowKind.URGE: _urge,
        RowKind.USE: _use,
        RowKind.AMOUNT: _amount,
    }
    maker = makers.get(draft.kind)
    measure = maker(draft, label) if maker is not None else _plain(draft, label)
    return replace(measure, own=True, on=True)


def as_row_draft(measure: Measure) -> RowDraft:
    """Return the form of a measure that is there."""
    low_words, high_words = measure.ends or ("", "")
    kind = kind_of(measure)
    scale = measure.scale if kind in {RowKind.SCALE, RowKind.URGE} else None
    scale = scale or Scale(0, 10)
    return RowDraft(
        kind=kind,
        label=measure.label,
        low=_bare(scale.low),
        high=_bare(scale.high),
        step=_bare(scale.step),
        low_words=low_words,
        high_words=high_words,
        unit="" if measure.grams else measure.unit,
        worse=measure.worse,
        goal=measure.goal or Goal.OBSERVE,
        grams=_bare(measure.grams) if measure.grams else "",
        id=str(measure.id),
    )


def kind_of(measure: Measure) -> RowKind:
    """Return which kind of row a measure is."""
    if measure.goal is not None:
        return RowKind.USE
    if measure.kind is Kind.SCALE and measure.day_rule is DayRule.HIGHEST and measure.own:
        return RowKind.URGE
    return RowKind(measure.kind.value)


def _scale(draft: RowDraft, label: str) -> Measure:
    low, high = _number(draft.low, _("Lowest")), _number(draft.high, _("Highest"))
    step = _number(draft.step, _("Step"))
    return Measure(
        id=MeasureId("own"),
        label=label,
        kind=Kind.SCALE,
        scale=_fitting_scale(low, high, step),
        unit=_unit(draft.unit),
        hint=_ends_hint(low, high, draft),
        ends=_ends(draft),
        worse=draft.worse,
        watched=draft.worse is not Worse.NEITHER,
        day_rule=DayRule.MEAN,
        order=OWN_ORDER,
    )


def _urge(draft: RowDraft, label: str) -> Measure:
    high = _number(draft.high, _("Highest"))
    return Measure(
        id=MeasureId("own"),
        label=label,
        kind=Kind.SCALE,
        scale=_fitting_scale(0, high, 1),
        hint=_("0 to {high}").format(high=_bare(high)),
        worse=Worse.HIGH,
        watched=True,
        day_rule=DayRule.HIGHEST,
        order=_URGE_ORDER,
    )


def _use(draft: RowDraft, label: str) -> Measure:
    grams = _grams(draft.grams) if draft.grams.strip() else 0.0
    unit = _("drinks") if grams else _unit(draft.unit)
    each = _("standard drinks, {grams} g each").format(grams=_bare(grams))
    return Measure(
        id=MeasureId("own"),
        label=label,
        kind=Kind.AMOUNT,
        scale=Scale(0, _MOST_DRINKS if grams else _MOST_AMOUNT, 0.1),
        unit=unit,
        hint=each if grams else unit,
        goal=draft.goal,
        grams=grams,
        quick=(0, 1, 2, 3, 4),
        day_rule=DayRule.SUM,
        order=_USE_ORDER,
    )


def _amount(draft: RowDraft, label: str) -> Measure:
    unit = _unit(draft.unit)
    return Measure(
        id=MeasureId("own"),
        label=label,
        kind=Kind.AMOUNT,
        scale=Scale(0, _MOST_AMOUNT, 0.1),
        unit=unit,
        hint=unit,
        worse=draft.worse,
        watched=draft.worse is not Worse.NEITHER,
        quick=(0, 1, 2, 3, 4),
        day_rule=DayRule.SUM,
        order=OWN_ORDER,
    )


_PLAIN = {
    RowKind.YES_NO: (Kind.YES_NO, Scale(0, 1), DayRule.HIGHEST, ""),
    RowKind.COUNT: (Kind.COUNT, Scale(0, 999), DayRule.SUM, ""),
    RowKind.MINUTES: (Kind.MINUTES, Scale(0, 1440), DayRule.SUM, "min"),
    RowKind.HOURS: (Kind.HOURS, Scale(0, 24, 0.25), DayRule.SUM, "h"),
}


def _plain(draft: RowDraft, label: str) -> Measure:
    kind, scale, day_rule, unit = _PLAIN[draft.kind]
    return Measure(
        id=MeasureId("own"),
        label=label,
        kind=kind,
        scale=scale,
        unit=unit,
        worse=draft.worse,
        watched=draft.worse is not Worse.NEITHER,
        day_rule=day_rule,
        order=OWN_ORDER,
    )


def _grams(typed: str) -> float:
    grams = _number(typed, _("Grams of alcohol in one"))
    if not 1 <= grams <= MOST_GRAMS:
        raise KnownProblem("row_bad_grams", most=MOST_GRAMS)
    return grams


def _number(typed: str, field_name: str) -> float:
    text = typed.strip().replace(",", ".").replace("\N{MINUS SIGN}", "-")
    if not _NUMBER.fullmatch(text) or abs(float(text)) > _FURTHEST:
        raise KnownProblem("row_needs_number", field=field_name)
    return float(text)


def _fitting_scale(low: float, high: float, step: float) -> Scale:
    if low >= high:
        raise KnownProblem("row_upside_down")
    if step <= 0:
        raise KnownProblem("row_bad_step")
    scale = Scale(low, high, step)
    if scale.n_steps > _MOST_STEPS + 1 or not scale.has_step(high):
        raise KnownProblem("row_bad_step")
    return scale


def _unit(typed: str) -> str:
    words = " ".join(typed.split())
    if len(words) > MOST_UNIT or not words.isprintable():
        raise KnownProblem("row_unit_too_long", most=MOST_UNIT)
    return words


def _ends(draft: RowDraft) -> tuple[str, ...]:
    ends = tuple(" ".join(one.split()) for one in (draft.low_words, draft.high_words))
    if max(map(len, ends)) > MOST_END:
        raise KnownProblem("row_end_too_long", most=MOST_END)
    return ends if any(ends) else ()


def _ends_hint(low: float, high: float, draft: RowDraft) -> str:
    """The small words under the name: "0 calm, 10 storm", or the range alone."""
    ends = _ends(draft)
    if not ends:
        return _("{low} to {high}").format(low=_bare(low), high=_bare(high))
    first, last = (
        f"{_bare(at)} {words}".strip() for at, words in zip((low, high), ends, strict=True)
    )
    return f"{first}, {last}"


def _bare(number: float) -> str:
    return f"{number:g}" if number != int(number) else str(int(number))


def _free_id(label: str, kind: RowKind, taken: Collection[str]) -> MeasureId:
    """An id that a file can be read by: the name in plain letters, else a made-up one."""
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    words = "_".join(re.findall(r"[a-z0-9]+", plain))[:30].strip("_")
    start = {RowKind.URGE: "urge", RowKind.USE: "use"}.get(kind, "own")
    if not words:
        words = new_id()[:8]
    stem = words if kind is not RowKind.USE and words[0].isalpha() else f"{start}_{words}"
    found, n = stem, 1
    while found in taken or f"{found}_acted_on" in taken:
        n += 1
        found = f"{stem}_{n}"
    return MeasureId(found)


def _newest(journal: Journal, measure_id: MeasureId) -> Measure:
    """The version in force, as the vault holds it."""
    return [one for one in journal.all(Measure) if one.id == measure_id][-1]


def _next_version(journal: Journal, measure_id: MeasureId) -> int:
    """One that no value was ever recorded by, an undone one included."""
    return 1 + max(one.version for one in journal.all(Measure) if one.id == measure_id)
