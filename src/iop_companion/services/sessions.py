"""The days on which the person had a session; "since my last session" counts from the latest."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from iop_companion.domain.change import Change, ChangeSet
from iop_companion.domain.ids import RecordId, new_id
from iop_companion.domain.ports import Clock
from iop_companion.domain.records import SessionDate
from iop_companion.foundation.errors import KnownProblem
from iop_companion.services.history import History

if TYPE_CHECKING:
    from iop_companion.services.session import VaultSession


class SessionDates:
    """Keeps bare dates; what was said in a session is no business of this list."""

    def __init__(self, session: VaultSession, clock: Clock, history: History) -> None:
        """Work on the vault that ``session`` has open; writes can be undone through ``history``."""
        self._session = session
        self._clock = clock
        self._history = history

    def add(self, day: date) -> ChangeSet:
        """Remember a session on ``day``; a day that is there already changes nothing.

        Raises ``KnownProblem`` ``future_day`` for a day after today.
        """
        if day > self._clock.today():
            raise KnownProblem("future_day", day=day.isoformat())
        with self._session.vault.write() as journal:
            if any(known.day == day for known in journal.all(SessionDate)):
                return ChangeSet("session_added")
            added = SessionDate(RecordId(new_id()), day, self._clock.now())
            journal.put(added)
        return self._history.remember(ChangeSet("session_added", (Change(None, added),)))

    def remove(self, day: date) -> ChangeSet:
        """Forget the session on ``day``; a day that is not there changes nothing."""
        with self._session.vault.write() as journal:
            gone = [known for known in journal.all(SessionDate) if known.day == day]
            for known in gone:
                journal.remove(known)
        changes = tuple(Change(known, None) for known in gone)
        return self._history.remember(ChangeSet("session_removed", changes))

    def all(self) -> list[date]:
        """Return the days, oldest first."""
        with self._session.vault.read() as journal:
            return sorted({known.day for known in journal.all(SessionDate)})

    def last(self) -> date | None:
        """Return the latest session day up to today, or None."""
        today = self._clock.today()
        return max((day for day in self.all() if day <= today), default=None)
