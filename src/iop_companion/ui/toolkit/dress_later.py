"""Another theme dresses what is seen at once; what is hidden follows a few widgets a turn.

Qt goes through every widget there is, however deep behind others: half a second and more with some
pages made. Hidden pages and parts are left out of it, and dressed by hand: in turns of the event
loop, or at once when one of them is shown before its turn.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QApplication, QCalendarWidget, QWidget
from shiboken6 import isValid

from iop_companion.ui.toolkit.in_turns import InTurns

_POLISHED = Qt.WidgetAttribute.WA_WState_Polished
_PASSED_OVER = Qt.WidgetAttribute.WA_SetStyle
_A_STEP = 4


class DressLater(QObject):
    """What still wears the theme of before."""

    def __init__(self) -> None:
        """Nothing waits."""
        super().__init__()
        self._waiting: dict[QWidget, list[QWidget]] = {}
        self._turns = InTurns(self)

    @property
    def is_done(self) -> bool:
        """Whether everything wears the theme of now."""
        return not self._waiting

    def finish(self) -> None:
        """Dress all that waits, now."""
        self._turns.drop()
        for page in list(self._waiting):
            self._dress_page(page)

    def pass_over(self) -> None:
        """Have Qt leave out what is hidden in the dressing that comes next."""
        self.finish()
        for page in _behind():
            kept = _parts(page)
            for widget in kept:
                widget.setAttribute(_POLISHED, False)  # noqa: FBT003 -- Qt's signature
                widget.setAttribute(_PASSED_OVER)
            page.installEventFilter(self)
            self._waiting[page] = kept

    def go_on(self) -> None:
        """Let Qt see them again, and begin to dress them."""
        for widgets in self._waiting.values():
            for widget in widgets:
                if isValid(widget):
                    widget.setAttribute(_PASSED_OVER, False)  # noqa: FBT003 -- Qt's signature
        if self._waiting:
            self._turns.run(self._steps())

    def eventFilter(self, source: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        """Dress what is shown before anything of it is painted."""
        if event.type() is QEvent.Type.Show and isinstance(source, QWidget):
            self._dress_page(source)
        return False

    def _steps(self) -> Iterator[None]:
        while self._waiting:
            page, widgets = next(iter(self._waiting.items()))
            if not widgets:
                self._dress_page(page)
            for _one in range(min(_A_STEP, len(widgets))):
                _dress(widgets.pop())
            yield

    def _dress_page(self, page: QWidget) -> None:
        widgets = self._waiting.pop(page, [])
        if isValid(page):
            page.removeEventFilter(self)
        while widgets:
            _dress(widgets.pop())


def _behind() -> list[QWidget]:
    """Return what is hidden in a window, each with all that is in it."""
    found: list[QWidget] = []
    to_look_into = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    while to_look_into:
        for child in to_look_into.pop().children():
            if isinstance(child, QWidget) and not child.isWindow():
                (found if child.isHidden() else to_look_into).append(child)
    return found


def _parts(page: QWidget) -> list[QWidget]:
    """Return what of ``page`` can be dressed by hand.

    A dialog may be shown while its page is not; Qt's calendar gives its parts their own colours.
    """
    apart = [one for one in page.findChildren(QWidget) if one.isWindow()]
    apart += page.findChildren(QCalendarWidget)
    left = {part for one in apart for part in (one, *one.findChildren(QWidget))}
    parts = (page, *page.findChildren(QWidget))
    return [one for one in parts if one not in left and one.testAttribute(_POLISHED)]


def _dress(widget: QWidget) -> None:
    """Give ``widget`` the look of now; what the sheet of before gave it is forgotten by Qt."""
    if not isValid(widget) or widget.testAttribute(_POLISHED):
        return
    widget.setPalette(QPalette())
    widget.setFont(QFont())
    widget.style().polish(widget)
    widget.setAttribute(_POLISHED)
    changed = QEvent(QEvent.Type.StyleChange)  # what it remembers of its size is of another look
    QCoreApplication.sendEvent(widget, changed)
    widget.update()
