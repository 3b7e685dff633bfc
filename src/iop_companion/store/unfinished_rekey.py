"""What a change of the data key leaves when it is cut short, and how the next opening settles it.

Light on purpose: every unlocking asks here, before the database library is loaded.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.platform.this_system import this_system
from iop_companion.store.cipher import SALT_BYTES
from iop_companion.store.key_file import FoundKeys, copy_of, destroy, read_keys, write_keys
from iop_companion.store.vault_folder import VaultFolder


def keys_file(home: VaultFolder) -> Path:
    """Return the key file in force, after finishing or clearing away what was cut short.

    That is ``vault.keys``; only where the folder takes no changes it may still be
    ``vault.keys.next``. Where the front of the database names neither, nothing is touched.
    """
    _sweep_drafts(home)
    if not any(map(Path.exists, _leftovers(home))):
        return home.keys
    front = front_of(home)
    coming, present = _found(home.next_keys), _found(home.keys)
    if coming is not None and front == coming.header.db_salt:
        try:
            install(home, coming)
        except KnownProblem:
            return home.next_keys
        return home.keys
    if present is not None and front == present.header.db_salt:
        clear(home)
    return home.keys


def install(home: VaultFolder, coming: FoundKeys) -> None:
    """Make the keys of the database in place the keys of the vault; may be done twice."""
    write_keys(home.keys, coming.header)
    clear(home)


def clear(home: VaultFolder) -> None:
    """Take away what is not in force; a folder that takes no changes is left as it is."""
    for file in _leftovers(home):
        if file in {home.next_keys, copy_of(home.next_keys)}:
            destroy(file)
            continue
        with suppress(OSError):
            file.unlink(missing_ok=True)
    with suppress(OSError):
        this_system().sync_folder(home.path)


def _sweep_drafts(home: VaultFolder) -> None:
    """Delete what a cut-short writing of a key file left: it never came into force."""
    for draft in home.path.glob(f"{home.keys.name}*.new"):
        destroy(draft)


def _leftovers(home: VaultFolder) -> tuple[Path, ...]:
    database = home.next_database
    beside = (database.with_name(database.name + end) for end in ("", "-journal", "-wal", "-shm"))
    return (home.next_keys, copy_of(home.next_keys), *beside)


def front_of(home: VaultFolder) -> bytes:
    """Return the salt at the front of the database; nothing where it cannot be read."""
    try:
        with home.database.open("rb") as file:
            return file.read(SALT_BYTES)
    except OSError:
        return b""


def _found(file: Path) -> FoundKeys | None:
    try:
        return read_keys(file)
    except KnownProblem:
        return None
