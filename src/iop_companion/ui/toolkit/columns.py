"""Two columns that become one where there is no room for both."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.theme import current

_GAP = 20
_WIDE_FROM = 1300


class Columns(QWidget):
    """``main`` beside ``side``; the side drops under the main below ``both_from`` px (at 100 %).

    ``side_width`` is the width of the side column while it stands beside the main one, and
    ``side_wide`` its width where there is room to spare; ``side_first`` puts it on the left, or on
    top.
    """

    turned = Signal()
    """They stand beside each other now, or one below the other."""

    def __init__(
        self,
        side_width: int,
        both_from: int = 820,
        side_wide: int = 0,
        *,
        side_first: bool = False,
        side_fills: bool = False,
    ) -> None:
        """Build two empty columns, 16 px between the cards in each.

        ``side_fills``: beside, the side column is as high as the main one, for what scrolls in it.
        """
        super().__init__()
        self._side_fills = side_fills
        self._side_width = side_width
        self._both_from = both_from
        self._side_wide = side_wide or side_width
        self.main = QVBoxLayout()
        self.side = QVBoxLayout()
        for column in (self.main, self.side):
            spacing.gap(column, 16)
        self._side_box = QWidget()
        self._side_box.setLayout(self.side)
        self.side.setContentsMargins(0, 0, 0, 0)
        self._side_box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        spacing.gap(self._line, _GAP)
        self._line.addLayout(self.main, 1)
        at = 0 if side_first else 1
        self._line.insertWidget(at, self._side_box, 0, Qt.AlignmentFlag.AlignTop)
        current().changed.connect(self._place)

    @property
    def are_beside(self) -> bool:
        """Whether the two stand side by side now."""
        return self._line.direction() is QBoxLayout.Direction.LeftToRight

    def show_side(self, *, shown: bool) -> None:
        """Show the side column, or leave its width to the main one."""
        self._side_box.setVisible(shown)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt override
        """Narrow: the columns stack rather than ask for width."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt override
        """Stack or unstack."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        if not self.width():
            return  # before the first layout nobody knows, and turning twice costs time
        theme = current()
        beside = self.width() >= theme.px(self._both_from)
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if beside:
            has_room = self.width() >= theme.px(_WIDE_FROM)
            wished = self._side_wide if has_room else self._side_width
            self._side_box.setFixedWidth(theme.px(wished))
        else:
            self._side_box.setMinimumWidth(0)
            self._side_box.setMaximumWidth(16_777_215)
        is_at_top = beside and not self._side_fills
        top = Qt.AlignmentFlag.AlignTop if is_at_top else Qt.AlignmentFlag(0)
        self._line.setAlignment(self._side_box, top)
        if self._line.direction() is not direction:
            self._line.setDirection(direction)
            self.turned.emit()
