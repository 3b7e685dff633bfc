"""The page Bring data in: what the file holds, what would be saved, what cannot be read."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from iop_companion.domain.import_preview import ImportPreview
from iop_companion.foundation.dates import long_day, short_day
from iop_companion.foundation.day_words import weekday_day_short
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.ui.imports.mood_mapping import MoodMapping
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card, button, page_head, text
from iop_companion.ui.toolkit.columns import Columns
from iop_companion.ui.toolkit.page_area import PageArea

_SIDE_WIDTH = 344
_NEWEST_DAYS = 5
_REFUSED_SHOWN = 12
_CONFLICTS_SHOWN = 8


class ImportsPanel(PageArea):
    """Shows an :class:`ImportPreview`; nothing is saved until ``import_requested`` was heard."""

    file_requested = Signal()
    mapping_changed = Signal()
    import_requested = Signal()
    undo_requested = Signal(str)
    close_requested = Signal()

    def __init__(self) -> None:
        """Build the page without a file."""
        super().__init__()
        self._about = text("", "sub")
        self.file_button = button(_("Choose a file"), icon="import")
        self.file_button.clicked.connect(self.file_requested)
        self.close_button = button(_("Back"))
        self.close_button.clicked.connect(self.close_requested)
        self.moods = MoodMapping()
        self.moods.changed.connect(self.mapping_changed)
        self._counts = Card()
        self._count_line = QHBoxLayout()
        self._newest = Card(_("Preview"))
        self._newest_grid = QGridLayout()
        self._refused = Card()
        self.refused_words = text("", "small")
        self._conflicts = Card(_("Already here, and different"))
        self._conflict_words = text("", "small")
        self.import_button = button(_("Import"), "primary")
        self.import_button.clicked.connect(self.import_requested)
        self.cancel_button = button(_("Cancel"))
        self.cancel_button.clicked.connect(self.close_requested)
        self._empty = Card()
        self._arrange()
        self.show_nothing()

    def _arrange(self) -> None:
        spacing.gap(self._count_line, 28)
        self._counts.layout_.addLayout(self._count_line)
        spacing.gap(self._newest_grid, 16, 6)
        self._newest.layout_.addLayout(self._newest_grid)
        self._refused.add(self.refused_words)
        self._conflicts.add(self._conflict_words)
        self._empty.add(
            text(
                _(
                    "Daylio's CSV, this program's own JSON, and any table with the columns "
                    "day, measure, value can be read."
                )
            )
        )
        self._columns = Columns(_SIDE_WIDTH, side_first=True)
        self._columns.side.addWidget(self.moods)
        for card in (self._counts, self._newest, self._refused, self._conflicts):
            self._columns.main.addWidget(card)
        line = QHBoxLayout()
        spacing.gap(line, 12)
        line.addWidget(self.import_button)
        line.addWidget(self.cancel_button)
        line.addWidget(text(_("It can be undone in one step."), "small"))
        line.addStretch(1)
        self._columns.main.addLayout(line)
        self._columns.main.addStretch(1)
        head = page_head(
            text(_("Bring data in"), "h1"), self._about, self.file_button, self.close_button
        )
        self.body.addLayout(head)
        self.body.addWidget(self._empty)
        self.body.addWidget(self._columns)
        self.body.addStretch(1)

    def show_nothing(self) -> None:
        """No file yet, or no longer (after an import, on lock)."""
        self._about.setText(_("Nothing is saved until you press Import."))
        self._empty.show()
        self._columns.hide()
        self.file_button.setText(_("Choose a file"))
        self.moods.show_names({}, {})
        _empty_layout(self._newest_grid)
        for words in (self.refused_words, self._conflict_words):
            words.setText("")

    def show_preview(self, preview: ImportPreview, file_name: str, format_words: str) -> None:
        """Show what importing would do."""
        self._about.setText(
            _("{file}, recognised as {format}. Nothing is saved until you press Import.").format(
                file=file_name, format=format_words
            )
        )
        self.file_button.setText(_("Other file"))
        self._empty.hide()
        self._columns.show()
        names = preview.contents.mood_names
        self.moods.setVisible(bool(names))
        self.moods.show_names(names, preview.contents.mood_counts)
        self._show_counts(preview)
        self._show_newest(preview)
        self._show_refused(preview)
        self._show_conflicts(preview)
        n = len(preview.fresh)
        self.import_button.setText(
            ngettext("Import {n} value", "Import {n} values", n).format(n=n)
            if n
            else _("Nothing new to import")
        )
        self.import_button.setEnabled(n > 0)

    def _show_counts(self, preview: ImportPreview) -> None:
        _empty_layout(self._count_line)
        counts = (
            (preview.contents.n_rows, _("lines in the file")),
            (preview.n_read, _("values can be read")),
            (preview.n_already_there, _("already here")),
            (len(preview.contents.refused), _("lines cannot be read")),
        )
        for n, words in counts:
            pair = QWidget()
            pile = QVBoxLayout(pair)
            pile.setContentsMargins(0, 0, 0, 0)
            pile.setSpacing(0)
            pile.addWidget(text(f"{n}", "number", wrap=False))
            pile.addWidget(text(words, "small"))
            self._count_line.addWidget(pair, 1)

    def _show_newest(self, preview: ImportPreview) -> None:
        _empty_layout(self._newest_grid)
        days = sorted({value.day for value in preview.contents.values}, reverse=True)
        self._newest.setVisible(bool(days))
        if not days:
            return
        self._newest.heading.setText(
            _("Preview, the newest days of {first} to {last}").format(
                first=short_day(days[-1], days[0]), last=long_day(days[0], days[-1])
            )
        )
        for row, day in enumerate(days[:_NEWEST_DAYS]):
            told = [
                _value_words(value.value)
                for value in preview.contents.values
                if value.day == day and isinstance(value.value, float)
            ]
            n_words = sum(
                value.day == day and not isinstance(value.value, float)
                for value in preview.contents.values
            )
            self._newest_grid.addWidget(text(weekday_day_short(day), wrap=False), row, 0)
            self._newest_grid.addWidget(text(", ".join(told), "label"), row, 1)
            also = ngettext("and {n} in words", "and {n} in words", n_words).format(n=n_words)
            self._newest_grid.addWidget(text(also if n_words else "", "small"), row, 2)
        self._newest_grid.setColumnStretch(2, 1)

    def _show_refused(self, preview: ImportPreview) -> None:
        refused = preview.contents.refused
        self._refused.setVisible(bool(refused or preview.contents.left_out))
        n = len(refused)
        self._refused.heading.setText(
            ngettext("{n} line cannot be read", "{n} lines cannot be read", n).format(n=n)
            if refused
            else _("Left out")
        )
        self._refused.heading.show()
        lines = [
            _("Line {line}: {reason}").format(line=line.line, reason=line.reason)
            for line in refused[:_REFUSED_SHOWN]
        ]
        if n > _REFUSED_SHOWN:
            more = n - _REFUSED_SHOWN
            lines.append(ngettext("and {n} more", "and {n} more", more).format(n=more))
        lines.extend(preview.contents.left_out)
        lines.append(_("They are left out. The rest is not affected."))
        self.refused_words.setText("\n".join(lines))

    def _show_conflicts(self, preview: ImportPreview) -> None:
        conflicts = preview.conflicts
        self._conflicts.setVisible(bool(conflicts))
        lines = [
            _("{day}: here {here}, in the file {file}").format(
                day=short_day(one.day), here=one.here, file=one.file
            )
            for one in conflicts[:_CONFLICTS_SHOWN]
        ]
        if len(conflicts) > _CONFLICTS_SHOWN:
            more = len(conflicts) - _CONFLICTS_SHOWN
            lines.append(ngettext("and {n} more", "and {n} more", more).format(n=more))
        lines.append(_("What is here stays as it is."))
        self._conflict_words.setText("\n".join(lines))


def _value_words(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _empty_layout(layout: QGridLayout | QHBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
            widget.hide()
            widget.deleteLater()
