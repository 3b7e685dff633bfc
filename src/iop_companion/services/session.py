"""The vault's two states: locked and unlocked. Everything that reads or writes asks here for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from iop_companion.domain.ports import Journal, OpenVault, VaultReport, Vaults
from iop_companion.domain.private import Secret
from iop_companion.foundation.errors import KnownProblem

if TYPE_CHECKING:
    from iop_companion.domain.backup import BackupReason


T = TypeVar("T")

_NO_ROOM = frozenset({"disk_full", "disk_problem"})
"""A quota or a limit on a file calls itself a problem of the disk."""


class VaultSession:
    """One vault folder, locked at first. Lock and unlock may alternate in one process."""

    def __init__(self, vaults: Vaults, folder: Path) -> None:
        """Speak for the vault in ``folder``; nothing is opened or created yet."""
        self._vaults = vaults
        self._folder = folder
        self._vault: OpenVault | None = None
        self._prepare: Callable[[BackupReason], object] = lambda _reason: None
        self._told: list[Callable[[int], object]] = []

    @property
    def folder(self) -> Path:
        """The vault's folder."""
        return self._folder

    @property
    def is_unlocked(self) -> bool:
        """Whether the vault is open."""
        return self._vault is not None

    @property
    def vault(self) -> OpenVault:
        """The open vault; raises ``KnownProblem("locked")`` while there is none."""
        if self._vault is None:
            raise KnownProblem("locked")
        return self._vault

    @property
    def is_read_only(self) -> bool:
        """Whether the open vault takes no writes; False while locked."""
        return self._vault is not None and self._vault.is_read_only

    @property
    def refuses_writes(self) -> str:
        """Why the open vault takes no writes, as the code of a problem; "" if it does."""
        return "" if self._vault is None else self._vault.refuses_writes

    def exists(self) -> bool:
        """Whether there is a vault to unlock."""
        return self._vaults.exists(self._folder)

    def create(self, passphrase: Secret) -> Secret:
        """Create the vault, leave it unlocked, and return its recovery code, shown once.

        Where it is there already, an open one stays open: ``KnownProblem("vault_exists")``.
        """
        if self.is_unlocked and self.exists():
            raise KnownProblem("vault_exists")
        self.lock()
        self._vault, code = self._vaults.create(self._folder, passphrase)
        self._tell_unlocked(0)
        return code

    def unlock(self, passphrase: Secret) -> int:
        """Unlock and return how many tries failed since the last time.

        Raises ``KnownProblem`` (wrong passphrase, damaged, already open, ...); then it is locked.
        """
        self.lock()
        failed = self._vaults.failed_tries(self._folder)
        self._vault = self._vaults.unlock(self._folder, passphrase)
        self._tell_unlocked(failed)
        return failed

    def look(self, passphrase: Secret) -> None:
        """Open for reading alone, beside whoever has the vault open; raises as :meth:`unlock`."""
        self.lock()
        self._vault = self._vaults.look(self._folder, passphrase)

    def take(self, vault: OpenVault) -> None:
        """Work on a vault that was opened in another way, until it is locked."""
        self.lock()
        self._vault = vault

    def unlock_with_code(self, code: Secret, new_passphrase: Secret) -> None:
        """Unlock with the recovery code; from then on ``new_passphrase`` opens the vault."""
        self.lock()
        failed = self._vaults.failed_tries(self._folder)
        self._vault = self._vaults.unlock_with_code(self._folder, code, new_passphrase)
        self._tell_unlocked(failed)

    def after_unlocking(self, told: Callable[[int], object]) -> None:
        """Have ``told`` called at each unlocking, with the number of tries that failed before."""
        self._told.append(told)

    def _tell_unlocked(self, failed_tries: int) -> None:
        for told in self._told:
            told(failed_tries)

    def reopen(self, open_again: Callable[[], OpenVault]) -> None:
        """Close the vault and take the one that ``open_again`` returns; locked if that raises."""
        self.lock()
        self._vault = open_again()

    def saved(self, save: Callable[[Journal], T]) -> T:
        """Run ``save`` in one transaction and return what it returns, committed.

        On a full disk the room set aside for that is given up, and ``save`` is run once more, so
        it must read what it builds on inside. Raises what ``OpenVault.write`` raises.
        """
        vault = self.vault
        try:
            with vault.write() as journal:
                return save(journal)
        except KnownProblem as problem:
            if problem.code not in _NO_ROOM or not vault.give_up_reserve():
                raise
        with vault.write() as journal:
            return save(journal)

    def before_larger_change(self, prepare: Callable[[BackupReason], object]) -> None:
        """Have ``prepare`` called before every :meth:`announce`; it may refuse by raising."""
        self._prepare = prepare

    def announce(self, reason: BackupReason) -> None:
        """Say that much is about to change, so that a way back can be made first.

        Raises ``KnownProblem`` if it cannot be made; then the change must not begin.
        """
        self._prepare(reason)

    def lock(self) -> None:
        """Close the vault; harmless while locked."""
        vault, self._vault = self._vault, None
        if vault is not None:
            vault.close()

    def check(self) -> VaultReport:
        """Verify every page, reference and key file; raises ``KnownProblem("locked")``."""
        return self.vault.check()
