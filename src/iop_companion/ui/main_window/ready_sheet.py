"""Get support now, made while nobody is doing anything: it opens at once when it is wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

from iop_companion.ui.toolkit.in_turns import InTurns, are_split, dressed
from iop_companion.ui.toolkit.theme import current

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from iop_companion.ui.support.panel import SupportPanel

MADE_AFTER_MS = 4000
"""After unlocking, and after the one before was closed."""


class ReadySheet(QObject):
    """Keeps one sheet in hand while the vault is open; where work is not in turns, none."""

    def __init__(self, make: Callable[[], tuple[SupportPanel, Iterator[None]]]) -> None:
        """Begin with none; ``make`` returns an empty sheet and the steps that fill it."""
        super().__init__()
        self._make = make
        self._sheet: SupportPanel | None = None
        self._is_whole = False
        self._place: Callable[[QWidget], object] | None = None
        self._turns = InTurns(self)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(lambda: self._turns.run(self._making()))
        current().changed.connect(self.make_anew)

    def start(self, place: Callable[[QWidget], object]) -> None:
        """Make one in a while, and hand it to ``place``, which keeps it out of sight."""
        self._place = place
        if are_split():
            self._timer.start(MADE_AFTER_MS)

    def take(self) -> SupportPanel | None:
        """Return the sheet if it is whole; the next one is made in a while."""
        if not self._is_whole:
            return None
        sheet, self._sheet, self._is_whole = self._sheet, None, False
        self._timer.start(MADE_AFTER_MS)
        return sheet if sheet is not None and isValid(sheet) else None

    def make_anew(self) -> None:
        """What was made says something that is no longer so."""
        if self._place is None:
            return
        place = self._place
        self.stop()
        self.start(place)

    def stop(self) -> None:
        """Keep none any more (on lock)."""
        self._place = None
        self._timer.stop()
        self._turns.drop()
        sheet, self._sheet, self._is_whole = self._sheet, None, False
        if sheet is not None and isValid(sheet):
            sheet.deleteLater()

    def _making(self) -> Iterator[None]:
        if self._place is None or self._sheet is not None:
            return
        self._sheet, steps = self._make()
        self._place(self._sheet)
        yield
        yield from steps
        yield from dressed(self._sheet)
        room = self._sheet.parentWidget()
        if room is not None:
            self._sheet.lay_out(room.size())
            yield
        self._is_whole = True
