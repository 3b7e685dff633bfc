"""Entries one below the other, each with its words and the ways to change or remove it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import at_edge, button, divider, text
from iop_companion.ui.toolkit.emptying import empty
from iop_companion.ui.widgets.flow_layout import FlowLayout


@dataclass(frozen=True, slots=True)
class EntryWords:
    """One line: the entry's id, what it is called, and what is said of it."""

    id: str
    title: str = field(repr=False)
    words: str = field(default="", repr=False)


class EntryLines(QWidget):
    """Lines that are built anew only when they say something else."""

    change_requested = Signal(str)
    remove_requested = Signal(str)

    def __init__(self) -> None:
        """Build it empty."""
        super().__init__()
        self._shown: tuple[EntryWords, ...] = ()
        self._pile = QVBoxLayout(self)
        self._pile.setContentsMargins(0, 0, 0, 0)
        spacing.gap(self._pile, 6)

    def show_entries(self, entries: Sequence[EntryWords]) -> None:
        """Show other entries."""
        if tuple(entries) == self._shown:
            return
        self._shown = tuple(entries)
        empty(self._pile)
        for index, entry in enumerate(entries):
            if index:
                self._pile.addWidget(divider())
            self._pile.addWidget(self._line(entry))

    def _line(self, entry: EntryWords) -> QWidget:
        line = QWidget()
        pile = QVBoxLayout(line)
        pile.setContentsMargins(0, 0, 0, 0)
        spacing.gap(pile, 0)
        pile.addWidget(text(entry.title, "label"))
        if entry.words:
            pile.addWidget(text(entry.words, "small"))
        change, remove = (
            at_edge(button(_("Change"), "quiet")),
            at_edge(button(_("Remove"), "quiet")),
        )
        change.setAccessibleName(_("Change: {entry}").format(entry=entry.title))
        remove.setAccessibleName(_("Remove: {entry}").format(entry=entry.title))
        change.clicked.connect(lambda: self.change_requested.emit(entry.id))
        remove.clicked.connect(lambda: self.remove_requested.emit(entry.id))
        flow = FlowLayout(gap=24, line_gap=2)
        flow.addWidget(change)
        flow.addWidget(remove)
        pile.addLayout(flow)
        return line
