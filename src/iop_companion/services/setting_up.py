"""How far setting up came, so that it can be stopped anywhere and taken up again."""

from __future__ import annotations

import json
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from iop_companion.domain.change import ChangeSet
from iop_companion.domain.focus import Focus
from iop_companion.domain.measure import Measure
from iop_companion.domain.ports import Clock
from iop_companion.domain.records import ParticipantSetting, PlanZone
from iop_companion.domain.setting_values import Contact
from iop_companion.services.early_warnings import EarlyWarnings
from iop_companion.services.focuses import Focuses
from iop_companion.services.people import People

if TYPE_CHECKING:
    from collections.abc import Sequence

    from iop_companion.services.session import VaultSession

SETTING = "setting_up"
"""Key of the setting ``{"at": step, "without_code_since": day or null}``."""

REMIND_AFTER = timedelta(days=7)
"""How long nothing is said about a recovery code that was left out."""


class Left(StrEnum):
    """What of setting up is still open, said once after unlocking."""

    NOTHING = "nothing"
    CODE_NOT_CONFIRMED = "code_not_confirmed"
    WITHOUT_CODE = "without_code"
    UNFINISHED = "unfinished"


class SettingUp:
    """What the steps of the first run do with the vault that was just made."""

    def __init__(
        self,
        session: VaultSession,
        clock: Clock,
        focuses: Focuses,
        people: People,
        warnings: EarlyWarnings,
    ) -> None:
        """Work in the vault of ``session`` through the services given."""
        self._session = session
        self._clock = clock
        self._focuses = focuses
        self._people = people
        self._warnings = warnings

    def offers(self) -> tuple[tuple[Focus, ...], tuple[Measure, ...]]:
        """Return the focuses and every row that any of them asks for, in the order of Today."""
        focuses = self._focuses.all()
        return focuses, self._focuses.rows([focus.id for focus in focuses])

    def chosen(self) -> tuple[str, ...]:
        """Return the focuses chosen last; raises ``KnownProblem("locked")``."""
        return self._focuses.chosen()

    def choose(self, ids: Sequence[str]) -> ChangeSet:
        """See :meth:`~iop_companion.services.focuses.Focuses.apply`."""
        return self._focuses.apply(ids)

    def people(self) -> tuple[Contact, ...]:
        """Return my people; raises ``KnownProblem("locked")``."""
        return self._people.all()

    def keep_people(self, people: Sequence[Contact]) -> ChangeSet:
        """See :meth:`~iop_companion.services.people.People.keep`."""
        return self._people.keep(people)

    def keep_first_steps(self, steps: Sequence[str]) -> None:
        """Begin the plan for Act with ``steps``; those kept before make room for them."""
        if any(step.strip() for step in steps) or self._warnings.plan(PlanZone.ACT):
            self._warnings.set_plan(PlanZone.ACT, steps)

    def begin(self) -> None:
        """Remember that the code was shown and not yet confirmed."""
        self._keep({"at": "code", "without_code_since": None})

    def code_left(self, *, is_confirmed: bool) -> None:
        """The code was typed back, or the person went on without one."""
        since = None if is_confirmed else self._clock.today().isoformat()
        self._keep({"at": "later_steps", "without_code_since": since})

    def code_renewed(self) -> None:
        """A recovery code is on paper now: nothing is left to remind of."""
        self._keep({**self._kept(), "without_code_since": None})

    def finish(self) -> None:
        """The last step was left."""
        self._keep({**self._kept(), "at": "done"})

    def left(self) -> Left:
        """Return what to remind of now; each thing is said once, the missing code weekly."""
        kept = self._kept()
        if kept.get("at") == "code":
            self.code_left(is_confirmed=False)
            return Left.CODE_NOT_CONFIRMED
        if kept.get("at") == "later_steps":
            self.finish()
            return Left.UNFINISHED
        since = _day(kept.get("without_code_since"))
        today = self._clock.today()
        if since is None or today - since < REMIND_AFTER:
            return Left.NOTHING
        self._keep({**kept, "without_code_since": today.isoformat()})
        return Left.WITHOUT_CODE

    def _kept(self) -> dict[str, Any]:
        with self._session.vault.read() as journal:
            text = journal.setting(SETTING)
        try:
            kept = json.loads(text or "{}")
        except ValueError:
            return {}
        return kept if isinstance(kept, dict) else {}

    def _keep(self, facts: dict[str, Any]) -> None:
        with self._session.vault.write() as journal:
            journal.put(ParticipantSetting(SETTING, json.dumps(facts)))


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None
