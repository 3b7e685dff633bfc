"""A value as plain text, both ways: for the command line, CSV files and tables."""

from __future__ import annotations

import re

from iop_companion.domain.measure import Kind, Measure, UnfitValue, Value, ValueProblem

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


def _read_number(measure: Measure, text: str) -> float:
    if measure.kind is Kind.YES_NO and text.lower() in _YES | _NO:
        return float(text.lower() in _YES)
    if measure.kind is Kind.HOURS and (clock := _CLOCK.fullmatch(text)):
        return int(clock[1]) + int(clock[2]) / 60
    if not _NUMBER.fullmatch(text):
        raise UnfitValue(measure, ValueProblem.NOT_A_NUMBER)
    return float(text)
