"""What lies beside the backups: untouched copies of damaged vaults, and vaults that were replaced.

Such a folder may hold something that no other file holds, so nothing here deletes one by itself:
when it may go is decided in ``domain/backup.py``.
"""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime
from pathlib import Path

from iop_companion.domain.backup import KeptAside
from iop_companion.store.arriving import KEPT
from iop_companion.store.damage import DAMAGED
from iop_companion.store.key_file import destroy

_STAMP = "%Y-%m-%d-%H%M%S"


def kept_aside(folder: Path) -> list[KeptAside]:
    """Return what is kept in ``folder``, that of the backups; newest first."""
    found = []
    with contextlib.suppress(OSError):
        for place in folder.iterdir():
            at = _kept_at(place.name)
            if at is None or place.is_symlink() or not place.is_dir():
                continue
            n_bytes = sum(file.stat().st_size for file in place.iterdir())
            found.append(KeptAside(place, at, n_bytes, is_damaged=place.name.startswith(DAMAGED)))
    return sorted(found, key=lambda one: one.kept_at, reverse=True)


def drop_aside(place: Path) -> bool:
    """Overwrite and delete what :func:`kept_aside` returned; return whether it is gone."""
    with contextlib.suppress(OSError):
        for file in list(place.iterdir()):
            destroy(file)
        place.rmdir()
    return not place.exists()


def _kept_at(name: str) -> datetime | None:
    for beginning in (DAMAGED, KEPT):
        if name.startswith(beginning):
            stamp, _dash, _chance = name.removeprefix(beginning).rpartition("-")
            with contextlib.suppress(ValueError):
                return datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
    return None
