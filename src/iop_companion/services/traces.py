"""What Companion leaves on this computer: where it lies, who can read it, what can be removed."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from iop_companion.foundation.log import clear_log
from iop_companion.foundation.visited_folders import forget_visited_folders

if TYPE_CHECKING:
    from iop_companion.domain.summary import PastExport
    from iop_companion.services.session import VaultSession


class TraceKind(StrEnum):
    """Kinds of what lies about."""

    VAULT = "vault"
    PREFERENCES = "preferences"
    LOG = "log"
    FONTS = "fonts"
    SHOWN_LOCKED = "shown_locked"
    SEAL = "seal"
    LOGIN = "login"


@dataclass(frozen=True, slots=True)
class Trace:
    """Something on the disk of this computer."""

    kind: TraceKind
    place: Path


@dataclass(frozen=True, slots=True)
class TracePlaces:
    """The program's own places besides the vault, and Qt's file of settings."""

    preferences: Path
    log: Path
    cache: Path
    qt_settings: Path
    login: Path | None = None
    """What starts the program at login, where the system has such a file."""


@dataclass(frozen=True, slots=True)
class Left:
    """Everything there is: ``exports`` were saved or printed, and may lie anywhere."""

    traces: tuple[Trace, ...]
    exports: tuple[PastExport, ...]


class Traces:
    """Lists them, and removes those that nothing needs."""

    def __init__(
        self,
        session: VaultSession,
        places: TracePlaces,
        exports: Callable[[], Sequence[PastExport]],
    ) -> None:
        """Look in ``places`` and in the vault's folder of ``session``."""
        self._session = session
        self._places = places
        self._exports = exports

    def all(self) -> Left:
        """Return what is there now; raises ``KnownProblem("locked")``."""
        vault, places = self._session.folder, self._places
        found = (
            Trace(TraceKind.VAULT, vault),
            Trace(TraceKind.SHOWN_LOCKED, vault / "support.json"),
            Trace(TraceKind.SEAL, vault / "vault.seal"),
            Trace(TraceKind.PREFERENCES, places.preferences),
            Trace(TraceKind.LOG, places.log),
            Trace(TraceKind.FONTS, places.cache),
            *([Trace(TraceKind.LOGIN, places.login)] if places.login is not None else []),
        )
        return Left(
            traces=tuple(trace for trace in found if _is_there(trace.place)),
            exports=tuple(self._exports()),
        )

    def remove(self) -> tuple[Path, ...]:
        """Remove log, font list and Qt's list of visited folders; return what is still there.

        Log and font list begin anew, empty, as the program goes on.
        """
        clear_log(self._places.log)
        forget_visited_folders(self._places.qt_settings)
        left = []
        for file in sorted(self._places.cache.rglob("*"), reverse=True):
            with contextlib.suppress(OSError):
                if file.is_dir() and not file.is_symlink():
                    file.rmdir()
                else:
                    file.unlink()
            if file.exists() and not file.is_dir():
                left.append(file)
        return tuple(left)


def _is_there(place: Path) -> bool:
    if place.is_dir():
        return any(place.iterdir())
    return place.exists()
