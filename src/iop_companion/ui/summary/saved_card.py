"""What became of the pages: the file just saved, and every save and print there was."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from iop_companion.domain.summary import PastExport
from iop_companion.foundation.dates import long_day
from iop_companion.foundation.day_words import period_words
from iop_companion.foundation.i18n import _
from iop_companion.ui.summary.words import section_names
from iop_companion.ui.toolkit.cards import Card, at_edge, button, text
from iop_companion.ui.widgets.flow_layout import FlowLayout

_SHOWN = 5


class SavedCard(Card):
    """Offers to open the folder of the newest file or to delete it; lists what left the vault."""

    folder_requested = Signal()
    delete_requested = Signal()

    def __init__(self) -> None:
        """Build it without a file and without a history."""
        super().__init__(_("Saved and printed"))
        self._exports: tuple[PastExport, ...] = ()
        self._today = date.max
        self.file_words = text("", "small")
        self.folder_button = button(_("Open folder"))
        self.delete_button = button(_("Delete the file"))
        self.folder_button.clicked.connect(self.folder_requested)
        self.delete_button.clicked.connect(self.delete_requested)
        self._buttons = QWidget()
        flow = FlowLayout(self._buttons, gap=24, line_gap=8)
        flow.addWidget(self.folder_button)
        flow.addWidget(self.delete_button)
        self.warning = text(
            _("A saved file is not locked. Anyone who can open this computer can read it."), "small"
        )
        self.history = text("", "small")
        self.more_button = at_edge(button(_("Show all"), "quiet", size="small", checkable=True))
        self.more_button.toggled.connect(lambda _on: self._fill())
        self.add(self.warning, self.file_words, self._buttons, self.history)
        self.layout_.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.show_file(None)
        self._fill()

    def show_file(self, path: Path | None) -> None:
        """Offer what can be done with the file just saved; None offers nothing."""
        self.file_words.setText(path.name if path else "")
        self.file_words.setToolTip(str(path) if path else "")
        self.file_words.setVisible(path is not None)
        self._buttons.setVisible(path is not None)

    def show_exports(self, exports: Sequence[PastExport], today: date) -> None:
        """List ``exports``, oldest first; the list shows the newest first."""
        self._exports, self._today = tuple(exports), today
        self._fill()

    def forget(self) -> None:
        """Hold no day and no name any more (on lock)."""
        self.show_file(None)
        self.show_exports((), date.max)

    def _fill(self) -> None:
        is_all = self.more_button.isChecked()
        newest = self._exports[::-1] if is_all else self._exports[: -_SHOWN - 1 : -1]
        self.history.setText("\n".join(self._line(one) for one in newest))
        self.history.setVisible(bool(newest))
        self.more_button.setText(_("Fewer") if is_all else _("Show all"))
        self.more_button.setVisible(len(self._exports) > _SHOWN)

    def _line(self, export: PastExport) -> str:
        words = (
            _("{day}, printed: {period}; {sections}.")
            if export.is_print
            else _("{day}, saved: {period}; {sections}.")
        )
        return words.format(
            day=long_day(export.day, self._today),
            period=period_words(export.first, export.last),
            sections=", ".join(section_names(export.sections)) or _("no section"),
        )
