"""Between a day's single uses and their service."""

from __future__ import annotations

import math
from datetime import date, time
from typing import TYPE_CHECKING

from iop_companion.domain.change import ChangeSet
from iop_companion.domain.diary_entries import UseAmount
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _
from iop_companion.foundation.problem_texts import describe
from iop_companion.services.form_drafts import FormName
from iop_companion.services.single_uses import UseDraft, UsesView
from iop_companion.ui.today.day_form import DayFormPage
from iop_companion.ui.today.uses.form import UseWish
from iop_companion.ui.today.uses.panel import UsesPanel
from iop_companion.ui.toolkit.day_in_hand import DayInHand
from iop_companion.ui.toolkit.draft_keeper import DraftKeeper
from iop_companion.ui.toolkit.page import PageContext
from iop_companion.ui.widgets.typed_time import read_time

if TYPE_CHECKING:
    from iop_companion.services.bundle import Services


class UsesPage(DayFormPage[UsesPanel]):
    """Shows the day that Today had open; keeps what is typed."""

    def __init__(
        self, panel: UsesPanel, services: Services, context: PageContext, in_hand: DayInHand
    ) -> None:
        """Connect ``panel`` with ``services``."""
        super().__init__(panel, services, context, in_hand)
        self._uses = services.single_uses
        place = services.form_drafts.of(FormName.SINGLE_USE)
        self._keeper = DraftKeeper(panel.form, place, context, panel)
        self._keepers = (self._keeper,)
        panel.form.saved.connect(self._save)
        panel.removed.connect(self._remove)
        panel.rows_requested.connect(lambda: context.go_to("used"))

    @property
    def title(self) -> str:
        """See :class:`~iop_companion.ui.toolkit.page.Page`."""
        return _("Single uses")

    def on_shown(self) -> None:
        """Begin with the day and the row that Today has in hand, at the amount."""
        self._panel.form.prefer(self._in_hand.row)
        super().on_shown()

    def main_action(self) -> None:
        """Save what the form holds."""
        self._panel.form.ask_to_save()

    def _save(self, wish: UseWish) -> None:
        at: time | None = None
        if wish.at.strip() and (at := read_time(wish.at)) is None:
            self._panel.form.say(_("Write a time like 4:41 pm or 16:41, or leave it empty."))
            return
        amount = _amount(wish.amount)
        day = self._day or self._services.clock.today()
        draft = UseDraft(wish.substance, amount, at, wish.note, wish.private, wish.id)
        self._keeper.saving()

        def kept(changes: ChangeSet) -> None:
            self._keeper.saved()
            self._panel.form.begin()
            self._panel.take_focus()
            self._kept.tell(_("Kept. The amount of the day follows."), changes)

        def refused(problem: KnownProblem) -> None:
            self._keeper.not_saved()
            self._panel.form.say(describe(problem).sentence)

        self._context.tasks.run(lambda: self._uses.keep(day, draft), kept, refused)

    def _remove(self, use: UseAmount) -> None:
        self._run(
            lambda: self._uses.remove(use),
            lambda changes: self._kept.tell(_("Removed. The amount of the day follows."), changes),
        )

    def _read(self, day: date) -> None:
        self._day = day
        self._context.tasks.run(lambda: self._uses.day(day), self._show)

    def _show(self, view: UsesView) -> None:
        self._panel.show_view(view)
        self._panel.form.prefer(self._in_hand.row)
        self._keeper.open(view.day)  # a draft names a row: the rows come first


def _amount(typed: str) -> float | None:
    """Return the number in ``typed``, None for nothing; what is no number is one that fits none."""
    words = typed.strip().replace(",", ".")
    if not words:
        return None
    try:
        number = float(words)
    except ValueError:
        return -1.0
    return number if math.isfinite(number) else -1.0
