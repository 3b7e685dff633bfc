"""The cells of a week on a card: which rows it has, what a cell takes, and what it says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from iop_companion.domain.measure import Kind, Measure, Option, Value
from iop_companion.domain.value_text import as_clock
from iop_companion.foundation.i18n import _, pgettext
from iop_companion.services.chart_building import value_text

if TYPE_CHECKING:
    from iop_companion.services.paper_weeks import PaperWeek

_CLOCK = re.compile(r"(\d{1,3})\s*[:hH]\s*([0-5]\d)")
_NUMBER = re.compile(r"([-+\N{MINUS SIGN}]?\d+(?:[.,]\d+)?)\s*(?:h|min|m)?", re.IGNORECASE)
_MOST_LETTERS = 5
"""A choice of more options is answered on the day itself, where they can be read."""

_MOST_LISTED = 26
"""So many characters of a choice's answers stand in the head of a narrow column."""


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


def answer_words(measure: Measure, value: Value | None) -> str:
    """Return a saved value as a card says it: "5.5", "yes", "taken"; a dash for no answer."""
    if value is None:
        return "\N{EN DASH}"
    if isinstance(value, int | float):
        if measure.kind is Kind.YES_NO:
            return _("yes") if value else _("no")
        return value_text(measure, value)
    labels = {option.id: option.label for option in measure.options}
    told = [labels.get(one, one) for one in ((value,) if isinstance(value, str) else value)]
    return ", ".join(told)


def takes_words(measure: Measure) -> str:
    """Return what an empty cell of a narrow column takes: "0\u201310", "hours", "yes / no"."""
    if measure.kind is Kind.YES_NO:
        return _("yes / no")
    if measure.kind is Kind.CHOICE:
        listed = " / ".join(option.label.lower() for option in measure.options)
        return listed if len(listed) <= _MOST_LISTED else ""
    if measure.kind is Kind.HOURS:
        return _("hours")
    if measure.kind is Kind.MINUTES:
        return _("min")
    if measure.kind in {Kind.COUNT, Kind.AMOUNT}:
        return measure.unit or _("how many")
    assert measure.scale is not None  # a number measure has one
    low, high = f"{measure.scale.low:g}", f"{measure.scale.high:g}"
    return f"{low}\N{EN DASH}{high}".replace("-", "\N{MINUS SIGN}")
