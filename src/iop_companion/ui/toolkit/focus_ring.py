"""One ring a window around what has the keyboard: 3 px, 2 px outside, never cut by neighbours."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from iop_companion.ui.toolkit.page_area import PageArea
from iop_companion.ui.toolkit.theme import current

PEN = 3
OUTSIDE = 2
RIM = 2
_ROOM = PEN + OUTSIDE + 1

_RADII = {"cell": 7, "chip": 18, "card": 12}
_MARK = 19
"""The box of a tick in the style sheet, px at 100 %, without its outline."""

_FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox)
_GEOMETRY = {
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.LayoutRequest,
}

_TURNS = 2
"""The first lays out what is in the page, the second knows how far the page scrolls now."""

_KEYS = {QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride}
"""A key that is a command (F6, Alt+2) never arrives as a press, only as the question before."""


class FocusRing(QWidget):
    """An overlay that follows the focus inside ``window``; made once per window or dialog.

    It shows when the focus arrived by key, or on a text field however it arrived. The property
    ``ring`` set to ``"inside"`` puts it inside the widget's edge (joined segments), with a rim on
    both sides that keeps it in sight on a filled one; ``"mark"`` puts it around the box of a tick
    alone; ``"none"`` leaves it out (the widget paints its own). ``radius`` is the widget's corner
    in px at 100 %.
    """

    def __init__(self, window: QWidget) -> None:
        """Watch the focus of ``window``."""
        super().__init__(window)
        self.setObjectName("focus_ring")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._window = window
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []
        self._by_key = _is_by_key(window.parentWidget())
        self._has_watched = False
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)
        self.hide()

    @property
    def target(self) -> QWidget | None:
        """The widget that has the focus in this window, ringed or not."""
        return self._target

    @property
    def ringed(self) -> QRect:
        """The rectangle inside the ring in window coordinates; empty when nothing is ringed."""
        return self._inner() if self.isVisibleTo(self._window) else QRect()

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        self._leave()
        inside = new is not None and new.window() is self._window
        self._target = new if inside else None
        if inside and self._by_key:
            self._bring_into_sight()
        if inside and self._stays_open():
            self._bring_later(new, _TURNS)
        self._place()
        if inside and self._has_watched:
            self._watch()
        elif inside:
            # Later: a filter in Python loads every kind of event, and the first paint waits.
            QTimer.singleShot(0, self, self._watch)

    def _bring_into_sight(self) -> None:
        """Scroll to the target: Qt does so only for a focus that was in the same area before."""
        target = self._target
        step = target.parentWidget() if target is not None else None
        while target is not None and step is not None and step is not self._window:
            if (
                isinstance(step, QScrollArea)
                and (inner := step.widget())
                and inner.isAncestorOf(target)
            ):
                for whole in _wholes(target, inner, step.viewport().height()):
                    step.ensureWidgetVisible(whole, 0, current().px(8))
                _show_all_of(target, step, inner, current().px(16))
            step = step.parentWidget()

    def _stays_open(self) -> bool:
        """Whether the focus moved by key or by the page itself, within a page that was there.

        A page that has just come to the front shows its beginning, wherever its first field is.
        """
        target = self._target
        is_new = False
        step = target
        while step is not None and step is not self._window:
            if isinstance(step, PageArea):
                is_new = step.begins_anew() or is_new
            step = step.parentWidget()
        is_clicked = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        return target is not None and self._shown(target) and not is_new and not is_clicked

    def _bring_later(self, widget: QWidget | None, turns: int) -> None:
        """Again: what was opened for it is laid out only when the events come round."""
        if turns:
            QTimer.singleShot(0, self, partial(self._bring_again, widget, turns - 1))

    def _bring_again(self, widget: QWidget | None, turns: int) -> None:
        if widget is not None and widget is self._target and isValid(widget):
            self._bring_into_sight()
            self._bring_later(widget, turns)

    def _watch(self) -> None:
        self._leave()
        self._has_watched = True
        self._window.installEventFilter(self)
        step = self._target if self._target is not None and isValid(self._target) else None
        while step is not None and step is not self._window:
            step.installEventFilter(self)
            self._watched.append(step)
            step = step.parentWidget()
        handle = self._window.windowHandle()
        if handle is not None:
            handle.removeEventFilter(self)
            handle.installEventFilter(self)
        self._place()

    def _leave(self) -> None:
        for widget in self._watched:
            if isValid(widget):
                widget.removeEventFilter(self)
        self._watched.clear()

    def eventFilter(self, source: QObject, event: QEvent) -> bool:  # noqa: N802, ARG002 -- Qt
        """Follow moves of the target and its parents; learn whether keys or the mouse are used."""
        kind = event.type()
        if kind in _GEOMETRY:
            self._place()
        elif kind in _KEYS:
            self._learn(by_key=True)
        elif kind is QEvent.Type.MouseButtonPress:
            self._learn(by_key=False)
        return False

    @property
    def is_by_key(self) -> bool:
        """Whether keys are used here, and not the mouse."""
        return self._by_key

    def _learn(self, *, by_key: bool) -> None:
        if by_key != self._by_key:
            self._by_key = by_key
            self._place()

    def _shown(self, target: QWidget) -> bool:
        if not target.isVisible() or target.property("ring") == "none":
            return False
        return self._by_key or isinstance(target, _FIELDS) or _is_editable(target)

    def _place(self) -> None:
        target = self._target
        if target is None or not isValid(target) or not self._shown(target):
            self.hide()
            return
        room = self._inner().adjusted(-_ROOM, -_ROOM, _ROOM, _ROOM) & self._clip(target)
        if room.isEmpty():
            self.hide()
            return
        self.setGeometry(room)
        self.raise_()
        self.show()
        self.update()

    def _inner(self) -> QRect:
        target = self._target
        if target is None:
            return QRect()
        ringed = target.rect()
        if target.property("ring") == "mark":
            size = current().px(_MARK) + 2
            ringed = QRect(0, (target.height() - size) // 2, size, size)
        return ringed.translated(target.mapTo(self._window, QPoint(0, 0)))

    def _clip(self, target: QWidget) -> QRect:
        """The part of the window where the ring may paint: inside every scroll area around it."""
        clip = self._window.rect()
        step = target.parentWidget()
        while step is not None and step is not self._window:
            area = step.parentWidget()
            if isinstance(area, QAbstractScrollArea) and area.viewport() is step:
                shown = QRect(step.mapTo(self._window, QPoint(0, 0)), step.size())
                clip &= shown.adjusted(-_ROOM, 0, _ROOM, 0)
            step = area
        return clip

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 -- Qt override
        """Draw the ring."""
        if self._target is None or not isValid(self._target):
            return
        inner = QRectF(self._inner().translated(-self.pos()))
        out = OUTSIDE + PEN / 2
        is_inside = self._target.property("ring") == "inside"
        if is_inside:
            out = -PEN / 2 - 1
        radius = max(2.0, _radius(self._target) + out)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        around = inner.adjusted(-out, -out, out, out)
        if is_inside:
            painter.setPen(QPen(current().colour("surface"), PEN + 2 * RIM))
            painter.drawRoundedRect(around, radius, radius)
        painter.setPen(QPen(current().colour("focus"), PEN))
        painter.drawRoundedRect(around, radius, radius)
        painter.end()


def _is_by_key(parent: QWidget | None) -> bool:
    """A dialog that was opened by key begins with its ring in sight."""
    if parent is None:
        return False
    only_its_own = Qt.FindChildOption.FindDirectChildrenOnly  # not the one being made
    rings = parent.window().findChildren(FocusRing, options=only_its_own)
    return any(ring.is_by_key for ring in rings)


def keep_whole(part: QWidget) -> None:
    """Let ``part`` come into sight as a whole, if there is room, when the focus comes into it."""
    part.setProperty("kept_whole", "true")


def _show_all_of(target: QWidget, area: QScrollArea, inner: QWidget, margin: int) -> None:
    """Scroll until ``target`` is in sight, as a whole if it can be (Qt: its text cursor)."""
    if target.height() + 2 * margin > area.viewport().height():
        area.ensureWidgetVisible(target, 0, margin)
        return
    place = QRect(target.mapTo(inner, QPoint(0, 0)), target.size())
    for edge in (place.bottom(), place.top()):
        area.ensureVisible(place.left(), edge, 0, margin)


def _wholes(target: QWidget, inner: QWidget, room: int) -> list[QWidget]:
    """The parts around ``target`` that are to be seen whole and can be, the outermost first."""
    found: list[QWidget] = []
    step = target.parentWidget()
    while step is not None and step is not inner:
        if step.property("kept_whole") == "true" and step.height() <= room:
            found.insert(0, step)
        step = step.parentWidget()
    return found


def _is_editable(target: QWidget) -> bool:
    return isinstance(target, QComboBox) and target.isEditable()


def _radius(target: QWidget) -> float:
    named = target.property("radius")
    if target.property("ring") == "mark":
        named = 5
    base = named if named is not None else _RADII.get(str(target.property("kind")), 8)
    return min(current().px(float(base)), target.height() / 2)
