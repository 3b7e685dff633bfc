"""What a person tracks: a measure, its kind, its scale, and which way is worse."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from iop_companion.domain.ids import MeasureId

_BOTH_ENDS = 2
_NEARLY = 1e-6

Value = float | str | tuple[str, ...]
"""What one observation holds: a number, a text or option id, or a tuple of tag ids.

* scale, hours, minutes, count, amount, yes-no: ``float`` (yes-no is 1.0 or 0.0)
* choice: the option's id; text: the words
* tags: a tuple of ids, sorted and without repeats; never empty (empty means not answered)
"""


class Kind(StrEnum):
    """How a measure is answered, and so which editor and which arithmetic fit it."""

    SCALE = "scale"
    HOURS = "hours"
    MINUTES = "minutes"
    COUNT = "count"
    AMOUNT = "amount"
    YES_NO = "yes-no"
    CHOICE = "choice"
    TAGS = "tags"
    TEXT = "text"

    @property
    def is_number(self) -> bool:
        """Whether values of this kind are numbers that can be averaged and charted."""
        return self not in {Kind.CHOICE, Kind.TAGS, Kind.TEXT}


class Worse(StrEnum):
    """Which direction of a measure the warning panel should look at."""

    HIGH = "high"
    LOW = "low"
    BOTH = "both"
    NEITHER = "neither"


class DayRule(StrEnum):
    """How several moments of one day become the day's value (``decisions.md``, Words)."""

    MEAN = "mean"
    HIGHEST = "highest"
    SUM = "sum"
    LAST = "last"
    UNION = "union"


class Pole(StrEnum):
    """Which side of even a measure counts, of two that are answered on one scale around zero."""

    LOW = "low"
    HIGH = "high"


class Goal(StrEnum):
    """What a person wants with something they use; none of them is a verdict on a day."""

    ABSTAIN = "abstain"
    REDUCE = "reduce"
    OBSERVE = "observe"


class ValueProblem(StrEnum):
    """Why a value does not fit its measure."""

    NOT_A_NUMBER = "not_a_number"
    OUT_OF_RANGE = "out_of_range"
    NOT_WHOLE = "not_whole"
    NOT_A_STEP = "not_a_step"
    NOT_AN_OPTION = "not_an_option"
    TOO_LONG = "too_long"
    EMPTY = "empty"


