"""What stands typed in a form and is not saved: kept encrypted, gone when its record is saved.

A form of a day has its part in the day's draft; a form of no day has a setting of its own.
"""

from __future__ import annotations

import json
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from iop_companion.domain.ports import Clock, Journal
from iop_companion.domain.records import ParticipantSetting
from iop_companion.services.day_drafts import keep_part, part_of

if TYPE_CHECKING:
    from iop_companion.services.session import VaultSession


class FormName(StrEnum):
    """The forms; the value is the part's or the setting's name in the vault."""

    MOVEMENT = "movement"
    TRIGGER = "trigger"
    IF_THEN = "if_then_draft"
    OWN_SKILL = "own_skill_draft"
    OWN_ROW = "own_row_draft"
    USED_ROW = "used_row_draft"
    AS_NEEDED = "as_needed"
    DOSE_NOTES = "dose_notes"
    MEDICINE = "medicine_draft"
    SINGLE_USE = "single_use"
    SCORE = "score_draft"
    RUNNING_SKILL = "running_skill_draft"
    SAID_OF_SKILL = "said_of_skill_draft"


class FormDraft:
    """The draft of one form."""

    def __init__(self, session: VaultSession, clock: Clock, name: FormName) -> None:
        """Keep the draft of the form ``name`` in the vault that ``session`` has open."""
        self._session = session
        self._clock = clock
        self._name = name

    def read(self, day: date | None) -> dict[str, Any]:
        """Return what was typed for ``day`` (None: a form of no day), {} for nothing."""
        with self._session.vault.read() as journal:
            if day is not None:
                return part_of(journal.draft(day), self._name)
            return _object(journal.setting(self._name))

    def keep(self, day: date | None, typed: dict[str, Any] | None) -> None:
        """Keep what is typed, plain JSON, or forget it (None); nothing that undo takes back."""
        if self.read(day) == (typed or {}):
            return
        self._session.saved(lambda journal: _keep(journal, self._name, day, typed, self._clock))


class FormDrafts:
    """The drafts of all forms that have one."""

    def __init__(self, session: VaultSession, clock: Clock) -> None:
        """Work on the vault that ``session`` has open."""
        self._session = session
        self._clock = clock

    def of(self, name: FormName) -> FormDraft:
        """Return the draft of the form ``name``."""
        return FormDraft(self._session, self._clock, name)


def forget_draft(journal: Journal, name: FormName, day: date | None, clock: Clock) -> None:
    """Drop a form's draft in the transaction that saves its record."""
    _keep(journal, name, day, None, clock)


def _keep(
    journal: Journal, name: FormName, day: date | None, typed: dict[str, Any] | None, clock: Clock
) -> None:
    if day is not None:
        keep_part(journal, day, name, typed, clock.now())
    elif typed is not None:
        journal.put(ParticipantSetting(name, json.dumps(typed)))
    elif (before := journal.setting(name)) is not None:
        journal.remove(ParticipantSetting(name, before))


def _object(text: str | None) -> dict[str, Any]:
    try:
        found = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
