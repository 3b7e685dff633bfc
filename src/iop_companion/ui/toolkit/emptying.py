"""Taking widgets out of a page: out of sight and of the tab order at once, freed soon after."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout, QWidget


def drop(layout: QLayout, *widgets: QWidget) -> None:
    """Take ``widgets`` out of ``layout``.

    A widget that is only marked to be freed is still painted and still takes keys until the event
    loop runs again: each is hidden first.
    """
    for widget in widgets:
        layout.removeWidget(widget)
        widget.hide()
        widget.deleteLater()


def empty(layout: QLayout, *, keep: int = 0) -> None:
    """Take all widgets out of ``layout`` but the first ``keep``."""
    while (item := layout.takeAt(keep)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
