"""A fixed clinical rule, as data: when it is met, what is said, and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from iop_companion.domain.ids import MeasureId


class RuleKind(StrEnum):
    """The two shapes of fixed rules."""

    RISE = "rise"
    YES_AFTER_NO = "yes_after_no"


@dataclass(frozen=True, slots=True)
class ClinicalRule:
    """A rise of ``by`` or more, or a yes after ``by`` days or more without one.

    A rise is against the entry before it, at most ``within_days`` earlier; of the ``within_days``
    before a yes, half have an entry. Shown for ``shown_days`` from the day it was met. ``words``
    and ``source`` are for the person.
    """

    id: str
    kind: RuleKind
    measure_id: MeasureId
    by: int
    within_days: int
    shown_days: int
    words: str
    source: str


@dataclass(frozen=True, slots=True)
class ClinicalFact:
    """A fixed rule that was met, in words, with its source; it raises no level by itself."""

    rule_id: str
    sentence: str
    source: str
