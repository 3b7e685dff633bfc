"""The two kinds of trouble: the world's or the person's (a known problem), and ours (a bug)."""

from __future__ import annotations

Fact = str | int | float


class CompanionError(Exception):
    """Base of everything this program raises on purpose."""


class KnownProblem(CompanionError):
    """Trouble that the person can understand and mend; shown in words, never as a traceback.

    ``code`` picks the words in :mod:`iop_companion.foundation.problem_texts`; ``facts`` are ids,
    counts and kinds of files that fill them. Facts never hold what a person entered, except where
    the text must name it to be of use on screen; log handlers write the code alone.
    """

    def __init__(self, code: str, **facts: Fact) -> None:
        """Remember the code and the facts; the exception's own text is the code."""
        super().__init__(code)
        self.code = code
        self.facts = facts


class Bug(CompanionError):
    """Something that cannot happen did; shown in a dialog, nothing of the write is kept."""
