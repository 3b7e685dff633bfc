"""Between the rescue page and the services; all work on files is on the store thread."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from iop_companion.domain.backup import Backup, RescueStage
from iop_companion.domain.private import Secret
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _
from iop_companion.foundation.problem_texts import describe
from iop_companion.services.rescuing import Damage
from iop_companion.ui.rescue.panel import RescuePanel
from iop_companion.ui.rescue.words import Way, done_words, report_words
from iop_companion.ui.toolkit.entrance import Opened
from iop_companion.ui.toolkit.file_dialogs import ask_what_to_open, ask_where_to_save
from iop_companion.ui.toolkit.tasks import Tasks

if TYPE_CHECKING:
    from iop_companion.services.rescuing import Rescuing

_ASK_SECRET = frozenset({"backup_other_key", "wrong_passphrase"})


def ask_for_backup(parent: QWidget) -> Path | None:
    """Ask for the file of a backup; None when called off."""
    kinds = ";;".join((_("Backups") + " (*.backup)", _("All files") + " (*)"))
    return ask_what_to_open(parent, _("Choose another backup"), kinds)


def ask_for_report(parent: QWidget) -> Path | None:
    """Ask for the name of the report's file; None when called off."""
    kinds = _("Text") + " (*.txt)"
    return ask_where_to_save(parent, _("Save a report without entries"), _("report.txt"), kinds,
                             ".txt")  # fmt: skip


@dataclass(frozen=True, slots=True)
class RescueParts:
    """What the rescue works with.

    ``rescuing`` is asked on the store thread. ``open_again`` opens the mended vault as the person
    wanted to open it, and returns how many tries failed before; also on the store thread.
    """

    rescuing: Callable[[], Rescuing]
    open_again: Callable[[], int]
    now: Callable[[], datetime]
    tasks: Tasks
    write: Callable[[Path, bytes], object]
    ask_backup: Callable[[QWidget], Path | None] = ask_for_backup
    ask_report: Callable[[QWidget], Path | None] = ask_for_report


class RescuePresenter:
    """Looks at the damage at once; nothing is changed before the person has chosen."""

    def __init__(
        self, panel: RescuePanel, problem: KnownProblem, secret: Secret, parts: RescueParts
    ) -> None:
        """Listen to ``panel``; ``problem`` is what unlocking with ``secret`` ended with."""
        self._panel = panel
        self._code = problem.code
        self._secret: Secret | None = secret
        self._parts = parts
        self._damage: Damage | None = None
        self._asked: Path | None = None
        self._opens_as_typed = True
        panel.presenter = self
        panel.again_requested.connect(self.examine)
        panel.go_requested.connect(self._go)
        panel.leave_requested.connect(self._leave)
        panel.others_wanted.connect(self._list_backups)
        panel.report_wanted.connect(self._save_report)
        panel.others.file_wanted.connect(self._choose_file)
        panel.others.chosen.connect(self._choose_listed)
        panel.others.secret_given.connect(self._choose_with_secret)

    def examine(self) -> None:
        """Copy aside, read, open the newest backup; then show what was found."""
        secret = self._secret
        if secret is None:
            return

        def failed(problem: KnownProblem) -> None:
            self._panel.show_not_examined(self._code, problem)

        self._panel.clear_problem()
        self._panel.show_stage(RescueStage.COPYING)
        rescuing = self._parts.rescuing
        self._parts.tasks.run(lambda: rescuing().examine(secret, self._tell), self._found, failed)

    def _found(self, damage: Damage) -> None:
        self._damage = damage
        self._panel.show_found(self._code, damage, self._parts.now())
        self._panel.on_shown()

    def _tell(self, stage: RescueStage) -> None:
        with contextlib.suppress(RuntimeError):  # the page is gone: it was hidden meanwhile
            self._panel.stage_told.emit(stage)

    # --- going on

    def _go(self, way: Way | None) -> None:
        damage, parts = self._damage, self._parts
        if damage is None or way is None:
            return

        def job() -> tuple[int, int]:
            if way is Way.LOOK:
                parts.rescuing().look()
                return 0, 0
            n_newer = 0
            if way is Way.MEND:
                n_newer = parts.rescuing().mend(self._tell)
            else:
                parts.rescuing().restore_backup(self._tell)
            opens = damage.keeps_passphrase and self._opens_as_typed
            return n_newer, parts.open_again() if opens else -1

        def done(result: tuple[int, int]) -> None:
            n_newer, failed_tries = result
            self._secret = None
            if failed_tries < 0:
                self._panel.left_restored.emit()
                return
            said = done_words(way, damage, n_newer, parts.now())
            self._panel.opened.emit(Opened(failed_tries=failed_tries, words=said))

        self._panel.clear_problem()
        self._panel.show_waiting(_("One moment."))
        parts.tasks.run(job, done, self._panel.show_problem)

    def _leave(self) -> None:
        self._secret = None
        self._panel.left.emit()

    # --- another backup

    def _list_backups(self) -> None:
        parts = self._parts

        def show(backups: tuple[Backup, ...]) -> None:
            self._panel.show_backups(backups, parts.now())

        parts.tasks.run(lambda: parts.rescuing().backups(), show, self._panel.show_problem)

    def _choose_file(self) -> None:
        file = self._parts.ask_backup(self._panel.window())
        if file is not None:
            self._choose(file, None)

    def _choose_listed(self, backup: Backup) -> None:
        self._choose(backup.file, None)

    def _choose_with_secret(self) -> None:
        if self._asked is not None and len(self._panel.secret):
            self._choose(self._asked, self._panel.secret)

    def _choose(self, file: Path, secret: Secret | None) -> None:
        panel, parts = self._panel, self._parts
        self._asked = file

        def chosen(damage: Damage) -> None:
            self._asked = None
            panel.others.forget()
            self._found(damage)

        def failed(problem: KnownProblem) -> None:
            panel.show_idle()
            told = describe(problem)
            said = " ".join(part for part in (told.happened, told.to_do) if part)
            asks = problem.code in _ASK_SECRET
            panel.others.show_problem(said, asks_secret=asks, is_slip=secret is not None)

        def choose() -> Damage:
            if self._damage is not None:
                return parts.rescuing().choose(file, secret)
            assert typed is not None  # forgotten only once the page is left
            parts.rescuing().examine(typed, self._tell, file)
            self._opens_as_typed = secret is None
            return parts.rescuing().choose(file)

        typed = secret or self._secret
        panel.others.show_problem("", asks_secret=secret is not None)
        panel.show_waiting(_("Opening and counting the backup."))
        parts.tasks.run(choose, chosen, failed)

    # --- the report

    def _save_report(self) -> None:
        damage, parts = self._damage, self._parts
        file = parts.ask_report(self._panel.window())
        if damage is None or file is None:
            return
        content = report_words(self._code, damage, parts.now()).encode()
        name = file.name

        def saved(_done: object) -> None:
            self._panel.say(_("The report is saved as {name}.").format(name=name))

        parts.tasks.run(lambda: parts.write(file, content), saved, self._panel.show_problem)
