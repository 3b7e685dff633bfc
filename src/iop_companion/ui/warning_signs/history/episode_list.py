"""Warnings as they were shown, newest first: day, level, what it was, what was done, my answer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from iop_companion.foundation.day_words import day_short
from iop_companion.foundation.i18n import _, pgettext
from iop_companion.services.episode_rows import EpisodeRow
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import divider, text
from iop_companion.ui.toolkit.emptying import empty
from iop_companion.ui.toolkit.level_shape import level_word
from iop_companion.ui.toolkit.theme import current
from iop_companion.ui.widgets.at_once import at_once
from iop_companion.ui.widgets.level_tag import LevelTag
from iop_companion.ui.widgets.line_button import LineButton, OpenLine

_WIDE_FROM = 560
"""Px at 100 % text from which a warning is one line of columns."""

_WIDTHS = (104, 92, 0, 0, 70, 100)
"""Px of each column; 0 shares what is left."""

_SHARES = {2: 5, 3: 4}


def open_words() -> str:
    """Return what stands for an answer that was not given."""
    return pgettext("no answer given yet", "Open")


class EpisodeButton(LineButton):
    """One warning."""

    def __init__(self, shown: EpisodeRow, *, with_year: bool) -> None:
        """Show ``shown``, not chosen."""
        super().__init__(shown.id)
        self._shown = shown
        self.setProperty("ring", "inside")
        self._cells = _cells(shown, with_year=with_year)
        self.setAccessibleName(_spoken(shown))
        self._grid = QGridLayout(self)
        spacing.margins(self._grid, 14, 9, 12, 9)
        spacing.gap(self._grid, 10)
        self._grid.setVerticalSpacing(2)
        self._is_wide: bool | None = None
        for cell in self._cells:
            cell.setParent(self)  # before any of them is shown: none is ever a window
        self.lay_out(is_wide=True)
        self.take_every_click()

    def lay_out(self, *, is_wide: bool) -> None:
        """One line of columns, or what it was below day, level and answer."""
        if is_wide == self._is_wide:
            return
        self._is_wide = is_wide
        for cell in self._cells:
            self._grid.removeWidget(cell)
        spoke, level, what, done, helped, answer = self._cells
        top = Qt.AlignmentFlag.AlignTop
        if is_wide:
            for column, cell in enumerate(self._cells):
                self._grid.addWidget(cell, 0, column, top)
        else:
            self._grid.addWidget(spoke, 0, 0, top)
            self._grid.addWidget(level, 0, 1, top)
            self._grid.addWidget(answer, 0, 2, top | Qt.AlignmentFlag.AlignRight)
            self._grid.addWidget(what, 1, 0, 1, 3)
            self._grid.addWidget(done, 2, 0, 1, 2)
            self._grid.addWidget(helped, 2, 2, Qt.AlignmentFlag.AlignRight)
        for cell, words in ((done, self._shown.done), (helped, self._shown.helped)):
            cell.setVisible(is_wide or bool(words))
        set_columns(self._grid, is_wide=is_wide)


class EpisodeList(QWidget):
    """One tab stop; Up and Down move and choose. ``chosen`` tells the id of a warning."""

    chosen = Signal(str)

    def __init__(self) -> None:
        """Build it empty."""
        super().__init__()
        self.buttons: list[EpisodeButton] = []
        self._rows: tuple[EpisodeRow, ...] = ()
        self._open = OpenLine(self)
        self._open.chosen.connect(self.chosen)
        self._head = QWidget()
        head = QGridLayout(self._head)
        spacing.margins(head, 14, 4, 12, 4)
        spacing.gap(head, 10)
        for column, words in enumerate(_headings()):
            head.addWidget(text(words, "hint"), 0, column)
        set_columns(head, is_wide=True)
        self._pile = QVBoxLayout(self)
        self._pile.setContentsMargins(0, 0, 0, 0)
        spacing.gap(self._pile, 0)
        self._pile.addWidget(self._head)
        current().changed.connect(self._lay_out)

    def show_rows(self, rows: Sequence[EpisodeRow]) -> None:
        """Show ``rows``."""
        if tuple(rows) == self._rows:
            return
        self._rows = tuple(rows)
        empty(self._pile, keep=1)  # the head stays
        newest = rows[0].spoke_on.year if rows else 0
        self.buttons = [EpisodeButton(one, with_year=one.spoke_on.year != newest) for one in rows]
        with at_once(self):
            for made in self.buttons:
                self._pile.addWidget(divider())
                self._pile.addWidget(made)
        self._open.follow(self.buttons)
        self._lay_out()

    def mark(self, episode_id: str) -> None:
        """Mark a warning as open, or none for ""; nobody is told."""
        self._open.mark(episode_id)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Narrow: columns go below each other rather than ask for width."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Columns where there is room for them."""
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        is_wide = self.width() >= current().px(_WIDE_FROM)
        self._head.setVisible(is_wide and bool(self.buttons))
        for one in self.buttons:
            one.lay_out(is_wide=is_wide)


def set_columns(grid: QGridLayout, *, is_wide: bool) -> None:
    """Give head and lines the same columns; below each other the first alone is as wide."""
    for column, width in enumerate(_WIDTHS):
        has_width = is_wide or column == 0
        grid.setColumnMinimumWidth(column, current().px(width) if has_width else 0)
        share = _SHARES.get(column, 0) if is_wide else int(column == 1)
        grid.setColumnStretch(column, share)


def _headings() -> list[str]:
    return [
        pgettext("column: the day a warning spoke", "Spoke"),
        _("Level"),
        _("What it was"),
        pgettext("column: what of the plan was done", "Done"),
        _("Helped?"),
        _("My answer"),
    ]


def _cells(shown: EpisodeRow, *, with_year: bool) -> tuple[QWidget, ...]:
    spoke = QWidget()
    pile = QVBoxLayout(spoke)
    pile.setContentsMargins(0, 0, 0, 0)
    spacing.gap(pile, 0)
    day = day_short(shown.spoke_on, with_year=with_year)
    pile.addWidget(text(day, "label", wrap=False))
    pile.addWidget(text(_since(shown), "hint", wrap=False))
    level = QWidget()
    across = QHBoxLayout(level)
    across.setContentsMargins(0, 0, 0, 0)
    tag = LevelTag()
    tag.show_level(shown.level)
    across.addWidget(tag)
    across.addStretch(1)
    words = (shown.what, shown.done or "–", shown.helped or "–", shown.answer or _unsaid(shown))
    labels: list[QLabel] = [text(one, "small") for one in words]
    return spoke, level, *labels


def _unsaid(shown: EpisodeRow) -> str:
    return open_words() if shown.is_open else "–"


def _since(shown: EpisodeRow) -> str:
    if shown.since is None or shown.since == shown.spoke_on:
        return _("same day")
    return _("since {day}").format(day=day_short(shown.since))


def _spoken(shown: EpisodeRow) -> str:
    """The whole line for assistive technology, each part with the name of its column."""
    day = day_short(shown.spoke_on, with_year=True)
    said = [f"{day}, {_since(shown)}", level_word(shown.level), shown.what]
    for heading, words in zip(_headings()[3:], (shown.done, shown.helped), strict=False):
        said += [f"{heading}: {words}"] if words else []
    return ". ".join([*said, shown.answer or _unsaid(shown)])
