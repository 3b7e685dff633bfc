"""Goes round a window by Tab, F6 and arrows, and says which controls only a mouse would reach."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QTextEdit,
    QWidget,
)

from iop_companion.ui.toolkit.focus_ring import FocusRing

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
)
MOST_STOPS = 400
_ARROWS = (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Up)


class Walk:
    """One round of ``window`` by Tab: its ``stops`` in their order, and where no ring was seen."""

    def __init__(self, window: QWidget) -> None:
        self.window = window
        self.stops: list[QWidget] = []
        self.unmarked: list[str] = []
        self._reached: set[QWidget] = set()
        self._there = controls(window)
        self._go_round()

    def unreached(self) -> list[str]:
        """Return the controls that neither Tab nor the arrows of a group came to."""
        for control in self._there:
            if not self._is_reached(control) and control.isVisible():
                self._try_arrows(control)
        return [
            describe(one) for one in self._there if one.isVisible() and not self._is_reached(one)
        ]

    def _go_round(self) -> None:
        for _step in range(MOST_STOPS):
            _press(self.window, Qt.Key.Key_Tab)
            stop = QApplication.focusWidget()
            assert stop is not None, "Tab led out of the window"
            if stop in self._reached:
                assert stop is self.stops[0], f"Tab is held at {describe(stop)}"
                return
            self.stops.append(stop)
            self._reached.add(stop)
            if not _is_marked(self.window, stop):
                self.unmarked.append(describe(stop))
        raise AssertionError(f"Tab never comes back: {describe(self.stops[-1])}")

    def _is_reached(self, control: QWidget) -> bool:
        return any(
            stop is control or stop.focusProxy() is control or control.isAncestorOf(stop)
            for stop in self._reached
            if not isinstance(stop, QScrollBar)
        ) or any(isinstance(one, CONTROLS) for one in _within(control, self._reached))

    def _try_arrows(self, control: QWidget) -> None:
        """Arrows move inside a group: from the stop beside ``control``, one after the other."""
        parent = control.parentWidget()
        beside = [
            one for one in self.stops if one.parentWidget() is parent and type(one) is type(control)
        ]
        if len(beside) != 1 or parent is None:
            return  # not a group: one of its members would be its only stop
        for key in _ARROWS:
            beside[0].setFocus(Qt.FocusReason.TabFocusReason)
            for _step in range(len(parent.findChildren(QAbstractButton))):
                _press(self.window, key)
                now = QApplication.focusWidget()
                if now is None or not _is_inside(now, parent):
                    break
                self._reached.add(now)
            if self._is_reached(control):
                return


def controls(window: QWidget) -> list[QWidget]:
    """Return what a mouse can use in ``window`` now."""
    return [
        one
        for one in window.findChildren(QWidget)
        if one.isVisible() and one.isEnabled() and one.window() is window and _takes_clicks(one)
    ]


def describe(widget: QWidget) -> str:
    """Return words to find ``widget`` by in the code."""
    words = widget.accessibleName() or str(getattr(widget, "text", str)())
    path, step = [], widget
    while step is not None and step is not widget.window():
        path.append(type(step).__name__)
        step = step.parentWidget()
    return f"{words!r} {' < '.join(path[:4])}"


def _takes_clicks(one: QWidget) -> bool:
    if isinstance(one, QLineEdit | QPlainTextEdit | QTextEdit) and one.isReadOnly():
        return one.focusPolicy() is not Qt.FocusPolicy.NoFocus  # shown, nothing to do in it
    if isinstance(one, CONTROLS):
        return True
    made_here = type(one).__module__.startswith("iop_companion.")
    return made_here and "mousePressEvent" in {
        name
        for kind in type(one).__mro__
        if kind.__module__.startswith("iop_")
        for name in vars(kind)
    }


def _press(window: QWidget, key: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key)
    QApplication.processEvents()


def _is_inside(widget: QWidget, parent: QWidget | None) -> bool:
    return parent is not None and parent.isAncestorOf(widget)


def _within(control: QWidget, reached: set[QWidget]) -> list[QWidget]:
    """Return the reached composite (a spin box, a combo) that ``control`` is the inside of."""
    return [
        one
        for one in reached
        if isinstance(one, QAbstractSpinBox | QComboBox | QAbstractItemView)
        and one.isAncestorOf(control)
    ]


def _is_marked(window: QWidget, stop: QWidget) -> bool:
    """Whether the ring is round ``stop`` and in sight; ``"none"`` says it paints a mark itself."""
    if stop.property("ring") == "none":
        return True
    ring = window.findChild(FocusRing)
    if ring is None or ring.target is not stop or not ring.isVisible():
        return False
    place = QRect(stop.mapTo(window, QPoint(0, 0)), stop.size())
    return window.rect().intersects(place) and ring.geometry().intersects(place)
