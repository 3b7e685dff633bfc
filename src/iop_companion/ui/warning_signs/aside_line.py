"""Under the level: that it is set aside, until when and why, with the way back."""

from __future__ import annotations

from PySide6.QtCore import Signal

from iop_companion.domain.records import SetAside
from iop_companion.foundation.i18n import _
from iop_companion.services.set_asides import aside_sentence
from iop_companion.ui.toolkit.cards import Card, button, row, text


class AsideLine(Card):
    """Hidden while nothing is set aside."""

    back_requested = Signal(object)

    def __init__(self) -> None:
        """Build it hidden."""
        super().__init__()
        self._aside: SetAside | None = None
        self.words = text("", "small")
        self.back = button(_("Let it speak again"), "quiet", size="small")
        self.back.clicked.connect(lambda: self.back_requested.emit(self._aside))
        line = row(self.words, self.back, gap=12)
        line.setStretch(0, 1)
        self.layout_.addLayout(line)
        self.hide()

    def show_aside(self, aside: SetAside | None) -> None:
        """Say what holds, or hide."""
        self._aside = aside
        self.words.setText("" if aside is None else aside_sentence(aside))
        self.setVisible(aside is not None)
