"""Filling a part of a page so that the page is laid out once and not with every widget."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QWidget


@contextmanager
def at_once(part: QWidget) -> Iterator[None]:
    """Hide ``part`` while widgets are added to its layout, so that all of them appear together.

    A widget added to a layout that is already shown appears only with the next event, and showing
    it by hand lays the whole page out each time. Nothing is painted in between. Not for a part
    that has the keyboard, which would lose it.
    """
    was_hidden = part.isHidden()
    part.hide()
    try:
        yield
    finally:
        part.setVisible(not was_hidden)
