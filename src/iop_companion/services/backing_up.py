"""Backups: made by hand and by themselves, tested, thinned out, copied elsewhere, gone back to."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from iop_companion.domain.backup import (
    Backup,
    BackupFacts,
    BackupReason,
    KeptAside,
    kept,
    to_let_go,
)
from iop_companion.domain.change import ChangeSet
from iop_companion.domain.clock_doubt import DoubtKind, clock_doubt
from iop_companion.domain.private import Secret
from iop_companion.foundation.errors import KnownProblem
from iop_companion.services.backup_notes import BackupNotes, Outside
from iop_companion.services.history import History
from iop_companion.services.merging import Merged, compared, merge

if TYPE_CHECKING:
    from iop_companion.domain.ports import Clock, Journal, OpenBackup, Vaults
    from iop_companion.services.session import VaultSession

EVERY = timedelta(minutes=30)
"""At most one backup made by itself in this time, and only of a vault that changed."""

TRASH_KEPT = timedelta(days=30)
"""How long a deleted value can be taken back."""

TESTED_EVERY = timedelta(days=30)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class BackupPreview:
    """What a backup holds, and what of the open vault it lacks; nothing has changed yet.

    ``missing_days`` are days of which the vault has ``n_missing`` values that the backup has not;
    both are empty while the vault is locked, damaged, or not there (``is_compared`` is False).
    """

    facts: BackupFacts
    is_compared: bool = False
    missing_days: tuple[date, ...] = ()
    n_missing: int = 0
    n_new: int = 0
    """Values of the backup that the open vault lacks: what a merge would bring."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What going back did: what the vault holds now, and where the files before it are kept.

    ``before`` is the backup of the state that was replaced, where the vault was open.
    ``n_kept_newer`` counts values taken over from that state.
    """

    facts: BackupFacts
    kept_in: Path | None
    before: Backup | None
    n_kept_newer: int = 0


class Backups:
    """All there is to do with backups. Used on the store thread.

    ``is_automatic`` is off for throw-away vaults: then only :meth:`make` makes one.
    """

    def __init__(
        self,
        session: VaultSession,
        vaults: Vaults,
        clock: Clock,
        history: History,
        *,
        is_automatic: bool = True,
    ) -> None:
        """Work for the vault of ``session``; ``history`` is cleared where a restore replaces it."""
        self._session = session
        self._vaults = vaults
        self._clock = clock
        self._history = history
        self._is_automatic = is_automatic
        self._notes = BackupNotes(session)
        session.before_larger_change(self.make_before)
        self.problem: KnownProblem | None = None
        """Why the last backup that should have been made by itself was not; None if all is well."""

    @property
    def trouble(self) -> str:
        """The code of :attr:`problem`; "" if there is none."""
        return "" if self.problem is None else self.problem.code

    def make(self, reason: BackupReason = BackupReason.BY_HAND) -> Backup:
        """Make one now, opened and counted, and thin out the others.

        Raises ``KnownProblem``: ``locked``, and those of ``VaultBackups.make``.
        """
        made = self._session.vault.backups.make(reason)
        self.problem = None
        self._thin_out(None, made)
        return made

    def make_before(self, reason: BackupReason) -> Backup | None:
        """Make one before something larger, if backups are made by themselves here.

        Raises as :meth:`make`: what cannot be backed up first is not begun.
        """
        return self.make(reason) if self._is_automatic else None

    def make_if_due(self) -> Backup | None:
        """Make one if the vault changed since the newest and that one is half an hour old.

        Never raises for trouble of the disk: :attr:`problem` tells. A clock that was set back
        makes a backup due, too.
        """
        if not self._is_automatic or not self._session.is_unlocked or self._session.is_read_only:
            return None
        try:
            return self.make(BackupReason.REGULAR) if self._is_due() else None
        except KnownProblem as problem:
            self.problem = problem
            _log.info("no backup was made: %s", problem.code)
            return None

    def tend(self) -> None:
        """Do what is due: a backup, its copy elsewhere, the monthly test of an older one.

        Meant for quiet moments after unlocking; never raises for trouble of the disk. The log is
        folded into the vault's file in any case.
        """
        if not self._session.is_unlocked:
            return
        self._session.vault.rest()
        if not self._is_automatic:
            return
        self.make_if_due()
        self._empty_trash()
        with contextlib.suppress(KnownProblem):
            outside = self.outside()
            if outside is not None and outside.folder.is_dir():
                self._copy_newest(outside.folder)
        with contextlib.suppress(KnownProblem):
            self._let_go_aside()
        with contextlib.suppress(KnownProblem):
            tested_at = self._notes.tested_at
            if tested_at is None or abs(self._clock.now() - tested_at) >= TESTED_EVERY:
                self.self_test()

    def all(self) -> list[Backup]:
        """Return the backups here and, where it is within reach, in the second place; newest first.

        Needs the vault unlocked.
        """
        backups = self._session.vault.backups
        found = backups.all()
        outside = self.outside()
        if outside is not None:
            found += backups.all(outside.folder)
        damaged = self._notes.damaged
        found = [
            replace(one, is_damaged=True) if one.file.name in damaged else one for one in found
        ]
        return sorted(found, key=lambda one: one.made_at, reverse=True)

    def test(self, file: Path) -> BackupFacts:
        """Open one backup and count it; whether it is sound is remembered.

        Raises ``KnownProblem``: ``backup_damaged``, ``backup_other_key``, and those of files.
        """
        try:
            facts = self._session.vault.backups.test(file)
        except KnownProblem as problem:
            if problem.code == "backup_damaged":
                self._notes.found(file, is_damaged=True)
            raise
        self._notes.found(file, is_damaged=False)
        return facts

    def self_test(self) -> Backup | None:
        """Test the backup that was not looked at for longest; return it with what was found."""
        tested = self._notes.tested
        candidates = [one for one in self.all() if one.facts is not None]
        if not candidates:
            return None
        order = {name: n for n, name in enumerate(tested)}
        chosen = min(candidates, key=lambda one: (order.get(one.file.name, -1), one.made_at))
        try:
            self.test(chosen.file)
        except KnownProblem as problem:
            if problem.code != "backup_damaged":
                raise
            chosen = replace(chosen, is_damaged=True)
        names = {one.file.name for one in candidates}
        tested = [name for name in tested if name in names and name != chosen.file.name]
        self._notes.keep_tested([*tested, chosen.file.name], self._clock.now())
        return chosen

    def preview(self, file: Path, secret: Secret | None = None) -> BackupPreview:
        """Open a backup and say what it holds and what it lacks; nothing is changed.

        ``secret`` is the passphrase or the recovery code it was made with; without one the key of
        the unlocked vault opens it. Raises ``KnownProblem``: ``locked``, ``wrong_passphrase``,
        ``backup_other_key``, ``backup_damaged``, ``not_a_backup``, and those of files.
        """
        with self._opened(file, secret) as backup:
            if not self._session.is_unlocked:
                return BackupPreview(backup.facts)
            with backup.read() as theirs, self._session.vault.read() as ours:
                found = compared(ours, theirs)
            return BackupPreview(
                backup.facts,
                is_compared=True,
                missing_days=found.missing_days,
                n_missing=found.n_missing,
                n_new=found.n_new,
            )

    def restore(
        self, file: Path, secret: Secret | None = None, *, keep_newer: bool = False
    ) -> Restored:
        """Go back to a backup. The vault is locked afterwards, and opens with its passphrase.

        An unlocked vault is backed up first; the files that are replaced are kept in any case. In
        an empty folder this is how a vault comes to a new computer. ``keep_newer`` then puts in
        what the replaced state had besides (needs the vault unlocked). Raises what :meth:`preview`
        and :meth:`make` raise, and ``already_open``; until the very end nothing has changed.
        """
        before: Backup | None = None
        with self._opened(file, secret) as backup:
            if self._session.is_unlocked and not self._session.is_read_only:
                before = self.make(BackupReason.BEFORE_RESTORE)
            with contextlib.ExitStack() as looking:
                fill = None
                if keep_newer and before is not None:
                    newer = self._session.vault.backups.open(before.file)
                    looking.callback(newer.close)
                    fill = _Fill(looking.enter_context(newer.read()), self._clock.now())
                self._history.clear()
                self._session.lock()
                kept_in = self._vaults.restore(backup, self._session.folder, fill)
            return Restored(backup.facts, kept_in, before, fill.n_values if fill else 0)

    def merge(self, file: Path, secret: Secret | None = None) -> tuple[Merged, ChangeSet]:
        """Put in what a backup has and the unlocked vault lacks, by id; what is here stays.

        One step that can be undone. Raises what :meth:`preview` raises, and ``locked``.
        """
        vault = self._session.vault
        with self._opened(file, secret) as backup, backup.read() as theirs:
            self.make_before(BackupReason.BEFORE_IMPORT)
            with vault.write() as ours:
                merged, changes = merge(ours, theirs, self._clock.now())
        return merged, self._history.remember(changes)

    def copy_to(self, folder: Path) -> Backup:
        """Copy the newest state into ``folder``, opened and counted there; it is remembered.

        Raises ``KnownProblem``: ``file_missing`` if there is no such folder, and those of
        :meth:`make`.
        """
        if not folder.is_dir():
            raise KnownProblem("file_missing")
        if self._is_changed():
            self.make(BackupReason.BY_HAND)
        return self._copy_newest(folder)

    def outside(self) -> Outside | None:
        """Return the second place, None if none was chosen; needs the vault unlocked."""
        return self._notes.outside

    def choose_outside(self, folder: Path | None) -> None:
        """Choose the second place (None: none); copies then go there by themselves."""
        self._notes.choose_outside(folder)

    def last_outside(self) -> datetime | None:
        """Return when a backup was last copied away from this computer, None if never."""
        outside = self.outside()
        return None if outside is None else outside.copied_at

    def kept_aside(self) -> list[KeptAside]:
        """Return the copies of damaged vaults and the replaced ones beside the backups."""
        return self._session.vault.backups.kept_aside()

    def _let_go_aside(self) -> None:
        """Let go of what was kept aside for long enough, with backups enough since."""
        backups = self._session.vault.backups
        for one in to_let_go(backups.kept_aside(), backups.all(), self._clock.now()):
            backups.drop_aside(one.folder)

    def _empty_trash(self) -> None:
        """Let go of what has lain in the trash for 30 days, unless the clock may have run away."""
        if self._session.is_read_only:
            return
        now = self._clock.now()
        before = now - TRASH_KEPT
        with contextlib.suppress(KnownProblem):
            with self._session.vault.read() as journal:
                doubt = clock_doubt(journal.last_written(), now, "")
                is_ahead = doubt is not None and doubt.kind is DoubtKind.AHEAD
                is_due = not is_ahead and bool(journal.trash() or journal.trashed_entries())
            if is_due:
                with self._session.vault.write() as journal:
                    journal.purge_trash(before)

    def _copy_newest(self, folder: Path) -> Backup:
        backups = self._session.vault.backups
        newest = next((one for one in self.all() if one.is_verified and not one.is_outside), None)
        if newest is None:
            newest = self.make(BackupReason.BY_HAND)
        file = backups.copy(newest.file, folder)
        self._notes.copied(folder, self._clock.now())
        copied = replace(newest, file=file, is_outside=True)
        self._thin_out(folder, copied)
        return copied

    def _thin_out(self, folder: Path | None, made: Backup) -> None:
        """Delete what need not be kept; trouble with that is no trouble with the backup."""
        backups = self._session.vault.backups
        damaged = self._notes.damaged
        found = [
            replace(one, is_damaged=one.is_damaged or one.file.name in damaged)
            for one in backups.all(folder)
        ]
        stays = {*kept(found, self._clock.now()), made.file}
        for one in found:
            if one.file not in stays:
                with contextlib.suppress(KnownProblem):
                    backups.discard(one.file)

    def _is_due(self) -> bool:
        newest = self._newest_own()
        if newest is None:
            return True
        if timedelta(0) <= self._clock.now() - newest.made_at < EVERY:
            return False
        return self._is_changed()

    def _is_changed(self) -> bool:
        newest = self._newest_own()
        if newest is None or newest.facts is None or not newest.facts.source:
            return True
        return newest.facts.source != self._session.vault.backups.fingerprint()

    def _newest_own(self) -> Backup | None:
        own = self._session.vault.backups.all()
        return next((one for one in own if one.is_verified), None)

    @contextmanager
    def _opened(self, file: Path, secret: Secret | None) -> Iterator[OpenBackup]:
        if secret is None:
            backup = self._session.vault.backups.open(file)
        else:
            backup = self._vaults.open_backup(file, secret, self._session.folder)
        try:
            yield backup
        finally:
            backup.close()


class _Fill:
    """Puts the contents of one vault into another that is being made, and counts them."""

    def __init__(self, theirs: Journal, now: datetime) -> None:
        self._theirs = theirs
        self._now = now
        self.n_values = 0

    def __call__(self, ours: Journal) -> None:
        merged, _changes = merge(ours, self._theirs, self._now)
        self.n_values = merged.n_values
