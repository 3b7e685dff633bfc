"""A value as plain text, both ways: for the command line, CSV files and tables."""

from __future__ import annotations

import re

from iop_companion.domain.measure import Kind, Measure, UnfitValue, Value, ValueProblem

_NO_NOISE = 1e-9
_YES = frozenset({"yes", "y", "true", "1", "1.0"})
_NO = frozenset({"no", "n", "false", "0", "0.0"})
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
_CLOCK = re.compile(r"(\d{1,4}):([0-5]\d)", re.ASCII)


def read_value(measure: Measure, text: str) -> Value:
    """Read ``text`` as a value of ``measure``; raise :class:`UnfitValue` when it does not fit.

    Accepts what :func:`write_value` writes, and ``7:30`` for hours. A comma is no decimal point.
    """
    if measure.kind.is_number:
        return measure.fitted(_read_number(measure, text.strip()))
    if measure.kind is Kind.TAGS:
        return measure.fitted(tuple(part.strip() for part in text.split("|")))
    return measure.fitted(text)


def write_value(measure: Measure, value: Value) -> str:
    """Write ``value`` so that :func:`read_value` gives the same back."""
    if isinstance(value, tuple):
        return " | ".join(value)
    if isinstance(value, str):
        return value
    if measure.kind is Kind.YES_NO:
        return "yes" if value else "no"
    return repr(int(value)) if value == int(value) else repr(float(value))


def as_told(value: float) -> float:
    """Return a number as a page tells it: at most two decimals, or one where two are not all.

    What was typed (6.75 hours) stays as it is. What was worked out (5 hours 20 minutes of a night
    are 5.333..., the mean of three moments) is told like a mean, not with hundredths that nobody
    wrote.
    """
    two = round(value, 2)
    return two if abs(two - value) < _NO_NOISE else round(value, 1)


def as_clock(hours: float) -> str:
    """Return hours as a field shows them and reads them: "5.5", or "6:17" for what no decimal is.

    Two decimals would be 6.28, which is not what was said.
    """
    if as_told(hours) == round(hours, 2):
        return f"{round(hours, 2):g}"
    whole, minutes = divmod(round(hours * 60), 60)
    return f"{whole}:{minutes:02}"


def _read_number(measure: Measure, text: str) -> float:
    if measure.kind is Kind.YES_NO and text.lower() in _YES | _NO:
        return float(text.lower() in _YES)
    if measure.kind is Kind.HOURS and (clock := _CLOCK.fullmatch(text)):
        return int(clock[1]) + int(clock[2]) / 60
    if not _NUMBER.fullmatch(text):
        raise UnfitValue(measure, ValueProblem.NOT_A_NUMBER)
    return float(text)
