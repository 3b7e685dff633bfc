"""Between a skill that is being done and its service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from iop_companion.domain.change import ChangeSet
from iop_companion.domain.diary_entries import SkillUse
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _
from iop_companion.services.form_drafts import FormName
from iop_companion.services.skills import ToolboxView
from iop_companion.ui.toolbox.running.panel import RunningPanel
from iop_companion.ui.toolkit.draft_keeper import DraftKeeper
from iop_companion.ui.toolkit.page import PageContext
from iop_companion.ui.toolkit.undo_offer import UndoOffer

if TYPE_CHECKING:
    from iop_companion.services.bundle import Services


class RunningPage:
    """Shows the skill that is under way; without one it leads back to the Toolbox."""

    def __init__(self, panel: RunningPanel, services: Services, context: PageContext) -> None:
        """Connect ``panel`` with ``services``."""
        self._panel = panel
        self._skills = services.skills
        self._clock = services.clock
        self._context = context
        self._kept = UndoOffer(context, services.undo_if_newest)
        self._use: SkillUse | None = None
        place = services.form_drafts.of(FormName.RUNNING_SKILL)
        self._keeper = DraftKeeper(panel, place, context, panel)
        panel.close_requested.connect(lambda: context.go_to("toolbox"))
        panel.finish_requested.connect(self._finish)
        panel.let_go_requested.connect(self._let_go)
        context.hub.locking.connect(self._on_locking)

    @property
    def widget(self) -> QWidget:
        """See :class:`~iop_companion.ui.toolkit.page.Page`."""
        return self._panel

    @property
    def title(self) -> str:
        """See :class:`~iop_companion.ui.toolkit.page.Page`."""
        return _("A skill")

    def refresh(self) -> None:
        """Read what is under way."""
        self._context.tasks.run(self._skills.view, self._show)

    def on_shown(self) -> None:
        """Put the focus on the next step."""
        self._panel.take_focus()

    def main_action(self) -> None:
        """Go on to the next step; after the last one, finish."""
        self._panel.go_on()

    def _show(self, view: ToolboxView) -> None:
        use = view.under_way
        skill = view.skill(use.skill) if use is not None else None
        if use is None or skill is None:
            self._use = None
            self._panel.show_nothing()
            return
        is_new = self._use is None or use.id != self._use.id
        self._use = use
        self._panel.show_skill(skill, use, self._clock.today(), is_new=is_new)
        self._keeper.open()

    def _on_locking(self) -> None:
        self._keeper.close()
        self._use = None
        self._panel.forget()

    def _finish(self, after: int | None, note: str, private: bool) -> None:  # noqa: FBT001 -- a slot
        use = self._use
        if use is None:
            return

        def kept(changes: ChangeSet) -> None:
            self._keeper.saved()
            self._use = None
            self._context.hub.tell(changes)
            self._context.go_to("toolbox")  # going somewhere clears what was said
            self._kept.say(_("Kept. It is ticked for today, too."), changes)

        self._keeper.saving()
        self._context.tasks.run(
            lambda: self._skills.finish(use, after, note=note, private=private),
            kept,
            self._refuse,
        )

    def _refuse(self, problem: KnownProblem) -> None:
        self._keeper.not_saved()
        self._context.notices.show_problem(problem)

    def _let_go(self) -> None:
        use = self._use
        if use is None:
            return

        def gone(_nothing: object) -> None:
            self._keeper.saved()
            self._use = None
            self._context.go_to("toolbox")

        self._keeper.saving()
        self._context.tasks.run(lambda: self._skills.let_go(use), gone, self._refuse)
