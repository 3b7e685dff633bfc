"""Questionnaires: their questions word for word, and their arithmetic.

An answer that is missing stays missing: there is no total of a part, nothing is prorated. A range
is "the range the questionnaire calls moderate", never a finding about the person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

Answers = Mapping[str, int]
"""Item id to the value of the option chosen; what was not answered is absent."""


@dataclass(frozen=True, slots=True)
class AnswerOption:
    """One answer that can be chosen: its ``value``, its words, and its LOINC code or ""."""

    value: int
    label: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One question.

    ``asked_if_any`` names earlier items: with one of them at 1 or above this one is asked, with
    none it is skipped and counts 0; an empty tuple asks always. ``not_above`` names the item whose
    answer this one cannot exceed (days of heavy drinking are days of drinking). ``without_stem``
    marks a question that does not continue the sentence above the others.
    """

    id: str
    text: str
    options: tuple[AnswerOption, ...]
    code: str = ""
    help: str = ""
    asked_if_any: tuple[str, ...] = ()
    not_above: str = ""
    without_stem: bool = False

    def option(self, value: int) -> AnswerOption | None:
        """Return the option of that value, or None."""
        return next((option for option in self.options if option.value == value), None)


@dataclass(frozen=True, slots=True)
class ScoreRule:
    """A sum over ``items`` times ``factor``, from ``low`` to ``high``; the main one comes first."""

    id: str
    items: tuple[str, ...]
    low: int
    high: int
    factor: int = 1
    higher_is_better: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """A range of the first score, both ends included, by the questionnaire's own name."""

    id: str
    label: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Cut:
    """A limit that the literature states for a score; exactly one side is given."""

    of: str
    cited: str
    at_least: int | None = None
    at_most: int | None = None

    def __post_init__(self) -> None:
        """Raise ``ValueError`` unless exactly one side is given."""
        if (self.at_least is None) == (self.at_most is None):
            raise ValueError(f"{self.of}: a cut is at_least or at_most")

    def is_met(self, value: int) -> bool:
        """Whether ``value`` lies at or past the limit."""
        if self.at_least is not None:
            return value >= self.at_least
        return self.at_most is not None and value <= self.at_most


