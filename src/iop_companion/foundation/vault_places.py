"""Several vaults on one login: folders side by side, told apart by number and a neutral name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from iop_companion.foundation.i18n import _

LOCK_FILE = "vault.lock"
_LONGEST = 999


class VaultPlaces:
    """The vaults of this login: ``first``, and beside it folders named ``<first>-2``, ``-3`` ...

    A folder that a start named by itself (``--vault``) has no number unless it is one of these.
    """

    def __init__(
        self,
        first: Path,
        here: Path,
        holds_vault: Callable[[Path], bool],
        go: Callable[[Path], None],
    ) -> None:
        """``here`` is the folder of this process; ``go`` replaces the process by one on another."""
        self._first = first.absolute()
        self._here = here.absolute()
        self._holds_vault = holds_vault
        self._go = go

    @property
    def here(self) -> int:
        """The number of this process's vault, from 1; 0 if it lies somewhere else."""
        return self._number(self._here)

    def known(self) -> tuple[int, ...]:
        """The numbers of the vaults that are there, in order; empty for a vault elsewhere."""
        if not self.here:
            return ()
        return tuple(number for number, _folder in numbered_vaults(self._first, self._holds_vault))

    def others(self) -> tuple[int, ...]:
        """The numbers of the vaults to choose besides this one."""
        return tuple(number for number in self.known() if number != self.here)

    def open(self, number: int) -> None:
        """Replace this process by one on that vault; the vault open here must be closed before."""
        self._go(self._folder(number))

    def open_new(self) -> None:
        """Replace this process by the first run of another vault, in the first free folder."""
        number = 1
        while not self._is_free(self._folder(number)):
            number += 1
        self._go(self._folder(number))

    def _is_free(self, folder: Path) -> bool:
        """Nothing but a lock may lie there: what somebody kept in it is not ours to build on."""
        if folder == self._here or folder.is_symlink():
            return False
        if not folder.exists():
            return True
        try:
            return {entry.name for entry in folder.iterdir()} <= {LOCK_FILE}
        except OSError:
            return False

    def _folder(self, number: int) -> Path:
        return self._first if number == 1 else _beside(self._first, number)

    def _number(self, folder: Path) -> int:
        return number_of(self._first, folder)


def number_of(first: Path, folder: Path) -> int:
    """Return which vault of the login ``folder`` is, 1 for ``first``, 0 for none of them."""
    if folder == first:
        return 1
    digits = folder.name.removeprefix(f"{first.name}-")
    if folder.parent != first.parent or not (digits.isascii() and digits.isdecimal()):
        return 0
    number = int(digits[:4])
    return number if 2 <= number <= _LONGEST and folder == _beside(first, number) else 0


def numbered_vaults(
    first: Path, holds_vault: Callable[[Path], bool]
) -> tuple[tuple[int, Path], ...]:
    """Return number and folder of every vault of the login, in the order of the numbers."""
    try:
        beside = list(first.parent.iterdir())
    except OSError:
        return ()
    numbered = sorted((number_of(first, folder), folder) for folder in beside)
    return tuple((n, folder) for n, folder in numbered if n and holds_vault(folder))


def vault_name(number: int, names: Sequence[str]) -> str:
    """Return what a vault is called on the lock screen: its own name, or its number."""
    own = names[number - 1] if 0 < number <= len(names) else ""
    return own or _("Vault {n}").format(n=number)


def renamed(names: Sequence[str], number: int, name: str) -> tuple[str, ...]:
    """Return ``names`` with the vault's new name in its place; "" gives it its number back."""
    kept = [*names, *[""] * (number - len(names))]
    kept[number - 1] = " ".join(name.split())
    while kept and not kept[-1]:
        kept.pop()
    return tuple(kept)


def _beside(first: Path, number: int) -> Path:
    return first.with_name(f"{first.name}-{number}")
