"""One day in detail: every value with what it was before, its private mark, its note.

An old value can be erased for good: from the vault, from its log file, and from undo.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from iop_companion.domain.change import Change, ChangeSet
from iop_companion.domain.ids import MeasureId, ObservationId
from iop_companion.domain.records import PastVersion

if TYPE_CHECKING:
    from iop_companion.domain.measure import Measure
    from iop_companion.domain.observation import Observation
    from iop_companion.domain.ports import Journal
    from iop_companion.services.history import History
    from iop_companion.services.measures import MeasureList
    from iop_companion.services.session import VaultSession

Slot = tuple[MeasureId, time | None]


@dataclass(frozen=True, slots=True)
class OldValue:
    """A value that stood for a while: ``state`` as it was last, and when it gave way.

    ``kept`` are the rows of the vault that hold it, all of which go when it is erased.
    """

    state: Observation = field(repr=False)
    replaced_at: datetime | None
    """None where it was cleared without another value in its place."""
    kept: tuple[PastVersion | Observation, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class KeptValue:
    """One measure at one moment of the day (None: the whole day): what is and what was."""

    measure: Measure
    moment: time | None
    now: Observation | None = field(repr=False)
    old: tuple[OldValue, ...] = ()
    earlier: Mapping[int, Measure] = field(default_factory=dict, repr=False)
    """Definitions by version that asked something else than the measure does now."""

    def asked(self, state: Observation) -> Measure:
        """Return the definition that ``state`` was given by: a value keeps its meaning."""
        return self.earlier.get(state.measure_version, self.measure)


class DayHistory:
    """Reads and changes the details of a day that the check-in itself does not ask for."""

    def __init__(self, session: VaultSession, history: History, measures: MeasureList) -> None:
        """Work on the vault that ``session`` has open."""
        self._session = session
        self._history = history
        self._measures = measures

    def of(self, day: date) -> tuple[KeptValue, ...]:
        """Return every value of ``day``, those cleared included, in the order of the rows."""
        with self._session.vault.read() as journal:
            live = journal.observations(day, day)
            gone = journal.trash(day)
            versions = {one.id: journal.past_versions(one.id) for one in (*live, *gone)}
        now: dict[Slot, Observation] = {(one.measure_id, one.moment): one for one in live}
        before: defaultdict[Slot, list[PastVersion | Observation]] = defaultdict(list)
        for trashed in gone:
            before[trashed.measure_id, trashed.moment].append(trashed)
        for kept in versions.values():
            for version in reversed(kept):
                state = version.observation
                before[state.measure_id, state.moment].append(version)
        slots = {*now, *before}
        return tuple(
            self._kept(measure, moment, now.get(slot), before[slot])
            for measure in self._measures.all()
            for slot in sorted(
                (slot for slot in slots if slot[0] == measure.id), key=lambda slot: str(slot[1])
            )
            for moment in [slot[1]]
            if slot in now or before[slot]
        )

    def _kept(
        self,
        measure: Measure,
        moment: time | None,
        now: Observation | None,
        before: Sequence[PastVersion | Observation],
    ) -> KeptValue:
        old = _old(now, before)
        states = [one.state for one in old] + ([now] if now is not None else [])
        versions = {state.measure_version for state in states}
        found = {version: self._measures.asked_as(measure, version) for version in versions}
        earlier = {version: asked for version, asked in found.items() if asked is not None}
        return KeptValue(measure, moment, now, old, earlier)

    def erase(self, old: OldValue) -> None:
        """Remove ``old`` for good. It cannot be undone, and no older undo brings it back."""
        with self._session.vault.write() as journal:
            for kept in old.kept:
                _erase(journal, kept)
        self._history.forget({_state(kept).id for kept in old.kept})
        self._session.vault.empty_log()

    def mark_private(self, observation_id: ObservationId, day: date, *, private: bool) -> ChangeSet:
        """Leave a value out of every summary, or let it in again."""
        return self._change(
            "private_marked", observation_id, day, lambda found: replace(found, private=private)
        )

    def annotate(self, observation_id: ObservationId, day: date, note: str) -> ChangeSet:
        """Put a few words to one value, or take them away ("")."""
        return self._change(
            "value_annotated", observation_id, day, lambda found: replace(found, note=note.strip())
        )

    def _change(
        self,
        label: str,
        observation_id: ObservationId,
        day: date,
        changed: Callable[[Observation], Observation],
    ) -> ChangeSet:
        with self._session.vault.write() as journal:
            changes = [
                Change(found, changed(found))
                for found in journal.observations(day, day)
                if found.id == observation_id and changed(found) != found
            ]
            for change in changes:
                journal.put(change.record)
        return self._history.remember(ChangeSet(label, tuple(changes)))


def _old(
    now: Observation | None, before: Sequence[PastVersion | Observation]
) -> tuple[OldValue, ...]:
    """Join the rows that hold the same value, and leave out what still stands."""
    joined: dict[tuple[object, str], list[PastVersion | Observation]] = {}
    for kept in before:
        state = _state(kept)
        if now is None or (state.value, state.note) != (now.value, now.note):
            joined.setdefault((state.value, state.note), []).append(kept)
    found = [OldValue(_state(kept[0]), _replaced_at(kept), tuple(kept)) for kept in joined.values()]
    return tuple(sorted(found, key=lambda old: old.state.recorded_at, reverse=True))


def _replaced_at(kept: Iterable[PastVersion | Observation]) -> datetime | None:
    return max((one.replaced_at for one in kept if isinstance(one, PastVersion)), default=None)


def _state(kept: PastVersion | Observation) -> Observation:
    return kept.observation if isinstance(kept, PastVersion) else kept


def _erase(journal: Journal, kept: PastVersion | Observation) -> None:
    if isinstance(kept, PastVersion):
        journal.erase_version(kept)
    else:
        journal.erase_trashed(kept)
