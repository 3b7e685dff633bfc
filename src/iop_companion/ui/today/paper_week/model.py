"""The week as it is being typed: texts as they stand in the cells, and what they say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from iop_companion.catalog.value_words import refusal
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import Kind, Measure, UnfitValue, Value
from iop_companion.foundation.i18n import _
from iop_companion.services.card_cells import card_rows, cell_hint, read_cell, tick_rows
from iop_companion.services.paper_weeks import PaperDay, PaperEntry, PaperWeek

Cell = tuple[date, MeasureId]


@dataclass(slots=True)
class PaperSheet:
    """Seven columns being typed. Saved days are shown and never changed."""

    week: PaperWeek
    texts: dict[Cell, str] = field(default_factory=dict, repr=False)
    ticks: dict[Cell, set[str]] = field(default_factory=dict, repr=False)
    later: set[date] = field(default_factory=set)

    @classmethod
    def opened(cls, week: PaperWeek) -> PaperSheet:
        """Return the sheet of a week with what was kept of it; unreadable parts are left out."""
        sheet = cls(week)
        for column in week.days:
            if not column.is_saved:
                sheet._take(column)
        return sheet

    def has_anything(self, day: date) -> bool:
        """Whether anything is typed or ticked for ``day``."""
        cells = (words.strip() for cell, words in self.texts.items() if cell[0] == day)
        return any(cells) or any(t for cell, t in self.ticks.items() if cell[0] == day)

    def problems(self) -> Iterator[tuple[Cell, str]]:
        """Yield every cell whose text is no answer, with the sentence that says what it takes."""
        rows = {row.id: row for row in card_rows(self.week)}
        for cell, typed in self.texts.items():
            try:
                read_cell(rows[cell[1]], typed)
            except UnfitValue as unfit:
                yield cell, _sentence(rows[cell[1]], unfit)

    def entries(self) -> list[PaperEntry]:
        """Return what saving would record; only without :meth:`problems`."""
        return [
            PaperEntry(column.day, values, column.day in self.later)
            for column in self.week.days
            if not column.is_saved and (values := self._values(column.day))
        ]

    def part(self, day: date) -> dict[str, Any] | None:
        """Return what is typed for ``day`` as plain JSON, or None if there is nothing."""
        if not self.has_anything(day):
            return None
        return {
            "cells": {cell[1]: words for cell, words in self.texts.items() if cell[0] == day},
            "ticks": {cell[1]: sorted(t) for cell, t in self.ticks.items() if cell[0] == day},
            "later": day in self.later,
        }

    def _values(self, day: date) -> dict[MeasureId, Value]:
        values: dict[MeasureId, Value] = {}
        for row in card_rows(self.week):
            value = read_cell(row, self.texts.get((day, row.id), ""))
            if value is not None:
                values[row.id] = value
        values.update(
            (cell[1], tuple(sorted(tags)))
            for cell, tags in self.ticks.items()
            if cell[0] == day and tags
        )
        return values

    def _take(self, column: PaperDay) -> None:
        rows = {row.id for row in card_rows(self.week)}
        tags = {(row.id, option.id) for row, option in tick_rows(self.week)}
        for name, words in _mapping(column.draft.get("cells")).items():
            if name in rows and isinstance(words, str):
                self.texts[column.day, MeasureId(name)] = words
        for name, kept in _mapping(column.draft.get("ticks")).items():
            known = (
                {tag for tag in kept if (name, tag) in tags} if isinstance(kept, list) else set()
            )
            if known:
                self.ticks[column.day, MeasureId(name)] = known
        if column.draft.get("later") is True:
            self.later.add(column.day)


def _sentence(measure: Measure, unfit: UnfitValue) -> str:
    if measure.kind is Kind.CHOICE:
        return _("{label} takes one of these letters: {letters}.").format(
            label=measure.label, letters=cell_hint(measure)
        )
    return refusal(unfit)


def _mapping(raw: object) -> Mapping[str, Any]:
    return raw if isinstance(raw, dict) else {}
