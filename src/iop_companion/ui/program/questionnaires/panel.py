"""The Questionnaires page: the list, and in its place answering, the support sheet, the result."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from iop_companion.foundation.i18n import _
from iop_companion.ui.program.questionnaires.list_view import QuestionnaireList
from iop_companion.ui.toolkit.emptying import drop
from iop_companion.ui.toolkit.page_area import PageArea


class QuestionnairesPanel(PageArea):
    """One view at a time; the list is kept, the others are made when they are shown."""

    def __init__(self) -> None:
        """Show the list, without data."""
        super().__init__()
        self.setAccessibleName(_("Questionnaires"))
        self.list = QuestionnaireList()
        self.shown: QWidget = self.list
        self.body.addWidget(self.list)

    def show_view(self, view: QWidget) -> None:
        """Put ``view`` in front; what was there is freed unless it is the list or ``view``."""
        before, self.shown = self.shown, view
        if self.body.indexOf(view) < 0:
            self.body.addWidget(view)
        before.setVisible(before is view)
        view.show()
        self.verticalScrollBar().setValue(0)

    def drop(self, view: QWidget) -> None:
        """Free a view that is not shown any more."""
        if view is self.list or view is self.shown:
            return
        drop(self.body, view)
