"""F6 and Shift+F6: from one part of the window to the next."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

MARK = "region"
"""A page sets this property on its parts (form, side column, footer) to make them regions."""


class Regions:
    """The rail (or top bar), then the marked parts of the page in front.

    A page without a marked part that can be entered is one part as a whole.
    """

    def __init__(self, first: QWidget, pages: QStackedWidget) -> None:
        """Go round ``first`` and the parts of the current page of ``pages``."""
        self.first = first
        self._pages = pages
        self._last: dict[int, QWidget] = {}

    def move(self, step: int) -> None:
        """Put the focus into the next (1) or previous (-1) region, where it was there last."""
        parts = [part for part in self._parts() if _stops(part)]
        focus = QApplication.focusWidget()
        if not parts:
            return
        here = next((i for i, part in enumerate(parts) if _holds(part, focus)), -1)
        if here >= 0 and focus is not None:
            self._last[id(parts[here])] = focus
        there = parts[(here + step) % len(parts)] if here >= 0 else parts[0]
        stops = _stops(there)
        last = self._last.get(id(there))
        target = last if last in stops and last is not None else stops[0]
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def _parts(self) -> list[QWidget]:
        page = self._pages.currentWidget()
        if page is None:
            return [self.first]
        marked = [part for part in page.findChildren(QWidget) if part.property(MARK)]
        usable = [part for part in marked if _stops(part)]  # an empty part leads nowhere
        return [self.first, *(usable or [page])]


def _holds(part: QWidget, widget: QWidget | None) -> bool:
    return widget is not None and (widget is part or part.isAncestorOf(widget))


def _stops(part: QWidget) -> list[QWidget]:
    return [
        widget
        for widget in part.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
