"""Between *My support* and the list of people in the vault."""

from __future__ import annotations

from iop_companion.domain.change import ChangeSet
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _
from iop_companion.foundation.problem_texts import describe
from iop_companion.services.bundle import Services
from iop_companion.ui.settings.people_section import PeopleSection
from iop_companion.ui.toolkit.page import PageContext


class PeoplePresenter:
    """Keeps the whole list whenever one line of it was left, and before the lock."""

    def __init__(self, section: PeopleSection, services: Services, context: PageContext) -> None:
        """Listen to ``section``."""
        self._section = section
        self._services = services
        self._context = context
        section.left.connect(self._keep)
        context.hub.locking.connect(self._keep_typed)

    def refresh(self) -> None:
        """Show who is kept."""
        self._context.tasks.run(self._services.people.all, self._section.show_people)

    def _keep_typed(self) -> None:
        if self._section.editor.is_being_typed:
            self._keep()

    def _keep(self) -> None:
        people, services = self._section.editor.people, self._services

        def kept(changes: ChangeSet) -> None:
            self._section.say_problem("")
            self._context.hub.tell(changes)
            if changes:
                self._context.notices.show(_("Your people are kept."))

        def failed(problem: KnownProblem) -> None:
            self._section.editor.mark_typed()
            self._section.say_problem(describe(problem).sentence)

        self._section.editor.mark_typed(is_typed=False)
        self._context.tasks.run(lambda: services.people.keep(people), kept, failed)
