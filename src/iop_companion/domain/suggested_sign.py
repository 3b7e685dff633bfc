"""A sign that others have named, offered as a start for the person's own words."""

from __future__ import annotations

from dataclasses import dataclass

from iop_companion.domain.records import PlanZone
from iop_companion.domain.sign_rule import SignRule


@dataclass(frozen=True, slots=True)
class SuggestedSign:
    """One line of the data files; ``rule`` None is ticked by hand. Never on unless taken up."""

    id: str
    focus: str
    words: str
    zone: PlanZone
    rule: SignRule | None = None
