"""The days a person marks on the charts: a medication change, the program's start, a discharge."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from iop_companion.domain.change import Change, ChangeSet
from iop_companion.domain.chart_series import ChartEvent, EventKind
from iop_companion.domain.ports import Clock
from iop_companion.domain.records import ParticipantSetting
from iop_companion.domain.setting_values import or_default, read_events
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _, pgettext
from iop_companion.services.history import History

if TYPE_CHECKING:
    from iop_companion.services.session import VaultSession

EVENTS_SETTING = "events"
"""Key of the setting ``[{"day": "YYYY-MM-DD", "label": text, "kind": kind}]``."""

MOST_CHARACTERS = 60
"""Longest name of an event: a chart has no room for more."""

Events = tuple[ChartEvent, ...]

_NONE: Events = ()


def kind_words(kind: EventKind) -> str:
    """Return what a kind of event is called, which is also the name of one without words."""
    words = {
        EventKind.MEDICINE: _("Medication change"),
        EventKind.START: _("Program start"),
        EventKind.STEP_DOWN: _("Step-down"),
        EventKind.DISCHARGE: _("Discharge"),
        EventKind.OTHER: pgettext("kind of a marked day", "Other"),
        EventKind.SESSION: _("Last session"),
    }
    return words[kind]


class ChartEvents:
    """Keeps dated words that are drawn through every chart. Each write can be undone."""

    def __init__(self, session: VaultSession, clock: Clock, history: History) -> None:
        """Work on the vault that ``session`` has open; writes can be undone through ``history``."""
        self._session = session
        self._clock = clock
        self._history = history

    def all(self) -> Events:
        """Return every marked day, oldest first."""
        with self._session.vault.read() as journal:
            return or_default(read_events, journal.setting(EVENTS_SETTING), _NONE)

    def add(self, day: date, words: str, kind: EventKind) -> ChangeSet:
        """Mark ``day``; the same mark twice changes nothing.

        Without ``words`` the kind names it. Raises ``KnownProblem``: ``future_day``;
        ``event_unnamed`` for another kind of event without words.
        """
        event = self._event(day, words, kind)
        return self._write(
            "event_added", lambda kept: (*kept, event) if event not in kept else kept
        )

    def change(self, event: ChartEvent, day: date, words: str, kind: EventKind) -> ChangeSet:
        """Replace ``event``; same problems as :meth:`add`. One that is gone is added anew."""
        changed = self._event(day, words, kind)
        return self._write("event_changed", lambda kept: (*_without(kept, event), changed))

    def remove(self, event: ChartEvent) -> ChangeSet:
        """Take ``event`` off the charts; one that is not there changes nothing."""
        return self._write("event_removed", lambda kept: _without(kept, event))

    def _event(self, day: date, words: str, kind: EventKind) -> ChartEvent:
        if day > self._clock.today():
            raise KnownProblem("future_day", day=day.isoformat())
        label = " ".join(words.split())[:MOST_CHARACTERS].strip()
        if not label and kind is EventKind.OTHER:
            raise KnownProblem("event_unnamed")
        return ChartEvent(day, label or kind_words(kind), kind)

    def _write(self, label: str, changed: Callable[[Events], Events]) -> ChangeSet:
        with self._session.vault.write() as journal:
            text = journal.setting(EVENTS_SETTING)
            kept: Events = or_default(read_events, text, _NONE)
            events = tuple(sorted(changed(kept), key=lambda event: event.day))
            if events == kept:
                return ChangeSet(label)
            setting = ParticipantSetting(EVENTS_SETTING, events_text(events))
            before = journal.put(setting)
        return self._history.remember(ChangeSet(label, (Change(before, setting),)))


def events_text(events: Events) -> str:
    """Return the setting's text for ``events``."""
    kept = [
        {"day": event.day.isoformat(), "label": event.label, "kind": event.kind.value}
        for event in events
    ]
    return json.dumps(kept, ensure_ascii=False)


def _without(kept: Events, event: ChartEvent) -> Events:
    """Leave out one of those that are equal to ``event``."""
    rest = list(kept)
    if event in rest:
        rest.remove(event)
    return tuple(rest)
