"""Between the section of backups and the services; all work of the vault is on the store thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from iop_companion.domain.backup import Backup, KeptAside
from iop_companion.domain.private import Secret
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.foundation.problem_texts import describe
from iop_companion.services.backing_up import BackupPreview, Restored
from iop_companion.services.backup_notes import Outside
from iop_companion.services.bundle import Services
from iop_companion.ui.settings.backups_section import BackupsSection
from iop_companion.ui.toolkit.file_dialogs import ask_which_folder
from iop_companion.ui.toolkit.page import PageContext
from iop_companion.ui.widgets.backup_words import aside_words

T = TypeVar("T")
AskFolder = Callable[[QWidget], Path | None]

_ASK_SECRET = frozenset({"backup_other_key", "wrong_passphrase", "wrong_recovery_code"})


def ask_folder(parent: QWidget) -> Path | None:
    """Ask where copies of backups go; None when called off."""
    return ask_which_folder(parent, _("Where copies of the backups go"))


@dataclass(frozen=True, slots=True)
class _Overview:
    backups: tuple[Backup, ...]
    outside: Outside | None
    problem: KnownProblem | None
    aside: tuple[KeptAside, ...]


class BackupsPresenter:
    """Reads, makes, checks, copies, previews and restores."""

    def __init__(
        self,
        section: BackupsSection,
        services: Services,
        context: PageContext,
        ask: AskFolder = ask_folder,
    ) -> None:
        """Connect ``section``; ``ask`` asks for the folder outside."""
        self._section = section
        self._services = services
        self._context = context
        self._ask = ask
        self._shown: Backup | None = None
        self._secret: Secret | None = None
        section.make_requested.connect(self._make)
        section.check_requested.connect(self._check_all)
        section.copy_requested.connect(self._copy)
        section.place_requested.connect(self._choose_place)
        section.place_dropped.connect(lambda: self._use_place(None))
        section.list.chosen.connect(self._preview)
        section.card.secret_given.connect(self._preview_with_secret)
        section.card.keep_requested.connect(lambda: self._restore(keep_newer=True))
        section.card.exact_requested.connect(lambda: self._restore(keep_newer=False))
        context.hub.locking.connect(self._forget)

    def refresh(self) -> None:
        """Read anew which backups there are."""
        self._context.tasks.run(self._read, self._show, self._failed)

    def _read(self) -> _Overview:
        backups = self._services.backups
        return _Overview(
            tuple(backups.all()), backups.outside(), backups.problem, tuple(backups.kept_aside())
        )

    def _show(self, overview: _Overview) -> None:
        section, now = self._section, self._services.clock.now()
        section.none.setVisible(not overview.backups)
        section.list.show_backups(overview.backups, now)
        section.check_button.setEnabled(bool(overview.backups))
        section.show_outside(overview.outside, now)
        section.show_aside(aside_words(overview.aside))
        problem = overview.problem
        section.show_trouble(
            ""
            if problem is None
            else _("The last backup was not made. {reason}").format(reason=_words(problem))
        )
        if section.list.file is None and self._shown is not None:
            self._shown = None
            section.card.clear()

    # --- make, check, copy

    def _make(self) -> None:
        self._section.say(_("Making a backup."))
        self._busily(self._services.backups.make, self._made)

    def _made(self, made: Backup) -> None:
        n = made.facts.n_values if made.facts is not None else 0
        self._section.say(
            ngettext(
                "The backup is made; opened and counted: {n} value.",
                "The backup is made; opened and counted: {n} values.",
                n,
            ).format(n=n)
        )
        self.refresh()

    def _check_all(self) -> None:
        """One job for each backup, so that saving an entry never waits for all of them."""
        self._section.show_busy(is_busy=True)
        backups = self._services.backups
        self._context.tasks.run(backups.all, self._check, self._failed)

    def _check(self, waiting: list[Backup], n_good: int = 0, n_bad: int = 0) -> None:
        if not waiting:
            self._checked(n_good, n_bad)
            return
        first, rest = waiting[0], waiting[1:]
        done = n_good + n_bad
        self._section.say(_("Checking {n} of {all}.").format(n=done + 1, all=done + len(waiting)))
        test = self._services.backups.test

        def good(_facts: object) -> None:
            self._check(rest, n_good + 1, n_bad)

        def bad(_problem: KnownProblem) -> None:
            self._check(rest, n_good, n_bad + 1)

        self._context.tasks.run(lambda: test(first.file), good, bad)

    def _checked(self, n_good: int, n_bad: int) -> None:
        self._section.show_busy(is_busy=False)
        words = ngettext(
            "{n} backup opened and counted.", "{n} backups opened and counted.", n_good
        ).format(n=n_good)
        if n_bad:
            bad = ngettext(
                "{n} could not be used; it is kept.", "{n} could not be used; they are kept.", n_bad
            ).format(n=n_bad)
            words = f"{words} {bad}"
        self._section.say(words)
        self.refresh()

    def _choose_place(self) -> None:
        folder = self._ask(self._section.window())
        if folder is not None:
            self._use_place(folder)

    def _use_place(self, folder: Path | None) -> None:
        backups = self._services.backups

        def choose() -> None:
            backups.choose_outside(folder)
            if folder is not None:
                backups.copy_to(folder)

        self._section.say("" if folder is None else _("Copying."))
        self._busily(choose, lambda _done: self._copied(is_copied=folder is not None))

    def _copy(self) -> None:
        backups = self._services.backups

        def copy() -> None:
            outside = backups.outside()
            if outside is None or not outside.folder.is_dir():
                raise KnownProblem("backup_place_away")
            backups.copy_to(outside.folder)

        self._section.say(_("Copying."))
        self._busily(copy, lambda _done: self._copied(is_copied=True))

    def _copied(self, *, is_copied: bool) -> None:
        self._section.say(
            _("Copied, opened there and counted.") if is_copied else _("Copies go there no more.")
        )
        self.refresh()

    # --- going back

    def _preview(self, backup: Backup) -> None:
        self._shown, self._secret = backup, None
        self._section.card.show_waiting(backup, self._services.clock.now())
        self._open(backup, None)

    def _preview_with_secret(self) -> None:
        secret = self._section.card.secret.secret
        if self._shown is not None and len(secret):
            self._open(self._shown, secret)

    def _open(self, backup: Backup, secret: Secret | None) -> None:
        card, preview = self._section.card, self._services.backups.preview

        def show(found: BackupPreview) -> None:
            if self._shown is backup:
                self._secret = secret
                card.secret.forget()
                card.show_preview(backup, found, self._services.clock.now())

        def failed(problem: KnownProblem) -> None:
            if self._shown is backup:
                asks = problem.code in _ASK_SECRET
                card.show_problem(_words(problem), asks_secret=asks)

        self._context.tasks.run(lambda: preview(backup.file, secret), show, failed)

    def _restore(self, *, keep_newer: bool) -> None:
        backup, secret = self._shown, self._secret
        if backup is None:
            return
        backups = self._services.backups

        def restore() -> Restored:
            return backups.restore(backup.file, secret, keep_newer=keep_newer)

        def restored(_done: Restored) -> None:
            self._context.hub.restored.emit()

        self._section.say(_("Going back. The present state is backed up first."))
        self._busily(restore, restored)

    # --- all of them

    def _busily(self, job: Callable[[], T], then: Callable[[T], None]) -> None:
        def done(result: T) -> None:
            self._section.show_busy(is_busy=False)
            then(result)

        self._section.show_busy(is_busy=True)
        self._context.tasks.run(job, done, self._failed)

    def _failed(self, problem: KnownProblem) -> None:
        self._section.show_busy(is_busy=False)
        self._section.say("")
        if self._services.session.is_unlocked:
            self._context.notices.show_problem(problem)
            return
        self._context.notices.show(  # going back stopped halfway: the files before it are kept
            describe(problem).sentence,
            _("Go to the lock screen"),
            self._context.hub.vault_closed.emit,
        )

    def _forget(self) -> None:
        self._shown = self._secret = None
        self._section.forget()


def _words(problem: KnownProblem) -> str:
    told = describe(problem)
    return " ".join(part for part in (told.happened, told.to_do) if part)
