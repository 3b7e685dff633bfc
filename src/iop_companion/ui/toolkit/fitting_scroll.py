"""A scroll area as high as its content, so that the footer stands right under a short form."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from iop_companion.ui.toolkit.theme import current

_LEAST_HEIGHT = 160


class FittingScroll(QScrollArea):
    """Scrolls downwards only; asks for its content's height and takes less where there is less."""

    content_resized = Signal()
    """The content, or what is seen of it, has another size."""

    def __init__(self, content: QWidget, *, is_modest: bool = False) -> None:
        """Show ``content``; a modest one asks for little height and takes what there is."""
        super().__init__()
        self.setProperty("bar", "thin")
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._content = content
        self._room = 0
        self._is_modest = is_modest
        self._is_whole = False
        content.installEventFilter(self)
        self.verticalScrollBar().rangeChanged.connect(lambda *_range: self._leave_room())
        self.set_filling(is_filling=is_modest)

    def leave_at_right(self, room: int) -> None:
        """Keep ``room`` px free at the right, in which the scroll bar stands when there is one.

        So the content is equally wide with and without it, and its height does not depend on it.
        """
        self._room = room
        self._leave_room()

    def _leave_room(self) -> None:
        bar = self.verticalScrollBar()
        taken = bar.sizeHint().width() if bar.maximum() > 0 else 0
        layout = self._content.layout()
        if layout is not None:
            margins = layout.contentsMargins()
            margins.setRight(max(0, self._room - taken))
            layout.setContentsMargins(margins)

    def set_filling(self, is_filling: bool) -> None:  # noqa: FBT001 -- one switch
        """Take all the height there is, or only what the content needs."""
        vertical = QSizePolicy.Policy.Expanding if is_filling else QSizePolicy.Policy.Maximum
        self.setSizePolicy(QSizePolicy.Policy.Expanding, vertical)

    def show_whole(self, *, is_whole: bool) -> None:
        """Be as high as the content, so that what is around it scrolls; or scroll by itself."""
        self._is_whole = is_whole
        policy = self.sizePolicy()
        policy.setHeightForWidth(is_whole)
        self.setSizePolicy(policy)
        bar = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            bar.ScrollBarAlwaysOff if is_whole else bar.ScrollBarAsNeeded
        )

    def hasHeightForWidth(self) -> bool:  # noqa: N802 -- Qt's name
        """Only while it is whole."""
        return self._is_whole

    def heightForWidth(self, width: int) -> int:  # noqa: N802 -- Qt's name
        """Return the height of the content."""
        height = self._content.heightForWidth(width)
        return height if height >= 0 else self._content.sizeHint().height()

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Return the height of the content at the present width."""
        height = self.heightForWidth(self.width())
        if self._is_modest and not self._is_whole:
            height = min(height, current().px(_LEAST_HEIGHT))
        return QSize(self.width(), height)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Be content with little: the rest is scrolled."""
        needed = self.heightForWidth(self.width())
        return QSize(0, needed if self._is_whole else min(current().px(_LEAST_HEIGHT), needed))

    def eventFilter(self, source: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        """Ask for another height when the content wants one."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        elif event.type() == QEvent.Type.Resize:
            self.content_resized.emit()
        return super().eventFilter(source, event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """A new width needs another height."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()
        self.content_resized.emit()
