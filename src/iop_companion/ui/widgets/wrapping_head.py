"""The head of a page whose buttons drop under the title where there is no room beside it."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.theme import current
from iop_companion.ui.widgets.flow_layout import FlowLayout

_LEAST_SUB = 240
"""A line under the title wraps rather than push the buttons away, but not below so many px."""

_GAP, _GAP_BELOW = 16, 8


class WrappingHead(QWidget):
    """Title over a line of text on the left; ``actions`` at the right, or below if it is narrow."""

    def __init__(self, title: QLabel, sub: QLabel | None, *actions: QWidget) -> None:
        """Show ``title``, ``sub`` and ``actions`` in this order."""
        super().__init__()
        self._title, self._sub = title, sub
        title.setWordWrap(True)
        words = QVBoxLayout()
        spacing.gap(words, 3)
        words.addWidget(title)
        if sub is not None:
            words.addWidget(sub)
        elif title.property("role") != "h1":  # of a card: level with its buttons
            words.insertStretch(0, 1)
        words.addStretch(1)
        self._actions = QWidget()
        line = FlowLayout(self._actions, gap=10, line_gap=8)
        for action in actions:
            line.addWidget(action)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        spacing.gap(self._line, _GAP)
        self._line.addLayout(words, 1)
        self._line.addWidget(self._actions)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        current().changed.connect(self._place)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Narrow: the head wraps rather than ask for width."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Wrap or unwrap."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        theme = current()
        words = self._title.fontMetrics().horizontalAdvance(self._title.text())
        if self._sub is not None and self._sub.text():
            sub = self._sub.fontMetrics().horizontalAdvance(self._sub.text())
            words = max(words, min(sub, theme.px(_LEAST_SUB)))
        needed = words + theme.px(_GAP) + self._actions.sizeHint().width()
        is_narrow = needed > self.width()
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._line.setDirection(down if is_narrow else across)
        self._actions.setMinimumWidth(0 if is_narrow else self._actions.sizeHint().width())
        spacing.gap(self._line, _GAP_BELOW if is_narrow else _GAP)
