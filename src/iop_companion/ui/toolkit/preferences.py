"""The preferences of the running window: read by all, changed in one place, kept in one file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from iop_companion.foundation.settings import Preferences, save_preferences
from iop_companion.ui.toolkit.theme import current


class PreferenceKeeper(QObject):
    """Holds the preferences; ``changed`` follows a change, with theme and text size applied."""

    changed = Signal()

    def __init__(self, preferences: Preferences, file: Path | None = None) -> None:
        """Start with ``preferences``; without a ``file`` changes last as long as the program."""
        super().__init__()
        self._now = preferences
        self._file = file

    @property
    def now(self) -> Preferences:
        """The preferences as they are."""
        return self._now

    def let_go_of_file(self) -> None:
        """Write nothing from here on: everything was erased, and nothing of it may come back."""
        self._file = None

    def change(self, **changes: object) -> None:
        """Take over ``changes`` by field name; values that are not allowed are ignored."""
        changed = self._now.with_change(**changes)
        if changed == self._now:
            return
        self._now = changed
        if self._file is not None:
            save_preferences(self._file, changed)
        current().use(changed)
        self.changed.emit()
