"""Between the Warning signs page and its services."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from iop_companion.domain.change import ChangeSet
from iop_companion.domain.records import Answer, PlanZone
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _
from iop_companion.services.bundle import Services
from iop_companion.services.views import PanelView
from iop_companion.ui.toolkit.page import PageContext
from iop_companion.ui.warning_signs.answers_card import answered_words
from iop_companion.ui.warning_signs.panel import WarningSignsPanel
from iop_companion.ui.warning_signs.plan_dialog import PlanDialog


class WarningSignsPage:
    """Evaluates when shown; writes answers, ticks and the plain list of plan steps."""

    def __init__(self, panel: WarningSignsPanel, services: Services, context: PageContext) -> None:
        """Connect ``panel`` with ``services``."""
        self._panel = panel
        self._warnings = services.early_warnings
        self._context = context
        self._undo_if_newest = services.undo_if_newest
        self._wants_focus = False
        panel.answer_requested.connect(self._answer)
        panel.tick_requested.connect(self._tick)
        panel.plan_requested.connect(self._edit_plan)
        panel.check_in_requested.connect(lambda: context.go_to("today"))
        context.hub.locking.connect(panel.forget)

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
        self._context.tasks.run(lambda: self._warnings.panel(shown=True), self._show)

    def on_shown(self) -> None:
        """Put the focus on the first thing that can be done, as soon as it is there."""
        self._wants_focus = not self._panel.is_filled
        if self._panel.is_filled:
            self._panel.take_focus()

    def main_action(self) -> None:
        """Nothing: the answers are equal."""

    def _show(self, view: PanelView) -> None:
        self._panel.show_view(view)
        if self._wants_focus:
            self._wants_focus = False
            self._panel.take_focus()

    def _answer(self, key: str) -> None:
        answer = Answer(key)

        def told(changes: ChangeSet) -> None:
            self._context.hub.tell(changes)
            self._tell_kept(answered_words(answer), changes)

        self._context.tasks.run(lambda: self._warnings.answer(answer), told, self._failed)

    def _tell_kept(self, words: str, changes: ChangeSet) -> None:
        """Say what was kept; Undo takes back that and nothing that came after it."""

        def take_back() -> None:
            self._context.tasks.run(
                lambda: self._undo_if_newest(changes), self._context.hub.tell, self._failed
            )

        self._context.notices.show(words, _("Undo"), take_back)

    def _failed(self, problem: KnownProblem) -> None:
        self._context.notices.show_problem(problem)
        self.refresh()  # what was pressed but not kept does not stay on the page

    def _tick(self, step_id: str, done: bool) -> None:  # noqa: FBT001 -- a Qt slot
        self._context.tasks.run(
            lambda: self._warnings.tick(step_id, done=done), self._context.hub.tell, self._failed
        )

    def _edit_plan(self, steps: list[str], *, is_saved: bool = True) -> None:
        dialog = PlanDialog(steps, self._panel.window(), is_saved=is_saved)
        dialog.written.connect(self._keep_plan)
        self._context.hub.locking.connect(dialog.keep)
        dialog.open()

    def _keep_plan(self, steps: list[str]) -> None:
        def told(changes: ChangeSet) -> None:
            self._context.hub.tell(changes)
            if changes:
                self._tell_kept(_("Your plan is saved."), changes)

        self._context.tasks.run(
            lambda: self._warnings.set_plan(PlanZone.WATCH, steps),
            told,
            lambda problem: self._plan_failed(problem, steps),
        )

    def _plan_failed(self, problem: KnownProblem, steps: list[str]) -> None:
        def edit() -> None:
            self._edit_plan(steps, is_saved=False)

        self._context.notices.show_problem(problem, edit)
