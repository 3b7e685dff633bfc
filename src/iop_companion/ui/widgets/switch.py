"""A joined row of buttons of which one is on: ranges, periods, choices of a setting."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QSizePolicy, QWidget

from iop_companion.ui.toolkit.cards import set_state
from iop_companion.ui.toolkit.theme import current

_ROOMY, _TIGHT = 29, 13
"""Px beside the words of a button with room to spare, and at the least."""

_LINE_GAP = 6
_ICON_GAP = 14


class Switch(QWidget):
    """One tab stop; arrows move and choose, as Qt does for an exclusive group.

    ``chosen`` tells the key that the person chose. Where a line is too narrow for all choices they
    move closer, then go on in the next line: words are never cut.
    """

    chosen = Signal(str)

    def __init__(
        self,
        name: str,
        choices: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
        *,
        fills: bool = False,
    ) -> None:
        """Show a button for each (key, words); ``name`` is for assistive technology.

        ``fills`` spreads the choices over the whole width instead of their own.
        """
        super().__init__(parent)
        self.setAccessibleName(name)
        self._keys = [key for key, _words in choices]
        self._fills = fills
        self._group = QButtonGroup(self)
        for index, (_key, words) in enumerate(choices):
            made = _Segment(words, self)
            made.setAccessibleName(f"{name}: {words}")
            self._group.addButton(made, index)
        across = QSizePolicy.Policy.Expanding if fills else QSizePolicy.Policy.Maximum
        policy = QSizePolicy(across, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._group.idClicked.connect(self._tell)
        current().changed.connect(self._follow)
        if choices:
            self.choose(self._keys[0])

    def choose(self, key: str) -> None:
        """Show ``key`` as chosen; nobody is told."""
        self.button_of(key).setChecked(True)
        for one in self._segments():
            is_stop = one is self._group.checkedButton()
            one.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_stop else Qt.FocusPolicy.ClickFocus)

    def button_of(self, key: str) -> QPushButton:
        """Return the button of ``key``; raises ``ValueError`` for an unknown one."""
        return self._segments()[self._keys.index(key)]

    @property
    def key(self) -> str:
        """The chosen key."""
        return self._keys[self._group.checkedId()]

    @property
    def chosen_button(self) -> QPushButton:
        """The button of the chosen key, which is the tab stop."""
        return self.button_of(self.key)

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        """All buttons in their order."""
        return tuple(self._segments())

    def hasHeightForWidth(self) -> bool:  # noqa: N802 -- Qt's name
        """Say that a narrower switch may need a further line."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 -- Qt's name
        """Return the height of as many lines as ``width`` asks for."""
        n_lines = len(self._lines(width))
        gap = current().px(_LINE_GAP)
        return max(0, n_lines * (self._line_height() + gap) - gap)

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Everything in one line, with room beside the words."""
        return QSize(sum(self._widths(_ROOMY)), self._line_height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """One choice a line is always possible."""
        return QSize(max(self._widths(_TIGHT), default=0), self._line_height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Place the buttons in the width there is."""
        super().resizeEvent(event)
        self._place()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Left and Right follow the order, on into the next line: Qt knows only the places."""
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        segments = self._segments()
        focused = next((at for at, one in enumerate(segments) if one.hasFocus()), None)
        if focused is not None and 0 <= focused + step < len(segments):
            following = segments[focused + step]
            following.setFocus(Qt.FocusReason.TabFocusReason)
            following.click()

    def _segments(self) -> list[_Segment]:
        return [one for one in self._group.buttons() if isinstance(one, _Segment)]

    def _widths(self, beside: int) -> list[int]:
        room = current().px(beside)
        return [segment.words_width + room for segment in self._segments()]

    def _line_height(self) -> int:
        return max((segment.sizeHint().height() for segment in self._segments()), default=0)

    def _lines(self, width: int) -> list[list[int]]:
        """Indices of the buttons of each line: one line if it can be, else each as full as fits."""
        tight = self._widths(_TIGHT)
        if sum(tight) <= width or not tight:
            return [list(range(len(tight)))] if tight else []
        lines: list[list[int]] = []
        used = 0
        for index, needed in enumerate(self._widths(_ROOMY)):
            if not lines or used + needed > width:
                lines.append([])
                used = 0
            lines[-1].append(index)
            used += needed
        return lines

    def _place(self) -> None:
        top, height = 0, self._line_height()
        segments = self._segments()
        for line in self._lines(self.width()):
            left = 0
            for place, (index, width) in enumerate(self._fitted(line)):
                segments[index].setGeometry(QRect(left, top, width, height))
                segments[index].stand(place, len(line))
                left += width
            top += height + current().px(_LINE_GAP)

    def _fitted(self, line: list[int]) -> list[tuple[int, int]]:
        """Buttons of a line with their widths: their own, or all of the width if it must fill."""
        roomy = self._widths(_ROOMY)
        wanted = [roomy[index] for index in line]
        spare = self.width() - sum(wanted)
        if spare < 0 or self._fills:
            share, rest = divmod(spare, len(line))
            wanted = [width + share + (n < rest) for n, width in enumerate(wanted)]
        return list(zip(line, wanted, strict=True))

    def _follow(self) -> None:
        self.updateGeometry()
        self._place()

    def _tell(self, index: int) -> None:
        self.choose(self._keys[index])
        self.chosen.emit(self._keys[index])


@lru_cache(maxsize=256)
def _bold_width(words: str, _scale: float) -> int:
    """Width of ``words`` as the chosen one shows them; asked anew for every layout."""
    return QFontMetrics(current().font(weight=QFont.Weight.DemiBold)).horizontalAdvance(words)


class _Segment(QPushButton):
    """One choice; it keeps the room of its bolder words, so that choosing moves nothing."""

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(words, parent)
        self.setProperty("seg", "mid")
        self.setProperty("fit", "seg")
        self.setProperty("ring", "inside")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Leave Left and Right to the switch, which knows the order."""
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()
        else:
            super().keyPressEvent(event)

    @property
    def words_width(self) -> int:
        shape = 0 if self.icon().isNull() else self.iconSize().width() + current().px(_ICON_GAP)
        return _bold_width(self.text(), current().scale) + shape

    def stand(self, place: int, n_in_line: int) -> None:
        """Round the outer corners of the line that this one stands in."""
        corners = {0: "first", n_in_line - 1: "last"}
        set_state(self, "seg", "only" if n_in_line == 1 else corners.get(place, "mid"))
