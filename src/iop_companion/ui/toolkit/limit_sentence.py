"""A sentence below a field that takes no more: nothing is cut off without a word."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit.announce import announce
from iop_companion.ui.toolkit.cards import text
from iop_companion.ui.toolkit.theme import current

_BELOW = 7
_WIDEST = 420


class LimitSentence(QObject):
    """Watches every field in ``window``; made once per window or dialog.

    A line that is full lets the rest of a paste fall without telling anybody, and a
    field with a signal ``refused`` takes none of one that is too long. The sentence goes
    when there is room again or the person is somewhere else. A field that says itself what is
    wrong with its text (the property ``problem``) is left to do so.
    """

    def __init__(self, window: QWidget) -> None:
        """Watch the focus of ``window``."""
        super().__init__(window)
        self._window = window
        self._field: QLineEdit | QPlainTextEdit | None = None
        self.label: QLabel | None = None
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        self._leave()
        if new is None or new.window() is not self._window:
            return
        if isinstance(new, QComboBox):
            new = new.lineEdit()  # what is written in it has no focus of its own
        if isinstance(new, QLineEdit):
            self._field = new
            new.inputRejected.connect(self._on_rejected)
            new.textChanged.connect(self._on_text)
        elif isinstance(new, QPlainTextEdit) and hasattr(new, "refused"):
            self._field = new
            new.refused.connect(self._show)
            new.textChanged.connect(self._on_text)

    def _leave(self) -> None:
        field, self._field = self._field, None
        self._drop()
        if field is None or not isValid(field):
            return
        field.textChanged.disconnect(self._on_text)
        if isinstance(field, QLineEdit):
            field.inputRejected.disconnect(self._on_rejected)
        elif hasattr(field, "refused"):
            field.refused.disconnect(self._show)

    def _on_text(self) -> None:
        if not isinstance(self._field, QLineEdit) or not _is_full(self._field):
            self._drop()

    def _on_rejected(self) -> None:
        # Later: what fits is put in only after the signal, and the field may speak for itself.
        QTimer.singleShot(0, self, self._say)

    def _say(self) -> None:
        line = self._field
        if not isinstance(line, QLineEdit) or not isValid(line) or not line.isVisible():
            return
        if not _is_full(line) or line.property("problem") == "true":
            return
        words = _("This field holds up to {most} characters. What goes beyond that was left out.")
        self._show(words.format(most=f"{line.maxLength():,}"))

    def _show(self, words: str) -> None:
        self._drop()
        if self._field is not None:
            self.label = _placed_below(self._field, words)
            announce(self._field, words)

    def _drop(self) -> None:
        label, self.label = self.label, None
        if label is not None and isValid(label):
            label.hide()
            label.deleteLater()


def _is_full(line: QLineEdit) -> bool:
    """Whether no letter more fits; Qt counts an emoji as two, of which one may be left over."""
    return len(line.text().encode("utf-16-le", "surrogatepass")) // 2 >= line.maxLength() - 1


def _placed_below(field: QWidget, words: str) -> QLabel:
    """Return the sentence below ``field``: in the column that holds it, so that nothing is covered.

    Only where there is no column it lies over what stands below, or above where there is no room.
    """
    label = text(words, "problem")
    label.setObjectName("limit_sentence")
    column, place = _column_of(field)
    if column is not None:
        column.insertWidget(place + 1, label)
        QTimer.singleShot(0, label, lambda: _bring_into_sight(field, label))
        return label
    return _laid_over(field, label)


def _column_of(field: QWidget) -> tuple[QVBoxLayout | None, int]:
    """The innermost column around ``field`` and the place of ``field`` in it."""
    step: QWidget | None = field
    while step is not None and not step.isWindow():
        around = step.parentWidget()
        layout = around.layout() if around is not None else None
        found = _innermost(layout, step) if layout is not None else None
        if found is not None:
            return found
        step = around
    return None, 0


def _innermost(layout: QLayout, widget: QWidget) -> tuple[QVBoxLayout, int] | None:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        inner = item.layout() if item is not None else None
        is_here = item is not None and item.widget() is widget
        if inner is not None and not is_here:
            deeper = _innermost(inner, widget)
            if deeper is not None:
                return deeper
            is_here = _holds(inner, widget)
        if is_here:
            return (layout, at) if isinstance(layout, QVBoxLayout) else None
    return None


def _holds(layout: QLayout, widget: QWidget) -> bool:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        inner = item.layout() if item is not None else None
        if item is not None and item.widget() is widget:
            return True
        if inner is not None and _holds(inner, widget):
            return True
    return False


def _bring_into_sight(field: QWidget, label: QLabel) -> None:
    step = field.parentWidget()
    while step is not None:
        if isinstance(step, QScrollArea) and step.isAncestorOf(label):
            step.ensureWidgetVisible(label, 0, current().px(8))
        step = step.parentWidget()


def _laid_over(field: QWidget, label: QLabel) -> QLabel:
    ground = _ground(field)
    theme = current()
    label.setParent(ground)
    label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    label.setAutoFillBackground(True)
    label.setStyleSheet(
        f"background: {theme.colour('surface').name()}; padding: {theme.px(6)}px {theme.px(10)}px;"
        f"border: 1px solid {theme.colour('control').name()}; border-radius: {theme.px(8)}px;"
    )
    label.ensurePolished()
    width = min(theme.px(_WIDEST), ground.width())
    height = label.heightForWidth(width)
    corner = field.mapTo(ground, QPoint(0, field.height() + theme.px(_BELOW)))
    if corner.y() + height > ground.height():
        corner.setY(max(0, field.mapTo(ground, QPoint()).y() - height - theme.px(_BELOW)))
    left = max(0, min(corner.x(), ground.width() - width))
    label.setGeometry(left, corner.y(), width, height)
    label.show()
    label.raise_()
    return label


def _ground(field: QWidget) -> QWidget:
    """What scrolls with ``field``, or else its window."""
    step = field.parentWidget()
    while step is not None and not step.isWindow():
        viewport = step.parentWidget()
        area = viewport.parentWidget() if viewport is not None else None
        if isinstance(area, QScrollArea) and area.widget() is step:
            return step
        step = viewport
    return field.window()
