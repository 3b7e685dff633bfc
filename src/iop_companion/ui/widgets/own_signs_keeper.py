"""Between a card of own signs and their service: ticks are kept at once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from iop_companion.domain.change import ChangeSet
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _
from iop_companion.services.own_signs import SignToTick
from iop_companion.ui.toolkit.page import PageContext
from iop_companion.ui.toolkit.undo_offer import UndoOffer
from iop_companion.ui.widgets.own_signs_card import OwnSignsCard

if TYPE_CHECKING:
    from iop_companion.services.bundle import Services


class OwnSignsKeeper:
    """Reads the signs of the day that is open; each tick is one step that can be taken back."""

    def __init__(self, card: OwnSignsCard, services: Services, context: PageContext) -> None:
        """Connect ``card`` with ``services``."""
        self._card = card
        self._services = services
        self._context = context
        self._kept = UndoOffer(context, services.undo_if_newest, failed=self._failed)
        self._day: date | None = None
        card.tick_requested.connect(self._tick)

    def read(self, day: date) -> None:
        """Show the signs as they stand on ``day``."""
        self._day = day
        signs = self._services.own_signs

        def told(found: tuple[SignToTick, ...]) -> None:
            if day == self._day:
                self._card.show_signs(found)

        self._context.tasks.run(lambda: signs.to_tick(day), told)

    def forget(self) -> None:
        """Hold no word any more (on lock)."""
        self._day = None
        self._card.show_signs(())

    def _tick(self, sign_id: str, is_on: bool, told_by: str) -> None:  # noqa: FBT001 -- a Qt slot
        day, signs = self._day, self._services.own_signs
        if day is None:
            return

        def told(changes: ChangeSet) -> None:
            self._context.hub.tell(changes)
            if changes:
                words = _("Noted.") if is_on else _("The tick is taken away.")
                self._kept.say(words, changes)

        self._context.tasks.run(
            lambda: signs.tick(sign_id, day, on=is_on, told_by=told_by), told, self._failed
        )

    def _failed(self, problem: KnownProblem) -> None:
        self._context.notices.show_problem(problem)
        if self._day is not None:
            self.read(self._day)  # what was ticked but not kept does not stay
