"""Changing what opens a vault that is open (port ``VaultKeys``)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from iop_companion.domain.private import Secret
from iop_companion.domain.vault_keys import KeySlot, NewKeys
from iop_companion.foundation.errors import Bug, KnownProblem
from iop_companion.store.cipher import (
    LIGHT,
    DataKey,
    SlotKind,
    fit_passphrase,
    new_keys,
    normal,
    opened,
)
from iop_companion.store.key_file import FoundKeys, read_keys, write_keys
from iop_companion.store.recovery_code import canonical, new_recovery_code
from iop_companion.store.unfinished_rekey import front_of, keys_file
from iop_companion.store.vault_folder import VaultFolder
from iop_companion.store.vaults import SqlCipherVaults

if TYPE_CHECKING:
    from iop_companion.domain.ports import OpenVault


class SqlCipherKeys:
    """The slots of vaults that ``vaults`` has open; the data key itself stays with the cipher."""

    def __init__(self, vaults: SqlCipherVaults) -> None:
        """Work on what ``vaults`` opened."""
        self._vaults = vaults

    def slots(self, folder: Path) -> tuple[KeySlot, ...]:
        """Return what opens the vault, as its key file says. Raises ``keys_damaged``."""
        cost = self._vaults.cost()
        return tuple(
            KeySlot(
                kind=slot.kind.value,
                is_up_to_date=slot.kind is SlotKind.RECOVERY
                or (slot.cost.memory_kib, slot.cost.time) >= (cost.memory_kib, cost.time),
            )
            for slot in read_keys(VaultFolder(folder.absolute()).keys).header.slots
        )

    def prove(self, folder: Path, current: Secret) -> None:
        """Raise ``wrong_passphrase``, counted as a failed try, unless it is the one in force."""
        home = VaultFolder(folder.absolute())
        self._prove(home, current, self._vaults.key_of(folder))

    def change_passphrase(self, folder: Path, new: Secret, current: Secret | None) -> None:
        """Wrap the data key under ``new``; the entries are not touched.

        ``current`` is the passphrase in force; None takes the open vault itself as the proof, for
        a person who forgot it while the vault is open. Raises ``KnownProblem``:
        ``wrong_passphrase`` (counted as a failed try), ``passphrase_too_short``,
        ``passphrase_common``, ``passphrase_same``, ``folder_not_writable``, ``disk_full`` ...;
        the old one is in force then, except after ``keys_copy_behind``.
        """
        fit = fit_passphrase(new)
        home, key = self._home(folder), self._vaults.key_of(folder)
        if current is not None:
            self._prove(home, current, key)
            if normal(current) == fit:
                raise KnownProblem("passphrase_same")
        self._put_slot(home, key, SlotKind.PASSPHRASE, fit)

    def offer_code(self) -> Secret:
        """Return a fresh recovery code, as it is shown; it opens nothing before it is confirmed."""
        return new_recovery_code()

    def confirm_code(self, folder: Path, current: Secret, code: Secret) -> None:
        """Let ``code`` open the vault from now on; the one before opens nothing any more.

        ``current`` is the passphrase: whoever finds the window open must not make a way in for
        later. Raises what :meth:`change_passphrase` raises, and ``recovery_code_length`` or
        ``recovery_code_mistyped``.
        """
        symbols = canonical(code)
        home, key = self._home(folder), self._vaults.key_of(folder)
        self._prove(home, current, key)
        self._put_slot(home, key, SlotKind.RECOVERY, symbols)

    def prepare_rekey(self, folder: Path, current: Secret, new: NewKeys) -> PreparedRekey:
        """Copy the entries under a new data key, and prove the copy; the vault stays as it is.

        Nothing may be written until the copy is put in place or dropped. Raises ``KnownProblem``:
        what :meth:`confirm_code` raises, ``rekey_unproved``, ``vault_damaged``; nothing has changed
        then.
        """
        fit, symbols = fit_passphrase(new.passphrase), canonical(new.code)
        home, old = self._home(folder), self._vaults.key_of(folder)
        found = self._prove(home, current, old)
        if normal(current) == fit:
            raise KnownProblem("passphrase_same")
        header, made = new_keys(found.header.vault_uuid, fit, symbols, self._vaults.cost())
        for kind, secret in ((SlotKind.PASSPHRASE, fit), (SlotKind.RECOVERY, symbols)):
            _require_same(opened(header, kind, secret), made)
        from iop_companion.store.rekeying import copy_under  # loads the database library

        copy_under(home, old, made, header)
        return PreparedRekey(self._vaults, home, old, made)

    def _home(self, folder: Path) -> VaultFolder:
        home = VaultFolder(folder.absolute())
        home.secure()
        if not home.can_write():
            raise KnownProblem("folder_not_writable")
        return home

    def _prove(self, home: VaultFolder, current: Secret, key: DataKey) -> FoundKeys:
        """Return the key file after the passphrase opened it and gave the key of the open vault."""
        found = read_keys(home.keys)
        proved = opened(found.header, SlotKind.PASSPHRASE, normal(current))
        if proved is None:
            home.count_failed_try()
            raise KnownProblem("wrong_passphrase")
        if not proved.is_same(key):  # another vault's key file was put here while this was open
            raise KnownProblem("keys_damaged")
        return found

    def _put_slot(self, home: VaultFolder, key: DataKey, kind: SlotKind, secret: Secret) -> None:
        """Make a slot, prove that it opens, and only then put it in the place of the old one."""
        header = read_keys(home.keys).header
        if not key.is_salt(header.db_salt):
            raise KnownProblem("keys_damaged")
        cost = LIGHT if kind is SlotKind.RECOVERY else self._vaults.cost()
        header = header.with_slot(key.wrapped(header.vault_uuid, kind, secret, cost))
        _require_same(opened(header, kind, secret), key)
        write_keys(home.keys, header)
        if read_keys(home.keys).header != header:
            raise KnownProblem("disk_problem")


class PreparedRekey:
    """A proved copy of a vault under a new key, waiting to take its place."""

    def __init__(
        self, vaults: SqlCipherVaults, home: VaultFolder, old: DataKey, new: DataKey
    ) -> None:
        """Know both keys: if the new file cannot take its place, the old one opens again."""
        self._vaults = vaults
        self._home = home
        self._old = old
        self._new = new

    def put_in_place(self) -> tuple[OpenVault, KnownProblem | None]:
        """Swap the files of the vault, which must be closed by now, and return it open.

        The problem is None when all went well; ``keys_copy_behind`` when the new key is in force
        but not everything reached the disk; anything else when the old vault was opened again.
        Raises ``KnownProblem`` where neither opens here; what is on the disk opens with one of the
        two passphrases all the same.
        """
        from iop_companion.store.rekeying import put_in_place

        problem: KnownProblem | None = None

        def change() -> DataKey:
            nonlocal problem
            try:
                put_in_place(self._home)
            except KnownProblem as refused:
                problem = refused
            in_force = keys_file(self._home)
            if not self._new.is_salt(front_of(self._home)):
                return self._old
            problem = None if in_force == self._home.keys else KnownProblem("keys_copy_behind")
            return self._new

        return self._vaults.open_after(self._home.path, change), problem


def _require_same(found: DataKey | None, wanted: DataKey) -> None:
    if found is None or not found.is_same(wanted):
        raise Bug("a slot that was just made does not open")
