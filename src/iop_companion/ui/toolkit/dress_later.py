"""Another theme dresses what is seen at once; what is hidden follows a few widgets a turn.

Qt goes through every widget there is, however deep behind others: half a second and more with some
pages made. And it does so twice, with the old sheet off and with the new one on, and tells fonts
on from each to all below it. So everything in a window is left out of that and dressed by hand,
once: what is seen at once, hidden pages and parts in turns of the event loop, or at once when one
of them is shown before its turn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QApplication, QCalendarWidget, QWidget
from shiboken6 import isValid

from iop_companion.ui.toolkit.in_turns import InTurns

_POLISHED = Qt.WidgetAttribute.WA_WState_Polished
_PASSED_OVER = Qt.WidgetAttribute.WA_SetStyle
_A_STEP = 4


_RECOLOURERS: list[Callable[[QWidget], None]] = []


def recolour_with(recolour: Callable[[QWidget], None]) -> None:
    """Have ``recolour`` called for each widget that gets the colours of another theme."""
    _RECOLOURERS.append(recolour)


class DressLater(QObject):
    """What still wears the theme of before."""

    def __init__(self) -> None:
        """Nothing waits."""
        super().__init__()
        self._waiting: dict[QWidget, list[QWidget]] = {}
        self._seen: list[QWidget] = []
        self._passed_over: list[QWidget] = []
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
        """Have Qt leave out all that can be dressed by hand in the dressing that comes next.

        What waited for the theme of before waits on, for the next one.
        """
        self._turns.drop()
        self._seen, behind = _in_windows()
        for page in behind:
            before = self._waiting.get(page)
            if before is None:
                page.installEventFilter(self)
            self._waiting[page] = [*(before or ()), *_parts(page)]
        waiting = (widget for widgets in self._waiting.values() for widget in widgets)
        self._passed_over = [*self._seen, *filter(isValid, waiting)]
        for widget in self._passed_over:
            widget.setAttribute(_POLISHED, False)  # noqa: FBT003 -- Qt's signature
            widget.setAttribute(_PASSED_OVER)

    def go_on(self) -> None:
        """Let Qt see them again, dress what is seen, and begin with what is hidden."""
        passed_over, self._passed_over = self._passed_over, []
        for widget in passed_over:
            widget.setAttribute(_PASSED_OVER, False)  # noqa: FBT003 -- Qt's signature
        seen, self._seen = self._seen, []
        for widget in seen:
            _dress(widget)
        for widget in {*QApplication.allWidgets()}.difference(passed_over):
            _recolour(widget)  # Qt has dressed it
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


def _in_windows() -> tuple[list[QWidget], list[QWidget]]:
    """Return what is seen in the windows, widget by widget, and the roots of what is hidden.

    The windows themselves and Qt's calendars are in neither: Qt dresses them.
    """
    seen: list[QWidget] = []
    behind: list[QWidget] = []
    to_look_into = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    while to_look_into:
        for child in to_look_into.pop().children():
            if not isinstance(child, QWidget) or child.isWindow():
                continue
            if child.isHidden():
                behind.append(child)
            elif not isinstance(child, QCalendarWidget):
                to_look_into.append(child)
                if child.testAttribute(_POLISHED):
                    seen.append(child)
    return seen, behind


def _parts(page: QWidget) -> list[QWidget]:
    """Return what of ``page`` can be dressed by hand.

    A dialog may be shown while its page is not; Qt's calendar gives its parts their own colours.
    """
    inside = page.findChildren(QWidget)
    apart = [one for one in inside if one.isWindow() or isinstance(one, QCalendarWidget)]
    left = {part for one in apart for part in (one, *one.findChildren(QWidget))}
    return [one for one in (page, *inside) if one not in left and one.testAttribute(_POLISHED)]


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
    _recolour(widget)
    widget.update()


def _recolour(widget: QWidget) -> None:
    for recolour in _RECOLOURERS:
        recolour(widget)
