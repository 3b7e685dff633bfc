"""A new usual, offered at discharge and after steady improvement; asked once, answered or not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from iop_companion.analytics.baseline import UsualRules
from iop_companion.domain.change import Change, ChangeSet
from iop_companion.domain.chart_series import EventKind
from iop_companion.domain.early_warning import Level
from iop_companion.domain.ids import RecordId, new_id
from iop_companion.domain.records import OfferCause, UsualOffer
from iop_companion.foundation.day_words import day_words
from iop_companion.foundation.i18n import _

if TYPE_CHECKING:
    from iop_companion.domain.ports import Clock
    from iop_companion.services.chart_events import ChartEvents
    from iop_companion.services.early_warnings import EarlyWarnings
    from iop_companion.services.history import History
    from iop_companion.services.session import VaultSession

OFFERED_DAYS = 30
"""So long after a discharge it is still offered."""

AGAIN_DAYS = 90
"""After any answer, steady improvement is not offered again for so long."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What is offered, and the sentence that says why."""

    cause: OfferCause
    cause_on: date
    sentence: str


class UsualOffers:
    """Offers only while the panel is calm; what is answered is kept and can be undone."""

    def __init__(
        self,
        session: VaultSession,
        events: ChartEvents,
        warnings: EarlyWarnings,
        clock: Clock,
        history: History,
    ) -> None:
        """Look at the marked days and the panel; keep answers in the vault of ``session``."""
        self._session = session
        self._events = events
        self._warnings = warnings
        self._clock = clock
        self._history = history

    def offer(self) -> Offer | None:
        """Return what is to be offered today, or None."""
        today = self._clock.today()
        if self._warnings.evaluate().level is not Level.CALM:
            return None
        with self._session.vault.read() as journal:
            past = journal.all(UsualOffer)
        answered = {(one.cause, one.cause_on) for one in past}
        for event in reversed(self._events.all()):
            is_recent = 0 <= (today - event.day).days <= OFFERED_DAYS
            asked = (OfferCause.DISCHARGE, event.day) in answered
            if event.kind is EventKind.DISCHARGE and is_recent and not asked:
                return Offer(OfferCause.DISCHARGE, event.day, _discharge_words(event.day))
        newest = max((one.answered_on for one in past), default=None)
        if newest is not None and abs((today - newest).days) < AGAIN_DAYS:
            return None
        since = self._warnings.better_since(today)
        if since is None:
            return None
        return Offer(OfferCause.BETTER, today, _better_words(since))

    def asked(self) -> Offer:
        """Return what there is to say when the person asks for a new usual; nothing is kept yet."""
        return Offer(
            OfferCause.ASKED,
            self._clock.today(),
            _(
                "Learn your usual again from your recent days? Good when something has changed for "
                "good: another job, another medicine, a new home. A usual learned in a hard time "
                "would hide the next one."
            ),
        )

    def answer(self, offer: Offer, *, taken: bool) -> ChangeSet:
        """Keep whether the usual is learned again from the newest days."""
        after = UsualOffer(
            RecordId(new_id()), offer.cause, offer.cause_on, self._clock.today(), taken
        )
        with self._session.vault.write() as journal:
            journal.put(after)
        return self._history.remember(ChangeSet("usual_offer_answered", (Change(None, after),)))


def usual_words() -> str:
    """Return what a usual is made of, in a sentence."""
    rules = UsualRules()
    return _(
        "Your own days make it: each joins once it is {guard} days old, and the newest {n} "
        "entries count."
    ).format(guard=rules.guard_days, n=rules.newest)


def _discharge_words(day: date) -> str:
    return _(
        "You marked a discharge on {day}. The first weeks of a program are hard, and a usual "
        "learned then would hide a later slip. Learn your usual again from your recent days?"
    ).format(day=day_words(day))


def _better_words(since: date) -> str:
    return _(
        "Since {day} at the latest, your days have been steadily better than your usual. Learn "
        "your usual again from them? A later slip then shows sooner."
    ).format(day=day_words(since))
