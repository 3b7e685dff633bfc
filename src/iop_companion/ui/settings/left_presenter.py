"""Between *Privacy and safety* and what is kept beside the vault: openings, copy, traces."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from iop_companion.foundation.errors import KnownProblem
from iop_companion.services.bundle import Services
from iop_companion.services.shown_locked import Shown
from iop_companion.services.traces import Left
from iop_companion.ui.settings.privacy_section import PrivacySection
from iop_companion.ui.settings.traces_dialog import TracesDialog
from iop_companion.ui.toolkit.page import PageContext


class LeftPresenter:
    """Reads and writes on the store thread."""

    def __init__(self, section: PrivacySection, services: Services, context: PageContext) -> None:
        """Listen to ``section``."""
        self._section = section
        self._services = services
        self._context = context
        section.shown_changed.connect(self._show_locked)
        section.traces_requested.connect(self._open_traces)

    def refresh(self) -> None:
        """Show openings, the choice and the count as they are now."""
        run, services = self._context.tasks.run, self._services
        run(services.openings.words, self._section.show_since)
        run(services.shown_locked.chosen, self._show_chosen)
        run(services.traces.all, lambda left: self._section.show_n_saved(len(left.exports)))

    def _show_chosen(self, shown: Shown) -> None:
        self._section.show_shown_locked(people=shown.people, plan=shown.plan)

    def _show_locked(self, people: bool, plan: bool) -> None:  # noqa: FBT001 -- a Qt slot
        def failed(problem: KnownProblem) -> None:
            self._context.notices.show_problem(problem)
            self.refresh()  # the switches say what is so

        wanted = Shown(people=people, plan=plan)
        self._context.tasks.run(lambda: self._services.shown_locked.choose(wanted), None, failed)

    def _open_traces(self) -> None:
        self._context.tasks.run(self._services.traces.all, self._show_traces)

    def _show_traces(self, left: Left) -> None:
        window: QWidget = self._section.window()
        dialog = TracesDialog(left, self._services.clock.today(), window)
        dialog.remove_requested.connect(
            lambda: self._context.tasks.run(self._services.traces.remove, dialog.show_removed)
        )
        dialog.open()
