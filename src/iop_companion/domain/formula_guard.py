"""Keeps a spreadsheet from taking a person's words for a formula, and takes the guard off again.

A cell that begins with ``=`` or one of its kin runs as a formula when a CSV file is opened. The
guard is one ``'`` in front. A text that begins with ``'`` itself gets one too, so that taking the
guard off gives exactly the text that was put on.
"""

from __future__ import annotations

_GUARD = "'"
_STARTERS = frozenset("=+-@＝＋－＠")
_BLANK_STARTERS = frozenset("\t\r\n")


def guarded(text: str) -> str:
    """Return ``text``, with a ``'`` in front if a spreadsheet might run it."""
    return _GUARD + text if _needs_guard(text) else text


def unguarded(cell: str) -> str:
    """Return what :func:`guarded` was given; other cells come back as they are."""
    rest = cell[1:]
    return rest if cell.startswith(_GUARD) and _needs_guard(rest) else cell


def _needs_guard(text: str) -> bool:
    if text[:1] == _GUARD or text[:1] in _BLANK_STARTERS:
        return bool(text)
    return _first_visible(text) in _STARTERS


def _first_visible(text: str) -> str:
    return next((sign for sign in text if sign.isprintable() and not sign.isspace()), "")
