"""Leads through the first run; the vault is made between the second step and the third."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtWidgets import QLabel

from iop_companion.catalog.passphrase_words import offered_passphrase
from iop_companion.domain.focus import Focus
from iop_companion.domain.measure import Measure
from iop_companion.domain.private import Secret
from iop_companion.domain.setting_values import Contact
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _
from iop_companion.foundation.problem_texts import describe
from iop_companion.foundation.settings import LOCK_SHARED
from iop_companion.ui.first_run.backup_presenter import BackupPresenter, MovingIn
from iop_companion.ui.first_run.backup_step import BackupStep
from iop_companion.ui.first_run.code_step import CodeStep
from iop_companion.ui.first_run.later_steps import DataStep, FocusStep, PeopleStep
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
from iop_companion.ui.widgets.code_keeping import CodeKeeper, CodeKeeping

WELCOME, PASSPHRASE, CODE, FOCUS, PEOPLE, DATA, COMPUTER, READY = range(8)
BASICS = "basics"


class Vault(Protocol):
    """What the later steps need of the vault that was made: ``services.setting_up.SettingUp``."""

    def offers(self) -> tuple[tuple[Focus, ...], tuple[Measure, ...]]:
        """Return the focuses, and every row that any of them asks for."""

    def choose(self, ids: Sequence[str]) -> object:
        """Let Today ask the rows of the focuses ``ids``."""

    def keep_people(self, people: Sequence[Contact]) -> object:
        """Keep my people."""

    def keep_first_steps(self, steps: Sequence[str]) -> None:
        """Begin the plan."""

    def begin(self) -> None:
        """The code is shown."""

    def code_left(self, *, is_confirmed: bool) -> None:
        """The code is left behind, typed back or not."""

    def finish(self) -> None:
        """All steps were left."""


class Creator(Protocol):
    """What the first run needs of the session."""

    def create(self, passphrase: Secret) -> Secret:
        """Make the vault, leave it open, return its recovery code."""


_Made = tuple[Secret, tuple[tuple[Focus, ...], tuple[Measure, ...]]]


@dataclass(frozen=True, slots=True)
class FirstRunParts:
    """Everything the presenter works with.

    ``session``, ``vault`` and ``moving_in`` are asked on the store thread.
    """

    session: Callable[[], Creator]
    tasks: Tasks
    preferences: PreferenceKeeper
    keeping: CodeKeeping
    ask_without: Callable[[], bool]
    vault: Callable[[], Vault]
    moving_in: Callable[[], MovingIn]
    let_write: Callable[[bool], object]
    """Lets check-ins be sealed while locked, or no more; on the store thread."""
    change_passphrase: Callable[[Secret], object]
    """Lets another passphrase open the vault that was just made; on the store thread."""


class FirstRunPresenter:
    """Every step can be gone back to and changed; what is said last on it counts.

    The code is held until Today opens, so that who went on without writing it down can go back.
    """

    def __init__(self, regions: tuple[tuple[str, str], ...], parts: FirstRunParts) -> None:
        """Build the steps and the panel, and show the first step."""
        self._parts = parts
        self._code = Secret("")
        self._is_confirmed = False
        self._kept: set[int] = set()
        """The steps of which something is in the vault."""
        self.welcome = WelcomeStep(regions, parts.preferences.now.region)
        self.passphrase = PassphraseStep(offered_passphrase())
        self.code = CodeStep()
        self.focus = FocusStep()
        self.people = PeopleStep()
        self.data = DataStep()
        self.computer = ComputerStep()
        self.backup = BackupStep()
        self.panel = FirstRunPanel(
            (
                (_("Welcome"), self.welcome),
                (_("Passphrase"), self.passphrase),
                (_("Recovery code"), self.code),
                (_("What to track"), self.focus),
                (_("My support"), self.people),
                (_("Bring data in"), self.data),
                (_("This computer"), self.computer),
                (_("Ready"), ReadyStep()),
            ),
            (_("I have a backup"), self.backup),
        )
        self.panel.presenter = self
        self.moving_in = BackupPresenter(self.backup, self.panel, parts.moving_in, parts.tasks)
        self._connect()
        self._show(WELCOME)

    def _connect(self) -> None:
        self.panel.continue_requested.connect(self.go_on)
        self.panel.back_requested.connect(self.go_back)
        self.panel.hidden.connect(self.code.sheet.cover)  # holds for a code still being made too
        self.panel.locking.connect(self._keep_what_stands)
        self.panel.skip_requested.connect(self.skip)
        self.welcome.region_chosen.connect(
            lambda region: self._parts.preferences.change(region=region)
        )
        self.welcome.text_size_chosen.connect(
            lambda percent: self._parts.preferences.change(text_scale=percent)
        )
        self.passphrase.other_words_wanted.connect(
            lambda: self.passphrase.offer(offered_passphrase())
        )
        self.keeper = CodeKeeper(
            self.code.sheet, lambda: self._code, self._parts.keeping, self._parts.tasks
        )

    def go_on(self) -> None:
        """Do what Continue means on the step in front."""
        at = self.panel.at
        if self.panel.is_aside:
            self.moving_in.go_on()
            return
        if at == PASSPHRASE:
            self._keep_passphrase()
        elif at == CODE:
            self._leave_code(is_confirmed=True)
        elif at == FOCUS:
            self._keep_focus()
        elif at == PEOPLE:
            self._keep_people()
        elif at == COMPUTER:
            self._keep_computer()
        elif at == READY:
            self._code = Secret("")
            self._parts.tasks.run(lambda: self._parts.vault().finish())
            first = "imports" if self.data.file.isChecked() else ""
            self.panel.opened.emit(Opened(is_new=True, first_page=first))
        else:
            self._show(at + 1)

    def go_back(self) -> None:
        """To the step before; from the backup to the step it was chosen on."""
        if self.panel.is_aside:
            self.moving_in.leave()
            self._show(WELCOME)
        else:
            self._show(self.panel.at - 1)

    def skip(self) -> None:
        """Leave the step as it is: with a backup, without a code (asked once), or for later."""
        at = self.panel.at
        if at == WELCOME:
            self.panel.show_aside()
        elif at == FOCUS:
            self.focus.chooser.choose([BASICS])
            self._keep_focus()
        elif at == PEOPLE:
            self._keep_people()
        elif self._parts.ask_without():
            self._leave_code(is_confirmed=False)

    def _show(self, at: int) -> None:
        skips = {
            WELCOME: "" if self._is_made else _("I have a backup"),
            CODE: "" if self._is_confirmed else _("Go on without a code"),
            FOCUS: _("Just the basics"),
            PEOPLE: _("Later"),
        }
        if at == CODE:
            self.code.sheet.offer(self._code, is_confirmed=self._is_confirmed)
        elif self.panel.at == CODE:
            self.code.sheet.forget()
            self.panel.notices.clear()
        self.panel.show_step(at, can_go_back=at != WELCOME, skip=skips.get(at, ""))

    @property
    def _is_made(self) -> bool:
        return len(self._code) > 0

    def _keep_passphrase(self) -> None:
        """Make the vault; once it is there, let another passphrase open it if one was chosen."""
        if not self._is_made:
            self._create()
        elif self.passphrase.keeps:
            self._show(CODE)
        else:
            self._change_passphrase(self.passphrase.chosen)

    def _change_passphrase(self, new: Secret) -> None:
        def changed(_result: object) -> None:
            self.panel.show_busy(is_busy=False)
            self.passphrase.say_waiting("")
            self.passphrase.offer_to_keep(offered_passphrase())
            self._show(CODE)

        self.panel.show_busy(is_busy=True)
        self.passphrase.say_problem("")
        self.passphrase.say_waiting(_("Changing the passphrase"))
        change = self._parts.change_passphrase
        self._parts.tasks.run(lambda: change(new), changed, self._not_created)

    def _create(self) -> None:
        passphrase = self.passphrase.chosen
        self.panel.show_busy(is_busy=True)
        self.passphrase.say_problem("")
        self.passphrase.say_waiting(_("Making your diary"))
        self._parts.tasks.run(lambda: self._make(passphrase), self._created, self._not_created)

    def _make(self, passphrase: Secret) -> _Made:
        """On the store thread: the vault, and what the later steps show of the catalogue."""
        code = self._parts.session().create(passphrase)
        vault = self._parts.vault()
        vault.begin()
        return code, vault.offers()

    def _keep_focus(self) -> None:
        chosen = self.focus.chooser.chosen
        if not chosen and FOCUS not in self._kept:
            self._show(PEOPLE)
            return
        self._kept.add(FOCUS)
        self._run(lambda: self._parts.vault().choose(chosen), self.focus.problem, PEOPLE)

    def _keep_people(self) -> None:
        people, steps = self._typed_people(), self.people.first_steps
        if self.people.can_wait and PEOPLE not in self._kept:
            self._show(DATA)
            return
        self._kept.add(PEOPLE)
        self._run(lambda: self._put_people(people, steps), self.people.problem, DATA)

    def _put_people(self, people: Sequence[Contact], steps: Sequence[str]) -> None:
        """On the store thread."""
        vault = self._parts.vault()
        vault.keep_people(people)
        vault.keep_first_steps(steps)

    def _typed_people(self) -> tuple[Contact, ...]:
        people = self.people.people.people
        program = self.people.program.text().strip()
        return (Contact(_("My program"), program), *people) if program else people

    def _keep_what_stands(self) -> None:
        """The vault closes, and these steps do not come again: keep what stands on them."""
        if self.panel.is_aside or not self._is_made:
            return
        chosen = self.focus.chooser.chosen
        people, steps = self._typed_people(), self.people.first_steps
        has_focus = bool(chosen) or FOCUS in self._kept
        has_people = not self.people.can_wait or PEOPLE in self._kept

        def keep() -> None:
            if has_focus:
                self._parts.vault().choose(chosen)
            if has_people:
                self._put_people(people, steps)

        self._parts.tasks.run(keep)
        if self.computer.is_ready:
            self._keep_lock_time()

    def _keep_lock_time(self) -> None:
        minutes = self.computer.lock_minutes
        self._parts.preferences.change(
            lock_after_minutes=minutes,
            is_shared=minutes == LOCK_SHARED,
            discreet_name=self.computer.is_discreet,
        )

    def _keep_computer(self) -> None:
        self._keep_lock_time()
        is_on, let_write = self.computer.writes_locked, self._parts.let_write
        if is_on or COMPUTER in self._kept:
            self._kept.add(COMPUTER)
            self._run(lambda: let_write(is_on), self.computer.problem, READY)
        else:
            self._show(READY)

    def _run(self, job: Callable[[], object], problem: QLabel, then: int) -> None:
        """Do ``job`` and go on; where it fails the step stays with the sentence under it."""

        def done(_result: object) -> None:
            problem.hide()
            self.panel.show_busy(is_busy=False)
            self._show(then)

        def failed(told: KnownProblem) -> None:
            problem.setText(describe(told).sentence)
            problem.show()
            self.panel.show_busy(is_busy=False)

        self.panel.show_busy(is_busy=True)
        self._parts.tasks.run(job, done, failed)

    def _created(self, made: _Made) -> None:
        code, (focuses, rows) = made
        self.focus.chooser.offer(focuses, rows)
        self._code = code
        self.panel.show_busy(is_busy=False)
        self.passphrase.say_waiting("")
        self.passphrase.offer_to_keep(offered_passphrase())
        self._show(CODE)
        self.panel.made.emit()

    def _not_created(self, problem: KnownProblem) -> None:
        self.panel.show_busy(is_busy=False)
        self.passphrase.say_waiting("")
        self.passphrase.say_problem(describe(problem).sentence)
        if not self.passphrase.own.edit.hasFocus():
            self.passphrase.on_shown()  # what takes nothing meanwhile has lost the focus

    def _leave_code(self, *, is_confirmed: bool) -> None:
        self._is_confirmed = is_confirmed
        self._parts.tasks.run(lambda: self._parts.vault().code_left(is_confirmed=is_confirmed))
        self._show(FOCUS)
