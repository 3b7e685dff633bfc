"""A restored vault takes its place: by renames that a power cut can only delay, never halve.

Database and key file are two files, and one rename cannot swap both. So the new vault is made
whole in a folder of its own, whose own rename is the moment that counts; from then on every
opening first finishes what is left to move. The files before are moved aside, never deleted.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex

from iop_companion.domain.ports import Journal, OpenBackup
from iop_companion.foundation.platform.this_system import this_system
from iop_companion.store.problems import files_told_apart
from iop_companion.store.vault_folder import VaultFolder

KEPT = "replaced-"
"""How the folders begin, among the backups, that hold the files of a vault before a restore."""

_KEPT_AS = "kept-as"


def prepare(
    home: VaultFolder, backup: OpenBackup, now: datetime, fill: Callable[[Journal], None] | None
) -> None:
    """Make the whole new vault and let it arrive; until its folder is renamed nothing counts."""
    part = home.path / f"{home.arriving.name}.part"
    with files_told_apart():
        _remove(part)
        part.mkdir(mode=0o700)
    backup.write_vault(part, fill)
    with files_told_apart():
        name = f"{KEPT}{now.astimezone(UTC):%Y-%m-%d-%H%M%S}-{token_hex(2)}"
        (part / _KEPT_AS).write_text(name, encoding="ascii")
        this_system().sync_folder(part)
        part.rename(home.arriving)
        this_system().sync_folder(home.path)


def finish(home: VaultFolder) -> Path | None:
    """Move what arrived into place, and what it replaces aside; return where that is kept.

    Nothing to do if nothing arrived. Called with the vault's lock held, before it is opened. Each
    step can be repeated, so it does not matter where the one before was cut short.
    """
    arriving = home.arriving
    with files_told_apart():
        if not arriving.exists():
            return None
        kept = home.backups / _kept_as(arriving)
        log_endings = ("-wal", "-shm", "-journal")  # they go with the old file, before it
        if (arriving / home.database.name).exists():
            for ending in log_endings:
                _move(home.path / f"{home.database.name}{ending}", kept)
        for file in (home.database, home.keys, home.keys.with_name(home.keys.name + ".bak")):
            new = arriving / file.name
            if new.exists():
                _move(file, kept)
                new.rename(file)
        for folder in (kept, home.path):
            if folder.exists():
                this_system().sync_folder(folder)
        _remove(arriving)
        this_system().sync_folder(home.path)
        return kept if kept.exists() else None


def _kept_as(arriving: Path) -> str:
    try:
        name = (arriving / _KEPT_AS).read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        name = ""
    return name if name.startswith(KEPT) and "/" not in name else f"{KEPT}before"


def _move(file: Path, kept: Path) -> None:
    if not file.exists():
        return
    kept.parent.mkdir(exist_ok=True, mode=0o700)
    kept.mkdir(exist_ok=True, mode=0o700)
    target = kept / file.name
    if target.exists():  # never over a file that was kept
        target = kept / f"{file.name}.{token_hex(2)}"
    file.rename(target)


def _remove(folder: Path) -> None:
    """Delete a folder of ours that holds nothing but files."""
    with contextlib.suppress(FileNotFoundError):
        for file in list(folder.iterdir()):
            file.unlink()
        folder.rmdir()
