"""Between the details of a day and their services."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from iop_companion.domain.change import ChangeSet
from iop_companion.domain.observation import Observation
from iop_companion.foundation.dates import long_day
from iop_companion.foundation.i18n import _
from iop_companion.services.day_history import KeptValue, OldValue
from iop_companion.services.views import DayView
from iop_companion.ui.today.day.panel import DayPanel
from iop_companion.ui.toolkit.day_in_hand import DayInHand
from iop_companion.ui.toolkit.page import PageContext
from iop_companion.ui.toolkit.undo_offer import UndoOffer

if TYPE_CHECKING:
    from iop_companion.services.bundle import Services


class DayPage:
    """Shows the day that Today had open, and changes what Today does not ask for."""

    def __init__(
        self, panel: DayPanel, services: Services, context: PageContext, in_hand: DayInHand
    ) -> None:
        """Connect ``panel`` with ``services``."""
        self._panel = panel
        self._services = services
        self._context = context
        self._in_hand = in_hand
        self._day: date | None = None
        self._kept = UndoOffer(context, services.undo_if_newest)
        panel.private_changed.connect(self._mark)
        panel.note_changed.connect(self._annotate)
        panel.erase_requested.connect(self._erase)
        panel.remove_requested.connect(self._remove)
        panel.back_requested.connect(self.main_action)
        context.hub.locking.connect(self._on_locking)

    @property
    def widget(self) -> QWidget:
        """See :class:`~iop_companion.ui.toolkit.page.Page`."""
        return self._panel

    @property
    def title(self) -> str:
        """See :class:`~iop_companion.ui.toolkit.page.Page`."""
        return _("Details of this day")

    def refresh(self) -> None:
        """Read the day anew."""
        day = self._in_hand.day or self._services.clock.today()
        check_ins, history = self._services.check_ins, self._services.day_history
        self._day = day
        self._context.tasks.run(
            lambda: (check_ins.day(day), history.of(day)), lambda read: self._show(*read)
        )

    def on_shown(self) -> None:
        """Put the focus on the way back."""
        self._panel.back.setFocus()

    def main_action(self) -> None:
        """Go back to Today."""
        self._panel.commit()
        self._context.go_to("today")

    def _show(self, view: DayView, kept: tuple[KeptValue, ...]) -> None:
        if view.day == self._day:
            self._panel.show_day(view, kept)

    def _mark(self, value: Observation, private: bool) -> None:  # noqa: FBT001 -- a tick box
        history = self._services.day_history
        self._do(lambda: history.mark_private(value.id, value.day, private=private))

    def _annotate(self, value: Observation, note: str) -> None:
        history = self._services.day_history
        self._do(lambda: history.annotate(value.id, value.day, note))

    def _erase(self, old: OldValue) -> None:
        history, notices = self._services.day_history, self._context.notices

        def told(_nothing: object) -> None:
            notices.show(_("Erased for good."))
            self.refresh()

        self._context.tasks.run(lambda: history.erase(old), told, notices.show_problem)

    def _remove(self) -> None:
        day, check_ins = self._day, self._services.check_ins
        if day is None:
            return
        words = _("Removed: the entry of {day}.").format(
            day=long_day(day, self._services.clock.today())
        )
        self._do(lambda: check_ins.remove_day(day), words)

    def _do(self, job: Callable[[], ChangeSet], words: str = "") -> None:
        def told(changes: ChangeSet) -> None:
            self._context.hub.tell(changes)
            if changes and words:
                self._kept.say(words, changes)

        self._context.tasks.run(job, told, self._context.notices.show_problem)

    def _on_locking(self) -> None:
        self._panel.commit()
        self._panel.forget()
        self._context.hub.locking.disconnect(self._on_locking)
