"""Between the lock screen and the vault."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QTimer

from iop_companion.domain.private import Secret
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit.entrance import Opened
from iop_companion.ui.toolkit.passphrase_field import LEAST
from iop_companion.ui.toolkit.tasks import Tasks
from iop_companion.ui.unlock.panel import UnlockPanel

_SAY_BUSY_AFTER_MS = 400
_SLIPS = frozenset(
    {
        "wrong_passphrase",
        "wrong_recovery_code",
        "recovery_code_length",
        "recovery_code_mistyped",
        "passphrase_too_short",
    }
)
Rescue = Callable[[KnownProblem, Secret, Callable[[], int]], None]
"""Gets what was wrong, what was typed, and how to open the vault once it is mended."""


class Unlocker(Protocol):
    """What the lock screen needs of the session."""

    def unlock(self, passphrase: Secret) -> int:
        """Open the vault; return how many tries failed before."""

    def unlock_with_code(self, code: Secret, new_passphrase: Secret) -> None:
        """Open it with the recovery code and set a new passphrase."""


class UnlockPresenter:
    """Tries on the store thread; what was typed is dropped from the screen once it opened."""

    def __init__(
        self,
        panel: UnlockPanel,
        session: Callable[[], Unlocker],
        tasks: Tasks,
        rescue: Rescue | None = None,
        code_used: Callable[[Secret], object] = lambda _passphrase: None,
    ) -> None:
        """Listen to ``panel``; ``session`` is asked on the store thread, when parts are loaded.

        ``rescue`` takes over where the vault itself cannot be read. ``code_used`` is told the new
        passphrase once a recovery code opened the vault and Today is shown.
        """
        self._panel = panel
        self._session = session
        self._tasks = tasks
        self._rescue = rescue
        self._code_used = code_used
        self._is_busy = False
        panel.presenter = self
        panel.unlock_requested.connect(self.unlock)
        panel.recover_requested.connect(self.recover)

    def unlock(self) -> None:
        """Try the typed passphrase; an empty field is not a try."""
        passphrase = self._panel.passphrase.secret
        if len(passphrase):
            self._try(passphrase, lambda: self._session().unlock(passphrase))

    def recover(self) -> None:
        """Try the typed recovery code with the new passphrase."""
        code = Secret(self._panel.code.text())
        fresh = self._panel.new_passphrase.secret
        if not len(code):
            return
        if len(fresh) < LEAST:
            self._failed(KnownProblem("passphrase_too_short", least=LEAST))
            self._panel.new_passphrase.edit.setFocus()
            return

        def job() -> int:
            self._session().unlock_with_code(code, fresh)
            return 0

        self._try(
            code,
            job,
            _(
                "Your new passphrase counts from now on. The code you used still opens your "
                "diary; you can make a new one under Settings, Privacy and safety."
            ),
            lambda: self._code_used(fresh),
        )

    def _try(
        self,
        secret: Secret,
        job: Callable[[], int],
        words: str = "",
        then: Callable[[], object] = lambda: None,
    ) -> None:
        if self._is_busy:
            return
        self._is_busy = True
        self._panel.show_problem("")
        self._panel.show_busy(is_busy=True)
        QTimer.singleShot(_SAY_BUSY_AFTER_MS, self._panel, self._say_busy)

        def failed(problem: KnownProblem) -> None:
            from iop_companion.services.rescuing import CALLS_FOR_RESCUE

            if self._rescue is None or problem.code not in CALLS_FOR_RESCUE:
                self._failed(problem)
                return
            self._is_busy = False
            self._panel.show_busy(is_busy=False)
            self._panel.forget()
            self._rescue(problem, secret, job)

        def opened(failed_tries: int) -> None:
            self._opened(failed_tries, words)
            then()

        self._tasks.run(job, opened, failed)

    def _say_busy(self) -> None:
        if self._is_busy:
            self._panel.show_waiting(_("Opening"))

    def _opened(self, failed_tries: int, words: str) -> None:
        self._is_busy = False
        self._panel.show_busy(is_busy=False)
        self._panel.forget()
        self._panel.opened.emit(Opened(failed_tries=failed_tries, words=words))

    def _failed(self, problem: KnownProblem) -> None:
        self._is_busy = False
        self._panel.show_busy(is_busy=False)
        from iop_companion.foundation.problem_texts import describe

        told = describe(problem)
        # a slip is said in short; what may frighten also says what is safe
        short = " ".join(part for part in (told.happened, told.to_do) if part)
        self._panel.show_problem(short if problem.code in _SLIPS else told.sentence)