class UnfitValue(ValueError):
    """A value that does not fit its measure; carries the reason, never the value."""

    def __init__(self, measure: Measure, problem: ValueProblem) -> None:
        """Remember which measure and why; the message holds no value a person entered."""
        super().__init__(f"{measure.id}: {problem.value}")
        self.measure = measure
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Scale:
    """The closed range of a number, in the measure's own unit; ``step`` 1 means whole numbers."""

    low: float
    high: float
    step: float = 1.0

    def __post_init__(self) -> None:
        """Raise ``ValueError`` unless low < high and the step is positive."""
        if not self.low < self.high or self.step <= 0:
            raise ValueError("a scale needs low < high and a positive step")

    @property
    def n_steps(self) -> int:
        """How many values the steps allow, both ends included."""
        return round((self.high - self.low) / self.step) + 1

    def has_step(self, value: float) -> bool:
        """Whether ``value`` is one of the steps; tenths are no exact numbers, so nearly counts."""
        steps = (value - self.low) / self.step
        return abs(steps - round(steps)) < _NEARLY


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice or one tag: stable id, words, and the letter that picks it by key.

    ``first`` shows a tag on the row itself, the others stand behind "More" under the heading
    ``group``. A ``hidden`` one is accepted and named but not offered (its module is off).
    """

    id: str
    label: str
    key: str = ""
    first: bool = False
    group: str = ""
    hidden: bool = False


MAX_TEXT = 20_000
"""Longest text of one value, in characters (``security.md`` 3.6: characters a field)."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One tracked quantity, as data.

    ``hint`` says the ends of the scale ("0 low, 10 good"); ``options`` fills choices and tags;
    ``open_options`` lets tags be the person's own words. ``watched`` puts it on the panel.
    ``on`` shows its row on Today by default, ``order`` says where.
    """

    id: MeasureId
    label: str
    kind: Kind
    worse: Worse = Worse.NEITHER
    day_rule: DayRule = DayRule.LAST
    scale: Scale | None = None
    unit: str = ""
    hint: str = ""
    options: tuple[Option, ...] = ()
    open_options: bool = False
    version: int = 1
    on: bool = False
    order: int = 1000
    watched: bool = False
    own: bool = False
    asked_with: MeasureId | None = None
    """Shown inside the row of this other measure on Today (set off by, with the urge)."""
    words: tuple[str, ...] = ()
    """A word for every step of a short scale, lowest first ("Poor" to "Great"), or empty."""
    quick: tuple[float, ...] = ()
    """Values offered as buttons (movement: none, 10, 20 ... minutes), or empty."""
    derived_from: MeasureId | None = None
    """Counted from the tags of this other measure and never asked (skills a day)."""
    row: str = ""
    """What the row of Today is called where measures share it ("Meals and snacks"), or ""."""
    row_hint: str = ""
    pole: Pole | None = None
    """Set on two measures of one row: low and high, marked apart on one scale, never averaged."""
    anchors: tuple[str, ...] = ()
    """What every step of the scale means in life, lowest first, or empty."""
    ends: tuple[str, ...] = ()
    """What the lowest and the highest of an own scale mean, in the person's words, or empty."""
    goal: Goal | None = None
    """Set on amounts of something used: none at all, less, or only noted."""
    grams: float = 0.0
    """Of alcohol in one standard drink where ``unit`` counts those; 0 for any other unit."""

    def __post_init__(self) -> None:
        """Raise ``ValueError`` for a number without a scale or a closed choice without options."""
        if self.kind.is_number and self.scale is None:
            raise ValueError(f"{self.id}: a {self.kind.value} measure needs a scale")
        if self.kind in {Kind.CHOICE, Kind.TAGS} and not (self.options or self.open_options):
            raise ValueError(f"{self.id}: a {self.kind.value} measure needs options")
        if self.words and (self.scale is None or len(self.words) != self.scale.n_steps):
            raise ValueError(f"{self.id}: a scale needs a word for every step or none")
        if self.anchors and (self.scale is None or len(self.anchors) != self.scale.n_steps):
            raise ValueError(f"{self.id}: a scale needs an anchor for every step or none")
        if self.ends and len(self.ends) != _BOTH_ENDS:
            raise ValueError(f"{self.id}: a scale has two ends")
        if self.grams < 0:
            raise ValueError(f"{self.id}: a drink has 0 g of alcohol or more")

    def word_for(self, value: float) -> str:
        """Return the word of a step ("Fair"), or "" where the scale has none for it."""
        return self._at_step(self.words, value)

    def anchor_for(self, value: float) -> str:
        """Return what a step means in life, or "" where nothing says so."""
        return self._at_step(self.anchors, value)

    def _at_step(self, texts: tuple[str, ...], value: float) -> str:
        if not texts or self.scale is None:
            return ""
        index = (value - self.scale.low) / self.scale.step
        return texts[int(index)] if index in range(len(texts)) else ""

    @property
    def scale_name(self) -> str:
        """The scale as the command line writes it: ``0-10``, ``-3..3``, ``hours``, ``choice``."""
        if self.kind is not Kind.SCALE or self.scale is None:
            return self.kind.value
        joint = ".." if self.scale.low < 0 else "-"
        return f"{self.scale.low:g}{joint}{self.scale.high:g}"

    def fitted(self, value: Value) -> Value:
        """Return ``value`` in its stored form, or raise :class:`UnfitValue`.

        Numbers become ``float``, tags are sorted and freed of repeats, text is stripped.
        """
        if self.kind.is_number:
            return self._fitted_number(value)
        if self.kind is Kind.TAGS:
            return self._fitted_tags(value)
        return self._fitted_word(value)

    def _fitted_number(self, value: Value) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or math.isnan(value):
            raise UnfitValue(self, ValueProblem.NOT_A_NUMBER)
        assert self.scale is not None  # __post_init__ sees to it
        if not self.scale.low <= value <= self.scale.high:
            raise UnfitValue(self, ValueProblem.OUT_OF_RANGE)
        if self.scale.step == 1 and value != int(value):
            raise UnfitValue(self, ValueProblem.NOT_WHOLE)
        if self.kind is Kind.SCALE and not self.scale.has_step(value):
            raise UnfitValue(self, ValueProblem.NOT_A_STEP)
        return float(value)

    def _fitted_tags(self, value: Value) -> tuple[str, ...]:
        if not isinstance(value, tuple) or not all(isinstance(tag, str) for tag in value):
            raise UnfitValue(self, ValueProblem.NOT_AN_OPTION)
        tags = tuple(sorted({tag.strip() for tag in value if tag.strip()}))
        if not tags:
            raise UnfitValue(self, ValueProblem.EMPTY)
        known = {option.id for option in self.options}
        if not self.open_options and not known.issuperset(tags):
            raise UnfitValue(self, ValueProblem.NOT_AN_OPTION)
        if sum(map(len, tags)) > MAX_TEXT:
            raise UnfitValue(self, ValueProblem.TOO_LONG)
        return tags

    def _fitted_word(self, value: Value) -> str:
        if not isinstance(value, str):
            raise UnfitValue(self, ValueProblem.NOT_AN_OPTION)
        text = value.strip()
        if not text:
            raise UnfitValue(self, ValueProblem.EMPTY)
        if self.kind is Kind.CHOICE and text not in {option.id for option in self.options}:
            raise UnfitValue(self, ValueProblem.NOT_AN_OPTION)
        if len(text) > MAX_TEXT:
            raise UnfitValue(self, ValueProblem.TOO_LONG)
        return text


def asks_the_same(one: Measure, other: Measure) -> bool:
    """Whether the answers to two definitions can be compared.

    Kind, range, unit and direction, for a choice its options and for standard drinks their size
    make the question; its words, hint and place do not.
    """
    parts = [
        (m.kind, m.scale, m.unit, m.grams, m.worse, [o.id for o in m.options]) for m in (one, other)
    ]
    return parts[0] == parts[1]
