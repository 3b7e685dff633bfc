"""Words that change with every move of the pointer, without laying the page out each time."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from iop_companion.ui.toolkit.theme import current

_SIZE_PX = 15
_ENOUGH = 10_000


class QuietWords(QWidget):
    """Paints a sentence; only one that needs more lines than any before asks for more room."""

    def __init__(
        self, words: str = "", align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft
    ) -> None:
        """Show ``words``."""
        super().__init__()
        self._text = words
        self._flags = int(align | Qt.AlignmentFlag.AlignTop) | Qt.TextFlag.TextWordWrap.value
        self._room = 0
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        current().changed.connect(self.forget_room)

    def text(self) -> str:
        """Return the words shown."""
        return self._text

    def setText(self, words: str) -> None:  # noqa: N802 -- as a label calls it
        """Show ``words``; what is below moves at most once, not with every change."""
        if words == self._text:
            return
        self._text = words
        self.setAccessibleName(words)
        self._make_room()
        self.update()

    def forget_room(self) -> None:
        """Be only as high as the present words need."""
        self._room = 0
        self._make_room()
        self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """As high as any words needed so far."""
        line = QFontMetrics(current().font(_SIZE_PX)).lineSpacing()
        return QSize(200, max(line, self._room))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Any width will do."""
        return QSize(1, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Look anew how high the words are."""
        super().resizeEvent(event)
        self._make_room()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        """Paint the words from the top."""
        del event
        painter = QPainter(self)
        painter.setFont(current().font(_SIZE_PX))
        painter.setPen(current().colour("text2"))
        painter.drawText(self.rect(), self._flags, self._text)
        painter.end()

    def _make_room(self) -> None:
        metrics = QFontMetrics(current().font(_SIZE_PX))
        whole = QRect(0, 0, max(1, self.width()), _ENOUGH)
        needed = metrics.boundingRect(whole, self._flags, self._text).height()
        if needed > self.sizeHint().height():
            self._room = needed
            self.updateGeometry()
