"""The backups, newest first: one tab stop, arrows move, the chosen one is previewed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from iop_companion.domain.backup import Backup
from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import at_edge, button, text
from iop_companion.ui.toolkit.emptying import drop
from iop_companion.ui.toolkit.icons import set_icon
from iop_companion.ui.widgets.at_once import at_once
from iop_companion.ui.widgets.backup_words import state_words, title_words, where_words
from iop_companion.ui.widgets.line_button import LineButton, OpenLine

_SHOWN = 6


class BackupLine(LineButton):
    """One backup: when it was made, what it holds, and whether it was opened and counted."""

    def __init__(self, backup: Backup, now: datetime) -> None:
        """Build it not chosen."""
        super().__init__(str(backup.file))
        self.backup = backup
        title, where, state = (
            title_words(backup, now),
            where_words(backup, now),
            state_words(backup),
        )
        self.setAccessibleName(f"{title}: {state}")
        self.setAccessibleDescription(where)
        sign = text("", wrap=False)
        mark = "check" if backup.is_verified else "lock"
        set_icon(sign, "warning_signs" if backup.is_damaged else mark, size=16)
        words = QVBoxLayout()
        spacing.gap(words, 1)
        for label in (text(title, "label"), text(where, "hint")):
            words.addWidget(label)
        line = QHBoxLayout(self)
        spacing.margins(line, 14, 9, 12, 9)
        spacing.gap(line, 8)
        line.addLayout(words, 1)
        line.addWidget(sign)
        line.addWidget(text(state, "small", wrap=False))
        self.take_every_click()


class BackupList(QWidget):
    """Shows the newest few, or all of them."""

    chosen = Signal(object)

    def __init__(self, after: QWidget) -> None:
        """Build it empty; Tab comes to it from ``after``."""
        super().__init__()
        self._after = after
        self.lines: list[BackupLine] = []
        self._backups: tuple[Backup, ...] = ()
        self._now: datetime | None = None
        self._file: Path | None = None
        self._open = OpenLine(self)
        self._open.chosen.connect(lambda file: self.choose(Path(file)))
        self._box = QWidget()
        self._column = QVBoxLayout(self._box)
        self._column.setContentsMargins(0, 0, 0, 0)
        spacing.gap(self._column, 2)
        self.more_button = at_edge(button("", "quiet", size="small", checkable=True))
        self.more_button.toggled.connect(lambda _on: self._fill())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        spacing.gap(whole, 6)
        whole.addWidget(self._box)
        whole.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def file(self) -> Path | None:
        """The file of the chosen backup."""
        return self._file

    def show_backups(self, backups: Sequence[Backup], now: datetime) -> None:
        """Show ``backups``, newest first; the chosen one stays chosen while it is there."""
        self._backups, self._now = tuple(backups), now
        if self._file not in {one.file for one in backups}:
            self._file = None
        self._fill()

    def choose(self, file: Path) -> None:
        """Choose the backup of ``file`` if it is listed; it is told."""
        found = next((line for line in self.lines if line.backup.file == file), None)
        if found is not None:
            self._file = file
            self._mark()
            self.chosen.emit(found.backup)

    def _mark(self) -> None:
        self._open.mark("" if self._file is None else str(self._file))

    def _fill(self) -> None:
        had_focus = any(line.hasFocus() for line in self.lines)
        drop(self._column, *self.lines)
        self.lines = []
        is_all = self.more_button.isChecked()
        shown = self._backups if is_all else self._backups[:_SHOWN]
        if self._now is not None:
            before = self._after
            with at_once(self._box):
                for backup in shown:
                    line = BackupLine(backup, self._now)
                    self._column.addWidget(line)
                    self.lines.append(line)
                    QWidget.setTabOrder(before, line)
                    before = line
        self._open.follow(self.lines)
        self._mark()
        self.more_button.setText(
            _("Fewer") if is_all else _("All {n} backups").format(n=len(self._backups))
        )
        self.more_button.setVisible(len(self._backups) > _SHOWN)
        if had_focus and self.lines:
            stop = next((one for one in self.lines if one.isChecked()), self.lines[0])
            stop.setFocus(Qt.FocusReason.OtherFocusReason)
