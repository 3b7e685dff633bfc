"""The week as it is being typed: texts as they stand in the cells, and what they say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from iop_companion.catalog.value_words import refusal
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import Kind, Measure, Option, UnfitValue, Value
from iop_companion.domain.value_text import as_clock
from iop_companion.foundation.i18n import _, pgettext
from iop_companion.services.paper_weeks import PaperDay, PaperEntry, PaperWeek

_CLOCK = re.compile(r"(\d{1,3})\s*[:hH]\s*([0-5]\d)")
_NUMBER = re.compile(r"([-+\N{MINUS SIGN}]?\d+(?:[.,]\d+)?)\s*(?:h|min|m)?", re.IGNORECASE)
_MOST_LETTERS = 5
"""A choice of more options is answered on the day itself, where they can be read."""

Cell = tuple[date, MeasureId]


def card_rows(week: PaperWeek) -> tuple[Measure, ...]:
    """Return the rows with a cell a day: numbers and short choices."""
    return tuple(row for row in week.rows if row.kind.is_number or _has_letters(row))


def tick_rows(week: PaperWeek) -> tuple[tuple[Measure, Option], ...]:
    """Return the rows with a box a day: what stands first among the skills."""
    return tuple(
        (row, option)
        for row in week.rows
        if row.kind is Kind.TAGS and row.asked_with is None
        for option in row.options
        if option.first and not option.hidden
    )


def _has_letters(measure: Measure) -> bool:
    return measure.kind is Kind.CHOICE and len(measure.options) <= _MOST_LETTERS


def letters(measure: Measure) -> dict[str, str]:
    """Return the letter of each option of a choice, and of yes and no."""
    if measure.kind is Kind.YES_NO:
        return {pgettext("letter for yes", "y"): "1", pgettext("letter for no", "n"): "0"}
    found: dict[str, str] = {}
    for option in measure.options:
        wanted = [option.key.lower(), *option.label.lower(), *option.id.lower()]
        letter = next((one for one in wanted if one.isalpha() and one not in found), "")
        found[letter] = option.id
    return found


def cell_hint(measure: Measure) -> str:
    """Return what a cell takes: "0 to 10", "hours", "y, n"."""
    if measure.kind is Kind.YES_NO:
        return ", ".join(letters(measure))
    if measure.kind is Kind.CHOICE:
        labels = {option.id: option.label for option in measure.options}
        return ", ".join(
            _("{letter} {answer}").format(letter=letter, answer=labels[option_id].lower())
            for letter, option_id in letters(measure).items()
        )
    if measure.kind is Kind.HOURS:
        return _("hours")
    if measure.kind is Kind.MINUTES:
        return _("minutes")
    assert measure.scale is not None  # a number measure has one
    return _("{low} to {high}").format(low=f"{measure.scale.low:g}", high=f"{measure.scale.high:g}")


def read_cell(measure: Measure, typed: str) -> Value | None:
    """Return what ``typed`` says, None for an empty cell; raises ``UnfitValue``."""
    text = typed.strip()
    if not text:
        return None
    if measure.kind in {Kind.CHOICE, Kind.YES_NO} and (found := _by_letter(measure, text)):
        return measure.fitted(float(found) if measure.kind is Kind.YES_NO else found)
    if measure.kind is Kind.CHOICE:
        return measure.fitted(text)
    if measure.kind is Kind.HOURS and (clock := _CLOCK.fullmatch(text)):
        return measure.fitted(int(clock[1]) + int(clock[2]) / 60)
    number = _NUMBER.fullmatch(text)
    plain = number[1].replace(",", ".").replace("\N{MINUS SIGN}", "-") if number else "nan"
    return measure.fitted(float(plain))


def cell_text(measure: Measure, value: Value) -> str:
    """Return a saved value as a cell shows it."""
    if isinstance(value, int | float):
        if measure.kind is Kind.YES_NO:
            return next(key for key, number in letters(measure).items() if float(number) == value)
        if measure.kind is Kind.HOURS:
            return as_clock(value)
        return f"{round(value, 2):g}"
    return next((key for key, one in letters(measure).items() if one == value), "")


def _by_letter(measure: Measure, text: str) -> str:
    known = letters(measure)
    words = {option.label.lower(): option.id for option in measure.options}
    return known.get(text.lower(), words.get(text.lower(), ""))


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
