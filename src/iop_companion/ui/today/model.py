"""The check-in as it stands on the screen: what is recorded, and what the person changed since."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import Kind, Measure, Pole, UnfitValue, Value
from iop_companion.services.views import CheckInDraft, DayView
from iop_companion.ui.widgets.measure_editor import MOST_SEGMENTS

_VERSION = 1

_MORE = {
    "sleep_duration": "sleep",
    "movement_minutes": "movement",
    "urge": "triggers",
    "used": "used",
}


_TOLD_IN_DETAIL = frozenset(
    {"sleep_duration", "sleep_quality", "movement_minutes", "movement_kind"}
)
"""Answers that a page of their own may work out in more detail, as single uses do any amount."""


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row of the form: a measure and those that are asked with it, in their order."""

    measure: Measure
    companions: tuple[Measure, ...] = ()

    @property
    def measures(self) -> tuple[Measure, ...]:
        """All measures of the row, the row's own first."""
        return (self.measure, *self.companions)

    @property
    def label(self) -> str:
        """What the row is called."""
        return self.measure.row or self.measure.label

    @property
    def hint(self) -> str:
        """The small words under its name."""
        return self.measure.row_hint if self.measure.row else self.measure.hint

    @property
    def more(self) -> str:
        """The page that tells more than the row can, by its key, or ""."""
        by_kind = "uses" if self.measure.goal is not None else ""
        return _MORE.get(self.measure.id, by_kind)

    @property
    def other_pole(self) -> Measure | None:
        """The high side of a row around even, or None."""
        if self.measure.pole is not Pole.LOW:
            return None
        return next((m for m in self.companions if m.pole is Pole.HIGH), None)

    @property
    def siblings(self) -> tuple[Measure, ...]:
        """The companions that share the name of the row: meals of a day, both sides of even."""
        row = self.measure.row
        return tuple(m for m in self.companions if row and m.row == row)


def rows_of(view: DayView) -> tuple[FormRow, ...]:
    """Return the rows of the day; counted measures are never asked."""
    asked = [measure for measure in view.rows if measure.derived_from is None]
    ids = {measure.id for measure in asked}
    return tuple(
        FormRow(measure, tuple(m for m in asked if m.asked_with == measure.id))
        for measure in asked
        if measure.asked_with is None or measure.asked_with not in ids
    )


def is_asked(companion: Measure, parent: Value | None, own: Value | None) -> bool:
    """Whether a companion is asked, given its row's answer and its own.

    A choice (acted on it, kind of movement) makes sense only above 0; with no number at all it
    stays where there is an answer to it already.
    """
    if companion.kind is not Kind.CHOICE:
        return True
    if isinstance(parent, int | float):
        return parent > 0
    return own is not None


def stands_beside(companion: Measure) -> bool:
    """Whether a companion needs no label of its own: sleep quality, kind of movement."""
    is_list = companion.kind is Kind.CHOICE and len(companion.options) > MOST_SEGMENTS
    return is_list or bool(companion.words)


