"""My people: whom the person may turn to, with their numbers; kept inside the vault."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from iop_companion.domain.change import Change, ChangeSet
from iop_companion.domain.records import ParticipantSetting
from iop_companion.domain.setting_values import Contact, or_default, read_people
from iop_companion.foundation.errors import KnownProblem
from iop_companion.services.history import History

if TYPE_CHECKING:
    from iop_companion.services.session import VaultSession

PEOPLE_SETTING = "people"
"""Key of the setting that holds the list."""

MAX_PEOPLE = 12
"""More people are no short list."""

MAX_WORDS = 200
"""Longest name, number or remark, in characters."""


class People:
    """The list of people. Raises ``KnownProblem("locked")`` while there is no open vault."""

    def __init__(self, session: VaultSession, history: History | None = None) -> None:
        """Keep the list in the vault of ``session``; changes can be undone through ``history``."""
        self._session = session
        self._history = history or History()

    def all(self) -> tuple[Contact, ...]:
        """Return the people in the person's own order."""
        with self._session.vault.read() as journal:
            return or_default(read_people, journal.setting(PEOPLE_SETTING), ())

    def keep(self, people: Sequence[Contact]) -> ChangeSet:
        """Replace the list by ``people``; who has neither name nor number drops out.

        Raises ``KnownProblem``: ``too_many_people``, ``contact_too_long``.
        """
        tidied = [Contact(*(" ".join(part.split()) for part in one)) for one in people]
        wanted = [one for one in tidied if one.name or one.number]
        if len(wanted) > MAX_PEOPLE:
            raise KnownProblem("too_many_people", most=MAX_PEOPLE)
        if any(len(part) > MAX_WORDS for one in wanted for part in one):
            raise KnownProblem("contact_too_long", most=MAX_WORDS)
        kept = ParticipantSetting(PEOPLE_SETTING, json.dumps([one._asdict() for one in wanted]))
        with self._session.vault.write() as journal:
            before = journal.setting(PEOPLE_SETTING)
            if before == kept.value or (before is None and not wanted):
                return ChangeSet("people_changed")
            journal.put(kept)
        old = None if before is None else ParticipantSetting(PEOPLE_SETTING, before)
        return self._history.remember(ChangeSet("people_changed", (Change(old, kept),)))
