"""Between a day's single uses and their service."""

from __future__ import annotations

import math
from datetime import date, time
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from iop_companion.domain.change import ChangeSet
from iop_companion.domain.diary_entries import UseAmount
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _
from iop_companion.foundation.problem_texts import describe
from iop_companion.services.form_drafts import FormName
from iop_companion.services.single_uses import UseDraft, UsesView
from iop_companion.ui.today.uses.form import UseWish
from iop_companion.ui.today.uses.panel import UsesPanel
from iop_companion.ui.toolkit.day_in_hand import DayInHand
from iop_companion.ui.toolkit.draft_keeper import DraftKeeper
from iop_companion.ui.toolkit.page import PageContext
from iop_companion.ui.toolkit.undo_offer import UndoOffer
from iop_companion.ui.widgets.typed_time import read_time

if TYPE_CHECKING:
    from iop_companion.services.bundle import Services


class UsesPage:
    """Shows the day that Today had open; keeps what is typed."""

    def __init__(
        self, panel: UsesPanel, services: Services, context: PageContext, in_hand: DayInHand
    ) -> None:
        """Connect ``panel`` with ``services``."""
        self._panel = panel
        self._services = services
        self._uses = services.single_uses
        self._context = context
        self._in_hand = in_hand
        self._day: date | None = None
        self._kept = UndoOffer(context, services.undo_if_newest)
        place = services.form_drafts.of(FormName.SINGLE_USE)
        self._keeper = DraftKeeper(panel.form, place, context, panel)
        panel.form.saved.connect(self._save)
        panel.removed.connect(self._remove)
        panel.back_requested.connect(self._back)
        panel.rows_requested.connect(lambda: context.go_to("used"))
        context.hub.locking.connect(self._on_locking)

    @property
    def widget(self) -> QWidget:
        """See :class:`~iop_companion.ui.toolkit.page.Page`."""
        return self._panel

    @property
    def title(self) -> str:
        """See :class:`~iop_companion.ui.toolkit.page.Page`."""
        return _("Single uses")

    def refresh(self) -> None:
        """Read the day anew; while something is typed, the day stays the one it is about."""
        is_typed = self._keeper.is_touched
        self._read(self._day if is_typed and self._day else self._wished())

    def on_shown(self) -> None:
        """Begin with the day and the row that Today has in hand, at the amount."""
        if self._wished() != self._day:
            self._read(self._wished())
        self._panel.form.prefer(self._in_hand.row)
        self._panel.take_focus()

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
        self._context.tasks.run(
            lambda: self._uses.remove(use),
            lambda changes: self._kept.tell(_("Removed. The amount of the day follows."), changes),
            self._context.notices.show_problem,
        )

    def _wished(self) -> date:
        return self._in_hand.day or self._services.clock.today()

    def _read(self, day: date) -> None:
        self._day = day
        self._context.tasks.run(lambda: self._uses.day(day), self._show)

    def _show(self, view: UsesView) -> None:
        self._panel.show_view(view)
        self._panel.form.prefer(self._in_hand.row)
        self._keeper.open(view.day)  # a draft names a row: the rows come first

    def _on_locking(self) -> None:
        self._keeper.close()
        self._day = None
        self._panel.forget()

    def _back(self) -> None:
        self._keeper.keep()
        self._in_hand.wanted = self._day
        self._context.go_to("today")


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
