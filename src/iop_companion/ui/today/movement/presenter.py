"""Between a day's movement and its service."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from iop_companion.domain.change import ChangeSet
from iop_companion.domain.diary_entries import MovementBout
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _
from iop_companion.foundation.problem_texts import describe
from iop_companion.services.form_drafts import FormName
from iop_companion.services.movement import BoutDraft
from iop_companion.ui.today.day_form import DayFormPage
from iop_companion.ui.today.movement.panel import MovementPanel
from iop_companion.ui.toolkit.day_in_hand import DayInHand
from iop_companion.ui.toolkit.draft_keeper import DraftKeeper
from iop_companion.ui.toolkit.page import PageContext

if TYPE_CHECKING:
    from iop_companion.services.bundle import Services


class MovementPage(DayFormPage[MovementPanel]):
    """Shows the day that Today had open; keeps what is typed."""

    def __init__(
        self, panel: MovementPanel, services: Services, context: PageContext, in_hand: DayInHand
    ) -> None:
        """Connect ``panel`` with ``services``."""
        super().__init__(panel, services, context, in_hand)
        self._movement = services.movement
        place = services.form_drafts.of(FormName.MOVEMENT)
        self._keeper = DraftKeeper(panel, place, context, panel)
        self._keepers = (self._keeper,)
        panel.saved.connect(self._save)
        panel.removed.connect(self._remove)

    @property
    def title(self) -> str:
        """See :class:`~iop_companion.ui.toolkit.page.Page`."""
        return _("Movement")

    def main_action(self) -> None:
        """Save what the form holds."""
        self._panel.ask_to_save()

    def _save(self, draft: BoutDraft) -> None:
        day = self._day or self._services.clock.today()
        self._keeper.saving()

        def kept(changes: ChangeSet) -> None:
            self._keeper.saved()
            self._panel.begin()
            self._kept.tell(_("Kept. The minutes of the day follow."), changes)

        self._context.tasks.run(
            lambda: self._movement.keep(day, draft),
            kept,
            self._refuse,
        )

    def _refuse(self, problem: KnownProblem) -> None:
        self._keeper.not_saved()
        self._panel.say(describe(problem).sentence)

    def _read(self, day: date) -> None:
        self._day = day
        self._context.tasks.run(lambda: self._movement.day(day), self._panel.show_view)
        self._keeper.open(day)

    def _remove(self, bout: MovementBout) -> None:
        self._run(
            lambda: self._movement.remove(bout),
            lambda changes: self._kept.tell(_("Removed. The minutes of the day follow."), changes),
        )
