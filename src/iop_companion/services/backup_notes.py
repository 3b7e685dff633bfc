"""What is remembered beside the vault: second place, tests and damage of backups, openings.

The notes lie beside the backups, sealed under the key of the vault, so that a restore or a copied
folder takes nothing of them along. Damaged or foreign notes are as good as none.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from iop_companion.services.session import VaultSession


@dataclass(frozen=True, slots=True)
class Outside:
    """The place away from this computer: which folder, and when a backup last got there."""

    folder: Path
    copied_at: datetime | None


class BackupNotes:
    """Reads and keeps the notes of the unlocked vault; each raises ``KnownProblem("locked")``."""

    def __init__(self, session: VaultSession) -> None:
        """Remember for the vault of ``session``."""
        self._session = session

    @property
    def outside(self) -> Outside | None:
        """The second place, None if none was chosen."""
        notes = self._read()
        folder = notes.get("place")
        if not isinstance(folder, str):
            return None
        return Outside(Path(folder), _instant(notes.get("copied_at")))

    def choose_outside(self, folder: Path | None) -> None:
        """Remember the second place (None: none)."""
        if folder is None:
            self._keep(place=None, copied_at=None)
            return
        known = self.outside
        is_same = known is not None and known.folder == folder
        self._keep(place=str(folder), **({} if is_same else {"copied_at": None}))

    def copied(self, folder: Path, at: datetime) -> None:
        """Remember that a backup got to ``folder``."""
        self._keep(place=str(folder), copied_at=at.isoformat())

    @property
    def damaged(self) -> set[str]:
        """The names of the files that were found damaged."""
        return set(self._read().get("damaged", ()))

    def found(self, file: Path, *, is_damaged: bool) -> None:
        """Remember whether ``file`` was sound when it was opened last."""
        damaged = self.damaged
        if (file.name in damaged) is not is_damaged:
            damaged ^= {file.name}
            self._keep(damaged=sorted(damaged))

    @property
    def tested(self) -> list[str]:
        """The names of the files that the monthly test opened, the latest last."""
        return list(self._read().get("tested", ()))

    @property
    def tested_at(self) -> datetime | None:
        """When it did so last."""
        return _instant(self._read().get("tested_at"))

    def keep_tested(self, names: Iterable[str], at: datetime) -> None:
        """Remember what the monthly test has opened so far."""
        self._keep(tested=list(names), tested_at=at.isoformat())

    @property
    def opened_at(self) -> datetime | None:
        """When the vault was unlocked last."""
        return _instant(self._read().get("opened_at"))

    def opened(self, at: datetime) -> None:
        """Remember that the vault was unlocked."""
        self._keep(opened_at=at.isoformat())

    @property
    def shown_locked(self) -> frozenset[str]:
        """What is shown while locked, on this computer."""
        known = self._read().get("shown_locked", ())
        return frozenset(map(str, known)) if isinstance(known, list) else frozenset()

    def show_locked(self, names: Iterable[str]) -> None:
        """Remember what is shown while locked."""
        self._keep(shown_locked=sorted(names))

    def _read(self) -> dict[str, Any]:
        try:
            notes = json.loads(self._session.vault.backups.notes() or "{}")
        except ValueError:
            return {}
        return notes if isinstance(notes, dict) else {}

    def _keep(self, **facts: object) -> None:
        self._session.vault.backups.keep_notes(json.dumps({**self._read(), **facts}))


def _instant(text: object) -> datetime | None:
    try:
        return datetime.fromisoformat(str(text)) if text else None
    except ValueError:
        return None
