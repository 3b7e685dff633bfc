"""Does something a moment after the first of several wishes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


class Soon(QTimer):
    """Further wishes do not put it off: who types without a pause is kept all the same."""

    def __init__(self, parent: QObject, after_ms: int, do: Callable[[], object]) -> None:
        """Do ``do`` ``after_ms`` after the first wish."""
        super().__init__(parent)
        self.setSingleShot(True)
        self.setInterval(after_ms)
        self.timeout.connect(do)

    def wish(self) -> None:
        """Wait from now on, unless it waits already."""
        if not self.isActive():
            self.start()
