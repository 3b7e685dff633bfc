"""Leads through the first run; the vault is made between the second step and the third."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from iop_companion.catalog.passphrase_words import offered_passphrase
from iop_companion.domain.private import Secret
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _
from iop_companion.foundation.problem_texts import describe
from iop_companion.foundation.settings import LOCK_SHARED
from iop_companion.ui.first_run.code_step import CodeStep
from iop_companion.ui.first_run.panel import FirstRunPanel
from iop_companion.ui.first_run.steps import (
    ComputerStep,
    PassphraseStep,
    ReadyStep,
    WelcomeStep,
)
from iop_companion.ui.toolkit.entrance import Opened
from iop_companion.ui.toolkit.preferences import PreferenceKeeper
from iop_companion.ui.toolkit.tasks import Tasks

WELCOME, PASSPHRASE, CODE, COMPUTER, READY = range(5)
N_GROUPS = 8


class Creator(Protocol):
    """What the first run needs of the session."""

    def create(self, passphrase: Secret) -> Secret:
        """Make the vault, leave it open, return its recovery code."""


@dataclass(frozen=True, slots=True)
class CodeKeeping:
    """The ways to keep the code besides copying by hand; each returns False when called off."""

    print_code: Callable[[Secret], bool]
    ask_file: Callable[[], Path | None]
    save: Callable[[Path, Secret], object]
    ask_without: Callable[[], bool]


@dataclass(frozen=True, slots=True)
class FirstRunParts:
    """Everything the presenter works with; ``session`` is asked on the store thread."""

    session: Callable[[], Creator]
    tasks: Tasks
    preferences: PreferenceKeeper
    keeping: CodeKeeping


class FirstRunPresenter:
    """Holds the code only while its step is in front."""

    def __init__(self, regions: tuple[tuple[str, str], ...], parts: FirstRunParts) -> None:
        """Build the steps and the panel, and show the first step."""
        self._parts = parts
        self._code = Secret("")
        self.welcome = WelcomeStep(regions, parts.preferences.now.region)
        self.passphrase = PassphraseStep(offered_passphrase())
        self.code = CodeStep()
        self.computer = ComputerStep()
        self.panel = FirstRunPanel(
            (
                (_("Welcome"), self.welcome),
                (_("Passphrase"), self.passphrase),
                (_("Recovery code"), self.code),
                (_("This computer"), self.computer),
                (_("Ready"), ReadyStep()),
            )
        )
        self.panel.presenter = self
        self._connect()

    def _connect(self) -> None:
        self.panel.continue_requested.connect(self.go_on)
        self.panel.back_requested.connect(lambda: self._show(self.panel.at - 1))
        self.panel.hidden.connect(self.code.cover)  # holds for a code still being made too
        self.panel.skip_requested.connect(self.go_on_without_code)
        self.welcome.region_chosen.connect(
            lambda region: self._parts.preferences.change(region=region)
        )
        self.passphrase.other_words_wanted.connect(
            lambda: self.passphrase.offer(offered_passphrase())
        )
        self.code.print_wanted.connect(self.print_code)
        self.code.save_wanted.connect(self.save_code)

    def go_on(self) -> None:
        """Do what Continue means on the step in front."""
        at = self.panel.at
        if at == PASSPHRASE:
            self._create()
        elif at == CODE:
            self._leave_code()
        elif at == COMPUTER:
            minutes = self.computer.lock_minutes
            self._parts.preferences.change(
                lock_after_minutes=minutes, is_shared=minutes == LOCK_SHARED
            )
            self._show(READY)
        elif at == READY:
            self.panel.opened.emit(Opened(is_new=True))
        else:
            self._show(at + 1)

    def go_on_without_code(self) -> None:
        """Ask once, then leave the code behind."""
        if self._parts.keeping.ask_without():
            self._leave_code()

    def print_code(self) -> None:
        """Print the code on one page."""
        try:
            self._parts.keeping.print_code(self._code)
        except KnownProblem as problem:
            self.panel.notices.show_problem(problem)

    def save_code(self) -> None:
        """Save the code to a file that the person names."""
        path = self._parts.keeping.ask_file()
        if path is None:
            return
        code = self._code
        self._parts.tasks.run(
            lambda: self._parts.keeping.save(path, code),
            lambda _saved: self.panel.notices.show(
                _("Saved. Anyone who finds this file can open your diary with it.")
            ),
            self.panel.notices.show_problem,
        )

    def _show(self, at: int) -> None:
        self.panel.show_step(at, can_go_back=at in {PASSPHRASE, READY}, can_skip=at == CODE)

    def _create(self) -> None:
        passphrase = self.passphrase.chosen
        self.panel.show_busy(is_busy=True)
        self.passphrase.say_problem("")
        self.passphrase.say_waiting(_("Making your diary"))
        self._parts.tasks.run(
            lambda: self._parts.session().create(passphrase), self._created, self._not_created
        )

    def _created(self, code: Secret) -> None:
        self._code = code
        self.panel.show_busy(is_busy=False)
        self.passphrase.say_waiting("")
        self.passphrase.forget()
        groups = groups_of(code)
        asked = sorted(secrets.SystemRandom().sample(range(N_GROUPS - 1), 2))
        self.code.show_code(groups, asked)
        self._show(CODE)
        self.panel.made.emit()

    def _not_created(self, problem: KnownProblem) -> None:
        self.panel.show_busy(is_busy=False)
        self.passphrase.say_waiting("")
        self.passphrase.say_problem(describe(problem).sentence)

    def _leave_code(self) -> None:
        self._code = Secret("")
        self.code.forget()
        self.panel.notices.clear()
        self._show(COMPUTER)


def groups_of(code: Secret) -> tuple[str, ...]:
    """Return the code as eight groups; the check symbol stays with the last one."""
    parts = code.reveal().split("-")
    return (*parts[: N_GROUPS - 1], "-".join(parts[N_GROUPS - 1 :]))
