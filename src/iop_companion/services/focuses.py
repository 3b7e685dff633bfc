"""What to keep an eye on: one or several focuses decide which rows Today shows."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from iop_companion.catalog.catalog import Catalog
from iop_companion.domain.change import Change, ChangeSet
from iop_companion.domain.focus import Focus
from iop_companion.domain.measure import Measure
from iop_companion.domain.records import ParticipantSetting
from iop_companion.domain.setting_values import or_default, read_texts
from iop_companion.foundation.errors import KnownProblem
from iop_companion.services.history import History
from iop_companion.services.measures import MeasureList

if TYPE_CHECKING:
    from iop_companion.services.session import VaultSession

FOCUSES_SETTING = "focuses"
"""Key of the setting ``[focus ids]``: what was chosen last."""


class Focuses:
    """Offers the focuses and applies those chosen; they can be chosen anew at any time."""

    def __init__(
        self,
        session: VaultSession,
        catalog: Catalog,
        measures: MeasureList,
        history: History | None = None,
    ) -> None:
        """Offer the focuses of ``catalog`` and switch rows of ``measures``, undone by ``history``.

        Nothing is read before it is asked for.
        """
        self._session = session
        self._catalog = catalog
        self._measures = measures
        self._history = history or History()

    def all(self) -> tuple[Focus, ...]:
        """Return what can be chosen, in order."""
        return self._catalog.focuses

    def chosen(self) -> tuple[str, ...]:
        """Return the ids chosen last, () if none ever were; raises ``KnownProblem("locked")``."""
        with self._session.vault.read() as journal:
            kept = set(_read(journal.setting(FOCUSES_SETTING)))
        return tuple(focus.id for focus in self.all() if focus.id in kept)

    def rows(self, ids: Collection[str]) -> tuple[Measure, ...]:
        """Return the rows that ``ids`` ask for together, each once, in the order of Today.

        Raises ``KnownProblem("unknown_focus")``.
        """
        known = {focus.id: focus for focus in self.all()}
        if not known.keys() >= set(ids):
            raise KnownProblem("unknown_focus")
        wanted = {row for one in ids for row in known[one].rows}
        return tuple(measure for measure in self._catalog.measures if measure.id in wanted)

    def apply(self, ids: Sequence[str]) -> ChangeSet:
        """Show the rows of ``ids`` on Today and no other row of the catalogue; of none, the usual.

        The person's own measures stay as they are, and nothing recorded is touched. One step that
        can be undone. Raises ``KnownProblem``: ``unknown_focus``, ``locked``.
        """
        usual = (measure for measure in self._catalog.measures if measure.on)
        wanted = {measure.id for measure in (self.rows(ids) if ids else usual)}
        inside = {
            measure.id
            for measure in self._catalog.measures
            if measure.on and measure.asked_with in wanted
        }
        kept = ParticipantSetting(FOCUSES_SETTING, json.dumps(list(dict.fromkeys(ids))))
        with self._session.vault.write() as journal:
            rows = self._measures.show_exactly(journal, wanted | inside)
            before = journal.put(kept)
        changes = tuple(one for one in (rows, Change(before, kept)) if one.before != one.after)
        return self._history.remember(ChangeSet("focus_chosen", changes))


def _read(text: str | None) -> tuple[str, ...]:
    return or_default(read_texts, text, ())
