"""The column "In words": what the charts beside it show, one sentence or two a measure."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from iop_companion.services.views import InWords
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card, text
from iop_companion.ui.toolkit.emptying import drop
from iop_companion.ui.widgets.at_once import at_once


class WordsCard(Card):
    """Pairs of a measure and its sentence; ``layout_`` may take more below them."""

    def __init__(self, heading: str) -> None:
        """Build it empty."""
        super().__init__(heading)
        self._pairs: list[_Pair] = []
        self._pile = QVBoxLayout()
        spacing.gap(self._pile, 12)
        self.layout_.addLayout(self._pile)

    def show_words(self, words: Sequence[InWords]) -> None:
        """Show ``words`` instead of what was there; as many pairs as before only change."""
        if len(words) != len(self._pairs):
            self._build(len(words))
        for pair, told in zip(self._pairs, words, strict=True):
            pair.label.setText(told.label)
            pair.sentence.setText(told.sentence)

    def _build(self, n_pairs: int) -> None:
        drop(self._pile, *self._pairs)
        self._pairs = [_Pair() for _number in range(n_pairs)]
        with at_once(self):
            for pair in self._pairs:
                self._pile.addWidget(pair)


class _Pair(QWidget):
    """A measure over its sentence."""

    def __init__(self) -> None:
        super().__init__()
        self.label, self.sentence = text("", "label"), text("", "small")
        pile = QVBoxLayout(self)
        pile.setContentsMargins(0, 0, 0, 0)
        pile.setSpacing(0)
        pile.addWidget(self.label)
        pile.addWidget(self.sentence)
