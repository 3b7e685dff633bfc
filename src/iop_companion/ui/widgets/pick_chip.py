"""A chip that is ticked or not, with room for its tick and bolder words from the start."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QFontMetrics, QIcon
from PySide6.QtWidgets import QPushButton

from iop_companion.ui.toolkit.icons import icon
from iop_companion.ui.toolkit.theme import current

_SIDES = 26
_TICK, _TICK_GAP = 14, 8
_BY_QT = 4
"""What Qt leaves between icon and words; the rest of the gap is room in the icon."""


class PickChip(QPushButton):
    """A tab stop of its own; for a few choices that stand beside each other."""

    def __init__(self, words: str) -> None:
        """Show ``words``."""
        super().__init__(words)
        self.setProperty("kind", "chip")
        self.setProperty("radius", 18)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.toggled.connect(self._show_tick)
        current().changed.connect(self._show_tick)

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Return a size that answering does not change."""
        theme = current()
        bold = QFontMetrics(theme.font(weight=QFont.Weight.DemiBold))
        width = bold.horizontalAdvance(self.text()) + theme.px(_SIDES)
        return QSize(width + theme.px(_TICK + _TICK_GAP) * self.isChecked(), theme.px(36))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Never be narrower."""
        return self.sizeHint()

    def _show_tick(self) -> None:
        if self.isChecked():
            px, room = current().px(_TICK), _TICK_GAP - _BY_QT
            self.setIcon(icon("check", "on_primary_soft", size=_TICK, room=room))
            self.setIconSize(QSize(px + current().px(room), px))
        else:
            self.setIcon(QIcon())
        self.updateGeometry()
