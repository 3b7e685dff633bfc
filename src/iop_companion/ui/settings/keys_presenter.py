"""Between the dialogs of the keys and their service; all of it runs on the store thread."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from iop_companion.domain.private import Secret
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _
from iop_companion.foundation.problem_texts import describe
from iop_companion.services.keys import Keys
from iop_companion.ui.settings.passphrase_dialog import PassphraseDialog
from iop_companion.ui.toolkit.page import PageContext


class KeysPresenter:
    """Opens the dialogs and says in them what did not work."""

    def __init__(self, parent: QWidget, keys: Keys, context: PageContext) -> None:
        """Show dialogs over the window of ``parent``."""
        self._parent = parent
        self._keys = keys
        self._context = context

    def change_passphrase(self) -> None:
        """Ask for the passphrase in force and a new one, and change it."""
        dialog = PassphraseDialog(self._keys.judged, self._parent.window())
        keys, context = self._keys, self._context

        def changed(_done: None) -> None:
            if isValid(dialog):
                dialog.accept()
            words = _("The new passphrase counts from now on.")
            context.notices.show(f"{words} {keys.words_after_passphrase()}")

        def failed(problem: KnownProblem) -> None:
            if not isValid(dialog):
                context.notices.show_problem(problem)
                return
            dialog.show_busy(is_busy=False)
            is_wrong = problem.code == "wrong_passphrase"
            words = (
                _("That is not the passphrase in force. Nothing has been changed.")
                if is_wrong
                else describe(problem).sentence
            )
            dialog.say_problem(words, of_current=is_wrong)

        def change(new: Secret, current: Secret) -> None:
            dialog.show_busy(is_busy=True)
            context.tasks.run(lambda: keys.change_passphrase(new, current), changed, failed)

        dialog.change_requested.connect(change)
        dialog.open()
