"""The room of a page: scrolls downwards only, margins of the kit, never wider than can be read."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QFrame,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.theme import current

WIDEST = 1480
"""Content grows to this (px at 100 %), then the margins grow."""

NARROW_FROM = 1.75
"""From this text scale on the rail is a bar at the top and margins are small."""


class PageArea(QScrollArea):
    """Put a page's widgets into ``body`` (a column). The area scrolls when they need more height.

    ``margins`` are left and right, top, bottom in px at 100 % text.
    """

    def __init__(self, margins: tuple[int, int, int] = (32, 24, 20), widest: int = WIDEST) -> None:
        """Build an empty page."""
        super().__init__()
        self._margins = margins
        self._widest = widest
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizeAdjustPolicy(QAbstractScrollArea.SizeAdjustPolicy.AdjustIgnored)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # Made here, because asking for Qt's own one loads every kind of widget that Python knows.
        self._port = QWidget()
        self.setViewport(self._port)
        self._content = _Content(self._port)
        self.body = QVBoxLayout(self._content)
        spacing.gap(self.body, 16)
        self.setWidget(self._content)
        current().changed.connect(self._place)
        self._place()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt override
        """Small: the page scrolls instead of making the window grow."""
        return QSize(0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt override
        """Keep the content readable on wide screens."""
        super().resizeEvent(event)
        self._place()

    def show_all_of(self, widget: QWidget) -> None:
        """Scroll until ``widget`` with its focus ring is in sight."""
        self.ensureWidgetVisible(widget, 0, current().px(16))

    def _place(self) -> None:
        theme = current()
        side, top, bottom = (theme.px(size) for size in self._margins)
        if theme.scale >= NARROW_FROM:
            side, top, bottom = side // 2, top // 2, bottom // 2
        spare = max(0, self._port.width() - 2 * side - theme.px(self._widest))
        self.body.setContentsMargins(side + spare // 2, top, side + spare - spare // 2, bottom)


class _Content(QWidget):
    """As high as its wrapped text needs at the width there is, and no higher."""

    def __init__(self, port: QWidget) -> None:
        super().__init__()
        self._port = port
        self.setObjectName("page")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt override
        """Height for the width of the area; any width will do."""
        layout = self.layout()
        if layout is None:
            return QSize(0, 0)
        if layout.hasHeightForWidth():
            return QSize(0, layout.totalHeightForWidth(self._port.width()))
        return QSize(0, layout.totalMinimumSize().height())
