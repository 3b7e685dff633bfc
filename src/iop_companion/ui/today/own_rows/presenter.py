"""Between the page of own rows and its service."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from iop_companion.catalog.standard_drinks import standard_drink
from iop_companion.domain.change import ChangeSet
from iop_companion.domain.ids import MeasureId
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _
from iop_companion.foundation.problem_texts import describe
from iop_companion.services.form_drafts import FormName
from iop_companion.services.own_rows import RowDraft
from iop_companion.ui.today.own_rows.panel import OwnRowsPanel, OwnRowsView
from iop_companion.ui.toolkit.draft_keeper import DraftKeeper
from iop_companion.ui.toolkit.page import PageContext

if TYPE_CHECKING:
    from iop_companion.services.bundle import Services


class OwnRowsPage:
    """Shows and changes own rows; with ``only_used`` those of what the person uses."""

    def __init__(
        self,
        panel: OwnRowsPanel,
        services: Services,
        context: PageContext,
        *,
        only_used: bool = False,
    ) -> None:
        """Connect ``panel`` with ``services``."""
        self._panel = panel
        self._services = services
        self._rows = services.own_rows
        self._context = context
        self._only_used = only_used
        name = FormName.USED_ROW if only_used else FormName.OWN_ROW
        self._keeper = DraftKeeper(panel.form, services.form_drafts.of(name), context, panel)
        panel.form.saved.connect(self._save)
        panel.removed.connect(self._remove)
        panel.wanted_back.connect(self._bring_back)
        panel.renamed.connect(self._rename)
        panel.back_requested.connect(self._back)
        panel.uses_requested.connect(lambda: context.go_to("uses"))
        panel.settings_requested.connect(lambda: context.go_to("settings"))
        context.hub.locking.connect(self._on_locking)

    @property
    def widget(self) -> QWidget:
        """See :class:`~iop_companion.ui.toolkit.page.Page`."""
        return self._panel

    @property
    def title(self) -> str:
        """See :class:`~iop_companion.ui.toolkit.page.Page`."""
        return _("What I use") if self._only_used else _("Rows of my own")

    def refresh(self) -> None:
        """Read the rows anew."""
        self._panel.show_drink(standard_drink(self._context.preferences.now.region))
        self._context.tasks.run(self._read, self._panel.show_view)
        self._keeper.open()

    def on_shown(self) -> None:
        """Begin at the name of a new row."""
        self._panel.form.take_focus()

    def main_action(self) -> None:
        """Save what the form holds."""
        self._panel.form.ask_to_save()

    def _read(self) -> OwnRowsView:
        measures = self._services.measures
        heads = measures.heads()
        wanted = self._is_wanted
        return OwnRowsView(
            own=tuple(one for one in heads if one.own and wanted(one.id)),
            removed=tuple(one for one in measures.removed() if wanted(one.id)),
            others=tuple(one for one in heads if not one.own),
        )

    def _is_wanted(self, measure_id: MeasureId) -> bool:
        return not self._only_used or self._services.measures.get(measure_id).goal is not None

    def _save(self, draft: RowDraft) -> None:
        self._keeper.saving()

        def kept(changes: ChangeSet) -> None:
            self._keeper.saved()
            self._panel.form.begin()
            words = _("Kept. Its row stands on Today.") if changes else _("Nothing was changed.")
            self._announce(words, changes)

        def refused(problem: KnownProblem) -> None:
            self._keeper.not_saved()
            self._panel.form.say(describe(problem).sentence)

        self._context.tasks.run(lambda: self._rows.keep(draft), kept, refused)

    def _remove(self, measure_id: str) -> None:
        self._run(
            lambda: self._rows.remove(MeasureId(measure_id)),
            _("Removed from Today. What you wrote with it is kept."),
        )

    def _bring_back(self, measure_id: str) -> None:
        self._run(
            lambda: self._rows.bring_back(MeasureId(measure_id)), _("Its row stands on Today.")
        )

    def _rename(self, measure_id: str, name: str) -> None:
        measures = self._services.measures
        self._run(lambda: measures.rename(MeasureId(measure_id), name), _("The name is kept."))

    def _back(self) -> None:
        self._keeper.keep()
        self._context.go_to("today")

    def _on_locking(self) -> None:
        self._keeper.close()
        self._panel.forget()

    def _run(self, job: Callable[[], ChangeSet], words: str) -> None:
        self._context.tasks.run(
            job, lambda changes: self._announce(words, changes), self._context.notices.show_problem
        )

    def _announce(self, words: str, changes: ChangeSet) -> None:
        def take_back() -> None:
            self._context.tasks.run(
                lambda: self._services.undo_if_newest(changes),
                self._context.hub.tell,
                self._context.notices.show_problem,
            )

        self._context.hub.tell(changes)
        if changes:
            self._context.notices.show(words, _("Undo"), take_back)
        else:
            self._context.notices.show(words)
        self._panel.form.take_focus()
