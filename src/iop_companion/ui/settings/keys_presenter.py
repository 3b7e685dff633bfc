"""Between the dialogs of the keys and their services; all of it runs on the store thread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from iop_companion.domain.private import Secret
from iop_companion.domain.vault_keys import NewKeys
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.foundation.problem_texts import describe
from iop_companion.services.bundle import Services
from iop_companion.ui.settings.key_dialogs import (
    CodeAfterCodeDialog,
    CodeDialog,
    NewCodeDialog,
    NewKeysDialog,
)
from iop_companion.ui.settings.passphrase_dialog import PassphraseDialog
from iop_companion.ui.toolkit.page import PageContext
from iop_companion.ui.widgets.code_keeping import CodeKeeper, code_keeping

T = TypeVar("T")

_OF_NEW = frozenset({"passphrase_same", "passphrase_common", "passphrase_too_short"})
"""Problems that the field of the new passphrase is about."""

_COUNTS_ALL_THE_SAME = "keys_copy_behind"


class KeysPresenter:
    """Opens the dialogs and says in them what did not work."""

    def __init__(self, parent: QWidget, services: Services, context: PageContext) -> None:
        """Show dialogs over the window of ``parent``."""
        self._parent = parent
        self._services = services
        self._keys = services.keys
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
            dialog.say_problem(_words(problem), of_current=_is_of_current(problem))

        def change(new: Secret, current: Secret) -> None:
            dialog.show_busy(is_busy=True)
            context.tasks.run(lambda: keys.change_passphrase(new, current), changed, failed)

        dialog.change_requested.connect(change)
        dialog.open()

    def new_code(self) -> None:
        """Show a new recovery code; it counts once two of its groups were typed back."""
        dialog = NewCodeDialog(self._parent.window())
        self._lead(dialog)
        dialog.code_written.connect(lambda: self._use_code(dialog, dialog.fields.current.secret))
        dialog.open()

    def code_after_code(self, passphrase: Secret) -> None:
        """Show a new recovery code after one was used; ``passphrase`` is the one just chosen."""

        def show(code: Secret) -> None:
            dialog = CodeAfterCodeDialog(passphrase, self._parent.window())
            self._offer_ways(dialog)
            dialog.code_written.connect(lambda: self._use_code(dialog, dialog.passphrase))
            dialog.show_code(code)
            dialog.open()

        self._context.tasks.run(self._keys.offer_code, show, self._context.notices.show_problem)

    def _use_code(self, dialog: CodeDialog, current: Secret) -> None:
        """Let the code that was written down count from now on."""
        services, code = self._services, dialog.code

        def counts(_done: None) -> None:
            if isValid(dialog):
                dialog.accept()
            self._context.notices.show(
                _(
                    "The new recovery code counts from now on. Backups made before still open "
                    "with the code of their time."
                )
            )

        def confirm() -> None:
            services.keys.confirm_code(current, code)
            services.setting_up.code_renewed()

        dialog.say_waiting(_("Putting the new code in force"))
        self._run(dialog, confirm, counts)

    def replace_key(self) -> None:
        """Encrypt everything anew under new keys, then offer to destroy backups of before."""
        dialog = NewKeysDialog(self._keys.judged, self._parent.window())
        self._lead(dialog)
        old: list[Path] = []
        dialog.code_written.connect(lambda: self._replace(dialog, old))
        dialog.destroy_wanted.connect(lambda: self._destroy(dialog, old))
        dialog.open()

    def _replace(self, dialog: NewKeysDialog, old: list[Path]) -> None:
        """Replace the key; ``old`` takes the backups that the one of before opens."""
        keys, services, fields = self._keys, self._services, dialog.fields
        current, new = fields.current.secret, NewKeys(fields.new.secret, dialog.code)

        def job() -> None:
            outside = services.backups.outside()
            old[:] = keys.backups_of_this_key(outside.folder if outside else None)
            try:
                keys.replace_key(current, new)
            except KnownProblem as problem:
                if problem.code != _COUNTS_ALL_THE_SAME:
                    raise
            services.setting_up.code_renewed()

        def replaced(_done: None) -> None:
            words = keys.words_after_replacing()
            if isValid(dialog):
                dialog.show_done(words, len(old))
            else:
                self._context.notices.show(words)

        dialog.say_waiting(_("Encrypting your diary anew. It can take a minute."))
        self._run(dialog, job, replaced)

    def _destroy(self, dialog: NewKeysDialog, old: list[Path]) -> None:
        keys, backups = self._keys, self._services.backups

        def job() -> int:
            backups.make()
            return len(keys.destroy_backups(old))

        def destroyed(n_left: int) -> None:
            if isValid(dialog):
                dialog.show_destroyed(_destroyed_words(len(old) - n_left, n_left))

        dialog.say_waiting(_("Making a new backup, then destroying the old ones"))
        self._run(dialog, job, destroyed)

    def _lead(self, dialog: CodeDialog) -> None:
        """Lead from the passphrase to the code, and keep that on paper or in a file."""
        keys = self._keys

        def prove() -> None:
            current = dialog.fields.current.secret

            def job() -> Secret:
                keys.prove(current)
                return keys.offer_code()

            dialog.say_waiting(_("Looking whether it opens your diary"))
            self._run(dialog, job, lambda code: _if_open(dialog, dialog.show_code, code))

        self._offer_ways(dialog)
        dialog.proof_wanted.connect(prove)

    def _offer_ways(self, dialog: CodeDialog) -> None:
        """Let the code be printed or put into a file."""
        keeping = code_keeping(_write)
        CodeKeeper(dialog.sheet, lambda: dialog.code, keeping, self._context.tasks)

    def _run(self, dialog: CodeDialog, job: Callable[[], T], then: Callable[[T], None]) -> None:
        def failed(problem: KnownProblem) -> None:
            if not isValid(dialog):
                self._context.notices.show_problem(problem)
            elif _is_of_current(problem) or problem.code in _OF_NEW:
                dialog.go_back(_words(problem), of_current=_is_of_current(problem))
            else:
                dialog.say_problem(_words(problem))

        self._context.tasks.run(job, then, failed)


def _if_open(dialog: CodeDialog, show: Callable[[T], None], result: T) -> None:
    if isValid(dialog):
        show(result)


def _is_of_current(problem: KnownProblem) -> bool:
    return problem.code == "wrong_passphrase"


def _words(problem: KnownProblem) -> str:
    if _is_of_current(problem):
        return _("That is not the passphrase in force. Nothing has been changed.")
    return describe(problem).sentence


def _destroyed_words(n_gone: int, n_left: int) -> str:
    gone = ngettext(
        "{n} old backup is destroyed, and a new one is made.",
        "{n} old backups are destroyed, and a new one is made.",
        n_gone,
    ).format(n=n_gone)
    if not n_left:
        return gone
    left = ngettext(
        "{n} could not be destroyed: it still opens with the old passphrase or code.",
        "{n} could not be destroyed: they still open with the old passphrase or code.",
        n_left,
    ).format(n=n_left)
    return f"{gone} {left}" if n_gone else left


def _write(path: Path, content: bytes) -> None:
    from iop_companion.services.file_writing import write_once

    write_once(path, content, replace=True)  # the dialog asked about replacing
