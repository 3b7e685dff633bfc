"""A number and its unit stay on one line: "7.3 h" is never broken between the two."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QLabel

_NO_BREAK = "\N{NO-BREAK SPACE}"
_BEFORE_A_UNIT = re.compile(r"(?<=\d) (?=(?:h|min|s|mg|g|ml|am|pm|px|%)(?![\w]))")


def kept_together(words: str) -> str:
    """Return ``words`` with a space that does not break between each number and its unit."""
    return _BEFORE_A_UNIT.sub(_NO_BREAK, words)


class WordsLabel(QLabel):
    """A label that breaks its lines between words, never between a number and its unit.

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
