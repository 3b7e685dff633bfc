"""What a form holds beyond what it was opened with: the words that must not get lost."""

from __future__ import annotations

from typing import Any


class HoldsTyped:
    """Stands before a form's Qt class; the form says what it holds in :meth:`_plain`."""

    _opened: dict[str, Any]
    """What it held when it was opened, from :meth:`_plain`."""

    def typed(self) -> dict[str, Any] | None:
        """Return what the form holds beyond what it was opened with, None for nothing."""
        plain = self._plain()
        return plain if self._is_in_use and plain != self._opened else None

    @property
    def _is_in_use(self) -> bool:
        """Whether anything can stand in it: a form that is put away holds nothing."""
        return True

    def _plain(self) -> dict[str, Any]:
        """Return all that stands in the form as plain JSON."""
        raise NotImplementedError
