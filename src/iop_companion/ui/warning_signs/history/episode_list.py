"""Warnings as they were shown, newest first: day, level, what it was, what was done, my answer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from iop_companion.foundation.day_words import day_short
from iop_companion.foundation.i18n import _, pgettext
from iop_companion.services.what_happened import EpisodeRow
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import divider, text
from iop_companion.ui.toolkit.level_shape import RAIL, LevelShape, level_word
from iop_companion.ui.toolkit.theme import current
from iop_companion.ui.widgets.at_once import at_once

_WIDE_FROM = 560
"""Px at 100 % text from which a warning is one line of columns."""

_WIDTHS = (100, 80, 0, 0, 74, 104)
"""Px of each column; 0 shares what is left."""

_SHARES = {2: 5, 3: 4}


def open_words() -> str:
    """Return what stands for an answer that was not given."""
    return pgettext("no answer given yet", "Open")


class EpisodeButton(QPushButton):
    """One warning; the whole line is the target."""

    def __init__(self, shown: EpisodeRow, *, with_year: bool) -> None:
        """Show ``shown``, not chosen."""
        super().__init__()
        self.episode_id = shown.id
        self._shown = shown
        self.setProperty("kind", "line")
        self.setProperty("ring", "inside")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self._cells = _cells(shown, with_year=with_year)
        self.setAccessibleName(_spoken(shown))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._grid = QGridLayout(self)
        spacing.margins(self._grid, 14, 9, 12, 9)
        spacing.gap(self._grid, 10)
        self._grid.setVerticalSpacing(2)
        self._is_wide: bool | None = None
        for cell in self._cells:
            cell.setParent(self)  # before any of them is shown: none is ever a window
        self.lay_out(is_wide=True)
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

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

    def hasHeightForWidth(self) -> bool:  # noqa: N802 -- Qt's name
        """Its words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 -- Qt's name
        """As high as its wrapped words."""
        return self._grid.totalHeightForWidth(width)

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """As large as its words."""
        return self._grid.sizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """As large as its words, wrapped."""
        return self._grid.minimumSize()


class EpisodeList(QWidget):
    """One tab stop; Up and Down move and choose. ``chosen`` tells the id of a warning."""

    chosen = Signal(str)

    def __init__(self) -> None:
        """Build it empty."""
        super().__init__()
        self.buttons: list[EpisodeButton] = []
        self._rows: tuple[EpisodeRow, ...] = ()
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(lambda at: self.chosen.emit(self.buttons[at].episode_id))
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
        while self._pile.count() > 1:
            item = self._pile.takeAt(1)
            if item is not None and (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for gone in self.buttons:
            self._group.removeButton(gone)
        self.buttons = []
        with at_once(self):
            for at, shown in enumerate(rows):
                self._pile.addWidget(divider())
                made = EpisodeButton(shown, with_year=shown.spoke_on.year != rows[0].spoke_on.year)
                self._group.addButton(made, at)
                self._pile.addWidget(made)
                self.buttons.append(made)
        self._lay_out()

    def mark(self, episode_id: str) -> None:
        """Mark a warning as open, or none for ""; nobody is told."""
        self._group.setExclusive(False)
        for one in self.buttons:
            one.setChecked(one.episode_id == episode_id)
        self._group.setExclusive(True)
        stop = next((one for one in self.buttons if one.isChecked()), None)
        for one in self.buttons:
            is_stop = one is (stop or self.buttons[0])
            one.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_stop else Qt.FocusPolicy.ClickFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Move to the warning above or below and open it."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        here = next((at for at, one in enumerate(self.buttons) if one.hasFocus()), None)
        if step is None or here is None or not 0 <= here + step < len(self.buttons):
            super().keyPressEvent(event)
            return
        following = self.buttons[here + step]
        following.setFocus(Qt.FocusReason.TabFocusReason)
        following.click()

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
    """Give head and lines the same columns."""
    for column, width in enumerate(_WIDTHS):
        grid.setColumnMinimumWidth(column, current().px(width) if is_wide else 0)
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
    spacing.gap(across, 6)
    across.addWidget(LevelShape(shown.level, RAIL))
    across.addWidget(text(level_word(shown.level), "small", wrap=False))
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
