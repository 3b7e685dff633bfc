"""Erasing everything, and saying what cannot be reached.

A page calls ``reachable()`` to show what will go, says ``words_before()``, asks for the passphrase,
then ``erase_everything(current)`` on the store thread, and shows ``words_after(left)``. Afterwards
there is no vault: the window goes back to the first run.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from iop_companion.domain.ports import Eraser, VaultKeys
from iop_companion.domain.private import Secret
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.services.session import VaultSession


@dataclass(frozen=True, slots=True)
class Reach:
    """What erasing can reach: the vault's folder, its backups anywhere known, our own folders."""

    vault: Path
    backups: tuple[Path, ...]
    traces: tuple[Path, ...]


class Erasing:
    """Destroys the open vault for good."""

    def __init__(
        self, session: VaultSession, keys: VaultKeys, eraser: Eraser, traces: Sequence[Path]
    ) -> None:
        """``traces`` are the folders of the program's preferences, log and font list."""
        self._session = session
        self._keys = keys
        self._eraser = eraser
        self._traces = tuple(traces)

    def reachable(self, outside: Path | None = None) -> Reach:
        """Return what :meth:`erase_everything` destroys; ``outside`` is the second place."""
        backups = self._session.vault.backups
        found = backups.all()
        if outside is not None and outside.is_dir():
            found = [*found, *backups.all(outside)]
        # only what the key of this vault opens: others keep their backups in the same place
        own = tuple(one.file for one in found if one.facts is not None)
        return Reach(self._session.folder, own, self._traces)

    def erase_everything(self, current: Secret, outside: Path | None = None) -> list[Path]:
        """Destroy the keys in all known places, then the files; return what is still there.

        Raises ``KnownProblem``: ``locked``, ``wrong_passphrase`` (nothing has changed then),
        ``already_open``.
        """
        reach = self.reachable(outside)
        self._keys.prove(reach.vault, current)
        self._session.lock()
        return self._eraser.erase(reach.vault, reach.backups, reach.traces)

    def words_before(self) -> str:
        """What to say before it is asked for."""
        return _(
            "This destroys the keys of your entries on this computer and in the backups that "
            "Companion knows of. Nobody can read them afterwards, not even you. It cannot be "
            "undone."
        )

    def words_after(self, left: Sequence[Path]) -> str:
        """What was done, what is left, and what no program can reach."""
        parts = [_("Your entries are gone.")]
        if left:
            parts.append(
                ngettext(
                    "{n} file could not be deleted: {files}.",
                    "{n} files could not be deleted: {files}.",
                    len(left),
                ).format(n=len(left), files=", ".join(map(str, left)))
            )
        parts.append(
            _(
                "Not reached: files that you saved or printed or gave to others; copies of the "
                "folder or of backups that were made without Companion, by a sync program or a "
                "snapshot, which open with the passphrase of their time; blocks that a flash disk "
                "keeps for a while; and that Companion is or was installed."
            )
        )
        return " ".join(parts)
