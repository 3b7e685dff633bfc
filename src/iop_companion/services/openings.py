"""Since you last unlocked: when the vault was open before, and how many tries failed since.

Kept with the sealed notes beside the vault: nothing on the lock screen or in a readable file tells
when the diary was used, a restore does not turn it back, and looking is no change worth a backup.
"""

from __future__ import annotations

import contextlib
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from iop_companion.foundation.dates import clock_time, long_day
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _, ngettext

if TYPE_CHECKING:
    from iop_companion.domain.ports import Clock
    from iop_companion.services.backup_notes import BackupNotes
    from iop_companion.services.session import VaultSession


class SinceLast(NamedTuple):
    """When the vault was opened before this time (None: never noted), and failed tries since."""

    opened_at: datetime | None = None
    failed_tries: int = 0


class Openings:
    """Notes each unlocking of the vault of a session."""

    def __init__(self, session: VaultSession, notes: BackupNotes, clock: Clock) -> None:
        """Begin without any."""
        self._session = session
        self._notes = notes
        self._clock = clock
        self._since = SinceLast()

    def note(self, failed_tries: int) -> None:
        """The vault was just unlocked after ``failed_tries``; a disk that refuses is left alone."""
        self._since = SinceLast(self._notes.opened_at, failed_tries)
        if not self._session.is_read_only:
            with contextlib.suppress(KnownProblem):
                self._notes.opened(self._clock.now())

    def since(self) -> SinceLast:
        """Return what the newest unlocking found."""
        return self._since

    def words(self) -> str:
        """Say it: "No try failed. Last opened Wednesday 11 March, 9:04 pm."."""
        failed = self._since.failed_tries
        tries = (
            ngettext("{n} try failed.", "{n} tries failed.", failed).format(n=failed)
            if failed
            else _("No try failed.")
        )
        before = self._since.opened_at
        if before is None:
            return tries
        today = self._clock.now().date()
        moment = clock_time(before.time())
        when = (
            _("Last opened today, {time}.").format(time=moment)
            if before.date() == today
            else _("Last opened {day}, {time}.").format(
                day=long_day(before.date(), today), time=moment
            )
        )
        return f"{tries} {when}"
