"""Between the Toolbox and its services."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from iop_companion.domain.change import ChangeSet
from iop_companion.domain.diary_entries import OwnSkill
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _
from iop_companion.foundation.problem_texts import describe
from iop_companion.services.form_drafts import FormName
from iop_companion.services.skills import OwnSkillDraft, ToolboxView
from iop_companion.ui.toolbox.panel import ToolboxPanel
from iop_companion.ui.toolkit.draft_keeper import DraftKeeper
from iop_companion.ui.toolkit.page import PageContext
from iop_companion.ui.toolkit.undo_offer import UndoOffer

if TYPE_CHECKING:
    from iop_companion.services.bundle import Services


class ToolboxPage:
    """Reads the skills when shown; keeps what is said about them."""

    def __init__(self, panel: ToolboxPanel, services: Services, context: PageContext) -> None:
        """Connect ``panel`` with ``services``."""
        self._panel = panel
        self._skills = services.skills
        self._context = context
        self._kept = UndoOffer(context, services.undo_if_newest, failed=self._failed)
        self._wants_focus = False
        place = services.form_drafts.of(FormName.OWN_SKILL)
        self._keeper = DraftKeeper(panel.form, place, context, panel)
        said = services.form_drafts.of(FormName.SAID_OF_SKILL)
        self._said = DraftKeeper(panel.said, said, context, panel)
        panel.start_requested.connect(self._start)
        panel.go_on_requested.connect(lambda: context.go_to("skill"))
        panel.done_requested.connect(self._record)
        panel.not_used_requested.connect(self._not_used)
        panel.favourite_requested.connect(self._favourite)
        panel.note_changed.connect(self._keep_note)
        panel.own_saved.connect(self._keep_own)
        panel.own_hidden.connect(self._hide_own)
        context.hub.locking.connect(self._on_locking)

    @property
    def widget(self) -> QWidget:
        """See :class:`~iop_companion.ui.toolkit.page.Page`."""
        return self._panel

    @property
    def title(self) -> str:
        """See :class:`~iop_companion.ui.toolkit.page.Page`."""
        return _("Toolbox")

    def refresh(self) -> None:
        """Read all skills anew."""
        self._context.tasks.run(self._skills.view, self._show)

    def on_shown(self) -> None:
        """Put the focus on the list, as soon as it is there."""
        self._wants_focus = not self._panel.is_filled
        if self._panel.is_filled:
            self._panel.take_focus()

    def main_action(self) -> None:
        """Start the skill that is shown."""
        self._panel.start()

    def _show(self, view: ToolboxView) -> None:
        self._panel.show_view(view, self._skills.modules())
        self._keeper.open()
        self._said.open()
        if self._wants_focus:
            self._wants_focus = False
            self._panel.take_focus()

    def _on_locking(self) -> None:
        self._panel.keep_note()
        self._keeper.close()
        self._said.close()
        self._panel.forget()

    def _start(self, skill_id: str, before: int | None) -> None:
        def begun(_use: object) -> None:
            self._panel.card.show_skill(None)
            self._context.go_to("skill")

        self._context.tasks.run(
            lambda: self._skills.begin(skill_id, before), begun, self._context.notices.show_problem
        )

    def _record(self, skill_id: str) -> None:
        card = self._panel.card
        before, after = card.rating(), card.after_form.rating()
        said = card.after_form.note
        note, private = said.words(), said.is_private

        self._said.saving()

        def kept(changes: ChangeSet) -> None:
            self._said.saved()
            card.said_and_done()
            self._kept.tell(_("Kept. It is ticked for today, too."), changes)

        self._run(
            lambda: self._skills.record(skill_id, before, after, note=note, private=private), kept
        )

    def _not_used(self, skill_id: str) -> None:
        form = self._panel.card.why_form
        why, note, private = form.words.text(), form.note.words(), form.note.is_private

        self._said.saving()

        def kept(changes: ChangeSet) -> None:
            self._said.saved()
            self._panel.card.said_and_done()
            self._kept.tell(_("Kept. That is worth knowing too."), changes)

        self._run(
            lambda: self._skills.meant_and_not_used(skill_id, why, note=note, private=private),
            kept,
        )

    def _favourite(self, skill_id: str, on: bool) -> None:  # noqa: FBT001 -- a Qt slot
        self._run(lambda: self._skills.set_favourite(skill_id, on), self._context.hub.tell)

    def _keep_note(self, skill_id: str, note: str) -> None:
        def kept(changes: ChangeSet) -> None:
            if changes:
                self._kept.tell(_("Your note is kept."), changes)

        self._run(lambda: self._skills.set_note(skill_id, note), kept)

    def _keep_own(self, draft: OwnSkillDraft) -> None:
        self._keeper.saving()

        def kept(changes: ChangeSet) -> None:
            self._keeper.saved()
            own = [one.after for one in changes.changes if isinstance(one.after, OwnSkill)]
            self._panel.close_form(own[0].skill if own else "")
            self._kept.tell(_("Your skill is saved."), changes)

        self._context.tasks.run(
            lambda: self._skills.keep_own(draft),
            kept,
            self._refuse_own,
        )

    def _refuse_own(self, problem: KnownProblem) -> None:
        self._keeper.not_saved()
        self._panel.form.show_problem(describe(problem).sentence)

    def _hide_own(self, skill_id: str) -> None:
        def kept(changes: ChangeSet) -> None:
            self._kept.tell(
                _("Taken out of the toolbox. What you recorded with it stays."), changes
            )

        self._run(lambda: self._skills.hide_own(skill_id), kept)

    def _run(self, job: Callable[[], ChangeSet], then: Callable[[ChangeSet], None]) -> None:
        self._context.tasks.run(job, then, self._failed)

    def _failed(self, problem: KnownProblem) -> None:
        self._said.not_saved()
        self._context.notices.show_problem(problem)
        self.refresh()
