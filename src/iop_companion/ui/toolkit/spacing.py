"""Sizes in layouts, written at 100 % text and kept right when the text scale changes.

Each function marks a layout or widget with its size at 100 %; :func:`rescale` walks over all of
them after a change. So a page states its measures once and never listens to the theme for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QGridLayout, QLabel, QLayout, QWidget

from iop_companion.ui.toolkit.theme import Theme, current, dress_with

_MARGINS = "margins_at_100"
_GAPS = "gaps_at_100"
_SIZES = "sizes_at_100"
_NONE = -1

_REFRESH: dict[str, Callable[[QObject, Theme], None]] = {}


def margins(layout: QLayout, left: int, top: int, right: int, bottom: int) -> None:
    """Give ``layout`` these inner margins, in px at 100 % text."""
    _mark(layout, _MARGINS, [left, top, right, bottom])


def gap(layout: QLayout, between: int, rows: int | None = None) -> None:
    """Put ``between`` px (at 100 %) between the items; ``rows`` for the rows of a grid."""
    _mark(layout, _GAPS, [between, between if rows is None else rows])


def fixed(widget: QWidget, width: int | None = None, height: int | None = None) -> None:
    """Fix width, height or both, in px at 100 % text."""
    _size(widget, 0, width, height)


def at_least(widget: QWidget, width: int | None = None, height: int | None = None) -> None:
    """Set the smallest width, height or both, in px at 100 % text."""
    _size(widget, 2, width, height)


def at_most(widget: QWidget, width: int | None = None, height: int | None = None) -> None:
    """Set the largest width, height or both, in px at 100 % text."""
    _size(widget, 4, width, height)


def on_rescale(mark: str, refresh: Callable[[QObject, Theme], None]) -> None:
    """Have ``refresh`` called for each widget with the property ``mark`` after a change."""
    _REFRESH[mark] = refresh


def rescale(widgets: Iterable[QWidget], theme: Theme) -> None:
    """Apply all marked sizes (and icons) of ``widgets`` and their layouts anew."""
    for widget in widgets:
        _apply_all(widget, theme)
        layout = widget.layout()
        if layout is not None:
            _apply_all(layout, theme)
            for inner in layout.findChildren(QLayout):
                _apply_all(inner, theme)


def _size(widget: QWidget, at: int, width: int | None, height: int | None) -> None:
    sizes = widget.property(_SIZES) or [_NONE] * 6
    kept = [int(size) for size in sizes]
    kept[at] = _NONE if width is None else width
    kept[at + 1] = _NONE if height is None else height
    _mark(widget, _SIZES, kept)


def _mark(item: QObject, mark: str, value: list[int]) -> None:
    item.setProperty(mark, value)
    _REFRESH[mark](item, current())


def _apply_all(item: QObject, theme: Theme) -> None:
    names = {name.toStdString() for name in item.dynamicPropertyNames()}
    for mark, refresh in _REFRESH.items():
        if mark in names:
            refresh(item, theme)


def _apply_margins(item: QObject, theme: Theme) -> None:
    assert isinstance(item, QLayout)
    left, top, right, bottom = (theme.px(size) for size in item.property(_MARGINS))
    item.setContentsMargins(left, top, right, bottom)


def _apply_gaps(item: QObject, theme: Theme) -> None:
    assert isinstance(item, QLayout)
    between, rows = (theme.px(size) for size in item.property(_GAPS))
    if isinstance(item, QGridLayout):
        item.setHorizontalSpacing(between)
        item.setVerticalSpacing(rows)
    else:
        item.setSpacing(between)


def _apply_sizes(item: QObject, theme: Theme) -> None:
    assert isinstance(item, QWidget)
    setters = (
        item.setFixedWidth,
        item.setFixedHeight,
        item.setMinimumWidth,
        item.setMinimumHeight,
        item.setMaximumWidth,
        item.setMaximumHeight,
    )
    for setter, size in zip(setters, item.property(_SIZES), strict=True):
        if size != _NONE:
            setter(theme.px(size))
    if isinstance(item, QLabel):
        item.setIndent(item.indent())  # it remembers its size with the least one of before in it


_REFRESH.update({_MARGINS: _apply_margins, _GAPS: _apply_gaps, _SIZES: _apply_sizes})
dress_with(lambda theme: rescale(QApplication.allWidgets(), theme))
