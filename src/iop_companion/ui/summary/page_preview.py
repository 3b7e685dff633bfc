"""The pages of a document, one at a time, as they will be saved."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import button, text
from iop_companion.ui.toolkit.theme import current
from iop_companion.ui.widgets.flow_layout import FlowLayout

_A4 = 297 / 210
_LEAST_WIDTH, _WIDEST = 400, 900
_HEAD_AND_MARGINS = 90
_SETTLE_MS, _BUSY_MS = 150, 400


class PagePreview(QFrame):
    """A well with one page of paper in it, as large as fits the window or as wide as the well.

    ``width_changed`` tells that the pages shown were made for another width and are unsharp.
    """

    width_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show no page yet."""
        super().__init__(parent)
        self.setObjectName("well")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.previous = _arrow("previous", _("Previous page"))
        self.next = _arrow("next", _("Next page"))
        self.where = text("", wrap=False)
        self.larger = button(_("Larger"), size="small", checkable=True)
        self.paper = _Paper()
        self._index = 0
        self._pages: list[QImage] = []
        self._busy = QTimer(self, singleShot=True, interval=_BUSY_MS)
        self._busy.timeout.connect(self._say_busy)
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self._look_at_width)
        self.previous.clicked.connect(lambda: self._turn(-1))
        self.next.clicked.connect(lambda: self._turn(1))
        self.larger.toggled.connect(self._show_larger)
        self.paper.resized.connect(self._settle.start)
        self._arrange()
        self._show()

    def _arrange(self) -> None:
        pages = QWidget()
        line = QHBoxLayout(pages)
        line.setContentsMargins(0, 0, 0, 0)
        spacing.gap(line, 10)
        for widget in (self.previous, self.where, self.next):
            line.addWidget(widget)
        head = QWidget()
        flow = FlowLayout(head, gap=14, line_gap=6)
        promise = text(_("Preview is exactly what is saved"), "small", wrap=False)
        for item in (pages, self.larger, promise):
            flow.addWidget(item)
        pile = QVBoxLayout(self)
        spacing.margins(pile, 20, 16, 20, 20)
        spacing.gap(pile, 12)
        pile.addWidget(head)
        pile.addWidget(self.paper)

    @property
    def n_pages(self) -> int:
        """How many pages there are."""
        return len(self._pages)

    @property
    def page_px(self) -> int:
        """The width in device pixels at which a page is sharp now."""
        return self.paper.page_px

    def fit_into(self, height: int) -> None:
        """Let a whole page be seen in ``height`` px, unless it is asked to be larger."""
        self.paper.set_room(height - current().px(_HEAD_AND_MARGINS))

    def expect_pages(self) -> None:
        """New pages are being made; say so if it takes long and there are none yet."""
        self._busy.start()

    def show_pages(self, pages: Sequence[QImage]) -> None:
        """Show ``pages``, staying on the present one if it still exists."""
        self._busy.stop()
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
        self.larger.setEnabled(n > 0)
        words = _("Page {page} of {pages}").format(page=self._index + 1, pages=n) if n else ""
        self.where.setText(words)
        self.paper.setAccessibleName(words)
        self.paper.show_page(self._pages[self._index] if n else QImage())

    def _say_busy(self) -> None:
        if not self._pages:
            self.where.setText(_("Preparing the pages"))

    def _show_larger(self, is_larger: bool) -> None:  # noqa: FBT001 -- a Qt slot
        self.larger.setText(_("Whole page") if is_larger else _("Larger"))
        self.paper.set_larger(is_larger)

    def _look_at_width(self) -> None:
        if self._pages and self._pages[0].width() != self.page_px:
            self.width_changed.emit()


class _Paper(QWidget):
    """One page with a hairline round it; it is scaled once for a size and kept."""

    resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._page = QImage()
        self._scaled = QImage()
        self._room = 0
        self._is_larger = False
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def page_px(self) -> int:
        """Device pixels of a page's width."""
        return round(self._page_width(self.width()) * self.devicePixelRatioF())

    def show_page(self, page: QImage) -> None:
        """Show ``page``, or an empty well for none."""
        self._page = page
        self._scaled = QImage()
        self.updateGeometry()
        self.update()

    def set_room(self, height: int) -> None:
        """Be no higher than ``height`` px, within what can be read."""
        if height != self._room:
            self._room = height
            self._changed()

    def set_larger(self, is_larger: bool) -> None:  # noqa: FBT001 -- a toggle's state
        """Use the whole width, however high that is."""
        self._is_larger = is_larger
        self._changed()

    def hasHeightForWidth(self) -> bool:  # noqa: N802 -- Qt's name
        """Say that a wider page is higher."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 -- Qt's name
        """Return the height of a page in ``width`` px."""
        return round(self._page_width(width) * self._ratio())

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """A page of the least width."""
        least = current().px(_LEAST_WIDTH)
        return QSize(least, self.heightForWidth(least))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Any width will do, at the height of the width there is."""
        return QSize(1, self.heightForWidth(max(1, self.width())))

    def _ratio(self) -> float:
        return _A4 if self._page.isNull() else self._page.height() / self._page.width()

    def _page_width(self, width: int) -> int:
        theme = current()
        if self._is_larger:
            wished = theme.px(_WIDEST)
        else:
            wished = max(theme.px(_LEAST_WIDTH), int(self._room / self._ratio()))
        return max(1, min(width, wished))

    def _changed(self) -> None:
        self._scaled = QImage()
        self.updateGeometry()
        self.update()
        self.resized.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        super().resizeEvent(event)
        self._changed()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        del event
        if self._page.isNull():
            return
        width = self._page_width(self.width())
        size = QSize(width, round(width * self._ratio()))
        ratio = self.devicePixelRatioF()
        if self._scaled.isNull():
            self._scaled = self._page.scaled(
                size * ratio,
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            self._scaled.setDevicePixelRatio(ratio)
        painter = QPainter(self)
        place = QPoint((self.width() - width) // 2, 0)
        painter.drawImage(place, self._scaled)
        painter.setPen(current().colour("control"))
        painter.drawRect(place.x(), place.y(), size.width() - 1, size.height() - 1)
        painter.end()


def _arrow(icon: str, name: str) -> QPushButton:
    made = button("", icon=icon)
    made.setProperty("fit", "icon")
    made.setAccessibleName(name)
    return made