@dataclass(slots=True)
class CheckInForm:
    """The day's view and what differs from it.

    ``edits`` holds the person's answers (None: cleared); ``typed`` holds texts that are no answer
    yet ("26" hours), so that they are kept as well.
    """

    view: DayView
    edits: dict[MeasureId, Value | None] = field(default_factory=dict, repr=False)
    typed: dict[MeasureId, str] = field(default_factory=dict, repr=False)
    moment: dict[str, Any] | None = field(default=None, repr=False)
    """A moment of the day that is being written, as plain JSON."""

    saved: dict[MeasureId, Value | None] = field(default_factory=dict, repr=False)
    """What this form itself had saved last: never a reason to let a newer answer go."""

    is_read: bool = True
    """False while the day is still being read: nothing is known of what it holds."""

    def shown(self, measure_id: MeasureId) -> Value | None:
        """Return the answer on the screen: the edit if there is one, else what is recorded."""
        if measure_id in self.edits:
            return self.edits[measure_id]
        return self.recorded(measure_id)

    def recorded(self, measure_id: MeasureId) -> Value | None:
        """Return what is recorded for the day, or None.

        What answered another question, before the row was changed, is no answer to this one.
        """
        there = self.view.values.get(measure_id)
        return there.value if there is not None and there.asked_as is None else None

    def answer(self, measure_id: MeasureId, value: Value | None, typed: str = "") -> None:
        """Take an answer; one that is recorded already is no edit."""
        if typed:
            self.typed[measure_id] = typed
            return
        self.typed.pop(measure_id, None)
        if value == self.recorded(measure_id):
            self.edits.pop(measure_id, None)
        else:
            self.edits[measure_id] = value

    @property
    def is_touched(self) -> bool:
        """Whether there is anything that is not recorded yet."""
        return bool(self.edits or self.typed or self.moment)

    def changes(self, only: Collection[MeasureId] | None = None) -> CheckInDraft:
        """Return what saving would record; answers that are not asked any more are cleared.

        ``only`` some of them, or all.
        """
        values = dict(self.edits)
        for row in rows_of(self.view):
            parent = self.shown(row.measure.id)
            for companion in row.companions:
                own = self.shown(companion.id)
                if own is not None and not is_asked(companion, parent, own):
                    values[companion.id] = None
        if only is not None:
            values = {name: value for name, value in values.items() if name in only}
        fresh = {
            measure_id: value
            for measure_id, value in values.items()
            if value is not None or self.recorded(measure_id) is not None
        }
        return CheckInDraft(day=self.view.day, values=fresh)

    def copy(self) -> CheckInForm:
        """Return a form of its own with the same answers, for another thread."""
        return replace(self, edits=dict(self.edits), typed=dict(self.typed), saved=dict(self.saved))

    def rebased(self, view: DayView) -> CheckInForm:
        """Return the same edits over a newer view of the same day; what was saved falls away.

        So does an answer that the person gave in more detail since, on the page of its row (the
        hours of a night, the minutes of bouts, the sum of single uses): as with a draft, the
        record that came later stands.
        Over a form whose day had not been read yet lies the day's draft, as if just opened.
        """
        if not self.is_read:
            return self._over(CheckInForm.opened(view))
        form = CheckInForm(view, typed=dict(self.typed), moment=self.moment, saved=self.saved)
        for measure_id, value in self.edits.items():
            if value != form.recorded(measure_id) and not self._gave_way(measure_id, view):
                form.edits[measure_id] = value
        for measure_id in self.typed:
            if self._gave_way(measure_id, view):
                del form.typed[measure_id]
        return form

    def _gave_way(self, measure_id: MeasureId, view: DayView) -> bool:
        """Whether the day was given another whole answer elsewhere since this form was shown."""
        before, now = self.view.values.get(measure_id), view.values.get(measure_id)
        summed_up = {measure.id for measure in view.rows if measure.goal is not None}
        if measure_id not in _TOLD_IN_DETAIL | summed_up:
            return False
        if now is None or now.recorded_at is None or now.n_moments or now.is_imported:
            return False
        if now.value == self.saved.get(measure_id):
            return False
        at = before.recorded_at if before is not None else None
        return at is None or now.recorded_at > at

    def _over(self, opened: CheckInForm) -> CheckInForm:
        for measure_id, value in self.edits.items():
            opened.answer(measure_id, value)
        opened.typed.update(self.typed)
        opened.moment = self.moment or opened.moment
        return opened

    def to_json(self) -> str:
        """Return the draft as JSON text: each edit with the recorded value it was made from."""
        answers = {
            measure_id: {"from": self.recorded(measure_id), "to": value}
            for measure_id, value in self.edits.items()
        }
        kept: dict[str, Any] = {"version": _VERSION, "answers": answers, "typed": self.typed}
        if self.moment is not None:
            kept["moment"] = self.moment
        return json.dumps(kept)

    @classmethod
    def awaited(cls, day: date, like: DayView) -> CheckInForm:
        """Return an empty form for a ``day`` that is being read, with the rows of ``like``.

        It takes what is typed meanwhile; :meth:`rebased` puts that over what the day holds.
        """
        return cls(DayView(day, like.today, like.rows, {}, gap=like.gap), is_read=False)

    @classmethod
    def opened(cls, view: DayView) -> CheckInForm:
        """Return the form of a day with its draft, if it has one.

        A draft never overwrites: an answer recorded after the draft was kept stands, and the
        draft's part for it is left out. What cannot be read is left out as well.
        """
        form = cls(view)
        draft = _read(view.draft)
        measures = {measure.id: measure for measure in view.rows}
        for name, kept in _mapping(draft.get("answers")).items():
            measure, change = measures.get(MeasureId(name)), _mapping(kept)
            if measure is None or _value(change.get("from")) != form.recorded(measure.id):
                continue
            value = _fitting(measure, _value(change.get("to")))
            if value is not None or change.get("to") is None:
                form.answer(measure.id, value)
        for name, text in _mapping(draft.get("typed")).items():
            if MeasureId(name) in measures and isinstance(text, str):
                form.typed[MeasureId(name)] = text
        form.moment = dict(_mapping(draft.get("moment"))) or None
        return form


def _read(body: str | None) -> Mapping[str, Any]:
    try:
        read = json.loads(body or "{}")
    except ValueError:
        return {}
    return _mapping(read)


def _mapping(thing: object) -> Mapping[str, Any]:
    return thing if isinstance(thing, dict) else {}


def _value(raw: object) -> Value | None:
    if isinstance(raw, list):
        return tuple(str(tag) for tag in raw)
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        return None
    return float(raw) if isinstance(raw, int) else raw


def _fitting(measure: Measure, value: Value | None) -> Value | None:
    try:
        return None if value is None else measure.fitted(value)
    except UnfitValue:
        return None
