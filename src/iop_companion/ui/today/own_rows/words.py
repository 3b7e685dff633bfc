"""What the page of own rows says."""

from __future__ import annotations

from iop_companion.domain.measure import Goal, Measure, Worse
from iop_companion.foundation.i18n import _
from iop_companion.services.own_rows import RowKind, kind_of


def kind_words() -> dict[RowKind, str]:
    """Return each kind of row by its words, in the order of the list."""
    return {
        RowKind.SCALE: _("A scale of my own"),
        RowKind.YES_NO: _("Yes or no"),
        RowKind.AMOUNT: _("An amount, in a unit of my own"),
        RowKind.COUNT: _("How many times"),
        RowKind.MINUTES: _("Minutes"),
        RowKind.HOURS: _("Hours"),
        RowKind.URGE: _("An urge, with “acted on it”"),
        RowKind.USE: _("Something I use"),
    }


def goal_words() -> dict[Goal, str]:
    """Return each goal in words that judge no day."""
    return {
        Goal.ABSTAIN: _("None at all"),
        Goal.REDUCE: _("Less"),
        Goal.OBSERVE: _("Just to see"),
    }


def worse_words() -> dict[Worse, str]:
    """Return what more of a measure means to the person."""
    return {
        Worse.LOW: _("Better"),
        Worse.HIGH: _("Harder"),
        Worse.BOTH: _("Both ends are hard"),
        Worse.NEITHER: _("Neither"),
    }


def row_words(measure: Measure) -> str:
    """Return what is said of a row under its name: "A scale …, 0 calm, 10 storm. More is harder."""
    said = [kind_words()[kind_of(measure)]]
    if measure.hint:
        said.append(measure.hint)
    if measure.goal is not None:
        said.append(_("my goal: {goal}").format(goal=goal_words()[measure.goal].lower()))
    return "; ".join(said)
