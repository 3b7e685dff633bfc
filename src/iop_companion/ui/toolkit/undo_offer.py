"""What was written is told to the window, with an Undo that takes back that and nothing later."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit.operations import taken_back

if TYPE_CHECKING:
    from iop_companion.domain.change import ChangeSet
    from iop_companion.foundation.errors import KnownProblem
    from iop_companion.ui.toolkit.page import PageContext


class UndoOffer:
    """Says in the notice bar what a page has written; each page has one."""

    def __init__(
        self,
        context: PageContext,
        undo: Callable[[ChangeSet], ChangeSet],
        *,
        failed: Callable[[KnownProblem], None] | None = None,
        undone: Callable[[], None] | None = None,
    ) -> None:
        """Take back by ``undo``; ``failed`` hears of trouble instead of the notice bar.

        ``undone`` is called after the hub has told what was taken back.
        """
        self._context = context
        self._undo = undo
        self._failed = failed or context.notices.show_problem
        self._undone = undone

    def tell(self, words: str, changes: ChangeSet) -> None:
        """Have the window hear of ``changes``, then say ``words``."""
        self._context.hub.tell(changes)
        self.say(words, changes)

    def say(self, words: str, changes: ChangeSet) -> None:
        """Say ``words``; where nothing changed there is nothing to take back."""
        if changes:
            self._context.notices.show(words, _("Undo"), lambda: self._take_back(changes))
        else:
            self._context.notices.show(words)

    def _take_back(self, changes: ChangeSet) -> None:
        def told(undone: ChangeSet) -> None:
            self._context.hub.tell(undone)
            self._context.notices.show(taken_back(undone))
            if self._undone is not None:
                self._undone()

        self._context.tasks.run(lambda: self._undo(changes), told, self._failed)
