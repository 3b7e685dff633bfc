"""Between the Warning signs page and its services."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from iop_companion.domain.change import ChangeSet
from iop_companion.domain.early_warning import Level
from iop_companion.domain.records import (
    Answer,
    AsideReason,
    OfferCause,
    PlanZone,
    SetAside,
)
from iop_companion.domain.setting_values import Contact
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _
from iop_companion.services.bundle import Services
from iop_companion.services.episode_rows import EpisodeRow
from iop_companion.services.set_asides import QUIET_DAYS
from iop_companion.services.usual_offers import Offer
from iop_companion.services.views import PanelView
from iop_companion.services.what_happened import Told
from iop_companion.ui.toolkit.page import PageContext
from iop_companion.ui.toolkit.undo_offer import UndoOffer
from iop_companion.ui.toolkit.zone_in_hand import ZoneInHand
from iop_companion.ui.warning_signs.answers_card import answered_words
from iop_companion.ui.warning_signs.aside_dialog import AsideDialog
from iop_companion.ui.warning_signs.panel import WarningSignsPanel
from iop_companion.ui.widgets.number_dialog import NumberDialog
from iop_companion.ui.widgets.own_signs_keeper import OwnSignsKeeper


class WarningSignsPage:
    """Evaluates when shown; writes answers, ticks, the person's own zone and what is set aside."""

    def __init__(
        self,
        panel: WarningSignsPanel,
        services: Services,
        context: PageContext,
        zone: ZoneInHand | None = None,
    ) -> None:
        """Connect ``panel`` with ``services``; ``zone`` tells My plan which zone to show."""
        self._zone = zone or ZoneInHand()
        self._panel = panel
        self._warnings = services.early_warnings
        self._context = context
        self._kept = UndoOffer(context, services.undo_if_newest, failed=self._failed)
        self._signs = services.own_signs
        self._happened, self._offers = services.what_happened, services.usual_offers
        self._ticks = OwnSignsKeeper(panel.ticks, services, context)
        self._view: PanelView | None = None
        self._wants_focus = False
        panel.answer_requested.connect(self._answer)
        panel.tick_requested.connect(self._tick)
        panel.plan_requested.connect(self._open_plan)
        panel.skill_requested.connect(lambda: context.go_to("toolbox"))
        panel.number_requested.connect(self._show_number)
        panel.aside_requested.connect(self._ask_reason)
        panel.aside_taken_back.connect(self._take_back_aside)
        panel.watch_said.connect(self._say_watch)
        panel.signs_requested.connect(lambda: context.go_to("my_signs"))
        panel.outcome.told.connect(self._tell)
        panel.offer.answered.connect(self._answer_offer)
        panel.check_in_requested.connect(lambda: context.go_to("today"))
        panel.new_usual_requested.connect(self._offer_new_usual)
        panel.fewer_requested.connect(lambda: context.go_to("settings"))
        panel.parts.chosen.connect(context.go_to)
        context.hub.locking.connect(self._forget)

    @property
    def widget(self) -> QWidget:
        """See :class:`~iop_companion.ui.toolkit.page.Page`."""
        return self._panel

    @property
    def title(self) -> str:
        """See :class:`~iop_companion.ui.toolkit.page.Page`."""
        return _("Warning signs")

    def refresh(self) -> None:
        """Evaluate anew; the level shown goes to the append-only log."""
        self._context.tasks.run(self._read, lambda read: self._show(*read))

    def on_shown(self) -> None:
        """Put the focus on the first thing that can be done, as soon as it is there."""
        self._panel.parts.stay()
        self._wants_focus = not self._panel.is_filled
        if self._panel.is_filled:
            self._panel.take_focus()

    def main_action(self) -> None:
        """Nothing: the answers are equal."""

    def _forget(self) -> None:
        self._view = None
        self._ticks.forget()
        self._panel.forget()

    def _read(self) -> tuple[PanelView, EpisodeRow | None, Offer | None]:
        view = self._warnings.panel(shown=True)
        return view, self._happened.to_ask(), self._offers.offer()

    def _show(self, view: PanelView, asked: EpisodeRow | None, offer: Offer | None) -> None:
        self._view = view
        self._panel.show_view(view)
        if view.warning.speaks:
            self._ticks.forget()
        else:
            self._ticks.read(view.warning.as_of)
        self._panel.show_afterwards(asked, offer)
        if self._wants_focus:
            self._wants_focus = False
            self._panel.take_focus()

    def _answer(self, key: str) -> None:
        answer = Answer(key)

        def told(changes: ChangeSet) -> None:
            self._kept.tell(answered_words(answer), changes)

        self._context.tasks.run(lambda: self._warnings.answer(answer), told, self._failed)

    def _tell(self, episode_id: str, told: Told) -> None:
        def kept(changes: ChangeSet) -> None:
            self._kept.tell(_("Noted. History keeps it."), changes)

        self._context.tasks.run(lambda: self._happened.tell(episode_id, told), kept, self._failed)

    def _offer_new_usual(self) -> None:
        """Say what a new usual means before it is learned; the answer is given in that card."""
        self._panel.offer.show_offer(self._offers.asked())
        self._panel.offer.take.setFocus(Qt.FocusReason.OtherFocusReason)

    def _answer_offer(self, offer: Offer, taken: bool) -> None:  # noqa: FBT001 -- a Qt slot
        if offer.cause is OfferCause.ASKED and not taken:  # nobody offered, so nothing is answered
            self._panel.offer.show_offer(None)
            self._panel.usual.new_button.setFocus(Qt.FocusReason.OtherFocusReason)
            return

        def kept(changes: ChangeSet) -> None:
            self._kept.tell(_("Noted. Your usual is learned again from your recent days.")
                            if taken else _("Noted. Your usual stays."), changes)  # fmt: skip

        self._context.tasks.run(lambda: self._offers.answer(offer, taken=taken), kept, self._failed)

    def _failed(self, problem: KnownProblem) -> None:
        self._context.notices.show_problem(problem)
        self.refresh()  # what was pressed but not kept does not stay on the page

    def _tick(self, step_id: str, done: bool) -> None:  # noqa: FBT001 -- a Qt slot
        self._context.tasks.run(
            lambda: self._warnings.tick(step_id, done=done), self._context.hub.tell, self._failed
        )

    def _open_plan(self) -> None:
        """Go to the zone that is shown; what is written or ticked there comes back with it."""
        shown = self._view.zone if self._view is not None else None
        self._zone.wanted = (shown.zone if shown is not None else PlanZone.WATCH).value
        self._context.go_to("plan")

    def _show_number(self, one: Contact, to_say: str) -> None:
        NumberDialog(one, self._panel.window(), to_say).open()

    def _ask_reason(self) -> None:
        warning = self._view.warning if self._view is not None else None
        if warning is None:
            return
        dialog = AsideDialog(self._panel.window(), is_act=warning.level is Level.ACT)
        dialog.chosen.connect(self._set_aside)
        dialog.open()

    def _set_aside(self, key: str, words: str) -> None:
        reason = AsideReason(key)

        def told(changes: ChangeSet) -> None:
            self._kept.tell(_("Set aside for {n} days.").format(n=QUIET_DAYS), changes)
            if reason is AsideReason.WRONG_ENTRY:
                self._context.go_to("today")

        self._context.tasks.run(lambda: self._warnings.set_aside(reason, words), told, self._failed)

    def _take_back_aside(self, aside: SetAside) -> None:
        self._context.tasks.run(
            lambda: self._warnings.take_back_aside(aside), self._context.hub.tell, self._failed
        )

    def _say_watch(self) -> None:
        def told(changes: ChangeSet) -> None:
            self._context.hub.tell(changes)
            words = _("Noted: it is Watch. If one of your Act signs shows again, it is Act again.")
            self._kept.say(words, changes)

        self._context.tasks.run(lambda: self._signs.say_zone(PlanZone.WATCH), told, self._failed)
