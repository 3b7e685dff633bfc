"""A layout that goes on in the next line when a line is full, so that large text is never cut."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from iop_companion.ui.toolkit import spacing


class FlowLayout(QLayout):
    """Places its items side by side at their wished size and wraps them; one gap both ways.

    Items of one line are centred on the line's height. Hidden widgets take no room.
    """

    def __init__(
        self,
        parent: QWidget | None = None,
        gap: int = 4,
        line_gap: int = 6,
        *,
        is_apart: bool = False,
    ) -> None:
        """Leave ``gap`` px (at 100 %) between neighbours and ``line_gap`` px between lines.

        With ``is_apart`` the last item of a line of several stands at its end, as a control does
        opposite its words.
        """
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        self._is_apart = is_apart
        self._gap = gap
        self._line_gap = line_gap
        self._line_ratio = line_gap / gap
        self.setContentsMargins(0, 0, 0, 0)
        spacing.gap(self, gap)

    def setSpacing(self, between: int) -> None:  # noqa: N802 -- Qt's name
        """Set the gap in px of the screen; the gap between lines keeps its ratio to it."""
        super().setSpacing(between)
        self._gap = between
        self._line_gap = round(between * self._line_ratio)
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 -- Qt's name
        """Take ``item`` at the end."""
        self._items.append(item)
        self._heights.clear()

    def insert_widget(self, index: int, widget: QWidget) -> None:
        """Put ``widget`` before the item now at ``index``."""
        self.addWidget(widget)
        self._items.insert(index, self._items.pop())
        self.invalidate()

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 -- Qt's name
        """Return the item at ``index``, or None."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 -- Qt's name
        """Give up the item at ``index`` and return it, or None."""
        self._heights.clear()
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 -- Qt's name
        """Ask for no more room than needed."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 -- Qt's name
        """Say that a narrower layout is taller."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 -- Qt's name
        """Return the height that ``width`` px need; remembered until something changes."""
        if width not in self._heights:
            self._heights[width] = self._place(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def invalidate(self) -> None:
        """Forget remembered heights."""
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802 -- Qt's name
        """Place every item inside ``rect``."""
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Return the size of everything in one line."""
        sizes = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(size.width() for size in sizes) + self._gap * max(0, len(sizes) - 1)
        height = max((size.height() for size in sizes), default=0)
        return self._with_margins(QSize(width, height))

    def minimumSize(self) -> QSize:  # noqa: N802 -- Qt's name
        """Return the size of the widest item: one item a line is always possible."""
        shown = [item.minimumSize() for item in self._items if not item.isEmpty()]
        width = max((size.width() for size in shown), default=0)
        height = max((size.height() for size in shown), default=0)
        return self._with_margins(QSize(width, height))

    def _with_margins(self, size: QSize) -> QSize:
        margins: QMargins = self.contentsMargins()
        return size.grownBy(margins)

    def _place(self, rect: QRect, *, move: bool) -> int:
        """Place (or only measure) all items; return the height they need."""
        margins = self.contentsMargins()
        inner = rect.marginsRemoved(margins)
        top = inner.top()
        lines = self._lines(inner.width())
        for line in lines:
            height = max(size.height() for _item, size in line)
            if move:
                self._place_line(line, inner, top, height)
            top += height + self._line_gap
        used = top - self._line_gap - inner.top() if lines else 0
        return used + margins.top() + margins.bottom()

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        left = 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = _fitted(item, width)
            if not lines or left + size.width() > width:
                lines.append([])
                left = 0
            lines[-1].append((item, size))
            left += size.width() + self._gap
        return lines

    def _place_line(
        self, line: list[tuple[QLayoutItem, QSize]], inner: QRect, top: int, height: int
    ) -> None:
        left = inner.left()
        for at, (item, size) in enumerate(line):
            if self._is_apart and 0 < at == len(line) - 1:
                left = inner.right() + 1 - size.width()
            item.setGeometry(QRect(QPoint(left, top + (height - size.height()) // 2), size))
            left += size.width() + self._gap


def _fitted(item: QLayoutItem, width: int) -> QSize:
    """The wished size, or as wide as there is room and as high as that needs."""
    size = item.sizeHint()
    if size.width() > width > 0:
        size.setWidth(max(width, item.minimumSize().width()))
    if item.hasHeightForWidth():
        size.setHeight(item.heightForWidth(size.width()))
    return size
