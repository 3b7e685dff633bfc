"""Has what a form holds kept a moment after each change, found again, and given back."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QObject, SignalInstance

from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit.page import PageContext
from iop_companion.ui.toolkit.soon import Soon

DRAFT_AFTER_MS = 1000


class DraftForm(Protocol):
    """A form whose words are kept.

    ``touched()`` comes with each change by the person, ``discarded(dict)`` with what they threw
    away.
    """

    @property
    def touched(self) -> SignalInstance:
        """Something was typed or chosen."""

    @property
    def discarded(self) -> SignalInstance:
        """The words were thrown away; they come with it."""

    def typed(self) -> dict[str, Any] | None:
        """Return what stands in the form as plain JSON, None if nothing is unsaved."""

    def show_typed(self, typed: dict[str, Any]) -> None:
        """Fill the form as it was left; what cannot be read is left out."""

    def start_over(self) -> None:
        """Be empty, without a word about it."""


class DraftPlace(Protocol):
    """Where a form's draft is kept."""

    def read(self, day: date | None) -> dict[str, Any]:
        """Return what was typed, {} for nothing."""

    def keep(self, day: date | None, typed: dict[str, Any] | None) -> None:
        """Keep it, or forget it (None)."""


class DraftKeeper(QObject):
    """Between a form and its encrypted draft."""

    def __init__(
        self, form: DraftForm, place: DraftPlace, context: PageContext, parent: QObject
    ) -> None:
        """Watch ``form``; nothing is read before ``open``. ``parent`` is the page's widget."""
        super().__init__(parent)
        self._form = form
        self._place = place
        self._context = context
        self._day: date | None = None
        self._is_open = False
        self.is_touched = False
        self._timer = Soon(self, DRAFT_AFTER_MS, self.keep)
        form.touched.connect(self._on_touched)
        form.discarded.connect(self._on_discarded)

    def open(self, day: date | None = None) -> None:
        """Show what was typed for ``day``; what stands there for another day is kept first."""
        if self._is_open and day == self._day:
            return
        if self._is_open:
            self.keep()
            self._form.start_over()
        self._day, self._is_open, self.is_touched = day, True, False

        def show(typed: dict[str, Any]) -> None:
            if typed and self._is_open and day == self._day and not self.is_touched:
                self._form.show_typed(typed)
                self.is_touched = True

        self._context.tasks.run(partial(self._place.read, day), show)

    def keep(self) -> None:
        """Hand what is typed to the draft now."""
        self._timer.stop()
        if not self._is_open or not self.is_touched:
            return
        self._keep(self._day, self._form.typed())

    def close(self) -> None:
        """Keep what is typed and hold nothing (on lock)."""
        self.keep()
        self._is_open = self.is_touched = False

    def saving(self) -> None:
        """Wait: the form is being saved."""
        self._timer.stop()

    def saved(self) -> None:
        """Begin anew: the record is saved, and its draft gone with it."""
        self._timer.stop()
        self.is_touched = False

    def not_saved(self) -> None:
        """Go on keeping: the form could not be saved."""
        if self.is_touched:
            self._timer.wish()

    def _keep(self, day: date | None, typed: dict[str, Any] | None) -> None:
        self._context.tasks.run(
            partial(self._place.keep, day, typed),
            None,
            lambda _problem: self._context.notices.show(
                _("The draft could not be kept. Save when you can.")
            ),
        )

    def _on_touched(self) -> None:
        self.is_touched = True
        self._timer.wish()

    def _on_discarded(self, typed: dict[str, Any]) -> None:
        """Forget what was thrown away; Undo has it again."""
        self._timer.stop()
        self.is_touched = False
        day = self._day
        self._keep(day, None)
        self._offer(day, typed)

    def _offer(self, day: date | None, typed: dict[str, Any]) -> None:
        def bring_back() -> None:
            self._keep(day, typed)
            if not self._is_open or self._day != day:
                return
            there = self._form.typed()
            self._form.show_typed(typed)
            self.is_touched = True
            if there is not None:
                self._offer(day, there)

        self._context.notices.show(_("Closed without saving."), _("Undo"), bring_back)
