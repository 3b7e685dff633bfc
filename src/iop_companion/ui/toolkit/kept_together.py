"""What is read as one stays on one line: "7.3 h", "0 to 10", "12 March" are never broken."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QLabel

_NO_BREAK = "\N{NO-BREAK SPACE}"
_BEFORE_A_UNIT = re.compile(r"(?<=\d) (?=(?:h|min|s|mg|g|ml|am|pm|px|%)(?![\w]))")
_RANGE = re.compile(r"(?<=\d)(?<!\d{4}) to (?=[−-]?\d)")
"""Not after a year: a span of days is long enough to be broken between them."""
_DAY = re.compile(r"(?<!\d)(\d{1,2}) (?=[A-Z][a-z]{2})")


def kept_together(words: str) -> str:
    """Return ``words`` with spaces that do not break inside amounts, ranges and dates."""
    words = _BEFORE_A_UNIT.sub(_NO_BREAK, words)
    words = _RANGE.sub(f"{_NO_BREAK}to{_NO_BREAK}", words)
    return _DAY.sub(rf"\1{_NO_BREAK}", words)


class WordsLabel(QLabel):
    """A label that breaks its lines between words, never inside what is :func:`kept_together`.

    :meth:`text` gives the words back as they were set.
    """

    def __init__(self, words: str = "") -> None:
        """Show ``words``."""
        super().__init__(kept_together(words))
        self._words = words

    def setText(self, words: str) -> None:  # noqa: N802 -- Qt's name
        """Show other words."""
        self._words = words
        super().setText(kept_together(words))

    def clear(self) -> None:
        """Show nothing."""
        self.setText("")

    def text(self) -> str:
        """Return the words without what only keeps lines together."""
        return self._words
