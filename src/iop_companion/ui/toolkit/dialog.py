"""The base of every dialog: focus ring, Esc, and the keys that work everywhere (F1, F9)."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.actions import EVERYWHERE
from iop_companion.ui.toolkit.cards import text
from iop_companion.ui.toolkit.focus_ring import FocusRing
from iop_companion.ui.toolkit.limit_sentence import LimitSentence
from iop_companion.ui.toolkit.theme import current

_RIM = 32
"""Px of the window below that stay in sight around a dialog, so that it is seen to be one."""

_RING = 6
"""Px at 100 % text above and below the body, for the ring around what stands at its edge."""

_GAP = 10
"""Px at 100 % text between the body and its scroll bar."""

_LEAST = 90
"""Px at 100 % text that the body keeps, however large the letters and small the window."""


class Dialog(QDialog):
    """A modal dialog with a heading, a body and a row of buttons. Freed when it closes.

    It is never larger than the window below: with large letters the body scrolls, and the buttons
    stay in sight.
    """

    def __init__(self, heading: str, parent: QWidget | None) -> None:
        """Build it empty; a screen reader calls it by ``heading``, the desktop as the window."""
        super().__init__(parent)
        call_as_window(self, heading)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        column = QVBoxLayout(self)
        spacing.margins(column, 24, 22, 24, 20)
        spacing.gap(column, 14 - _RING)
        self.heading = text(heading, "title")
        column.addWidget(self.heading)
        self._held = _Body()
        self.body = self._held.column
        column.addWidget(self._held, 1)
        self._preferred = QSize(0, 0)
        self.buttons = QHBoxLayout()
        spacing.gap(self.buttons, 10)
        self.buttons.addStretch(1)
        column.addLayout(self.buttons)
        self.ring = FocusRing(self)
        self.limits = LimitSentence(self)
        borrow_actions(self)

    def prefer(self, width: int, height: int = 0) -> None:
        """Be as large as this (px at 100 % text) where the window below is large enough."""
        self._preferred = QSize(width, height)

    def let_keys_scroll(self) -> None:
        """Let Tab come to the body, where the arrows scroll: for one that is only read."""
        self._held.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._held.setAccessibleName(self.heading.text())

    @property
    def room(self) -> QSize:
        """The largest it may be: a little less than the window below, else the screen."""
        parent = self.parentWidget()
        if parent is None:
            return self.screen().availableGeometry().size()
        return parent.window().size() - QSize(_RIM, _RIM)

    def fit(self) -> None:
        """Grow until what wraps in it is seen whole: Qt asks only for its height in one line."""
        layout = self.layout()
        if layout is None:
            return
        self.ensurePolished()
        theme, room = current(), self.room
        least = max(self.minimumWidth(), theme.px(self._preferred.width()))
        wide = max(self.width(), least) if self.isVisible() else 0
        wide = min(wide or max(self.sizeHint().width(), least), room.width())
        margins = layout.contentsMargins()
        self._held.measure(wide - margins.left() - margins.right())
        wraps = layout.hasHeightForWidth()
        high = layout.totalHeightForWidth(wide) if wraps else layout.totalSizeHint().height()
        high = min(max(high, theme.px(self._preferred.height())), room.height())
        if high > self.height() or not self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            self.resize(wide, high)

    def setVisible(self, visible: bool) -> None:  # noqa: N802, FBT001 -- Qt override
        """Hand the keys back to the window below on closing: not every desktop does it.

        Done before ``accepted`` and ``finished`` tell anyone, so that a dialog that follows stays
        in front; not done when the person is in another program meanwhile.
        """
        if visible:
            self.fit()
        had_keys = not visible and self.isActiveWindow()
        super().setVisible(visible)
        parent = self.parentWidget()
        if had_keys and parent is not None and parent.window().isVisible():
            parent.window().activateWindow()


class _Body(QScrollArea):
    """What stands between heading and buttons; it scrolls where there is too little room for it."""

    def __init__(self) -> None:
        super().__init__()
        self._content = _Content(self)
        self.column = QVBoxLayout(self._content)
        spacing.margins(self.column, 0, _RING, 0, _RING)
        spacing.gap(self.column, 10)
        self._height = -1
        self.verticalScrollBar().rangeChanged.connect(lambda *_range: self._leave_gap())
        self.setWidget(self._content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def measure(self, width: int) -> None:
        """Ask from now on for the height that the content needs at ``width``."""
        self._dress()
        self._height = self.height_at(width)
        self.updateGeometry()

    def height_at(self, width: int) -> int:
        """The height of the content where it is ``width`` wide."""
        column = self.column
        if column.hasHeightForWidth():
            return column.totalHeightForWidth(width)
        return column.totalSizeHint().height()

    def _leave_gap(self) -> None:
        """Keep the content off the scroll bar while there is one."""
        is_scrolling = self.verticalScrollBar().maximum() > 0
        spacing.margins(self.column, 0, _RING, _GAP if is_scrolling else 0, _RING)

    def _dress(self) -> None:
        """Give everything its letters now: before it is shown it would answer for other ones."""
        parts = self._content.findChildren(QWidget)
        for part in parts:
            part.ensurePolished()
        for part in (*reversed(parts), self._content):
            layout = part.layout()
            if layout is not None:
                layout.activate()

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt override
        """As large as the content."""
        hint = self.column.totalSizeHint()
        return hint if self._height < 0 else QSize(hint.width(), self._height)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt override
        """As wide as the content can be made; of its height a part will do."""
        least = self.column.totalMinimumSize()
        return QSize(least.width(), min(least.height(), current().px(_LEAST)))


class _Content(QWidget):
    """As high as its wrapped text needs at the width there is; Qt asks for that of a narrow one."""

    def __init__(self, body: _Body) -> None:
        super().__init__()
        self._body = body

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt override
        """Any width will do."""
        layout = self.layout()
        if layout is None:
            return QSize(0, 0)
        if layout.hasHeightForWidth():
            return QSize(0, layout.totalHeightForWidth(self._body.viewport().width()))
        return QSize(0, layout.totalMinimumSize().height())


def call_as_window(dialog: QDialog, heading: str) -> None:
    """Name ``dialog`` so that title bars and lists of windows tell nothing of what it is about."""
    below = dialog.parentWidget()
    dialog.setWindowTitle(below.window().windowTitle() if below is not None else heading)
    dialog.setAccessibleName(heading)


def borrow_actions(dialog: QDialog) -> None:
    """Let the window's keys that work everywhere work in ``dialog`` too."""
    parent = dialog.parentWidget()
    window = parent.window() if parent is not None else None
    if window is None:
        return
    for action in window.actions():
        if isinstance(action, QAction) and action.objectName() in EVERYWHERE:
            dialog.addAction(action)
