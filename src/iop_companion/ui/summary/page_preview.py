"""The pages of a document, one at a time, as they will be saved."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import button, text
from iop_companion.ui.toolkit.theme import current

_A4 = 297 / 210
_WIDEST = 640


class PagePreview(QFrame):
    """A well with one page of paper in it and two arrows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show no page yet."""
        super().__init__(parent)
        self.setObjectName("well")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.previous = button("", icon="previous")
        self.previous.setAccessibleName(_("Previous page"))
        self.next = button("", icon="next")
        self.next.setAccessibleName(_("Next page"))
        self.where = text("", wrap=False)
        self.paper = _Paper()
        self._index = 0
        self._pages: list[QPixmap] = []
        self.previous.clicked.connect(lambda: self._turn(-1))
        self.next.clicked.connect(lambda: self._turn(1))
        head = QHBoxLayout()
        spacing.gap(head, 10)
        for widget in (self.previous, self.where, self.next):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(text(_("Preview is exactly what is saved"), "small", wrap=False))
        pile = QVBoxLayout(self)
        spacing.margins(pile, 20, 16, 20, 20)
        spacing.gap(pile, 12)
        pile.addLayout(head)
        pile.addWidget(self.paper)
        self._show()

    @property
    def n_pages(self) -> int:
        """How many pages there are."""
        return len(self._pages)

    def show_pages(self, pages: Sequence[QPixmap]) -> None:
        """Show ``pages``, staying on the present one if it still exists."""
        self._pages = list(pages)
        self._index = min(self._index, max(0, len(pages) - 1))
        self._show()

    def _turn(self, by: int) -> None:
        self._index = min(max(self._index + by, 0), len(self._pages) - 1)
        self._show()

    def _show(self) -> None:
        n = len(self._pages)
        self.previous.setEnabled(self._index > 0)
        self.next.setEnabled(self._index < n - 1)
        words = _("Page {page} of {pages}").format(page=self._index + 1, pages=n) if n else ""
        self.where.setText(words)
        self.paper.setAccessibleName(words)
        self.paper.show_page(self._pages[self._index] if n else QPixmap())


class _Paper(QWidget):
    """One page, as wide as there is room (up to a readable width), with a hairline round it."""

    def __init__(self) -> None:
        super().__init__()
        self._page = QPixmap()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_page(self, page: QPixmap) -> None:
        self._page = page
        self._fit()
        self.update()

    def _page_width(self) -> int:
        return max(1, min(self.width(), current().px(_WIDEST)))

    def _fit(self) -> None:
        ratio = self._page.height() / self._page.width() if not self._page.isNull() else _A4
        self.setFixedHeight(round(self._page_width() * ratio))

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        return QSize(420, round(420 * _A4))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        del event
        if self._page.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        width = self._page_width()
        place = QRect((self.width() - width) // 2, 0, width, self.height())
        painter.drawPixmap(place, self._page)
        painter.setPen(current().colour("control"))
        painter.drawRect(place.adjusted(0, 0, -1, -1))
