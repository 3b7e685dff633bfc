"""The cards that tell what a file holds: counts, its newest days, what is left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from iop_companion.domain.import_preview import ImportPreview
from iop_companion.domain.records import ImportBatch
from iop_companion.foundation.dates import long_day
from iop_companion.foundation.day_words import period_words, weekday_day_short
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.ui.imports.words import format_words, values_words
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card, button, divider, text
from iop_companion.ui.toolkit.emptying import empty
from iop_companion.ui.widgets.at_once import at_once
from iop_companion.ui.widgets.flow_layout import FlowLayout

_NEWEST_DAYS = 5
_PAIR_WIDTH = 110
_BATCHES_SHOWN = 6


class CountsCard(Card):
    """Four numbers with what they count, side by side or below each other."""

    def __init__(self) -> None:
        """Build it empty."""
        super().__init__()
        row = QWidget()
        self._flow = FlowLayout(row, gap=16, line_gap=10)
        self.add(row)

    def show_counts(self, preview: ImportPreview) -> None:
        """Show the counts of ``preview``."""
        empty(self._flow)
        counts = (
            (preview.contents.n_rows, _("lines")),
            (preview.n_read, _("values read")),
            (preview.n_already_there, _("already here")),
            (len(preview.contents.refused), _("lines left out")),
        )
        with at_once(self):
            for n, words in counts:
                self._flow.addWidget(_count(n, words))


class NewestDaysCard(Card):
    """The newest days of the file: the day, its numbers, what else it says."""

    def __init__(self) -> None:
        """Build it empty."""
        super().__init__(_("Preview"))
        self._grid = QGridLayout()
        spacing.gap(self._grid, 16, 7)
        self._grid.setColumnStretch(1, 2)
        self._grid.setColumnStretch(2, 2)
        self.layout_.addLayout(self._grid)

    def show_days(self, preview: ImportPreview, labels: Mapping[str, str]) -> None:
        """Show the newest days of ``preview``; hidden if nothing can be read."""
        empty(self._grid)
        values = preview.contents.values
        days = sorted({value.day for value in values}, reverse=True)
        self.hide()
        if not days:
            return
        crosses = days[-1].year != days[0].year
        period = period_words(days[-1], days[0], with_year=crosses)
        self.heading.setText(_("Preview, the newest days of {period}").format(period=period))
        shown = days[:_NEWEST_DAYS]
        chosen = [value for value in values if value.day in shown]
        for index, day in enumerate(shown):
            numbers, others = values_words([v for v in chosen if v.day == day], labels)
            if index:
                self._grid.addWidget(divider(), 2 * index - 1, 0, 1, 3)
            cells = (text(weekday_day_short(day)), text(numbers, "label"), text(others, "small"))
            for column, cell in enumerate(cells):
                self._grid.addWidget(cell, 2 * index, column, Qt.AlignmentFlag.AlignTop)
        self.show()


class LinesCard(Card):
    """A heading over lines of words; hidden without any."""

    def __init__(self) -> None:
        """Build it empty."""
        super().__init__()
        self.words = text("", "small")
        self._comfort = text("", "small")
        self.add(self.words, self._comfort)
        self.heading.show()

    def show_lines(self, heading: str, lines: Sequence[str], comfort: str) -> None:
        """Show ``lines`` under ``heading`` and ``comfort`` below them."""
        self.heading.setText(heading)
        self.words.setText("\n".join(lines))
        self._comfort.setText(comfort)
        self.setVisible(bool(lines))


class BatchesCard(Card):
    """What was brought in before, newest first, each with the way to take it back."""

    undo_requested = Signal(str)

    def __init__(self) -> None:
        """Build it empty."""
        super().__init__(_("Brought in before"))
        self._grid = QGridLayout()
        spacing.gap(self._grid, 16, 8)
        self._grid.setColumnStretch(0, 1)
        self.layout_.addLayout(self._grid)
        self.hide()

    def show_batches(self, batches: Sequence[ImportBatch]) -> None:
        """Show ``batches``, oldest first as they come; hidden without any."""
        empty(self._grid)
        self.hide()
        for row, batch in enumerate(reversed(batches[-_BATCHES_SHOWN:])):
            values = ngettext("{n} value", "{n} values", batch.n_values).format(n=batch.n_values)
            words = _("{values} from {format}, {day}").format(
                values=values,
                format=format_words(batch.format),
                day=long_day(batch.imported_at.date()),
            )
            undo = button(_("Take back"), size="small")
            undo.setAccessibleName(_("Take back {what}").format(what=words))
            undo.clicked.connect(partial(self.undo_requested.emit, batch.id))
            self._grid.addWidget(text(words), row, 0)
            self._grid.addWidget(undo, row, 1)
        self.setVisible(bool(batches))


def _count(n: int, words: str) -> QWidget:
    pair = QWidget()
    spacing.fixed(pair, width=_PAIR_WIDTH)
    pile = QVBoxLayout(pair)
    pile.setContentsMargins(0, 0, 0, 0)
    spacing.gap(pile, 1)
    pile.addWidget(text(f"{n:,}", "number", wrap=False))
    pile.addWidget(text(words, "small"))
    return pair
