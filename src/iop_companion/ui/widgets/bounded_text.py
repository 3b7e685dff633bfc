"""Several lines of a form that take a paste whole or say why not."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Signal

from iop_companion.domain.measure import MAX_TEXT
from iop_companion.foundation.i18n import _
from iop_companion.ui.widgets.text_undo import UndoTextEdit


class BoundedText(UndoTextEdit):
    """Holds ``most`` characters; a longer text may stand in it to be shortened, within reason.

    One endless line keeps the window busy for minutes, and a paste cut to fit would lose words
    without telling: a longer one is refused, and what stood there stays.
    """

    refused = Signal(str)
    """Nothing was pasted; the sentence that says so."""

    def __init__(self, most: int) -> None:
        """Start empty."""
        super().__init__()
        self._most = most
        self._room = max(most, MAX_TEXT)
        self.setTabChangesFocus(True)

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 -- Qt's name
        """Take a paste whole or not at all."""
        pasted = source.text()
        length = len(self.toPlainText()) - len(self.textCursor().selectedText()) + len(pasted)
        if length <= self._room:
            super().insertFromMimeData(source)
            return
        self.refused.emit(
            _(
                "That text has {length} characters, and this field holds up to {most}. Nothing was "
                "pasted; what you copied and what you wrote are still there."
            ).format(length=f"{len(pasted):,}", most=f"{self._most:,}")
        )
