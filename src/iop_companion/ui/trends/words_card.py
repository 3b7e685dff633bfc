"""The column "In words": what the charts beside it show, one sentence or two a measure."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from iop_companion.services.views import InWords
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card, text
from iop_companion.ui.widgets.at_once import at_once


class WordsCard(Card):
    """Pairs of a measure and its sentence; ``layout_`` may take more below them."""

    def __init__(self, heading: str) -> None:
        """Build it empty."""
        super().__init__(heading)
        self._pile = QVBoxLayout()
        spacing.gap(self._pile, 12)
        self.layout_.addLayout(self._pile)

    def show_words(self, words: Sequence[InWords]) -> None:
        """Show ``words`` instead of what was there."""
        while (item := self._pile.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        with at_once(self):
            for told in words:
                pair = QWidget()
                pile = QVBoxLayout(pair)
                pile.setContentsMargins(0, 0, 0, 0)
                pile.setSpacing(0)
                pile.addWidget(text(told.label, "label"))
                pile.addWidget(text(told.sentence, "small"))
                self._pile.addWidget(pair)
