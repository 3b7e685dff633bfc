"""Setting a warning aside: a reason, 14 quiet days, and back again if it becomes Act."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from iop_companion.domain.change import Change, ChangeSet
from iop_companion.domain.early_warning import EarlyWarning, Level
from iop_companion.domain.ids import RecordId, new_id
from iop_companion.domain.records import AsideReason, SetAside
from iop_companion.foundation.day_words import day_words
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _
from iop_companion.services.history import History

if TYPE_CHECKING:
    from iop_companion.domain.ports import Clock
    from iop_companion.services.session import VaultSession

QUIET_DAYS = 14
MAX_WORDS = 500


class SetAsides:
    """Keeps what was set aside; a warning says itself which of them holds for it."""

    def __init__(self, session: VaultSession, clock: Clock, history: History) -> None:
        """Keep them in the vault of ``session``."""
        self._session = session
        self._clock = clock
        self._history = history

    def all(self) -> tuple[SetAside, ...]:
        """Return everything that was ever set aside, oldest first."""
        with self._session.vault.read() as journal:
            return tuple(journal.all(SetAside))

    def add(self, warning: EarlyWarning, reason: AsideReason, words: str = "") -> ChangeSet:
        """Set ``warning`` aside for a reason; ``words`` are the person's own.

        Raises ``KnownProblem``: ``no_warning_to_answer``, ``zone_too_long``.
        """
        if warning.spoke_on is None:
            raise KnownProblem("no_warning_to_answer")
        if len(words) > MAX_WORDS:
            raise KnownProblem("zone_too_long", most=MAX_WORDS)
        after = SetAside(
            RecordId(new_id()),
            self._clock.today(),
            warning.spoke_on,
            warning.level.value,
            reason,
            words.strip(),
        )
        with self._session.vault.write() as journal:
            journal.put(after)
        return self._history.remember(ChangeSet("warning_set_aside", (Change(None, after),)))

    def take_back(self, aside: SetAside) -> ChangeSet:
        """Let a warning speak again that was set aside."""
        with self._session.vault.write() as journal:
            journal.remove(aside)
        return self._history.remember(ChangeSet("set_aside_taken_back", (Change(aside, None),)))


def quiet_until(aside: SetAside) -> date:
    """Return the last quiet day."""
    return aside.set_on + timedelta(days=QUIET_DAYS - 1)


def held_aside(
    asides: tuple[SetAside, ...], day: date, level: Level, newest_sign: date | None
) -> SetAside | None:
    """Return what keeps the level of ``day`` quiet, or None.

    Watch is kept quiet by any of the last fourteen days. Act only if Act itself was set aside, and
    no own sign (``newest_sign``: the newest day one showed) came after that.
    """
    if level not in {Level.WATCH, Level.ACT}:
        return None
    for one in reversed(asides):
        if not one.set_on <= day <= quiet_until(one):
            continue
        if level is Level.WATCH:
            return one
        if one.level == Level.ACT.value and (newest_sign is None or newest_sign <= one.set_on):
            return one
    return None


def aside_sentence(aside: SetAside) -> str:
    """Return since when and until when a warning is quiet, and why."""
    reason = dict(reason_choices())[aside.reason]
    why = f"{reason}: {aside.words}" if aside.words else reason
    return _("You set this aside on {day}. It is quiet until {until}. {why}.").format(
        day=day_words(aside.set_on), until=day_words(quiet_until(aside)), why=why.rstrip(".")
    )


def reason_choices() -> list[tuple[AsideReason, str]]:
    """Return the reasons and their words, in the order they are offered."""
    return [
        (AsideReason.TRAVEL, _("Travel or time change")),
        (AsideReason.ILL, _("Ill")),
        (AsideReason.TALKED, _("Already talked about it")),
        (AsideReason.WRONG_ENTRY, _("Wrong entry")),
        (AsideReason.OTHER, _("Something else")),
    ]