@dataclass(frozen=True, slots=True)
class Licence:
    """Why a questionnaire may be shipped: ``green``, ``green-amber`` or ``amber``, its notice."""

    status: str
    notice: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Instrument:
    """A questionnaire in one language, word for word.

    ``recall_days`` is how far back it asks, 0 for "now". ``every_days`` is how often it is asked
    unless the person chose otherwise, 0 for once. ``change_points`` is the difference usually read
    as a change, 0 where none is established. ``support_item`` opens the support sheet from
    ``support_from`` on, before any score is shown.
    """

    id: str
    version: int
    locale: str
    title: str
    abbreviation: str
    order: int
    items: tuple[Item, ...]
    scores: tuple[ScoreRule, ...]
    licence: Licence
    recall_days: int = 0
    recall: str = ""
    every_days: int = 0
    stem: str = ""
    instructions: str = ""
    hint: str = ""
    on: bool = False
    module: str = ""
    charted: bool = True
    bands: tuple[Band, ...] = ()
    cuts: tuple[Cut, ...] = ()
    change_points: int = 0
    change_cited: str = ""
    support_item: str = ""
    support_from: int = 1
    sources: tuple[str, ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        """Raise ``ValueError`` for a questionnaire that contradicts itself."""
        seen: set[str] = set()
        for item in self.items:
            if item.id in seen:
                raise ValueError(f"{self.id}: {item.id} stands twice")
            if unknown := {*item.asked_if_any, *filter(None, [item.not_above])} - seen:
                raise ValueError(f"{self.id}: {item.id} refers to {min(unknown)}")
            seen.add(item.id)
        if not seen or not self.scores:
            raise ValueError(f"{self.id}: a questionnaire needs items and scores")
        for rule in self.scores:
            _check_score(self, rule)
        _check_bands(self)
        if self.support_item and self.support_item not in seen:
            raise ValueError(f"{self.id}: support_item is no item")
        if unknown := {cut.of for cut in self.cuts} - {rule.id for rule in self.scores}:
            raise ValueError(f"{self.id}: a cut of {min(unknown)}, which is no score")

    def item(self, item_id: str) -> Item | None:
        """Return the item of that id, or None."""
        return next((item for item in self.items if item.id == item_id), None)

    def band(self, value: int) -> Band | None:
        """Return the range that holds ``value`` of the first score, or None where there is none."""
        return next((band for band in self.bands if band.low <= value <= band.high), None)

    def window(self, day: date) -> tuple[date, date]:
        """Return the days that answers given on ``day`` speak of, both included."""
        return day - timedelta(days=max(self.recall_days - 1, 0)), day

    def overlaps(self, earlier: date, later: date) -> bool:
        """Whether answers of ``later`` speak of days that those of ``earlier`` spoke of too."""
        return self.window(later)[0] <= earlier <= later

    def is_change(self, before: int, now: int) -> bool:
        """Whether the difference is one that is usually read as a change."""
        return self.change_points > 0 and abs(now - before) >= self.change_points


def asked(instrument: Instrument, answers: Answers) -> tuple[Item, ...]:
    """Return the items to be asked, given what is answered so far.

    While it is open whether an item will be asked, it is not.
    """
    return tuple(item for item in instrument.items if _is_asked(item, answers))


def kept(instrument: Instrument, answers: Answers) -> dict[str, int]:
    """Return the answers to items that are asked, in their order; others speak of nothing.

    Raises ``ValueError`` for an item or a value that the questionnaire does not have.
    """
    for item_id, value in answers.items():
        item = instrument.item(item_id)
        if item is None or item.option(value) is None:
            raise ValueError(f"{instrument.id} has no such answer to {item_id}")
    return {item.id: answers[item.id] for item in asked(instrument, answers) if item.id in answers}


def contradictions(instrument: Instrument, answers: Answers) -> tuple[tuple[Item, Item], ...]:
    """Return pairs of items of which the first is above the second and cannot be."""
    found = []
    for item in asked(instrument, answers):
        limit = instrument.item(item.not_above) if item.not_above else None
        if limit is None or item.id not in answers or limit.id not in answers:
            continue
        if answers[item.id] > answers[limit.id]:
            found.append((item, limit))
    return tuple(found)


def score(instrument: Instrument, answers: Answers) -> dict[str, int | None]:
    """Return every score by its id, None where an answer that it needs is missing.

    Raises ``ValueError`` for an item or a value that the questionnaire does not have.
    """
    given = kept(instrument, answers)
    return {rule.id: _sum(instrument, rule, given) for rule in instrument.scores}


def missing(instrument: Instrument, answers: Answers) -> tuple[Item, ...]:
    """Return the items asked and not answered that a score needs, in their order."""
    needed = {item_id for rule in instrument.scores for item_id in rule.items}
    gates = {gate for item in instrument.items if item.id in needed for gate in item.asked_if_any}
    return tuple(
        item
        for item in asked(instrument, answers)
        if item.id in needed | gates and item.id not in answers
    )


def opens_support(instrument: Instrument, answers: Answers) -> bool:
    """Whether the support sheet comes first, before any score.

    True from the first answer above "not at all", however little else is answered. False says
    nothing about anybody, and nothing is shown for it.
    """
    if not instrument.support_item:
        return False
    return answers.get(instrument.support_item, 0) >= instrument.support_from


def _is_asked(item: Item, answers: Answers) -> bool:
    return not item.asked_if_any or any(answers.get(gate, 0) >= 1 for gate in item.asked_if_any)


def _is_skipped(item: Item, answers: Answers) -> bool:
    """Whether it is settled that the item is not asked: every gate is answered, none above 0."""
    return bool(item.asked_if_any) and all(answers.get(gate) == 0 for gate in item.asked_if_any)


def _sum(instrument: Instrument, rule: ScoreRule, answers: Answers) -> int | None:
    total = 0
    for item in instrument.items:
        if item.id not in rule.items or _is_skipped(item, answers):
            continue
        if item.id not in answers:
            return None
        total += answers[item.id]
    return total * rule.factor


def _check_score(instrument: Instrument, rule: ScoreRule) -> None:
    low = high = 0
    for item_id in rule.items:
        item = instrument.item(item_id)
        if item is None:
            raise ValueError(f"{instrument.id}: {rule.id} counts {item_id}, which is no item")
        values = [option.value for option in item.options]
        low, high = low + min(values), high + max(values)
    if (low * rule.factor, high * rule.factor) != (rule.low, rule.high):
        raise ValueError(f"{instrument.id}: {rule.id} does not run from {rule.low} to {rule.high}")


def _check_bands(instrument: Instrument) -> None:
    if not instrument.bands:
        return
    rule = instrument.scores[0]
    ends = [rule.low, *(band.high + 1 for band in instrument.bands)]
    starts = [*(band.low for band in instrument.bands), rule.high + 1]
    if ends != starts:
        raise ValueError(f"{instrument.id}: the ranges leave a gap, overlap or run over")
