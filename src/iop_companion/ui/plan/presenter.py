"""Between My plan and its services; what is typed is kept as a draft until it is saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from iop_companion.domain.change import ChangeSet
from iop_companion.domain.records import PlanZone
from iop_companion.domain.setting_values import Contact
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _
from iop_companion.foundation.problem_texts import describe
from iop_companion.services.my_plan import ZoneDraft, ZoneView
from iop_companion.services.views import SavedFile
from iop_companion.ui.plan.panel import PlanPanel
from iop_companion.ui.toolkit.draft_keeper import DRAFT_AFTER_MS
from iop_companion.ui.toolkit.file_dialogs import ask_where_to_save
from iop_companion.ui.toolkit.soon import Soon
from iop_companion.ui.toolkit.undo_offer import UndoOffer
from iop_companion.ui.toolkit.zone_in_hand import ZoneInHand
from iop_companion.ui.widgets.printing import PRINT_PX, ask_printer, print_pages

if TYPE_CHECKING:
    from iop_companion.services.bundle import Services
    from iop_companion.ui.toolkit.page import PageContext

_Read = tuple[tuple[ZoneView, ...], tuple[Contact, ...], ZoneDraft | None]


class _Save(Protocol):
    def __call__(self, path: Path, *, replace: bool) -> SavedFile:
        """Write one of the papers."""


class PlanPage:
    """One zone at a time is written; each saving is one step that can be taken back."""

    def __init__(
        self,
        panel: PlanPanel,
        services: Services,
        context: PageContext,
        zone: ZoneInHand | None = None,
    ) -> None:
        """Connect ``panel`` with ``services``; ``zone`` is the one another page leads to."""
        self._zone = zone or ZoneInHand()
        self._panel = panel
        self._services = services
        self._plan = services.my_plan
        self._context = context
        self._kept = UndoOffer(context, services.undo_if_newest, undone=self.refresh)
        self._views: dict[PlanZone, ZoneView] = {}
        self._is_fresh = True
        self._wants_focus = False
        self._timer = Soon(panel, DRAFT_AFTER_MS, self._keep_draft)
        panel.edit_requested.connect(self._edit)
        panel.save_requested.connect(self._save)
        panel.close_requested.connect(self._close)
        panel.typed.connect(self._timer.wish)
        panel.reviewed.connect(self._review)
        panel.signs_requested.connect(lambda: context.go_to("my_signs"))
        panel.support_requested.connect(lambda: context.go_to("support"))
        paper = services.plan_on_paper
        panel.print_requested.connect(lambda: self._print(paper.pages))
        panel.pdf_requested.connect(lambda: self._save_pdf(_("my-plan.pdf"), paper.save))
        panel.wallet_print_requested.connect(lambda: self._print(paper.wallet_pages))
        panel.wallet_pdf_requested.connect(
            lambda: self._save_pdf(_("wallet-card.pdf"), paper.save_wallet_card)
        )
        context.hub.locking.connect(self._on_locking)

    @property
    def widget(self) -> QWidget:
        """See :class:`~iop_companion.ui.toolkit.page.Page`."""
        return self._panel

    @property
    def title(self) -> str:
        """See :class:`~iop_companion.ui.toolkit.page.Page`."""
        return _("My plan")

    def refresh(self) -> None:
        """Read the zones anew; an open form stays as it is."""
        self._context.tasks.run(self._read, self._show)

    def on_shown(self) -> None:
        """Put the focus on the first zone, or on what is being written."""
        self._wants_focus = not self._panel.is_filled
        if self._panel.is_filled:
            self._take_focus()

    def main_action(self) -> None:
        """Save the zone that is open."""
        zone = self._open_zone
        if zone is not None:
            self._save(zone.value)

    @property
    def _open_zone(self) -> PlanZone | None:
        return next((zone for zone, card in self._panel.zones.items() if card.is_open), None)

    def _read(self) -> _Read:
        return self._plan.zones(), self._plan.people(), self._plan.draft()

    def _show(self, read: _Read) -> None:
        zones, people, kept = read
        self._views = {view.zone: view for view in zones}
        self._panel.show_zones(zones, people)
        if self._is_fresh and kept is not None:
            self._panel.open_zone(kept)
            self._panel.show_problem(kept.zone, _("Not saved yet: this is as you left it."))
        elif self._wants_focus:
            self._take_focus()
        self._is_fresh = self._wants_focus = False

    def _take_focus(self) -> None:
        """Go to the zone another page led to; one without steps opens to be written."""
        wanted, self._zone.wanted = self._zone.wanted, ""
        if self._open_zone is not None:
            self._panel.show_zone(self._open_zone)
        elif wanted and not self._views[PlanZone(wanted)].steps:
            self._open(PlanZone(wanted))
        else:
            self._panel.take_focus(PlanZone(wanted) if wanted else PlanZone.CALM)

    def _edit(self, key: str) -> None:
        open_zone = self._open_zone
        if open_zone is not None and self._panel.zones[open_zone].form.is_touched:
            self._save(open_zone.value, then=lambda: self._open(PlanZone(key)))
        else:
            self._open(PlanZone(key))

    def _open(self, zone: PlanZone) -> None:
        view = self._views[zone]
        self._panel.open_zone(
            ZoneDraft(
                zone,
                view.how_i_know,
                tuple(step.text for step in view.steps),
                (*(one.name or one.number for one in view.people), *view.lost),
                view.to_say,
            )
        )
        self._panel.show_zone(zone)

    def _save(self, key: str, then: Callable[[], None] | None = None) -> None:
        zone = PlanZone(key)
        draft = self._panel.zones[zone].form.draft()

        def told(changes: ChangeSet) -> None:
            self._panel.zones[zone].close_form()
            self._drop_draft()
            self._context.hub.tell(changes)
            self.refresh()
            if changes:
                self._kept.say(_("Your plan is saved."), changes)
            if then is not None:
                then()
            else:
                self._panel.zones[zone].edit_button.setFocus()

        self._context.tasks.run(
            lambda: self._plan.keep(draft),
            told,
            lambda problem: self._panel.show_problem(zone, describe(problem).sentence),
        )

    def _close(self, key: str) -> None:
        """Close without saving; what was typed can be had back by Undo."""
        zone = PlanZone(key)
        form = self._panel.zones[zone].form
        draft, was_touched = form.draft(), form.is_touched
        self._panel.zones[zone].close_form()
        self._panel.zones[zone].edit_button.setFocus()
        self._drop_draft()
        if was_touched:
            words = _("Closed without saving.")
            self._context.notices.show(words, _("Undo"), lambda: self._panel.open_zone(draft))

    def _review(self, with_whom: str) -> None:
        def told(changes: ChangeSet) -> None:
            self._context.hub.tell(changes)
            self.refresh()
            if changes:
                self._kept.say(_("Noted with each zone."), changes)

        self._context.tasks.run(
            lambda: self._plan.review(with_whom), told, self._context.notices.show_problem
        )

    # --- paper

    def _save_pdf(self, suggested: str, save: _Save) -> None:
        where = ask_where_to_save(
            self._panel, _("Save my plan"), suggested, _("PDF (*.pdf)"), ".pdf"
        )
        if where is None:
            return
        self._context.tasks.run(
            lambda: save(where, replace=True), self._saved, self._context.notices.show_problem
        )

    def _saved(self, saved: SavedFile) -> None:
        words = _("Saved {file}. It is not locked: whoever opens it can read your plan.")
        self._context.notices.show(words.format(file=saved.path))

    def _print(self, typeset: Callable[[int], list[bytes]]) -> None:
        printer = ask_printer(self._panel, _("Document"))  # what the printer's queue shows
        if printer is None:
            return

        def printed(pages: list[bytes]) -> None:
            try:
                print_pages([QImage.fromData(page) for page in pages], printer)
            except KnownProblem as problem:
                self._context.notices.show_problem(problem)
            else:
                self._context.notices.show(_("Sent to the printer."))

        self._context.tasks.run(
            lambda: typeset(PRINT_PX), printed, self._context.notices.show_problem
        )

    # --- drafts

    def _keep_draft(self) -> None:
        self._timer.stop()
        zone = self._open_zone
        if not self._views:
            return
        form = self._panel.zones[zone].form if zone is not None else None
        draft = form.draft() if form is not None and form.is_touched else None
        self._context.tasks.run(lambda: self._plan.keep_draft(draft))

    def _drop_draft(self) -> None:
        self._timer.stop()
        self._context.tasks.run(lambda: self._plan.keep_draft(None))

    def _on_locking(self) -> None:
        self._keep_draft()
        self._context.hub.locking.disconnect(self._on_locking)
        self._views = {}
        self._panel.forget()
        self._timer.stop()
