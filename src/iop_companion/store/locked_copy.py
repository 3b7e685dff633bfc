"""``support.json`` beside the vault: the one file that holds words of the person in clear.

It is there only while the person wants it, and says only what they ticked. Whoever can write to the
folder could have changed it, so what is read is never trusted: its shape and its lengths are those
that Companion itself writes, or it is as good as missing.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from iop_companion.domain.locked_copy import LockedCopy
from iop_companion.domain.setting_values import Contact
from iop_companion.store.key_file import destroy, replace_file
from iop_companion.store.vault_folder import VaultFolder

_VERSION = 1
_LARGEST = 256 * 1024
_MOST = 60
_LONGEST = 1000


class LockedCopyFile:
    """Reads, writes and destroys the copy of one vault's folder (port ``LockedCopies``)."""

    def read(self, folder: Path) -> LockedCopy:
        """Return what may be shown without unlocking; nothing where there is none. Light."""
        file = VaultFolder(folder).support
        try:
            if file.is_symlink():
                return LockedCopy()
            with file.open("rb") as stream:
                raw = json.loads(stream.read(_LARGEST))
            return LockedCopy(
                people=tuple(_contact(one) for one in _listed(raw, "people")),
                steps=tuple(_text(one) for one in _listed(raw, "plan")),
            )
        except (OSError, ValueError, RecursionError):
            return LockedCopy()

    def write(self, folder: Path, copy: LockedCopy) -> None:
        """Make the file say ``copy`` and nothing else, for this user alone; destroy an empty one.

        What it held before is overwritten where it lay. Raises ``KnownProblem`` of the disk.
        """
        file = VaultFolder(folder).support
        if not copy:
            destroy(file)
            return
        content = json.dumps(
            {
                "version": _VERSION,
                "people": [one._asdict() for one in copy.people],
                "plan": list(copy.steps),
            },
            ensure_ascii=False,
            indent=1,
        )
        replace_file(file, content.encode())


def _listed(raw: Any, name: str) -> list[Any]:
    found = raw.get(name, []) if isinstance(raw, dict) and raw.get("version") == _VERSION else None
    if not isinstance(found, list) or len(found) > _MOST:
        raise ValueError("not the copy that is shown while locked")
    return found


def _contact(raw: Any) -> Contact:
    if not isinstance(raw, dict):
        raise ValueError("nobody")  # noqa: TRY004 -- an unfit value
    return Contact(*(_text(raw.get(part, "")) for part in Contact._fields))


def _text(raw: Any) -> str:
    if not isinstance(raw, str) or len(raw) > _LONGEST:
        raise ValueError("no text")
    return raw
