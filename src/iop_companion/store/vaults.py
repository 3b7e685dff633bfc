"""Making and opening vaults (port ``Vaults``). Loads the database only when one is opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from iop_companion.domain.private import Secret
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.platform.system import FileLock
from iop_companion.foundation.platform.this_system import this_system
from iop_companion.store.cipher import (
    FULL,
    LIGHT,
    DataKey,
    KdfCost,
    SlotKind,
    fit_passphrase,
    fitting_cost,
    new_keys,
    normal,
    opened,
)
from iop_companion.store.key_file import cure, read_keys, write_keys
from iop_companion.store.problems import files_told_apart
from iop_companion.store.recovery_code import canonical, new_recovery_code
from iop_companion.store.unfinished_rekey import keys_file
from iop_companion.store.vault_folder import VaultFolder

if TYPE_CHECKING:  # the lock screen is painted before the domain is loaded
    from iop_companion.domain.backup import RescueStage
    from iop_companion.domain.ports import Clock, Journal, OpenBackup, OpenVault, SalvagedVault

__all__ = ["FULL", "LIGHT", "KdfCost", "SqlCipherVaults"]


class SqlCipherVaults:
    """Vaults as folders with an SQLCipher database and a file of wrapped keys.

    Only one process has a vault open: a lock on ``vault.lock`` says so. It is taken on opening and
    let go on closing, or kept for the life of the process by :meth:`hold` (the window).
    """

    def __init__(self, kdf: KdfCost | None, clock: Clock) -> None:
        """New passphrases cost ``kdf`` to guess; None takes what fits this computer."""
        self._kdf = kdf
        self._clock = clock
        self._held: dict[Path, FileLock] = {}
        self._open: dict[Path, DataKey | None] = {}

    def exists(self, folder: Path) -> bool:
        """Whether ``folder`` holds a vault (either of its files)."""
        return VaultFolder(folder).holds_vault()

    def failed_tries(self, folder: Path) -> int:
        """Return how many tries failed since the vault was last unlocked."""
        return VaultFolder(folder).failed_tries()

    def hold(self, folder: Path, descriptor: int | None = None) -> FileLock | None:
        """Keep the vault to this process until it ends; returns the lock, to hand on at a restart.

        ``descriptor`` is the lock that the process before handed on. The folder is made if it is
        missing. Returns None where the folder takes no lock; opening decides what that means.
        Raises ``KnownProblem``: ``already_open``, ``folder_unsafe``.
        """
        place = folder.absolute()
        if place in self._held:
            return self._held[place]
        home = VaultFolder(place)
        if not place.exists():
            try:
                home.make()
            except KnownProblem as problem:
                if problem.code == "folder_unsafe":
                    raise
                return None
        home.secure()
        lock = None
        if descriptor is not None:
            lock = this_system().adopt_lock(home.lock, descriptor)
        if lock is None:
            lock = _locked(home)
        if lock is not None:
            self._held[place] = lock
        return lock

    def let_go(self, folder: Path) -> None:
        """Stop keeping a vault that :meth:`hold` kept."""
        lock = self._held.pop(folder.absolute(), None)
        if lock is not None:
            lock.release()

    def create(self, folder: Path, passphrase: Secret) -> tuple[OpenVault, Secret]:
        """Create a vault; return it open, with its recovery code (shown once).

        Raises ``KnownProblem``: ``vault_exists``, ``passphrase_too_short``, ``disk_full``,
        ``folder_synced``, ``folder_network``, ``folder_not_writable``, ``folder_unsafe``,
        ``already_open``. A making that is cut short leaves no vault; the next one begins anew.
        """
        from uuid import uuid4  # slow to load, and only ever needed here

        home = VaultFolder(folder.absolute())
        if home.holds_vault():
            raise KnownProblem("vault_exists")
        fit = fit_passphrase(passphrase)
        home.refuse_unfit_place()
        home.make()
        with self._taken(home) as taken:
            home.sweep_unfinished()
            code = new_recovery_code()
            vault_uuid = str(uuid4())
            header, key = new_keys(vault_uuid, fit, canonical(code), self.cost())
            from iop_companion.store.database import make_database

            make_database(home, key, vault_uuid)
            write_keys(home.keys, header)
            with files_told_apart():
                home.unfinished.replace(home.database)
                this_system().sync_folder(home.path)
            home.forget_failed_tries()
            return self._opened(home, key, vault_uuid, taken), code

    def unlock(self, folder: Path, passphrase: Secret) -> OpenVault:
        """Open with the passphrase.

        Raises ``KnownProblem``: ``no_vault``, ``wrong_passphrase``, ``keys_damaged``,
        ``vault_damaged``, ``not_a_vault``, ``vault_missing``, ``already_open``, ``folder_unsafe``.
        """
        home = self._home(folder)
        with self._taken(home) as taken:
            finish_restore(home)
            found = read_keys(file := keys_file(home))
            key = opened(found.header, SlotKind.PASSPHRASE, normal(passphrase))
            if key is None:
                home.count_failed_try()
                raise KnownProblem("wrong_passphrase")
            vault = self._opened(home, key, found.header.vault_uuid, taken)
            cure(file, found)
            home.forget_failed_tries()
            return vault

    def unlock_with_code(self, folder: Path, code: Secret, new_passphrase: Secret) -> OpenVault:
        """Open with the recovery code, prove it on a known record, then set a new passphrase.

        Raises what :meth:`unlock` raises, and ``recovery_code_length``, ``recovery_code_mistyped``
        (both before anything is tried), ``wrong_recovery_code``, ``passphrase_too_short``.
        """
        symbols = canonical(code)
        fit = fit_passphrase(new_passphrase)
        home = self._home(folder)
        with self._taken(home) as taken:
            finish_restore(home)
            found = read_keys(file := keys_file(home))
            key = opened(found.header, SlotKind.RECOVERY, symbols)
            if key is None:
                home.count_failed_try()
                raise KnownProblem("wrong_recovery_code")
            if not home.can_write():
                raise KnownProblem("folder_not_writable")
            # opening reads the known record: no slot is replaced before the key has proved itself
            uuid = found.header.vault_uuid
            vault = self._opened(home, key, uuid, taken)
            slot = key.wrapped(uuid, SlotKind.PASSPHRASE, fit, self.cost())
            try:
                write_keys(file, found.header.with_slot(slot))
            except KnownProblem:
                vault.close()
                raise
            home.forget_failed_tries()
            return vault

    def key_of(self, folder: Path) -> DataKey:
        """Return the key of a vault that is open here; raises ``KnownProblem("locked")``."""
        key = self._open.get(folder.absolute())
        if key is None:
            raise KnownProblem("locked")
        return key

    def cost(self) -> KdfCost:
        """Return what guessing a new passphrase costs here."""
        return self._kdf or fitting_cost()

    @contextmanager
    def alone_with(self, folder: Path) -> Iterator[VaultFolder]:
        """Yield the folder of a closed vault while nobody else can open it."""
        home = self._home(folder)
        with self._taken(home):
            yield home

    def open_after(self, folder: Path, change: Callable[[], DataKey]) -> OpenVault:
        """Make ``change`` to the files of a closed vault, alone with them, and open it.

        ``change`` returns the key that opens what it left. Raises what ``change`` and opening
        raise; then the vault is closed.
        """
        home = self._home(folder)
        with self._taken(home) as taken:
            key = change()
            return self._opened(home, key, read_keys(keys_file(home)).header.vault_uuid, taken)

    def look(self, folder: Path, passphrase: Secret) -> OpenVault:
        """Open for reading alone, beside whoever has the vault open; raises as :meth:`unlock`.

        No lock is taken: SQLite's own keep readers and the one writer apart.
        """
        home = self._home(folder)
        if home.arriving.exists() or home.next_keys.exists():
            raise KnownProblem("vault_busy")
        found = read_keys(home.keys)
        key = opened(found.header, SlotKind.PASSPHRASE, normal(passphrase))
        if key is None:
            home.count_failed_try()
            raise KnownProblem("wrong_passphrase")
        from iop_companion.store.database import look_into

        return look_into(home, key, found.header.vault_uuid, self._clock)

    def open_backup(self, file: Path, secret: Secret, folder: Path) -> OpenBackup:
        """Open a backup with its passphrase or recovery code; no vault needs to be in ``folder``.

        Raises ``KnownProblem``: ``wrong_passphrase``, ``backup_damaged``, ``not_a_backup``, and
        those of files.
        """
        from iop_companion.store.open_backup import open_with_secret

        home = VaultFolder(folder.absolute())
        home.make()
        return open_with_secret(file, secret, home, self._clock)

    def salvage(
        self,
        folder: Path,
        secret: Secret,
        tell: Callable[[RescueStage], None] = lambda _stage: None,
        keys_from: Path | None = None,
    ) -> SalvagedVault:
        """Copy a damaged vault aside and read what can be read of it; see the port.

        Raises ``KnownProblem``: ``wrong_passphrase``, ``keys_damaged`` (where no backup has a key
        file either), ``already_open``, and those of the disk.
        """
        from iop_companion.store.database import PROOF
        from iop_companion.store.salvaged_vault import SqlSalvaged, keys_to_salvage

        home = self._home(folder)
        with self._taken(home):
            keys = keys_to_salvage(home, secret, keys_from)
            return SqlSalvaged(home, keys, self._clock, PROOF, tell)

    def restore(
        self, backup: OpenBackup, folder: Path, fill: Callable[[Journal], None] | None = None
    ) -> Path | None:
        """Put a vault made from ``backup`` into ``folder``; see the port.

        Raises ``KnownProblem``: ``already_open``, ``folder_not_writable``, ``disk_full``, ...;
        then the vault that was there is as it was.
        """
        from iop_companion.store.arriving import finish, prepare

        home = VaultFolder(folder.absolute())
        if not home.holds_vault():
            home.refuse_unfit_place()
        home.make()
        with self._taken(home):
            finish(home)
            keys_file(home)  # a change of the key that was cut short is finished first
            prepare(home, backup, self._clock.now(), fill)
            kept = finish(home)
            home.secure()
            home.forget_failed_tries()
            return kept

    def _home(self, folder: Path) -> VaultFolder:
        home = VaultFolder(folder.absolute())
        if not home.holds_vault():
            raise KnownProblem("no_vault")
        home.secure()
        return home

    def _taken(self, home: VaultFolder) -> _Taken:
        if home.path in self._open:
            raise KnownProblem("already_open")
        if home.path in self._held:
            return _Taken(self._open, home.path, None)
        return _Taken(self._open, home.path, _locked(home))

    def _opened(self, home: VaultFolder, key: DataKey, vault_uuid: str, taken: _Taken) -> OpenVault:
        from iop_companion.store.database import open_database

        vault = open_database(home, key, vault_uuid, self._clock, on_close=taken.give_back)
        taken.keep(key)
        return vault


class _Taken:
    """The right to open one vault: given back on leaving the block unless kept for the vault."""

    def __init__(
        self, open_here: dict[Path, DataKey | None], place: Path, lock: FileLock | None
    ) -> None:
        self._open_here = open_here
        self._place = place
        self._lock = lock
        self._is_kept = False

    def __enter__(self) -> _Taken:
        self._open_here[self._place] = None
        return self

    def __exit__(self, *_error: object) -> None:
        if not self._is_kept:
            self.give_back()

    def keep(self, key: DataKey) -> None:
        """Leave it to the open vault, which gives it back on closing; ``key`` opened it."""
        self._open_here[self._place] = key
        self._is_kept = True

    def give_back(self) -> None:
        """Let others open the vault."""
        self._open_here.pop(self._place, None)
        if self._lock is not None:
            self._lock.release()
            self._lock = None


def finish_restore(home: VaultFolder) -> None:
    """Finish a restore that was cut short after its vault had been made whole."""
    if home.arriving.exists():
        from iop_companion.store.arriving import finish

        finish(home)


def _locked(home: VaultFolder) -> FileLock | None:
    """The lock of a vault; None where the folder takes none. Raises ``already_open``."""
    try:
        lock = this_system().lock(home.lock)
    except OSError:
        return None
    if lock is None:
        raise KnownProblem("already_open")
    return lock
