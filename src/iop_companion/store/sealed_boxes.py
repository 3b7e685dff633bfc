"""Check-ins written while locked: sealed to the vault's public key, unreadable until it is open.

HPKE (RFC 9180) in its base mode, X25519 with ChaCha20-Poly1305: whoever holds the folder can seal
and nobody but the open vault can read. The private half is derived from the data key and is never
written. Contents are padded, so that the size of a file does not tell how much was written.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.platform.this_system import this_system
from iop_companion.store.cipher import SEAL_BYTES, sealed_to
from iop_companion.store.key_file import replace_file
from iop_companion.store.problems import files_told_apart
from iop_companion.store.vault_folder import VaultFolder
from iop_companion.store.vaults import SqlCipherVaults

_NAME = re.compile(r"[0-9a-f]{32}\.box")
_ROOM = 4096
"""Contents are padded to a multiple of this."""

_LARGEST = 64 * 1024
_MOST = 500
"""Boxes that may wait: nobody at the lock screen shall fill the disk."""


class SealedFolder:
    """The boxes beside the vaults that ``vaults`` opens (port ``SealedBoxes``)."""

    def __init__(self, vaults: SqlCipherVaults) -> None:
        """Read with the keys of ``vaults``."""
        self._vaults = vaults

    def is_on(self, folder: Path) -> bool:
        """Whether the person chose that Today can be filled in while locked."""
        return _public(VaultFolder(folder.absolute())) is not None

    def switch(self, folder: Path, *, on: bool) -> bool:
        """Write the vault's public key, or take it away; return whether that changed anything.

        The vault is open. What waits is kept either way.
        """
        home = VaultFolder(folder.absolute())
        before = _public(home)
        if not on:
            with files_told_apart():
                home.seal.unlink(missing_ok=True)
            return before is not None
        _clear_cut_off(home.sealed)
        public = self._vaults.key_of(folder).public_seal()
        if before == public:
            return False
        replace_file(home.seal, public.hex().encode())
        return True

    def seal(self, folder: Path, content: bytes, name: str = "") -> str:
        """Seal ``content`` and write it so that a power cut cannot lose it; return its name.

        With the ``name`` of a box, that one is replaced. Raises ``KnownProblem``: ``sealing_off``,
        ``sealed_too_much``, ``disk_full`` ...
        """
        home = VaultFolder(folder.absolute())
        home.secure()
        public = _public(home)
        if public is None:
            raise KnownProblem("sealing_off")
        waiting = self.waiting(folder)
        is_room = name in waiting or len(waiting) < _MOST
        if len(content) > _LARGEST or not is_room:
            raise KnownProblem("sealed_too_much")
        with files_told_apart():
            home.sealed.mkdir(mode=0o700, exist_ok=True)
            this_system().make_private(home.sealed)
            this_system().sync_folder(home.path)
        name = name if _NAME.fullmatch(name) else f"{uuid4().hex}.box"
        replace_file(home.sealed / name, sealed_to(public, _padded(content)))
        return name

    def waiting(self, folder: Path) -> list[str]:
        """Return the names of what waits to be taken in."""
        place = VaultFolder(folder.absolute()).sealed
        with suppress(OSError):
            if not place.is_symlink():
                return sorted(one.name for one in place.iterdir() if _NAME.fullmatch(one.name))
        return []

    def opened(self, folder: Path, name: str) -> bytes | None:
        """Return what was sealed; None if this vault's key does not open it."""
        place = VaultFolder(folder.absolute()).sealed / name
        try:
            descriptor = os.open(place, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
            with os.fdopen(descriptor, "rb") as file:
                box = file.read(2 * _LARGEST)
        except OSError:
            return None
        content = self._vaults.key_of(folder).open_seal(box)
        return None if content is None else content.rstrip(b"\0")

    def drop(self, folder: Path, name: str) -> None:
        """Delete one that was taken in."""
        with suppress(OSError):
            (VaultFolder(folder.absolute()).sealed / name).unlink(missing_ok=True)

    def set_aside(self, folder: Path, name: str) -> None:
        """Keep one that could not be taken in, under a name that is not tried again."""
        place = VaultFolder(folder.absolute()).sealed / name
        with suppress(OSError):
            place.replace(place.with_suffix(".kept"))


def _public(home: VaultFolder) -> bytes | None:
    try:
        public = bytes.fromhex(home.seal.read_text(encoding="ascii")[: 4 * SEAL_BYTES])
    except (OSError, ValueError):
        return None
    return public if len(public) == SEAL_BYTES else None


def _clear_cut_off(place: Path) -> None:
    """Remove what a power cut left of a box that was never told to be sealed."""
    with suppress(OSError):
        if not place.is_symlink():
            for one in place.glob("*.box.*"):
                one.unlink(missing_ok=True)


def _padded(content: bytes) -> bytes:
    return content + b"\0" * (-len(content) % _ROOM)
