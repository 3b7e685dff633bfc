"""A page about the day that Today has open, with forms that keep what is typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from iop_companion.domain.change import ChangeSet
from iop_companion.ui.toolkit.day_in_hand import DayInHand
from iop_companion.ui.toolkit.draft_keeper import DraftKeeper
from iop_companion.ui.toolkit.page import PageContext
from iop_companion.ui.toolkit.page_area import PageArea
from iop_companion.ui.toolkit.undo_offer import UndoOffer

if TYPE_CHECKING:
    from iop_companion.services.bundle import Services


class DayFormPanel(PageArea):
    """The widgets of such a page."""

    back_requested = Signal()

    def take_focus(self) -> None:
        """Put the keyboard where writing begins."""
        raise NotImplementedError

    def forget(self) -> None:
        """Hold no value any more (on lock)."""
        raise NotImplementedError


P = TypeVar("P", bound=DayFormPanel)


class DayFormPage(Generic[P]):
    """Follows the day of Today, and goes back to it; a page reads and saves by itself.

    The first of ``_keepers`` is that of the day's form: while something is typed in it, the day
    stays the one it is about.
    """

    _keepers: tuple[DraftKeeper, ...]

    def __init__(
        self, panel: P, services: Services, context: PageContext, in_hand: DayInHand
    ) -> None:
        """Listen to what all such panels say."""
        self._panel = panel
        self._services = services
        self._context = context
        self._in_hand = in_hand
        self._day: date | None = None
        self._kept = UndoOffer(context, services.undo_if_newest)
        panel.back_requested.connect(self._back)
        context.hub.locking.connect(self._on_locking)

    @property
    def widget(self) -> QWidget:
        """See :class:`~iop_companion.ui.toolkit.page.Page`."""
        return self._panel

    def refresh(self) -> None:
        """Read the day anew; while something is typed, the day stays the one it is about."""
        is_typed = self._keepers[0].is_touched
        self._read(self._day if is_typed and self._day else self._wished())

    def on_shown(self) -> None:
        """Begin with the day that Today has open."""
        if self._wished() != self._day:
            self._read(self._wished())
        self._panel.take_focus()

    def _read(self, day: date) -> None:
        """Show ``day``; it is ``_day`` from here on."""
        raise NotImplementedError

    def _wished(self) -> date:
        return self._in_hand.day or self._services.clock.today()

    def _back(self) -> None:
        for keeper in self._keepers:
            keeper.keep()
        self._in_hand.wanted = self._day
        self._context.go_to("today")

    def _on_locking(self) -> None:
        for keeper in self._keepers:
            keeper.close()
        self._day = None
        self._panel.forget()

    def _run(self, job: Callable[[], ChangeSet], then: Callable[[ChangeSet], None]) -> None:
        self._context.tasks.run(job, then, self._context.notices.show_problem)
