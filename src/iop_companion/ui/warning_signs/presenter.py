"""Between the Warning signs page and its services."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from iop_companion.domain.records import Answer, PlanZone
from iop_companion.foundation.i18n import _
from iop_companion.services.bundle import Services
from iop_companion.ui.toolkit.page import PageContext
from iop_companion.ui.warning_signs.panel import WarningSignsPanel
from iop_companion.ui.warning_signs.plan_dialog import PlanDialog


class WarningSignsPage:
    """Evaluates when shown; writes answers, ticks and the plain list of plan steps."""

    def __init__(self, panel: WarningSignsPanel, services: Services, context: PageContext) -> None:
        """Connect ``panel`` with ``services``."""
        self._panel = panel
        self._warnings = services.early_warnings
        self._context = context
        panel.answer_requested.connect(self._answer)
        panel.tick_requested.connect(self._tick)
        panel.plan_requested.connect(self._edit_plan)
        panel.check_in_requested.connect(lambda: context.go_to("today"))
        panel.support_requested.connect(lambda: context.go_to("support"))
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
        self._context.tasks.run(lambda: self._warnings.panel(shown=True), self._panel.show_view)

    def on_shown(self) -> None:
        """Put the focus on the first thing that can be done."""
        self._panel.edit_plan_button.setFocus()

    def main_action(self) -> None:
        """Nothing: the answers are equal."""

    def _answer(self, answer: str) -> None:
        self._context.tasks.run(
            lambda: self._warnings.answer(Answer(answer)), self._context.hub.tell
        )

    def _tick(self, step_id: str, done: bool) -> None:  # noqa: FBT001 -- a Qt slot
        self._context.tasks.run(
            lambda: self._warnings.tick(step_id, done=done), self._context.hub.tell
        )

    def _edit_plan(self, steps: list[str]) -> None:
        dialog = PlanDialog(steps, self._panel.window())
        dialog.written.connect(self._keep_plan)
        dialog.open()

    def _keep_plan(self, steps: list[str]) -> None:
        self._context.tasks.run(
            lambda: self._warnings.set_plan(PlanZone.WATCH, steps), self._context.hub.tell
        )
