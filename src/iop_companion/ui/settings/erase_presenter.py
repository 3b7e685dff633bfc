"""Between the dialog that erases everything and the service that does it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _
from iop_companion.foundation.problem_texts import describe
from iop_companion.foundation.start_at_login import start_at_login
from iop_companion.services.bundle import Services
from iop_companion.ui.settings.erase_dialog import EraseDialog
from iop_companion.ui.toolkit.page import PageContext


class ErasePresenter:
    """Afterwards there is no vault: the window goes where a first start goes."""

    def __init__(self, parent: QWidget, services: Services, context: PageContext) -> None:
        """Show the dialog over the window of ``parent``."""
        self._parent = parent
        self._services = services
        self._context = context

    def ask(self) -> None:
        """Say what will go, and ask for the passphrase."""
        erasing, tasks = self._services.erasing, self._context.tasks
        dialog = EraseDialog(erasing.words_before(), self._parent.window())

        def counted(n_backups: int) -> None:
            if isValid(dialog):
                dialog.show_backups(n_backups)

        dialog.erase_wanted.connect(lambda: self._erase(dialog))
        dialog.finished.connect(lambda _result: self._leave(dialog))
        tasks.run(lambda: len(erasing.reachable(self._outside()).backups), counted)
        dialog.open()

    def _outside(self) -> Path | None:
        outside = self._services.backups.outside()
        return outside.folder if outside is not None else None

    def _erase(self, dialog: EraseDialog) -> None:
        erasing, current = self._services.erasing, dialog.passphrase.secret

        def job() -> str:
            outside = self._outside()
            return erasing.words_after(erasing.erase_everything(current, outside))

        def erased(words: str) -> None:
            start_at_login(None)
            self._context.preferences.let_go_of_file()  # nothing is written from here on
            if isValid(dialog):
                dialog.show_done(words)
            else:
                self._context.hub.vault_closed.emit()

        def failed(problem: KnownProblem) -> None:
            if isValid(dialog):
                is_wrong = problem.code == "wrong_passphrase"
                wrong = _("That is not the passphrase in force. Nothing has been changed.")
                words = wrong if is_wrong else describe(problem).sentence
                dialog.say_problem(words, of_passphrase=is_wrong)

        self._context.tasks.run(job, erased, failed)

    def _leave(self, dialog: EraseDialog) -> None:
        if dialog.is_done:
            self._context.hub.vault_closed.emit()
