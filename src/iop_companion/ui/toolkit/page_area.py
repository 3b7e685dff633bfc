"""The room of a page: scrolls downwards only, margins of the kit, never wider than can be read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
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

_room: QWidget | None = None


@contextmanager
def made_in(room: QWidget) -> Iterator[None]:
    """Have the pages that are made meanwhile be in ``room`` from the first.

    Qt looks through a page and all in it when it is given to another widget.
    """
    global _room  # noqa: PLW0603 -- pages are made one at a time
    _room = room
    try:
        yield
    finally:
        _room = None


class PageArea(QScrollArea):
    """Put a page's widgets into ``body`` (a column). The area scrolls when they need more height.

    ``margins`` are left and right, top, bottom in px at 100 % text.
    """

    def __init__(self, margins: tuple[int, int, int] = (32, 24, 20), widest: int = WIDEST) -> None:
        """Build an empty page."""
        super().__init__(_room)
        self.steps: Iterator[None] = iter(())
        self._margins = margins
        self._widest = widest
        self._has_begun = False
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

    def build(self, steps: Iterator[None], *, whole: bool) -> None:
        """Do ``steps`` now if ``whole``, else leave them in :attr:`steps` for the page's maker."""
        self.steps = steps
        if whole:
            for _step in steps:
                pass

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 -- Qt override
        """Find out how high the content is, which nobody asked before."""
        super().showEvent(event)
        self._has_begun = False
        self._measure()

    def begins_anew(self) -> bool:
        """Whether this is the first that is asked since the page came to the front."""
        begins, self._has_begun = not self._has_begun, True
        return begins

    def lay_out(self, size: QSize) -> None:
        """Put everything in its place for ``size`` before it is shown."""
        self.resize(size)
        self._port.resize(size)
        self._measure()
        layout = self._content.layout()
        if layout is not None:
            layout.activate()

    def _measure(self) -> None:
        if not self._content.is_needed:
            self._content.is_needed = True
            self.setWidgetResizable(True)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt override
        """Small: the page scrolls instead of making the window grow."""
        return QSize(0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt override
        """Keep the content readable on wide screens."""
        super().resizeEvent(event)
        self._place()

    def show_all_of(self, widget: QWidget) -> None:
        """Scroll until ``widget`` with its focus ring is in sight.

        Once more in a moment: what was opened only now has no place of its own yet.
        """
        self._see(widget)
        QTimer.singleShot(0, widget, lambda: self._see(widget))

    def _see(self, widget: QWidget) -> None:
        if widget.isVisible() and self._content.isAncestorOf(widget):
            self.ensureWidgetVisible(widget, 0, current().px(16))

    def _place(self) -> None:
        theme = current()
        side, top, bottom = (theme.px(size) for size in self._margins)
        if theme.scale >= NARROW_FROM:
            side, top, bottom = side // 2, top // 2, bottom // 2
        spare = max(0, self._port.width() - 2 * side - theme.px(self._widest))
        self.body.setContentsMargins(side + spare // 2, top, side + spare - spare // 2, bottom)


class _Content(QWidget):
    """As high as its wrapped text needs at the width there is, and no higher.

    Before the page is first shown (:attr:`is_needed`) it asks nothing of what is in it: Qt wants to
    know whenever the page is put somewhere, and each time all would be dressed for the answer.
    """

    def __init__(self, port: QWidget) -> None:
        super().__init__()
        self._port = port
        self.is_needed = False
        self.setObjectName("page")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt override
        """As Qt has it, once anybody sees it."""
        return super().sizeHint() if self.is_needed else QSize(0, 0)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt override
        """Height for the width of the area; any width will do."""
        layout = self.layout()
        if layout is None or not self.is_needed:
            return QSize(0, 0)
        if layout.hasHeightForWidth():
            return QSize(0, layout.totalHeightForWidth(self._port.width()))
        return QSize(0, layout.totalMinimumSize().height())
