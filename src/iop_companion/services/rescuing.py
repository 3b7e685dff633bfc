"""A damaged vault: what is safe, what can be read besides, and three ways on.

How a page calls it, on the store thread: unlocking raised one of :data:`CALLS_FOR_RESCUE`, so
``examine(secret)`` and show the :class:`Damage`; ``choose`` puts another backup in the place of the
newest; then exactly one of ``mend()``, ``restore_backup()`` and ``look()``, or ``leave()``. After
the first two the vault is closed and opens with its passphrase. Before any of them nothing has been
changed but one thing: an untouched copy of the damaged files lies in ``Damage.kept_in``.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from iop_companion.domain.backup import Backup, RescueStage
from iop_companion.domain.private import Secret
from iop_companion.foundation.errors import Bug, KnownProblem
from iop_companion.services.merging import bring_up_to_date, compared

if TYPE_CHECKING:
    from iop_companion.domain.ports import Journal, OpenBackup, SalvagedVault, Vaults
    from iop_companion.services.session import VaultSession

CALLS_FOR_RESCUE = frozenset({"vault_damaged", "not_a_vault", "vault_missing", "keys_damaged"})
"""Codes of problems with which unlocking fails and :meth:`Rescuing.examine` goes on."""

Tell = Callable[[RescueStage], None]


@dataclass(frozen=True, slots=True)
class Damage:
    """What was found. ``backup`` is the newest one that opens, or the one chosen; None for none.

    ``n_safe`` values of ``n_days_safe`` days are in it, up to ``safe_until``. ``n_read`` values of
    the damaged file can be read; ``n_newer`` of them, of ``newer_days``, are not in the backup, or
    newer than there. ``n_gaps`` stretches cannot be read: how many values they held nobody can
    tell. ``n_pages`` pages of the file are damaged; 0 where it is not ours, or not there.
    ``can_mend`` says that what was read may be put together with the backup, or stand for itself;
    ``keeps_passphrase`` that the vault opens as before after going back to the backup.
    """

    backup: Backup | None
    n_safe: int
    n_days_safe: int
    safe_until: datetime | None
    n_read: int
    n_newer: int
    n_gaps: int
    kept_in: Path
    newer_days: tuple[date, ...] = ()
    n_pages: int = 0
    can_mend: bool = True
    keeps_passphrase: bool = True


@dataclass(frozen=True, slots=True)
class _Chosen:
    """A backup that is open; ``is_ours`` says that it is of this vault, ``by_key`` of its key."""

    listed: Backup
    opened: OpenBackup
    is_ours: bool
    by_key: bool


class Rescuing:
    """Ways out of damage; nothing is deleted and nothing written over."""

    def __init__(self, session: VaultSession, vaults: Vaults) -> None:
        """Work on the folder of ``session``."""
        self._session = session
        self._vaults = vaults
        self._salvaged: SalvagedVault | None = None
        self._chosen: _Chosen | None = None

    def examine(
        self,
        secret: Secret,
        tell: Tell = lambda _stage: None,
        keys_from: Path | None = None,
    ) -> Damage:
        """Copy the files aside, read what can be read, and open the newest backup that opens.

        ``tell`` hears what is being done. ``keys_from`` is a backup from elsewhere, for a vault
        whose key file is damaged and beside which no backup lies. Raises ``KnownProblem``:
        ``wrong_passphrase``, ``keys_damaged``, ``already_open``, those of the disk.
        """
        self.leave()
        self._session.lock()
        folder = self._session.folder
        salvaged = self._salvaged = self._vaults.salvage(folder, secret, tell, keys_from)
        tell(RescueStage.OPENING)
        for candidate in salvaged.backups():
            if candidate.facts is None:
                continue
            with contextlib.suppress(KnownProblem):
                opened = salvaged.open_backup(candidate.file)
                self._chosen = _Chosen(candidate, opened, is_ours=True, by_key=True)
                break
        return self._damage()

    def backups(self) -> tuple[Backup, ...]:
        """Return the backups beside the damaged vault, newest first; one is chosen already."""
        return tuple(self._found().backups())

    def choose(self, file: Path, secret: Secret | None = None) -> Damage:
        """Put another backup in the place of the newest, and say what it holds; nothing changes.

        ``secret`` is the passphrase or the recovery code of its own time, for one that the key of
        the vault does not open. Raises ``KnownProblem``: ``backup_other_key``,
        ``wrong_passphrase``, ``backup_damaged``, ``not_a_backup``, those of files; then the one
        before stays chosen.
        """
        salvaged = self._found()
        opened = salvaged.open_backup(file, secret)
        try:
            n_bytes = file.stat().st_size
        except OSError:  # a stick pulled out this moment
            opened.close()
            raise KnownProblem("file_missing") from None
        if self._chosen is not None:
            self._chosen.opened.close()
        self._chosen = _Chosen(
            Backup(file, opened.facts.made_at, n_bytes, opened.facts),
            opened,
            is_ours=opened.vault_id == salvaged.vault_id,
            by_key=secret is None,
        )
        return self._damage()

    def mend(self, tell: Tell = lambda _stage: None) -> int:
        """Make the backup, with what could be read and is newer, the vault again.

        Without a backup, what could be read becomes the vault. Returns how many values it then
        holds besides the backup's. Raises as ``Vaults.restore``; then all is as it was, and it may
        be tried again.
        """
        salvaged = self._found()
        tell(RescueStage.WRITING)
        if self._chosen is None:
            self._vaults.restore(salvaged, self._session.folder)
            n = salvaged.facts.n_values
        else:
            counted: list[int] = []
            with salvaged.read() as newer:

                def fill(ours: Journal) -> None:
                    counted.append(bring_up_to_date(ours, newer))

                self._vaults.restore(self._chosen.opened, self._session.folder, fill)
            n = sum(counted)
        self.leave()
        return n

    def restore_backup(self, tell: Tell = lambda _stage: None) -> None:
        """Make the backup alone the vault again; raises ``no_backup`` if there is none."""
        self._found()
        if self._chosen is None:
            raise KnownProblem("no_backup")
        tell(RescueStage.WRITING)
        self._vaults.restore(self._chosen.opened, self._session.folder)
        self.leave()

    def look(self) -> None:
        """Open what could be read, for reading alone; after the next lock the choice is back."""
        salvaged, self._salvaged = self._found(), None
        self.leave()
        self._session.take(salvaged.look())

    def leave(self) -> None:
        """Choose nothing; the vault stays as it is. Harmless at any time."""
        if self._chosen is not None:
            self._chosen.opened.close()
        if self._salvaged is not None:
            self._salvaged.close()
        self._chosen = self._salvaged = None

    def _damage(self) -> Damage:
        salvaged, chosen = self._found(), self._chosen
        facts = None if chosen is None else chosen.opened.facts
        n_newer, days, can_mend = self._newer()
        return Damage(
            backup=None if chosen is None else chosen.listed,
            n_safe=facts.n_values if facts else 0,
            n_days_safe=facts.n_days if facts else 0,
            safe_until=facts.newest_at if facts else None,
            n_read=salvaged.facts.n_values,
            n_newer=n_newer,
            n_gaps=salvaged.n_gaps,
            kept_in=salvaged.kept_in,
            newer_days=days,
            n_pages=salvaged.n_pages,
            can_mend=can_mend,
            keeps_passphrase=chosen is None or chosen.by_key,
        )

    def _newer(self) -> tuple[int, tuple[date, ...], bool]:
        """How many readable values the backup has not, of which days, and whether they can join.

        They cannot where a newer program wrote either, because this one would drop what it does
        not know, nor where the backup is of another diary.
        """
        salvaged, chosen = self._found(), self._chosen
        with salvaged.read() as ours:
            if chosen is None:
                days = {item.day for item in ours.observations()}
                can_mend = salvaged.facts.n_values > 0 and not salvaged.is_newer
                return salvaged.facts.n_values, tuple(sorted(days)), can_mend
            if not chosen.is_ours or salvaged.is_newer:
                return 0, (), False
            try:
                with chosen.opened.read() as theirs:
                    found = compared(ours, theirs)
            except KnownProblem as problem:
                if problem.code != "schema_newer":
                    raise
                return 0, (), False
        return found.n_missing, found.missing_days, True

    def _found(self) -> SalvagedVault:
        if self._salvaged is None:
            raise Bug("a way out of damage that was not examined")
        return self._salvaged
