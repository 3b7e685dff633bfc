"""The page Bring data in: what the file holds, what would be saved, what cannot be read."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from iop_companion.domain.early_warning import Level
from iop_companion.domain.import_preview import ImportPreview
from iop_companion.domain.records import ImportBatch
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.foundation.known_problems.text import ProblemText
from iop_companion.ui.imports.file_cards import (
    BatchesCard,
    CountsCard,
    LinesCard,
    NewestDaysCard,
)
from iop_companion.ui.imports.mood_mapping import MoodMapping
from iop_companion.ui.imports.words import conflict_lines, deed_words, format_words, refused_lines
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card, button, text
from iop_companion.ui.toolkit.columns import Columns
from iop_companion.ui.toolkit.level_shape import CARD, LevelShape
from iop_companion.ui.toolkit.page_area import PageArea
from iop_companion.ui.widgets.flow_layout import FlowLayout
from iop_companion.ui.widgets.wrapping_head import WrappingHead

_SIDE_WIDTH, _SIDE_WIDE = 420, 520
_BUSY_MS = 400


class ImportsPanel(PageArea):
    """Shows an :class:`ImportPreview`; nothing is saved until ``import_requested`` was heard."""

    file_requested = Signal()
    mood_changed = Signal(str, object)
    import_requested = Signal()
    cancel_requested = Signal()
    undo_requested = Signal(str)
    close_requested = Signal()

    def __init__(self) -> None:
        """Build the page without a file."""
        super().__init__()
        self._about = text("", "sub")
        self.other_button = button(_("Other file"))
        self.other_button.clicked.connect(self.file_requested)
        self.close_button = button(_("Back"))
        self.close_button.clicked.connect(self.close_requested)
        self.file_button = button(_("Choose a file"), "primary", icon="import")
        self.file_button.clicked.connect(self.file_requested)
        self.moods = MoodMapping()
        self.moods.changed.connect(self.mood_changed)
        self.counts = CountsCard()
        self.newest = NewestDaysCard()
        self.refused = LinesCard()
        self.conflicts = LinesCard()
        self.batches = BatchesCard()
        self.batches.undo_requested.connect(self.undo_requested)
        self.import_button = button(_("Import"), "primary")
        self.import_button.clicked.connect(self.import_requested)
        self.cancel_button = button(_("Cancel"))
        self.cancel_button.clicked.connect(self.cancel_requested)
        self.stop_button = button(_("Stop reading"))
        self.stop_button.clicked.connect(self.cancel_requested)
        self.stop_button.hide()
        self.problem = ProblemCard()
        self._empty = Card()
        self._columns = Columns(_SIDE_WIDTH, side_wide=_SIDE_WIDE, side_first=True)
        self._busy = QTimer(self, singleShot=True, interval=_BUSY_MS)
        self._busy.timeout.connect(self._show_busy)
        self._arrange()
        self.show_nothing()

    def _arrange(self) -> None:
        self._empty.add(
            text(
                _(
                    "Daylio’s CSV, this program’s own JSON, and any table with the columns "
                    "day, measure, value can be read."
                )
            ),
            self.file_button,
            self.stop_button,
        )
        self._empty.layout_.setAlignment(self.stop_button, Qt.AlignmentFlag.AlignLeft)
        self._empty.layout_.setAlignment(self.file_button, Qt.AlignmentFlag.AlignLeft)
        self._columns.side.addWidget(self.moods)
        main = self._columns.main
        for card in (self.counts, self.newest, self.refused, self.conflicts):
            main.addWidget(card)
        deed = QWidget()
        flow = FlowLayout(deed, gap=12, line_gap=8)
        for widget in (
            self.import_button,
            self.cancel_button,
            text(_("It can be undone in one step."), "small", wrap=False),
        ):
            flow.addWidget(widget)
        main.addWidget(deed)
        main.addStretch(1)
        title = text(_("Bring data in"), "h1")
        self.body.addWidget(WrappingHead(title, self._about, self.other_button, self.close_button))
        for part in (self.problem, self._empty, self._columns, self.batches):
            self.body.addWidget(part)
        self.body.addStretch(1)

    @property
    def has_file(self) -> bool:
        """Whether a file is shown."""
        return not self._columns.isHidden()

    def take_focus(self) -> None:
        """Put the keyboard where a file is chosen."""
        (self.other_button if self.has_file else self.file_button).setFocus()

    def show_nothing(self) -> None:
        """No file yet, or no longer (after an import, on lock)."""
        self._end_busy()
        self._about.setText(_("Nothing is saved until you press Import."))
        self.problem.hide()
        self._empty.show()
        self._columns.hide()
        self.other_button.hide()
        self.moods.show_names({}, {})
        for card in (self.refused, self.conflicts):
            card.show_lines("", (), "")

    def forget(self) -> None:
        """Hold no value any more (on lock)."""
        self.show_nothing()
        self.batches.show_batches(())

    def expect_preview(self) -> None:
        """A file is being read; say so if it takes long."""
        self._busy.start()

    def _show_busy(self) -> None:
        self._about.setText(_("Reading the file"))
        self.stop_button.show()
        self.file_button.hide()

    def _end_busy(self) -> None:
        self._busy.stop()
        self.stop_button.hide()
        self.file_button.show()

    def show_problem(self, told: ProblemText) -> None:
        """Say in place of the file why it cannot be read."""
        self.show_nothing()
        self.problem.show_problem(told)

    def show_batches(self, batches: Sequence[ImportBatch]) -> None:
        """Show what was brought in before."""
        self.batches.show_batches(batches)

    def show_preview(
        self,
        preview: ImportPreview,
        file_name: str,
        labels: Mapping[str, str],
        suggested: Collection[str],
    ) -> None:
        """Show what importing would do; ``labels`` name measures, ``suggested`` mood names."""
        self._end_busy()
        self._about.setText(
            _("{file}, recognised as {format}. Nothing is saved until you press Import.").format(
                file=file_name, format=format_words(preview.contents.format)
            )
        )
        self.problem.hide()
        self._empty.hide()
        self._columns.show()
        self.other_button.show()
        names = preview.contents.mood_names
        self._columns.show_side(shown=bool(names))
        self.moods.show_names(names, preview.contents.mood_counts, suggested)
        self.counts.show_counts(preview)
        self.newest.show_days(preview, labels)
        self._show_refused(preview)
        self.conflicts.show_lines(
            _("Already here, and different"),
            conflict_lines(preview.conflicts, labels),
            _("What is here stays as it is."),
        )
        self._show_deed(preview)

    def _show_refused(self, preview: ImportPreview) -> None:
        n = len(preview.contents.refused)
        heading = ngettext("{n} line cannot be read", "{n} lines cannot be read", n).format(n=n)
        self.refused.show_lines(
            heading if n else _("Left out"),
            refused_lines(preview),
            _("They are left out. The rest is not affected."),
        )

    def _show_deed(self, preview: ImportPreview) -> None:
        self.import_button.setText(deed_words(preview))
        self.import_button.setEnabled(preview.has_news)


class ProblemCard(Card):
    """What happened, what is safe, what to do; with its shape, hidden while all is well."""

    def __init__(self) -> None:
        """Build it hidden."""
        super().__init__(level="act")
        self.happened, self.rest = text("", "label"), text("")
        words = QVBoxLayout()
        spacing.gap(words, 2)
        words.addWidget(self.happened)
        words.addWidget(self.rest)
        line = QHBoxLayout()
        spacing.gap(line, 14)
        line.addWidget(LevelShape(Level.ACT, CARD))
        line.addLayout(words, 1)
        self.layout_.addLayout(line)
        self.hide()

    def show_problem(self, told: ProblemText) -> None:
        """Show ``told``."""
        self.happened.setText(told.happened)
        self.rest.setText(" ".join(part for part in (told.safe, told.to_do) if part))
        self.show()
