"""Between the section of removed things and their service."""

from __future__ import annotations

from iop_companion.domain.diary_entries import DiaryEntry
from iop_companion.domain.observation import Observation
from iop_companion.foundation.i18n import _
from iop_companion.services.bundle import Services
from iop_companion.ui.settings.trash_section import TrashSection
from iop_companion.ui.toolkit.page import PageContext
from iop_companion.ui.toolkit.undo_offer import UndoOffer


class TrashPresenter:
    """Reads what was removed while the section is in front, and puts it back."""

    def __init__(self, section: TrashSection, services: Services, context: PageContext) -> None:
        """Listen to ``section``."""
        self._section = section
        self._services = services
        self._context = context
        self._kept = UndoOffer(context, services.undo_if_newest)
        section.put_back_requested.connect(self._put_back)
        context.hub.locking.connect(lambda: section.show_view(None))

    def refresh(self) -> None:
        """Show what is there to be put back."""
        self._context.tasks.run(self._services.trash.view, self._section.show_view)

    def _put_back(self, record: Observation | DiaryEntry) -> None:
        self._context.tasks.run(
            lambda: self._services.trash.put_back(record),
            lambda changes: self._kept.tell(_("It is back where it was."), changes),
            self._context.notices.show_problem,
        )
