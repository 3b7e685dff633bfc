"""Between History and its service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from iop_companion.domain.change import ChangeSet
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _
from iop_companion.services.what_happened import HistoryView, Told
from iop_companion.ui.toolkit.undo_offer import UndoOffer
from iop_companion.ui.warning_signs.history.panel import HistoryPanel

if TYPE_CHECKING:
    from collections.abc import Callable

    from iop_companion.services.bundle import Services
    from iop_companion.ui.toolkit.page import PageContext


class HistoryPage:
    """Reads the log when shown; keeps what came of a warning; each step can be undone."""

    def __init__(self, panel: HistoryPanel, services: Services, context: PageContext) -> None:
        """Connect ``panel`` with ``services``."""
        self._panel = panel
        self._happened = services.what_happened
        self._signs = services.own_signs
        self._context = context
        self._kept = UndoOffer(context, services.undo_if_newest, failed=self._failed)
        self._open_id = ""
        self._wants_focus = False
        panel.parts.chosen.connect(context.go_to)
        panel.episode_requested.connect(self._open)
        panel.signs_requested.connect(lambda: context.go_to("my_signs"))
        panel.form.told.connect(self._tell)
        panel.form.bring_requested.connect(self._bring)
        panel.signs.change_requested.connect(lambda _sign: context.go_to("my_signs"))
        panel.signs.rest_requested.connect(self._rest)
        context.hub.locking.connect(panel.forget)

    @property
    def widget(self) -> QWidget:
        """See :class:`~iop_companion.ui.toolkit.page.Page`."""
        return self._panel

    @property
    def title(self) -> str:
        """See :class:`~iop_companion.ui.toolkit.page.Page`."""
        return _("History of warnings")

    def refresh(self) -> None:
        """Read everything anew; the open warning stays open."""
        self._context.tasks.run(self._happened.view, self._show)

    def on_shown(self) -> None:
        """Put the focus on the open warning."""
        self._panel.parts.stay()
        self._wants_focus = not self._panel.is_filled
        if self._panel.is_filled:
            self._panel.take_focus()

    def main_action(self) -> None:
        """Save what is said of the open warning."""
        if not self._panel.form.isHidden():
            self._panel.form.save.click()

    def _show(self, view: HistoryView) -> None:
        self._panel.show_view(view, self._open_id)
        if self._wants_focus:
            self._wants_focus = False
            self._panel.take_focus()

    def _open(self, episode_id: str) -> None:
        self._open_id = episode_id
        self._panel.open(episode_id)

    def _tell(self, episode_id: str, told: Told) -> None:
        self._open_id = episode_id
        self._write(lambda: self._happened.tell(episode_id, told), _("Noted."))

    def _bring(self, episode_id: str, is_brought: bool) -> None:  # noqa: FBT001 -- a Qt slot
        self._open_id = episode_id
        self._write(
            lambda: self._happened.bring(episode_id, is_brought=is_brought),
            _("It is in the Summary, with what came of it.")
            if is_brought
            else _("It is out of the Summary."),
        )

    def _rest(self, sign_id: str) -> None:
        self._write(
            lambda: self._signs.rest(sign_id, rests=True),
            _("It rests. My signs keeps it, and it raises nothing."),
        )

    def _write(self, write: Callable[[], ChangeSet], words: str) -> None:
        def told(changes: ChangeSet) -> None:
            self._kept.tell(words, changes)

        self._context.tasks.run(write, told, self._failed)

    def _failed(self, problem: KnownProblem) -> None:
        self._context.notices.show_problem(problem)
        self.refresh()
