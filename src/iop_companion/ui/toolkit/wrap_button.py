"""A button whose words go on in a second line where one line is too short for them."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from iop_companion.ui.toolkit.enter_button import EnterButton
from iop_companion.ui.toolkit.theme import current

_AIR = 36
_AIR_IN_RAIL = 16
"""Room beside the words that the style sheet gives (padding, outline), px at 100 % text."""


class WrapButton(EnterButton):
    """Breaks its words by itself; :attr:`words` are the words without the break."""

    def __init__(self, words: str) -> None:
        """Show ``words``; they are also what a screen reader says."""
        super().__init__(words)
        self.words = words
        self.setAccessibleName(words)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        current().changed.connect(self._break)

    def say(self, words: str) -> None:
        """Show other words."""
        self.words = words
        self.setAccessibleName(words)
        self.setText(words)
        self._break()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt override
        """As narrow as the longest word."""
        longest = max(self.words.split(), key=len, default="")
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), self._width(longest)), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt override
        """Break the words anew."""
        super().resizeEvent(event)
        self._break()

    def _break(self) -> None:
        shown = self.words if self._width(self.words) <= self.width() else self._in_two_lines()
        if shown != self.text():
            self.setText(shown)
            self.updateGeometry()

    def _in_two_lines(self) -> str:
        words = self.words.split(" ")
        breaks = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))] or [
            (self.words, "")
        ]
        return "\n".join(min(breaks, key=lambda pair: max(map(self._width, pair)))).strip()

    def _width(self, words: str) -> int:
        icon = 0 if self.icon().isNull() else self.iconSize().width()
        air = _AIR_IN_RAIL if self.property("fit") == "rail" else _AIR
        return self.fontMetrics().horizontalAdvance(words) + icon + current().px(air)
