"""A small frame over the page, inside the same window, so that Hide and F1 work as ever."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.theme import current

_GAP = 4
_EDGE = 8
_INSIDE, _BETWEEN = 12, 8
_TIGHT_INSIDE, _TIGHT_GAP = 4, 1
"""Where large text leaves little room below the bar with Get support now, which stays free."""


class Popover(QFrame):
    """Opens under its anchor (or above or beside it) and never outside the window.

    It closes by Esc, a click elsewhere, or when the focus leaves both it and its anchor. It is no
    window of its own: the lock and the focus ring treat it like any other part of the page.
    """

    closed = Signal()

    def __init__(self, anchor: QWidget) -> None:
        """Belong to ``anchor``; nothing shows before :meth:`open`."""
        super().__init__(anchor)
        self.anchor = anchor
        self.hide()
        anchor.destroyed.connect(self.deleteLater)
        self.setObjectName("popover")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.layout_ = QVBoxLayout(self)
        self._be_tight(is_tight=False)

    def open(self) -> None:
        """Show it; open already, it is only placed anew."""
        self.setParent(self.anchor.window())
        self._place()
        if self.isHidden():
            self.show()
            app = QApplication.instance()
            assert isinstance(app, QApplication)
            app.installEventFilter(self)
            app.focusChanged.connect(self._on_focus)
        self.raise_()

    def close_(self) -> None:
        """Hide it; the focus goes back to the anchor if it was inside."""
        if self.isHidden():
            return
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.removeEventFilter(self)
        app.focusChanged.disconnect(self._on_focus)
        if self._holds(QApplication.focusWidget()):
            self.anchor.setFocus(Qt.FocusReason.PopupFocusReason)
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Close on Esc; keep every other key from the page underneath."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_()
        event.accept()

    def eventFilter(self, source: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        """Close on a click elsewhere and on Esc in the anchor."""
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            inside = isinstance(source, QWidget) and (
                self._holds(source) or self._is_anchor(source)
            )
            if isinstance(source, QWidget) and not inside:
                self.close_()
        elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape and self._is_anchor(source):
                self.close_()
                return True
        elif kind == QEvent.Type.Hide and self._is_anchor(source):
            self.close_()  # another page, the blank page of Hide and Lock
        elif kind == QEvent.Type.Resize and source is self.window():
            self.close_()
        return False

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and not self._holds(new) and not self._is_anchor(new):
            self.close_()

    def _holds(self, widget: QObject | None) -> bool:
        return isinstance(widget, QWidget) and (widget is self or self.isAncestorOf(widget))

    def _is_anchor(self, widget: QObject | None) -> bool:
        return isinstance(widget, QWidget) and (
            widget is self.anchor or self.anchor.isAncestorOf(widget)
        )

    def _place(self) -> None:
        window = self.anchor.window()
        edge, gap = current().px(_EDGE), current().px(_GAP)
        room = window.rect().adjusted(edge, edge, -edge, -edge)
        for part in (self, *self.findChildren(QWidget)):
            part.ensurePolished()  # unstyled parts would ask for another size
        self._be_tight(is_tight=False)
        below_bar = self._room_below_bar(room)
        if below_bar is not None and self.sizeHint().height() > below_bar.height():
            self._be_tight(is_tight=True)
            below_bar.setBottom(window.rect().bottom() - _TIGHT_GAP)
        if below_bar is not None and self.sizeHint().height() <= below_bar.height():
            room = below_bar
        size = self.sizeHint().boundedTo(room.size())
        if self.hasHeightForWidth():
            size.setHeight(min(self.heightForWidth(size.width()), room.height()))
        under = QRect(self.anchor.mapTo(window, QPoint(0, 0)), self.anchor.size())
        self.setGeometry(QRect(_corner(under, size, room, gap), size))

    def _room_below_bar(self, room: QRect) -> QRect | None:
        """Return what ``room`` has below the bar with Get support now and Hide, if there is one."""
        window = self.anchor.window()
        bars = (one for one in window.findChildren(QWidget, "topbar") if one.isVisible())
        if (bar := next(bars, None)) is None:
            return None
        below = QRect(room)
        below.setTop(bar.mapTo(window, QPoint(0, bar.height())).y() + _TIGHT_GAP)
        return below

    def _be_tight(self, *, is_tight: bool) -> None:
        inside = _TIGHT_INSIDE if is_tight else _INSIDE
        spacing.margins(self.layout_, inside, inside, inside, inside)
        spacing.gap(self.layout_, _TIGHT_GAP if is_tight else _BETWEEN)
        self.layout_.invalidate()
        self.layout_.activate()


def _corner(anchor: QRect, size: QSize, room: QRect, gap: int) -> QPoint:
    """Under the anchor, else above it, else beside it, else wherever there is room."""
    left = min(max(anchor.left(), room.left()), room.right() - size.width() + 1)
    if left < anchor.left():  # no room to the right: then its right edge is that of the anchor
        left = max(room.left(), min(left, anchor.right() + 1 - size.width()))
    below, above = anchor.bottom() + 1 + gap, anchor.top() - gap - size.height()
    if below + size.height() <= room.bottom() + 1:
        return QPoint(left, below)
    if above >= room.top():
        return QPoint(left, above)
    beside = anchor.right() + 1 + gap
    if beside + size.width() <= room.right() + 1:
        left = beside
    return QPoint(left, room.bottom() - size.height() + 1)
