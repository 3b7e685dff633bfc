"""Between the sleep diary and its service."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from iop_companion.domain.change import ChangeSet
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _
from iop_companion.foundation.problem_texts import describe
from iop_companion.services.sleep_diary import NightView
from iop_companion.ui.today.sleep.panel import SleepPanel
from iop_companion.ui.toolkit.day_in_hand import DayInHand
from iop_companion.ui.toolkit.draft_keeper import DRAFT_AFTER_MS
from iop_companion.ui.toolkit.page import PageContext
from iop_companion.ui.toolkit.soon import Soon
from iop_companion.ui.toolkit.undo_offer import UndoOffer

if TYPE_CHECKING:
    from iop_companion.services.bundle import Services


class SleepPage:
    """Shows the night that ended on the day that Today had open; keeps what is typed."""

    def __init__(
        self, panel: SleepPanel, services: Services, context: PageContext, in_hand: DayInHand
    ) -> None:
        """Connect ``panel`` with ``services``."""
        self._panel = panel
        self._services = services
        self._diary = services.sleep_diary
        self._context = context
        self._in_hand = in_hand
        self._day: date | None = None
        self._kept = UndoOffer(context, services.undo_if_newest)
        self._is_touched = False
        self._timer = Soon(panel, DRAFT_AFTER_MS, self.keep_draft)
        panel.changed.connect(self._on_changed)
        panel.save_requested.connect(self.main_action)
        panel.back_requested.connect(self._back)
        panel.night_requested.connect(self._step)
        panel.day_requested.connect(self._open)
        context.hub.locking.connect(self._on_locking)

    @property
    def widget(self) -> QWidget:
        """See :class:`~iop_companion.ui.toolkit.page.Page`."""
        return self._panel

    @property
    def title(self) -> str:
        """See :class:`~iop_companion.ui.toolkit.page.Page`."""
        return _("Sleep diary")

    def refresh(self) -> None:
        """Read the night anew, unless something is typed that is not saved."""
        if not self._is_touched:
            self._read(self._day or self._in_hand.day)

    def on_shown(self) -> None:
        """Begin with the day that Today has open, at the first field."""
        wished = self._in_hand.day or self._services.clock.today()
        if wished != self._day:
            self._open(wished)
        self._panel.form.focus_first()

    def main_action(self) -> None:
        """Save the night, if nothing has to be asked first."""
        draft = self._panel.ready()
        if draft is None:
            return
        self._timer.stop()

        def saved(changes: ChangeSet) -> None:
            self._is_touched = False
            self._context.hub.tell(changes)
            self._panel.show_line(_("Saved.") if changes else _("That is saved already."))
            if changes:
                self._kept.say(_("Saved. Its hours are on Today, too."), changes)

        self._context.tasks.run(lambda: self._diary.save(draft), saved, self._failed)

    def keep_draft(self) -> None:
        """Hand what is typed to the encrypted draft of its day."""
        self._timer.stop()
        day = self._day
        if day is None or not self._is_touched:
            return
        typed = self._panel.form.typed() or None
        self._context.tasks.run(
            lambda: self._diary.keep_typed(day, typed),
            lambda _nothing: self._panel.show_line(_("Draft kept. Skip anything.")),
            lambda _problem: self._panel.show_line(
                _("The draft could not be kept. Save when you can.")
            ),
        )

    def _read(self, day: date | None) -> None:
        wanted = day or self._services.clock.today()
        self._day = wanted

        def show(view: NightView) -> None:
            if view.draft.day == self._day and not self._is_touched:
                self._panel.show_view(view)
                self._panel.show_line(
                    _("Draft kept. Skip anything.") if view.typed else _("Skip anything.")
                )

        self._context.tasks.run(lambda: self._diary.night(wanted), show)

    def _open(self, day: date) -> None:
        if day > self._services.clock.today():
            return
        self.keep_draft()
        self._is_touched = False
        self._in_hand.wanted = day if day != self._services.clock.today() else None
        self._read(day)

    def _step(self, nights: int) -> None:
        self._open((self._day or self._services.clock.today()) + timedelta(days=nights))

    def _back(self) -> None:
        self.keep_draft()
        self._in_hand.wanted = self._day
        self._context.go_to("today")

    def _on_changed(self) -> None:
        self._is_touched = True
        self._timer.wish()

    def _failed(self, problem: KnownProblem) -> None:
        self._panel.say(describe(problem).sentence, can_retry=True)
        self._timer.wish()

    def _on_locking(self) -> None:
        self.keep_draft()
        self._is_touched = False
        self._day = None
        self._panel.forget()
        self._context.hub.locking.disconnect(self._on_locking)
