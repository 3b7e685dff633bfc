"""Why a value does not fit its measure, in a sentence for the person."""

from __future__ import annotations

from iop_companion.domain.measure import Kind, Measure, UnfitValue, ValueProblem
from iop_companion.foundation.i18n import _


def refusal(unfit: UnfitValue) -> str:
    """Return what the measure takes, as one sentence; it never repeats the value.

    For example: "Sleep can be 0 to 24 hours."
    """
    measure = unfit.measure
    if unfit.problem is ValueProblem.TOO_LONG:
        return _("{label} is longer than 20,000 characters.").format(label=measure.label)
    if unfit.problem is ValueProblem.EMPTY:
        return _("{label} is empty.").format(label=measure.label)
    if unfit.problem is ValueProblem.NOT_AN_OPTION and measure.options:
        known = ", ".join(option.id for option in measure.options)
        return _("{label} can be one of: {options}.").format(label=measure.label, options=known)
    return range_words(measure)


def range_words(measure: Measure) -> str:
    """Return what numbers a measure takes, as a sentence."""
    if measure.scale is None:
        return _("{label} takes words.").format(label=measure.label)
    if measure.kind is Kind.YES_NO:
        return _("{label} can be yes or no.").format(label=measure.label)
    low, high = f"{measure.scale.low:g}", f"{measure.scale.high:g}"
    if measure.kind is Kind.HOURS:
        text = _("{label} can be {low} to {high} hours.")
    elif measure.kind is Kind.MINUTES:
        text = _("{label} can be {low} to {high} whole minutes.")
    elif measure.kind is Kind.SCALE and measure.scale.step != 1:
        text = _("{label} can be {low} to {high} in steps of {step}.")
    elif measure.scale.step == 1:
        text = _("{label} can be a whole number from {low} to {high}.")
    else:
        text = _("{label} can be a number from {low} to {high}.")
    step = f"{measure.scale.step:g}"
    return text.format(label=measure.label, low=low, high=high, step=step)
