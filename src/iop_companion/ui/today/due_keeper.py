"""Between the card of questionnaires that are due and their service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iop_companion.foundation.i18n import _
from iop_companion.ui.today.due_card import DueCard
from iop_companion.ui.toolkit.page import PageContext
from iop_companion.ui.toolkit.questionnaire_in_hand import QuestionnaireInHand
from iop_companion.ui.toolkit.undo_offer import UndoOffer

if TYPE_CHECKING:
    from iop_companion.services.bundle import Services


class DueKeeper:
    """Reads what is due, leads to it, and keeps that it was put off."""

    def __init__(
        self, card: DueCard, services: Services, context: PageContext, asked: QuestionnaireInHand
    ) -> None:
        """Connect ``card`` with ``services``."""
        self._card = card
        self._services = services
        self._context = context
        self._asked = asked
        self._kept = UndoOffer(context, services.undo_if_newest)
        card.answer_requested.connect(self._answer)
        card.put_off.connect(self._put_off)

    def read(self) -> None:
        """Read what is due and show it."""
        self._context.tasks.run(self._services.questionnaires.to_offer, self._card.show_due)

    def _answer(self, instrument_id: str) -> None:
        self._asked.wanted = instrument_id
        self._context.go_to("program")

    def _put_off(self) -> None:
        self._context.tasks.run(
            self._services.questionnaires.put_off,
            lambda changes: self._kept.tell(_("Not asked again until its next time."), changes),
            self._context.notices.show_problem,
        )
