"""Destroying a vault for good: the keys first, so that a cut at any moment leaves nothing to read.

Deleting files is not destroying them: a flash disk keeps old blocks for a while. What makes entries
unreadable is that no wrapped key is left; the rest is cleared away after that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from iop_companion.store.key_file import copy_of, destroy
from iop_companion.store.vault_folder import VaultFolder
from iop_companion.store.vaults import SqlCipherVaults

_OURS = ("vault.*", "support.json*")
"""What lies in the vault's folder; a file that somebody else put there is not ours to delete."""


class VaultEraser:
    """Erases closed vaults of this computer (port ``Eraser``)."""

    def __init__(self, vaults: SqlCipherVaults) -> None:
        """Take the locks of ``vaults``."""
        self._vaults = vaults

    def erase(self, folder: Path, copies: Sequence[Path], traces: Sequence[Path]) -> list[Path]:
        """Destroy the keys, then ``copies`` (backups elsewhere), the vault, and ``traces``.

        ``traces`` are the program's own folders (preferences, log, font list). Returns what is
        still there. Raises ``KnownProblem``: ``no_vault``, ``already_open``, ``folder_unsafe``.
        """
        with self._vaults.alone_with(folder) as home:
            for file in (home.keys, home.next_keys):
                for key in (file, copy_of(file)):
                    destroy(key)
            for file in sorted(home.path.rglob("vault.keys*")):
                destroy(file)
            self.destroy(copies)
            for place in (home.backups, home.arriving, home.sealed):
                _clear(place, is_own=True)
            for place in traces:
                _clear(place)
            for pattern in _OURS:
                for file in home.path.glob(pattern):
                    destroy(file)
        with suppress(OSError):
            home.path.rmdir()
        return [place for place in (*copies, *traces, *_left(home)) if place.exists()]

    def destroy(self, files: Iterable[Path]) -> list[Path]:
        """Overwrite and delete ``files``; return those that are still there."""
        return [file for file in files if not destroy(file)]


def _clear(place: Path, *, is_own: bool = False) -> None:
    """Delete a folder of ours with all that is in it; a link is not followed.

    ``is_own`` says that it belongs to the vault that goes: what lies in it under a vault's names is
    a copy of that one, set aside.

    Another vault is nobody's trace: where preferences and vaults lie in one folder (macOS,
    Windows) the other vaults of the login stay.
    """
    if place.is_symlink() or not place.is_dir():
        return
    if not is_own and VaultFolder(place).holds_vault():
        return
    for entry in sorted(place.iterdir()):
        if entry.is_dir() and not entry.is_symlink():
            _clear(entry, is_own=is_own)
        else:
            destroy(entry)
    with suppress(OSError):
        place.rmdir()


def _left(home: VaultFolder) -> list[Path]:
    return [file for pattern in _OURS for file in home.path.glob(pattern)] + [
        place for place in (home.backups, home.arriving, home.sealed) if place.exists()
    ]
