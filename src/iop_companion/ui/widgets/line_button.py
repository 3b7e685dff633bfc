"""Lines of a list of which one may be open: the whole line is the button, the list one tab stop."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QSizePolicy, QWidget


class LineButton(QPushButton):
    """A line with its own layout of words, as high as they are; ``key`` tells it from others."""

    def __init__(self, key: str) -> None:
        """Build it empty, not chosen."""
        super().__init__()
        self.key = key
        self.setProperty("kind", "line")
        self.setCheckable(True)
        self.setAutoDefault(False)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def take_every_click(self) -> None:
        """Let clicks through to the line; call it once its parts are in place."""
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 -- Qt's name
        """Its words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 -- Qt's name
        """As high as its wrapped words."""
        layout = self.layout()
        return layout.totalHeightForWidth(width) if layout is not None else 0

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """As large as its words."""
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """As large as its words, wrapped."""
        layout = self.layout()
        return layout.minimumSize() if layout is not None else super().minimumSizeHint()


class OpenLine(QObject):
    """Which line is open, and the list's one tab stop. ``chosen`` tells the key of a line.

    Up and Down move and choose: Qt does so by itself for buttons of one exclusive group.
    """

    chosen = Signal(str)

    def __init__(self, owner: QWidget) -> None:
        """Belong to the list ``owner``, without a line."""
        super().__init__(owner)
        self.lines: list[LineButton] = []
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(lambda at: self.chosen.emit(self.lines[at].key))

    def follow(self, lines: Sequence[LineButton]) -> None:
        """Watch over ``lines`` instead of those before."""
        for gone in self.lines:
            self._group.removeButton(gone)
        self.lines = list(lines)
        for at, line in enumerate(self.lines):
            self._group.addButton(line, at)

    def mark(self, key: str) -> None:
        """Mark the line of ``key`` as open, or none for ""; nobody is told."""
        self._group.setExclusive(False)
        for line in self.lines:
            line.setChecked(line.key == key)
        self._group.setExclusive(True)
        stop = next((line for line in self.lines if line.isChecked()), None)
        for line in self.lines:
            is_stop = line is (stop or self.lines[0])
            line.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if is_stop else Qt.FocusPolicy.ClickFocus
            )
