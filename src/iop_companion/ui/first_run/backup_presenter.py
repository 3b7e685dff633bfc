"""Between the step of the backup and the services that look into it and bring it here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QWidget

from iop_companion.domain.backup import BackupFacts
from iop_companion.domain.private import Secret
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.foundation.problem_texts import describe
from iop_companion.ui.first_run.backup_step import BackupStep
from iop_companion.ui.first_run.panel import FirstRunPanel
from iop_companion.ui.toolkit.entrance import Opened
from iop_companion.ui.toolkit.file_dialogs import ask_what_to_open
from iop_companion.ui.toolkit.tasks import Tasks


class Found(Protocol):
    """What was found in a backup: ``services.moving_in.FoundBackup``."""

    @property
    def facts(self) -> BackupFacts:
        """What it holds."""

    @property
    def is_by_code(self) -> bool:
        """Whether the recovery code opened it."""


class MovingIn(Protocol):
    """What looks into a backup and brings it here: ``services.moving_in.MovingIn``."""

    def look(self, file: Path, secret: Secret) -> Found:
        """Say what it holds; nothing changes."""

    def move_in(self, file: Path, secret: Secret, new_passphrase: Secret | None) -> BackupFacts:
        """Make it the vault of this computer and leave that open."""


def ask_for_backup(parent: QWidget) -> Path | None:
    """Ask for the file of a backup; None when called off."""
    kinds = ";;".join((_("Backups") + " (*.backup)", _("All files") + " (*)"))
    return ask_what_to_open(parent, _("I have a backup"), kinds)


class BackupPresenter:
    """Works on the store thread; an answer about a file given up meanwhile is not shown."""

    def __init__(
        self,
        step: BackupStep,
        panel: FirstRunPanel,
        moving_in: Callable[[], MovingIn],
        tasks: Tasks,
    ) -> None:
        """Listen to ``step``; Continue and Back come from who leads through the steps."""
        self._step = step
        self._panel = panel
        self._moving_in = moving_in
        self._tasks = tasks
        self._asked = 0
        step.file_wanted.connect(self.choose_file)
        step.looked_is_old.connect(self._give_up)
        step.entered.connect(panel.go_on.click)
        panel.hidden.connect(step.forget)

    def choose_file(self) -> None:
        """Ask for the file, then for what opens it."""
        file = ask_for_backup(self._step.window())
        if file is not None:
            self._step.use_file(file)
            self._step.on_shown()

    def go_on(self) -> None:
        """Look into the file; once that was seen, bring it here."""
        if self._step.is_looked_into:
            self._move_in()
        else:
            self._look()

    def leave(self) -> None:
        """Hold nothing; the steps are in front again."""
        self._step.forget()

    def _look(self) -> None:
        file, secret = self._step.file, self._step.secret.secret
        if file is None:
            return
        asked = self._asked

        def found(backup: Found) -> None:
            self._done()
            if asked == self._asked:
                self._step.show_facts(backup.facts, is_by_code=backup.is_by_code)

        def failed(problem: KnownProblem) -> None:
            self._done()
            if asked == self._asked:
                self._say(problem)

        self._begin(_("Opening the backup"))
        self._tasks.run(lambda: self._moving_in().look(file, secret), found, failed)

    def _move_in(self) -> None:
        file, secret, fresh = self._step.file, self._step.secret.secret, self._step.new_passphrase
        if file is None:
            return

        def moved(facts: BackupFacts) -> None:
            self._done()
            self._panel.is_opening = False
            self._step.forget()
            self._panel.opened.emit(Opened(is_new=True, words=_arrived_words(facts)))

        def failed(problem: KnownProblem) -> None:
            self._done()
            self._panel.is_opening = False
            self._say(problem)

        self._panel.is_opening = True
        self._begin(_("Bringing your diary here"))
        self._tasks.run(lambda: self._moving_in().move_in(file, secret, fresh), moved, failed)

    def _begin(self, words: str) -> None:
        self._step.say_problem("")
        self._step.say_waiting(words)
        self._panel.show_busy(is_busy=True)

    def _done(self) -> None:
        self._step.say_waiting("")
        self._panel.show_busy(is_busy=False)

    def _say(self, problem: KnownProblem) -> None:
        is_wrong = problem.code == "wrong_passphrase"
        self._step.say_problem(describe(problem).sentence, of_secret=is_wrong)

    def _give_up(self) -> None:
        self._asked += 1


def _arrived_words(facts: BackupFacts) -> str:
    return ngettext(
        "Your diary is here, with {n} day. How soon it locks can be changed under Settings.",
        "Your diary is here, with {n} days. How soon it locks can be changed under Settings.",
        facts.n_days,
    ).format(n=facts.n_days)
